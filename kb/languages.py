"""The one list of languages: add a record here, and its files, for a fourth.

The headings are those of real job descriptions: the first of a kind is the standard one. They are matched whole
and never stemmed, since "Responsibility" is liability and "Responsibilities" are duties.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Language:
    """What the rooms need to know of a language, and nothing that they decide themselves."""

    code: str
    """In paths, files and JSON."""
    name: str
    """Its own name for itself."""
    english_name: str
    """Its name in the messages of `kb check`, which are English."""
    locale: str
    """For Babel: dates, numbers, plural forms, interface strings."""
    tag: str
    """In HTML and exchange files (BCP 47)."""
    aliases: tuple[str, ...]
    """Other codes that a reader's browser or address may use for it."""
    script: str
    """The script of its letters, as Unicode names it in capitals: LATIN, CYRILLIC."""
    stemmer: str
    """The name of its Snowball stemmer."""
    dictionary: str
    """Its code in the dictionaries of lemmas."""
    has_compounds: bool
    """Whether it writes compounds as one word."""
    colour: str
    """Its dot on light paper."""
    dark_colour: str
    """Its dot in the dark."""
    headings: Mapping[str, tuple[str, ...]]
    """Section kind to headings, the standard one first."""
    purpose_headings: tuple[str, ...]
    """Headings of a section that belongs to the summary."""
    combined_headings: tuple[str, ...]
    """Headings under which real documents mix kinds; the author has to part them."""
    keyboard: tuple[str, ...]
    """What the rows of its keys type without, then with Shift; the same key stands at the same place in each."""
    headings_before_duties: Mapping[str, str] = field(default_factory=dict)
    """Headings that mean another kind as long as no duties stand above them."""
    other_headings: tuple[str, ...] = ()
    """Headings of text that fits no kind: how to apply, contacts, benefits."""
    form: str = ""
    """The form of its documents, where that is not named by its code."""
    dash: str = "–"
    """The dash between parts of a sentence."""
    alphabet: str = ""
    """Its letters in order, where that is not the order of Unicode."""
    transliteration: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For letters that are not Latin: what Latin ones are written for, the likeliest first.

    Those of the empty text often go unwritten.
    """

    def heading(self, kind: str) -> str:
        """Return the standard heading of a section *kind*."""
        return self.headings[kind][0]

    def place_in_alphabet(self, text: str) -> tuple[tuple[int, str], ...]:
        """Return what sorts *text* as a dictionary does; signs and letters of other alphabets come first."""
        return tuple((self.alphabet.find(sign), sign) for sign in text.casefold())


ENGLISH = Language(
    code="en",
    name="English",
    english_name="English",
    locale="en_GB",
    tag="en",
    aliases=(),
    script="LATIN",
    stemmer="english",
    dictionary="en",
    has_compounds=False,
    colour="#1f4e96",
    dark_colour="#8ab4f8",
    headings={
        "provisions": (
            "General provisions",
            "Job details",
            "General",
            "Position details",
            "Reporting lines",
            "Organisational relationships",
        ),
        "requirements": (
            "Requirements",
            "Candidate requirements",
            "Person specification",
            "Qualifications and experience",
            "Qualifications",
            "Essential criteria",
            "Essential requirements",
            "Experience and qualifications",
            "Education and experience",
        ),
        "knowledge": (
            "Knowledge required",
            "Must know",
            "Knowledge",
            "Required knowledge",
            "Specialist knowledge",
        ),
        "skills": (
            "Skills",
            "Key skills",
            "Skills and abilities",
            "Essential skills",
            "Technical skills",
            "Competencies",
            "Competencies and behaviours",
            "Competences",
            "Skills required",
            "Skills and experience",
        ),
        "qualities": (
            "Personal qualities",
            "Personal attributes",
            "Personal characteristics",
            "Behavioural competencies",
            "About you",
            "Behaviours",
        ),
        "duties": (
            "Duties",
            "Duties and responsibilities",
            "Main duties",
            "Key responsibilities",
            "Job responsibilities",
            "Responsibilities",
            "Principal accountabilities",
            "Key accountabilities",
            "Key duties",
            "Main responsibilities",
            "Key duties and responsibilities",
            "Main duties and responsibilities",
            "What you will do",
            "Tasks",
            "Functions",
        ),
        "rights": (
            "Rights",
            "Rights and authority",
            "Authority",
            "Scope of authority",
            "Decision-making authority",
            "Delegated authority",
        ),
        "liability": (
            "Liability",
            "Responsibility",
            "Accountability",
            "Employee liability",
            "Liability for breach of duty",
        ),
        "indicators": (
            "Performance indicators",
            "Key performance indicators",
            "KPIs",
            "Performance measures",
            "Performance criteria",
            "Measures of success",
            "Definition of success",
            "Key metrics",
            "KPI",
        ),
        "conditions": (
            "Working conditions",
            "Terms and conditions",
            "Working arrangements",
            "Hours of work",
            "Work environment",
        ),
        "pay": ("Pay", "Salary", "Remuneration", "Compensation", "Pay and benefits", "Salary and benefits"),
        "career": ("Career", "Career progression", "Career path", "Career development", "Career prospects"),
        "training": (
            "Induction and training",
            "Induction",
            "Onboarding",
            "Training",
            "Training and development",
        ),
        "revision": (
            "Review and changes",
            "Revision",
            "Review",
            "Amendments",
            "Changes to this job description",
        ),
    },
    purpose_headings=(
        "Job purpose",
        "Purpose",
        "Purpose of the post",
        "Purpose of the role",
        "Role purpose",
        "Job summary",
        "Role summary",
        "Summary",
        "About the role",
        "About the job",
        "The role",
        "Overview",
        "Job overview",
        "Role overview",
    ),
    other_headings=(
        "How to apply",
        "Application process",
        "Contact",
        "Contacts",
        "Contact details",
        "Benefits",
        "Our benefits",
        "About us",
        "About the company",
        "Equal opportunities",
        "Additional information",
    ),
    form="uk",
    combined_headings=("What we offer", "Duties and rights", "Rights and duties", "Pay and conditions"),
    keyboard=(
        "`1234567890-=",
        "qwertyuiop[]\\",
        "asdfghjkl;'",
        "zxcvbnm,./",
        "~!@#$%^&*()_+",
        "QWERTYUIOP{}|",
        'ASDFGHJKL:"',
        "ZXCVBNM<>?",
    ),
)

RUSSIAN = Language(
    code="ru",
    name="Русский",
    english_name="Russian",
    locale="ru",
    tag="ru",
    aliases=(),
    script="CYRILLIC",
    stemmer="russian",
    dictionary="ru",
    has_compounds=False,
    colour="#a23b2a",
    dark_colour="#f0937f",
    headings={
        "provisions": ("Общие положения", "Общая часть", "Общие сведения", "Общая информация о должности"),
        "requirements": (
            "Квалификационные требования",
            "Требования к кандидату",
            "Требования к квалификации",
            "Требования к должности",
            "Требования к образованию и опыту работы",
            "Требования",
            "Образование и опыт работы",
            "Образование и опыт",
            "Основные требования",
        ),
        "knowledge": ("Должен знать", "Необходимые знания", "Знания", "Требования к знаниям"),
        "skills": (
            "Профессиональные навыки",
            "Навыки",
            "Ключевые навыки",
            "Умения и навыки",
            "Необходимые умения",
            "Должен уметь",
        ),
        "qualities": (
            "Личные качества",
            "Личностные качества",
            "Деловые качества",
            "Деловые и личные качества",
            "Личностно-деловые качества",
        ),
        "duties": (
            "Должностные обязанности",
            "Обязанности",
            "Функциональные обязанности",
            "Основные обязанности",
            "Трудовые функции",
            "Функции",
            "Обязанности сотрудника",
            "Обязанности работника",
            "Должностные обязанности и задачи",
            "Основные задачи",
            "Задачи",
        ),
        "rights": ("Права", "Права работника", "Должностные права", "Полномочия", "Права и полномочия"),
        "liability": (
            "Ответственность",
            "Ответственность работника",
            "Ответственность сотрудника",
            "Меры ответственности",
        ),
        "indicators": (
            "Показатели эффективности",
            "Ключевые показатели эффективности",
            "KPI",
            "Критерии оценки деятельности",
            "Критерии оценки работы",
            "Оценка эффективности работы",
        ),
        "conditions": (
            "Условия работы",
            "Режим работы",
            "Условия труда",
            "Режим рабочего времени",
            "Режим труда и отдыха",
        ),
        "pay": (
            "Оплата труда",
            "Заработная плата",
            "Условия оплаты труда",
            "Система оплаты труда",
            "Вознаграждение",
            "Зарплата",
        ),
        "career": (
            "Карьерный рост",
            "Карьера",
            "Карьерные перспективы",
            "Перспективы роста",
            "Карьерный путь",
        ),
        "training": (
            "Адаптация и обучение",
            "Адаптация",
            "Обучение",
            "Ввод в должность",
            "Стажировка",
            "Программа адаптации",
        ),
        "revision": (
            "Порядок пересмотра",
            "Пересмотр",
            "Порядок внесения изменений",
            "Изменения и дополнения",
            "Заключительные положения",
        ),
    },
    purpose_headings=(
        "Цели и задачи",
        "Цель должности",
        "Назначение должности",
        "О должности",
        "О вакансии",
        "О роли",
    ),
    other_headings=(
        "Как откликнуться",
        "Контакты",
        "Контактная информация",
        "О компании",
        "О нас",
        "Дополнительная информация",
        "Социальный пакет",
        "Бонусы",
    ),
    dash="—",
    combined_headings=("Права и обязанности", "Обязанности и права", "Мы предлагаем", "Что мы предлагаем"),
    alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    keyboard=(
        "ё1234567890-=",
        "йцукенгшщзхъ\\",
        "фывапролджэ",
        "ячсмитьбю.",
        'Ё!"№;%:?*()_+',
        "ЙЦУКЕНГШЩЗХЪ/",
        "ФЫВАПРОЛДЖЭ",
        "ЯЧСМИТЬБЮ,",
    ),
    transliteration={
        "": ("ь", "ъ"),
        "a": ("а",),
        "b": ("б",),
        "c": ("ц",),
        "ch": ("ч",),
        "d": ("д",),
        "e": ("е", "э"),
        "f": ("ф",),
        "g": ("г",),
        "h": ("х",),
        "i": ("и", "й"),
        "ia": ("я",),
        "io": ("е",),
        "iu": ("ю",),
        "j": ("й", "ж", "дж"),
        "ja": ("я",),
        "je": ("е",),
        "jo": ("е",),
        "ju": ("ю",),
        "k": ("к",),
        "kh": ("х",),
        "l": ("л",),
        "m": ("м",),
        "n": ("н",),
        "o": ("о",),
        "p": ("п",),
        "ph": ("ф",),
        "q": ("к",),
        "r": ("р",),
        "s": ("с",),
        "sc": ("щ",),
        "sch": ("щ",),
        "sh": ("ш", "щ"),
        "shch": ("щ",),
        "t": ("т",),
        "ts": ("ц",),
        "tz": ("ц",),
        "u": ("у",),
        "v": ("в",),
        "w": ("в",),
        "x": ("х", "кс"),
        "y": ("ы", "й", "и", "ый", "ий"),
        "ya": ("я",),
        "ye": ("е",),
        "yo": ("е",),
        "yu": ("ю",),
        "z": ("з",),
        "zh": ("ж",),
    },
)

NORWEGIAN = Language(
    code="no",
    name="Norsk",
    english_name="Norwegian",
    locale="nb",
    tag="nb",
    aliases=("nb", "nn"),
    script="LATIN",
    stemmer="norwegian",
    dictionary="nb",
    has_compounds=True,
    colour="#1d6b57",
    dark_colour="#6ccbb0",
    headings={
        "provisions": (
            "Generelt om stillingen",
            "Generelle bestemmelser",
            "Generelt",
            "Om stillingen",
            "Stillingens plassering",
            "Organisatorisk plassering",
        ),
        "requirements": (
            "Kvalifikasjonskrav",
            "Krav til kandidaten",
            "Kvalifikasjoner",
            "Krav til kompetanse",
            "Kompetansekrav",
            "Krav til utdanning og erfaring",
            "Utdanning og erfaring",
            "Ønskede kvalifikasjoner",
            "Krav",
        ),
        "knowledge": ("Kunnskaper", "Skal kjenne til", "Kunnskapskrav", "Krav til kunnskaper", "Fagkunnskap"),
        "skills": (
            "Ferdigheter",
            "Faglige ferdigheter",
            "Ferdighetskrav",
            "Krav til ferdigheter",
            "Nøkkelkompetanse",
        ),
        "qualities": (
            "Personlige egenskaper",
            "Egenskaper",
            "Personlig egnethet",
            "Krav til personlige egenskaper",
        ),
        "duties": (
            "Arbeidsoppgaver",
            "Hovedoppgaver",
            "Oppgaver",
            "Ansvarsområder",
            "Ansvars- og arbeidsområder",
            "Arbeidsoppgaver og ansvar",
            "Hovedansvar",
            "Ansvar og oppgaver",
            "Ansvar og arbeidsoppgaver",
            "Dine oppgaver",
            "Plikter",
        ),
        "rights": (
            "Rettigheter og fullmakter",
            "Rettigheter",
            "Fullmakter",
            "Myndighet",
            "Fullmakter og myndighet",
            "Beslutningsmyndighet",
        ),
        "liability": (
            "Ansvar ved pliktbrudd",
            "Ansvar",
            "Ansvar ved mislighold",
            "Mislighold",
            "Pliktbrudd",
            "Erstatningsansvar",
        ),
        "indicators": (
            "Resultatmål",
            "Resultatkrav",
            "Mål og resultatkrav",
            "Måltall",
            "KPI-er",
            "Suksesskriterier",
        ),
        "conditions": (
            "Arbeidsvilkår",
            "Arbeidsforhold",
            "Arbeidstid",
            "Arbeidstid og arbeidssted",
            "Ansettelsesvilkår",
        ),
        "pay": (
            "Lønn",
            "Lønn og betingelser",
            "Lønnsvilkår",
            "Lønnsbetingelser",
            "Lønn og goder",
            "Avlønning",
        ),
        "career": (
            "Karrieremuligheter",
            "Karriere",
            "Utviklingsmuligheter",
            "Karrierevei",
            "Karriere og utvikling",
        ),
        "training": (
            "Opplæring",
            "Introduksjon og opplæring",
            "Innføring i stillingen",
            "Opplæringsplan",
            "Onboarding",
        ),
        "revision": (
            "Endringer og revisjon",
            "Revisjon",
            "Revidering",
            "Endringer",
            "Endring av stillingsbeskrivelsen",
        ),
    },
    purpose_headings=("Formål", "Formål med stillingen", "Stillingens formål", "Om rollen", "Rollen", "Om jobben"),
    other_headings=(
        "Slik søker du",
        "Søknad",
        "Kontakt",
        "Kontaktinformasjon",
        "Kontaktperson",
        "Om oss",
        "Om selskapet",
        "Om arbeidsgiveren",
        "Andre opplysninger",
    ),
    combined_headings=(
        "Vi tilbyr",
        "Lønns- og arbeidsvilkår",
        "Rettigheter og plikter",
        "Plikter og rettigheter",
    ),
    headings_before_duties={"Ansvar": "duties"},
    alphabet="abcdefghijklmnopqrstuvwxyzæøå",
    keyboard=(
        "|1234567890+\\",
        "qwertyuiopå¨'",
        "asdfghjkløæ",
        "zxcvbnm,.-",
        '§!"#¤%&/()=?`',
        "QWERTYUIOPÅ^*",
        "ASDFGHJKLØÆ",
        "ZXCVBNM;:_",
    ),
)

LANGUAGES = (ENGLISH, RUSSIAN, NORWEGIAN)
"""Every language, in the order in which readers are offered them."""

CODES = tuple(language.code for language in LANGUAGES)

FORMS = tuple(sorted(language.form or language.code for language in LANGUAGES))
"""The forms that a document may have, one for each language."""

DEFAULT = ENGLISH
"""For readers whose language is not here, and the source of roles that name none."""

_BY_NAME = {name: language for language in LANGUAGES for name in (language.code, *language.aliases)}


def find_language(name: str) -> Language | None:
    """Return the language with this code or alias, a region ("en-GB") being ignored, or None."""
    return _BY_NAME.get(name.strip().lower().replace("_", "-").split("-")[0])


def language(code: str) -> Language:
    """Return the language with exactly this *code*; KeyError where there is none."""
    return _BY_CODE[code]


_BY_CODE = {language.code: language for language in LANGUAGES}
