"""A role, a guide or a glossary held against the rules of its content: values in, warnings out."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from kb.errors import Place, Problem, Severity
from kb.glossaries import Glossary
from kb.model import GuideVersion, RoleVersion, Wording
from kb.reading.rules import FILE_NAME, Rules

_RIGHTS = "rights"
_DIGIT = re.compile("[0-9]")
_QUOTATION = re.compile('["«»“”„‟]')
Text = tuple[str, Place]


def role_warnings(versions: Sequence[RoleVersion], rules: Rules) -> Iterator[Problem]:
    """Yield what the *rules* warn of in the versions of one role, the source first."""
    if not versions:
        return
    if rules.required or rules.together:
        wordings: dict[str, Wording] = {}
        for version in versions:
            for wording in version.wordings:
                wordings.setdefault(wording.id, wording)
        yield from _required(versions[0], wordings, rules)
        yield from _together(versions[0], wordings, rules)
    for version in versions:
        yield from _asides(version, rules)
        yield from _grants(version, rules)
        yield from _typography(version.language, _role_texts(version), rules)


def guide_warnings(version: GuideVersion, rules: Rules) -> Iterator[Problem]:
    """Yield what the *rules* warn of in a guide."""
    texts = ((paragraph.text, paragraph.place) for paragraph in version.paragraphs)
    yield from _typography(version.language, texts, rules)


def glossary_warnings(glossary: Glossary, rules: Rules) -> Iterator[Problem]:
    """Yield what the *rules* warn of in a glossary."""
    texts = [(glossary.intro_text, glossary.place)]
    texts += [(entry.definition_text, entry.place) for entry in glossary.entries]
    yield from _typography(glossary.language, texts, rules)


def _severity(version: RoleVersion) -> Severity:
    return "note" if version.status == "draft" else "warning"


def _required(source: RoleVersion, wordings: dict[str, Wording], rules: Rules) -> Iterator[Problem]:
    for ids in rules.required:
        if wordings.keys().isdisjoint(ids):
            named = " or ".join(f"#{id}" for id in ids)
            message = f"the role has no clause {named}, which every role has ({FILE_NAME}); write it"
            yield Problem(source.place, "required-clause", message, _severity(source))


def _together(source: RoleVersion, wordings: dict[str, Wording], rules: Rules) -> Iterator[Problem]:
    for rule in rules.together:
        wording = next((wordings[id] for id in rule.when if id in wordings), None)
        if wording is not None and wordings.keys().isdisjoint(rule.needs):
            needed = " or ".join(f"#{id}" for id in rule.needs)
            message = f"#{wording.id} stands without {needed}: {rule.because} ({FILE_NAME}); add it"
            yield Problem(wording.place, "lone-clause", message, _severity(source), wording.id)


def _asides(version: RoleVersion, rules: Rules) -> Iterator[Problem]:
    if not rules.asides:
        return
    wordings = [wording for wording in version.wordings if wording.id not in rules.observations]
    starts = list(accumulate((len(wording.text) + 1 for wording in wordings), initial=0))
    text = "\n".join([wording.text for wording in wordings])
    lowered = text.lower()
    for aside in rules.asides:
        named: set[str] = set()
        for start, end in aside.find(lowered, version.language):
            wording = wordings[bisect_right(starts, start) - 1]
            if wording.id in named:
                continue
            named.add(wording.id)
            message = (
                f"“{text[start:end]}” is a remark ({aside.name}), and no part of what is signed; "
                "put it into a note of the clause:    > …"
            )
            yield Problem(wording.place, "aside-in-wording", message, "warning", wording.id)


def _grants(version: RoleVersion, rules: Rules) -> Iterator[Problem]:
    """Yield the first right that is granted in other words than most rights of its list."""
    ways = rules.grants.get(version.language, ())
    section = version.section(_RIGHTS)
    if section is None or len(ways) < 2:
        return
    granted = [(wording, way) for wording in section.wordings for way, words in ways if words.begin(wording.text)]
    usual = Counter(way for _, way in granted).most_common(1)
    for wording, way in granted:
        if way != usual[0][0]:
            message = f"“{way}” here and “{usual[0][0]}” in most rights of this list; keep to one of them"
            yield Problem(wording.place, "two-grants", message, "warning", wording.id)
            return


def _role_texts(version: RoleVersion) -> Iterator[Text]:
    yield version.summary_text, version.place
    for section in version.sections:
        yield section.prose_text, section.place
        for wording in section.wordings:
            yield wording.text, wording.place
            yield from ((note.text, note.place) for note in wording.notes)
    yield from ((other.text, other.place) for other in version.other)


def _typography(code: str, texts: Iterable[Text], rules: Rules) -> Iterator[Problem]:
    """Yield one warning a file for numbers that may part from their units, one for marks of another language."""
    units, own = rules.units.get(code), "".join(rules.quotation.get(code, ()))
    if units is None and not own:
        return
    parted: list[tuple[str, Place]] = []
    foreign: list[tuple[str, Place]] = []
    for text, place in texts:
        if units is not None and _DIGIT.search(text):
            for start, end in units.parted(text):
                after = text.find(" ", end + 1)
                parted.append((text[start : after if after > 0 else len(text)], place))
        if own:
            foreign += [(mark, place) for mark in _QUOTATION.findall(text) if mark not in own]
    if parted:
        message = (
            f"a number may part from its unit ({_count(parted)}, first “{parted[0][0]}”); "
            "put a no-break space between them, or let kb check --fix do it"
        )
        yield Problem(parted[0][1], "number-space", message, "warning")
    if foreign:
        message = f"the quotation mark {foreign[0][0]} ({_count(foreign)}); in this language write {own}"
        yield Problem(foreign[0][1], "mixed-quotation", message, "warning")


def _count(found: Sequence[object]) -> str:
    return "once" if len(found) == 1 else f"{len(found)} times"
