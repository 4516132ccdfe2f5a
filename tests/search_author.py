"""An author who edits a content at random: wordings, notes, clauses, roles, prose, drafts, guides, terms."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from kb.languages import CODES
from kb.library import Library
from kb.model import EDUCATIONS, SECTION_KINDS
from tests.search_library import RoleWritten, library

WORDS = {
    "en": ("plans", "sales", "plan", "client", "clients", "budget", "the", "team", "writes", "letters", "sells"),
    "ru": ("план", "планирует", "продажи", "клиент", "клиентов", "бюджет", "отдела", "пишет", "письма", "и"),
    "no": ("lager", "salgsplan", "salg", "kunder", "kundefordringer", "budsjett", "skriver", "brev", "og"),
}
NEW = {
    "en": ("warehouses", "negotiating", "mice", "CRM-system", "quickly", "kanban", "children", "½-day", "skills"),
    "ru": ("складами", "переговоры", "мышей", "ведёт", "дебиторской", "задолженности", "канбан", "ещё", "лиц"),
    "no": ("lagerbeholdning", "forhandlinger", "mus", "nøkkelkunder", "øyeblikk", "være", "vare", "kanban"),
}
NAMES = ("manager", "seller", "менеджер", "продавец", "selger", "kundeansvarlig", "head of sales")
OTHERS = ("5223", "writing", "reading", "first")
"""The code of an occupation, titles and headings of guides."""
CONCEPTS = tuple((f"concept-{number}", SECTION_KINDS[number % 5]) for number in range(12))


@dataclass
class Author:
    """Writes a content and goes on editing it; *may_be_new* tells whether words come that it never had."""

    chance: random.Random
    may_be_new: bool
    roles: dict[str, RoleWritten] = field(default_factory=dict)
    guides: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    terms: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def begin(self) -> None:
        """Write the first content, which has every word of WORDS."""
        for number in range(6):
            self.write_role(f"role-{number}")
        # What keeps the known words known, and is never touched.
        texts = {code: " ".join((*WORDS[code], *NAMES, *OTHERS)) for code in CODES}
        self.roles["all-words"] = RoleWritten(
            "all-words", {"duties": {"all-words": texts}}, {code: ["All"] for code in CODES}
        )
        self.guides["writing"] = {code: [self.text(code), self.text(code)] for code in CODES}
        self.terms["plan"] = {code: [self.word(code)] for code in CODES}

    def library(self, before: Library | None = None, *, drafts: bool = False) -> Library:
        return library(*self.roles.values(), terms=self.terms, guides=self.guides, before=before, drafts=drafts)

    def edit(self) -> None:
        """Change one thing."""
        self.chance.choice(
            (
                *(self.reword, self.reword, self.reword, self.write_clause, self.remove_clause),
                *(self.write_note, self.write_beside, *self.rarely),
            )
        )()

    @property
    def rarely(self) -> tuple[Callable[[], None], ...]:
        return (
            self.add_role,
            self.remove_role,
            self.rename,
            self.require,
            self.draft,
            self.write_guide,
            self.name_term,
        )

    def word(self, code: str) -> str:
        words = (*WORDS[code], *NEW[code]) if self.may_be_new else WORDS[code]
        return self.chance.choice(words)

    def text(self, code: str) -> str:
        return " ".join(self.word(code) for _ in range(self.chance.randint(1, 6))) + "."

    def texts(self) -> dict[str, str]:
        return {code: self.text(code) for code in self.chance.sample(CODES, self.chance.randint(1, len(CODES)))}

    def some_role(self) -> RoleWritten:
        return self.roles[self.chance.choice(sorted(self.roles.keys() - {"all-words"}))]

    def write_role(self, id: str) -> None:
        clauses: dict[str, dict[str, dict[str, str]]] = {}
        for concept, kind in self.chance.sample(CONCEPTS, 5):
            clauses.setdefault(kind, {})[concept] = self.texts()
        titles = {code: [self.chance.choice(NAMES), self.chance.choice(NAMES)] for code in CODES}
        summaries = {code: self.text(code) for code in CODES[:1]}
        self.roles[id] = RoleWritten(id, clauses, titles, summaries)

    def add_role(self) -> None:
        self.write_role(f"role-{self.chance.randint(0, 30):02}")

    def remove_role(self) -> None:
        if len(self.roles) > 4:
            del self.roles[self.some_role().id]

    def rename(self) -> None:
        role = self.some_role()
        titles = {code: [self.chance.choice(NAMES), self.text(code), f"({self.text(code)})"] for code in CODES}
        self.roles[role.id] = replace(role, titles=titles)

    def require(self) -> None:
        role, education = self.some_role(), self.chance.choice((None, *EDUCATIONS))
        self.roles[role.id] = replace(
            role, education=education, years=self.chance.choice((None, 0, 2, 5)), isco="5223"
        )

    def draft(self) -> None:
        role = self.some_role()
        self.roles[role.id] = replace(role, status="ready" if role.status == "draft" else "draft")

    def write_clause(self) -> None:
        concept, kind = self.chance.choice(CONCEPTS)
        self.put(self.some_role(), kind, concept, self.texts())

    def reword(self) -> None:
        role = self.some_role()
        found = [(kind, id) for kind, clauses in role.clauses.items() for id in clauses]
        if found:
            kind, id = self.chance.choice(found)
            code = self.chance.choice(CODES)
            self.put(role, kind, id, {**role.clauses[kind][id], code: self.text(code)})

    def write_note(self) -> None:
        role, (concept, _) = self.some_role(), self.chance.choice(CONCEPTS)
        notes = {code: [self.text(code)] for code in self.chance.sample(CODES, self.chance.randint(0, 2))}
        self.roles[role.id] = replace(role, notes={**role.notes, concept: notes})

    def write_beside(self) -> None:
        """Change the prose of a section, the title of a group, or what fits no kind."""
        role, (concept, kind) = self.some_role(), self.chance.choice(CONCEPTS)
        code = self.chance.choice(CODES)
        paragraphs = [self.text(code) for _ in range(self.chance.randint(0, 2))]
        self.roles[role.id] = self.chance.choice(
            (
                replace(role, prose={**role.prose, kind: {code: paragraphs}}),
                replace(role, groups={**role.groups, concept: {code: self.text(code)}}),
                replace(role, others={code: {self.text(code): paragraphs}}),
            )
        )

    def remove_clause(self) -> None:
        role = self.some_role()
        kept = {kind: dict(list(clauses.items())[1:]) for kind, clauses in role.clauses.items()}
        self.roles[role.id] = replace(role, clauses={kind: clauses for kind, clauses in kept.items() if clauses})

    def put(self, role: RoleWritten, kind: str, id: str, texts: Mapping[str, str]) -> None:
        clauses = {**role.clauses, kind: {**role.clauses.get(kind, {}), id: texts}}
        self.roles[role.id] = replace(role, clauses=clauses)

    def write_guide(self) -> None:
        code = self.chance.choice(CODES)
        if self.chance.random() < 0.2 and len(self.guides) > 1:
            self.guides.popitem()
        else:
            id = self.chance.choice(("writing", "reading"))
            paragraphs = [self.text(code) for _ in range(self.chance.randint(1, 3))]
            self.guides[id] = {**self.guides.get(id, {}), code: paragraphs}

    def name_term(self) -> None:
        id = self.chance.choice(("plan", "debt"))
        names = {
            code: [
                *(self.word(code), f"{self.word(code)} {self.word(code)}"),
                *(f"~{self.word(code)}", f"({self.word(code)})"),
            ]
            for code in CODES
        }
        self.terms = {**self.terms, id: names}
