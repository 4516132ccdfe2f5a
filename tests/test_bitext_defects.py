"""Two hundred defects and more, each made in a wording of the shipped content, are found by the right rule."""

from functools import cache
from pathlib import Path

from kb.bitext.checker import RULES, Checker
from kb.bitext.desk import open_analyses
from kb.library import Library, build_library
from kb.places import content_folder
from kb.reading.content import read_content
from tests.defects import Defect, apply, batches, replacements, structural, terminological

BATCH = 60
LEAST_CAUGHT = 0.98
MOST_FALSE = 0.02
ANALYSES = open_analyses(None)
NOT_SEEDED = {"spelling", "worded-as-right", "worded-as-duty"}
"""Rules that no defect is for alone: Hunspell need not be there, and the others share theirs with `modality`."""

CONTESTABLE = set(RULES) - {"two-translations"}
"""Rules that may be wrong; that one source has two translations is always so."""


@cache
def library() -> Library:
    return build_library(read_content(content_folder()))


@cache
def defects() -> list[Defect]:
    """Return all defects: replaced expressions, whole wordings, terms."""
    checker = Checker(library(), ANALYSES)

    def uses(text: str, language: str) -> list[tuple[str, int, int]]:
        tagged = checker.tagged(text, language)
        found = (use for use in checker.vocabulary.glossary.uses(tagged) if not use.is_avoided)
        return [(u.entry.id, tagged.words[u.first].start, tagged.words[u.after - 1].end) for u in found]

    def has(text: str, language: str, term: str) -> bool:
        return checker.vocabulary.glossary.has(checker.tagged(text, language), term)

    return [*replacements(library()), *structural(library()), *terminological(library(), uses, has)]


def missed(batch: list[Defect], folder: Path) -> list[Defect]:
    """Return those of a *batch* that no rule meant for them finds in the content with them."""
    apply(batch, content_folder(), folder)
    content = read_content(folder)
    findings = Checker(build_library(content), ANALYSES).all_findings()
    found = {(finding.rule.id, finding.unit) for finding in findings}
    found |= {(problem.code, f"{d.role}#{problem.clause}") for problem in content.problems for d in batch}
    return [defect for defect in batch if not any((rule, defect.unit) in found for rule in defect.rules)]


def test_there_are_defects_for_all_rules_in_all_languages() -> None:
    made = defects()

    assert len(made) >= 200
    assert {rule for defect in made for rule in defect.rules} >= set(RULES) - NOT_SEEDED
    assert {defect.language for defect in made} == {"en", "ru", "no"}


def test_nearly_all_defects_are_caught_by_the_right_rule(tmp_path: Path) -> None:
    not_caught = [
        defect
        for number, batch in enumerate(batches(defects(), BATCH))
        for defect in missed(batch, tmp_path / str(number) / "content")
    ]

    caught = 1 - len(not_caught) / len(defects())
    assert caught >= LEAST_CAUGHT, [(one.kind, one.language, one.unit) for one in not_caught]


def test_false_alarms_are_rare_on_the_shipped_content() -> None:
    findings = [f for f in Checker(library(), ANALYSES).all_findings() if f.rule.id in CONTESTABLE]
    wordings = sum(len(clause.wordings) for clause in library().clauses)

    # Of those found on 28 November every third was right.
    assert len(findings) * 2 / 3 / wordings <= MOST_FALSE
