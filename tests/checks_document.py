"""The page about the translators' checks, written from their rules: python -m tests.checks_document"""

from pathlib import Path

from kb.bitext.checker import RULES

FILE = Path(__file__).parent.parent / "docs" / "checks.md"
FAMILIES = {
    "meaning": "Does it say the same?",
    "text": "Is it whole, and well written?",
    "terms": "Does it use the terms?",
    "structure": "Does it stand where it belongs?",
}
_INTRODUCTION = """# The checks for translators

What `kb check` and the aligned pages find in wordings, beside the faults of files that [authors.md](authors.md)
lists (a wording that is missing is among those). Each finding names its file, line, clause and rule, what was
expected and what was found. One that may stand is accepted, with a reason:

    kb check --accept office-manager#keep-reports --rule length --language no --reason "said so"

It comes back when the wording or its source changes. `--accept all` accepts all findings of a rule in a language.

The checks compare words in any inflection: Russian by pymorphy3, English and Norwegian by simplemma and stems,
Norwegian compounds by their parts, too. What a passage says of one country alone ("in Britain …") is not expected
of other languages. Summaries, guides and definitions are written anew in each language, so only their numbers in
digits are compared, without those of sentences that speak of one country or cite its law, and without quotations
and what begins “In Britain, 2026:”, which belong to their language alone. References (“section 12”, «п. 5 ч. 1
ст. 81», «§ 14-6», “Act 1996”) name laws and count nothing. What a liability is for may be worded either way: “for
performing properly” and «за ненадлежащее исполнение» agree. What is usual (lengths, borrowed words,
renderings of terms) is learned from the content.

This page is written from the rules: `python -m tests.checks_document`.
"""


def document() -> str:
    """Return the page."""
    parts = [_INTRODUCTION]
    for family, question in FAMILIES.items():
        parts.append(f"## {question}\n")
        for rule in RULES.values():
            if rule.family == family:
                example = "\n".join(f"    {line}" for line in rule.example.splitlines())
                head = f"### `{rule.id}`\n\n{rule.severity}, {rule.type}. {rule.explanation}\n\n{example}\n"
                parts.append(head)
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8")
