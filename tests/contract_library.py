"""The content that contract tests ask engines about."""

from functools import cache

from kb.library import Library
from tests.search_library import RoleWritten, duties, library

SELLER = RoleWritten(
    id="seller",
    titles={"en": ["Seller", "Shop assistant"], "ru": ["Продавец"], "no": ["Selger", "Butikkmedarbeider"]},
    summaries={"en": "Sells what clients need."},
    clauses={
        **duties(
            plan_sales={"en": "Plans own sales.", "ru": "Планирует продажи.", "no": "Lager en salgsplan."},
            collect_debts={
                "en": "Makes sure that debts are paid.",
                "ru": "Добивается погашения дебиторской задолженности.",
                "no": "Sørger for at kundefordringer betales.",
            },
        ),
        "rights": {"see-accounts": {"en": "May see the accounts of a client.", "ru": "Видит счета клиента."}},
    },
    education="secondary",
    years=0,
    isco="5223",
)
HEAD = RoleWritten(
    id="sales-head",
    titles={"en": ["Head of sales"], "ru": ["Начальник отдела продаж"], "no": ["Salgssjef"]},
    clauses={
        **duties(
            plan_sales={"en": "Plans the sales of the team and its budget.", "no": "Planlegger salget."},
            hire={"en": "Hires sellers.", "ru": "Принимает на работу продавцов.", "no": "Ansetter selgere."},
        ),
        "pay": {"bonus": {"en": "A bonus for sales above the plan.", "no": "Bonus for salg over plan."}},
    },
    education="higher",
    years=3,
    isco="1221",
)
CLERK = RoleWritten(
    id="clerk",
    titles={"en": ["Clerk"], "no": ["Kontorist"]},
    clauses={
        **duties(
            write_down={"en": "Writes down what clients owe.", "no": "Noterer hva kunder skylder."},
            collect_debts={"en": "Writes letters about debts.", "no": "Skriver brev om gjeld."},
        ),
        "rights": {"see-accounts": {"en": "May see all accounts.", "no": "Kan se alle kontoer."}},
    },
    education="higher",
    years=1,
)
TERMS = {
    "receivables": {"en": ["receivables", "debts"], "ru": ["дебиторская задолженность"], "no": ["kundefordring"]},
    "moat": {"en": ["moat"], "no": ["vollgrav"]},
}
GUIDES = {
    "writing": {
        "en": ["Begin each duty with a verb.", "Then read it aloud."],
        "ru": ["Начните обязанность с глагола.", "Прочтите её вслух."],
        "no": ["Begynn med et verb.", "Les det så høyt."],
    }
}


@cache
def small() -> Library:
    return library(SELLER, HEAD, CLERK, terms=TERMS, guides=GUIDES)
