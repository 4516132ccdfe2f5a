"""What a check can find: its rule, and a finding with its place, what was expected and what was found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kb.errors import Place, Severity

Family = Literal["meaning", "text", "terms", "structure"]
Type = Literal["accuracy", "terminology", "linguistic conventions", "locale conventions", "design and markup"]
"""The dimensions of MQM that the rules belong to."""


@dataclass(frozen=True)
class Rule:
    """A named check: *message* says what is wrong and what to do, with `{expected}` and `{found}` in it.

    *example* is something that it finds.
    """

    id: str
    family: Family
    severity: Severity
    type: Type
    explanation: str
    example: str
    message: str


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found in a wording; the fingerprints are those of wording and source."""

    rule: Rule
    unit: str
    owner: str
    concept: str | None
    language: str
    place: Place
    expected: str
    found: str
    fingerprint: str
    source_fingerprint: str
    is_draft: bool = False

    @property
    def severity(self) -> Severity:
        """That of the rule; what readers do not see yet is worth a note."""
        return "note" if self.is_draft else self.rule.severity

    @property
    def message(self) -> str:
        """What is wrong and, after a semicolon, what to do."""
        return self.rule.message.format(expected=self.expected or "nothing", found=self.found or "nothing")


def registry(*families: Mapping[str, Rule]) -> dict[str, Rule]:
    """Return the rules of all *families* by id."""
    return {id: rule for family in families for id, rule in family.items()}


def by_id(*rules: Rule) -> dict[str, Rule]:
    """Return *rules* by id."""
    return {rule.id: rule for rule in rules}
