"""Lines of terms without what surrounds them: marks of lists, emphasis around a term."""

from kb.reading.glossary import DEFINITION
from kb.reading.ids import split_tag
from kb.reading.marks import find_mark
from kb.writing.drafts import Draft, replacement
from kb.writing.edits import Edit
from kb.writing.headings import without_emphasis


def terms(draft: Draft) -> Draft:
    """Return a glossary whose terms stand plainly in their lines."""
    edits: list[Edit] = []
    for line in draft.own_lines.values():
        tagged = split_tag(line.text)
        below = draft.own_lines.get(line.number + 1)
        if tagged.id is None or below is None or not DEFINITION.match(below.text) or DEFINITION.match(line.text):
            continue
        mark = find_mark(line.text)
        start = mark.start if mark else 0
        names = line.text[start : len(tagged.text)]
        plain = "; ".join(without_emphasis(name.strip()) for name in names.split(";"))
        if mark or plain != "; ".join(name.strip() for name in names.split(";")):
            edits += replacement(line, plain + line.text[len(tagged.text) :])
    return draft.edited(edits)
