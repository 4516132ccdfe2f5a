"""Is a wording whole, in its language, and written by the rules of that language?"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from kb.analysis.folding import script
from kb.bitext.checks.context import Context
from kb.bitext.checks.rules import Finding, Rule, by_id
from kb.bitext.checks.subjects import Block, Pair, Subject
from kb.bitext.patterns import NUMBER
from kb.bitext.tagging import DIGITS
from kb.bitext.units import GUIDE
from kb.bitext.vocabulary import named
from kb.languages import LANGUAGES, language

UNTRANSLATED = Rule(
    "untranslated",
    "text",
    "warning",
    "accuracy",
    "A wording that is letter by letter its source has not been translated.",
    "Keeps the archive. / Keeps the archive.",
    "this is the source text itself, “{found}”; translate it",
)
PARTLY_UNTRANSLATED = Rule(
    "partly-untranslated",
    "text",
    "warning",
    "accuracy",
    "Words of one language stand inside a wording of another. Names, glossary terms and words that the language "
    "has borrowed may.",
    "Fører arkivet and keeps the books.",
    "“{found}” is in another language; translate it, or put it into the glossary",
)
EMPTY = Rule(
    "empty",
    "text",
    "warning",
    "accuracy",
    "A wording has words in it.",
    "1. – {#keep-archive}",
    "there are no words in “{found}”; write the wording",
)
CUT_OFF = Rule(
    "cut-off",
    "text",
    "warning",
    "accuracy",
    "A wording does not end in the middle of a sentence: with a comma, a dash, a conjunction or a preposition.",
    "Keeps the archive and",
    "the wording ends with “{found}”; finish it",
)
LENGTH = Rule(
    "length",
    "text",
    "warning",
    "accuracy",
    "A translation far longer or shorter than others of such a source has gained or lost something. What is usual "
    "is learned from the content.",
    "Keeps the archive, the register and the key cabinet in order. / Ведёт архив.",
    "about {expected} characters would be usual and this has {found}; see what is missing or added",
)
REPEATED_WORD = Rule(
    "repeated-word",
    "text",
    "warning",
    "linguistic conventions",
    "A word does not stand twice in a row.",
    "Keeps the the archive.",
    "“{found}” stands twice; remove one",
)
QUOTATION_MARKS = Rule(
    "quotation-marks",
    "text",
    "note",
    "locale conventions",
    "Quotation marks are those of the language: “ ” in English, « » in Russian and Norwegian.",
    'Keeps the "red" file.',
    "the mark {found} is not one of this language; write {expected}",
)
SPACING = Rule(
    "spacing",
    "text",
    "note",
    "locale conventions",
    "A space stands after a comma and not before it, none inside parentheses, a dash and no hyphen between words, "
    "and a space before % where the language has one.",
    "Keeps the archive ,and the register.",
    "“{found}” is spaced wrongly; write “{expected}”",
)
NUMBER_FORMAT = Rule(
    "number-format",
    "text",
    "note",
    "locale conventions",
    "Decimals and thousands are written as the language writes them: 1.5 and 20,000 in English, 1,5 and 20 000 in "
    "Russian and Norwegian.",
    "20,000 рублей",
    "“{found}” is written as another language writes numbers; write “{expected}”",
)
END_PUNCTUATION = Rule(
    "end-punctuation",
    "text",
    "note",
    "linguistic conventions",
    "The clauses of a section end alike: most with a full stop, or most without.",
    "1. Keeps the archive.\n2. Locks the gate",
    "the other clauses here end with “{expected}” and this with “{found}”; end it likewise",
)
BRACKETS = Rule(
    "brackets",
    "text",
    "warning",
    "design and markup",
    "What is opened is closed: parentheses, brackets, quotation marks.",
    "Keeps the archive (and the register.",
    "“{found}” has no counterpart; add “{expected}”, or remove it",
)
MARKUP = Rule(
    "markup",
    "text",
    "warning",
    "design and markup",
    "Asterisks, backticks, tags and ids that are left over from the markup are read by nobody but shown to all.",
    "Keeps the **archive.",
    "“{found}” is left over from the markup; close or remove it",
)
MIXED_SCRIPTS = Rule(
    "mixed-scripts",
    "text",
    "warning",
    "linguistic conventions",
    "All letters of a word are of one alphabet: a Latin o inside a Russian word looks right, and nobody finds it.",
    "Oтвечает за кассу.",
    "“{found}” mixes alphabets; type it anew",
)
RULES = by_id(
    UNTRANSLATED,
    PARTLY_UNTRANSLATED,
    EMPTY,
    CUT_OFF,
    LENGTH,
    REPEATED_WORD,
    QUOTATION_MARKS,
    SPACING,
    NUMBER_FORMAT,
    END_PUNCTUATION,
    BRACKETS,
    MARKUP,
    MIXED_SCRIPTS,
)

_QUOTES = '«»“”„‟"‹›'
_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«"}
_MARKUP = re.compile(r"\*\*|__|`|~~|\{#[^}]*\}?|\]\(|</?[a-z]+>|&[a-z]+;|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")
_SPACINGS = (
    (re.compile(r"\w\s+[,;:!?)](?!\w)"), lambda found: re.sub(r"\s+", "", found)),
    (re.compile(r"\w\s+\.(?=\s|$)"), lambda found: re.sub(r"\s+", "", found)),
    (re.compile(r"[^\W\d_][,;][^\W\d_]"), lambda found: f"{found[:2]} {found[2:]}"),
    (re.compile(r"[^\W\d_]{3}[.:!?][^\W\d_]{2}"), lambda found: f"{found[:4]} {found[4:]}"),
    (re.compile(r"\(\s+\w"), lambda found: re.sub(r"\s+", "", found)),
    (re.compile(r"\w\s+-\s+\w"), lambda found: found.replace("-", "–")),
)
_PERCENT = re.compile(r"\d(\s?)%")
_ENDS = re.compile(r"([.;:,!?…]?)[»”\"')\]]*$")
_TO_BE_CONTINUED = re.compile(r"(?:[,–—]|(?<!\w)-|\.\.\.|…|\()$")
_LATIN = re.compile("[A-Za-z]")
_SCRIPTS = frozenset(one.script for one in LANGUAGES)
_LEAST_IN_SECTION = 3
_GROUPED = re.compile(r"\d{1,3}(?:([ \u00a0\u202f.,])\d{3})+$")


def check(subject: Subject, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with a wording by itself."""
    for block in subject.blocks:
        for rule, expected, found in _of_block(block, subject, context):
            yield subject.finding(rule, block.place, expected, found)


def check_pair(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with a wording beside its source."""
    ours, theirs = ([w.folded for b in side.blocks for w in b.tagged.words] for side in (pair.target, pair.source))
    if ours == theirs and not context.is_borrowed(pair.target):
        yield pair.finding(UNTRANSLATED, pair.target.text.place, "", pair.target.text.text)
        return
    usual = context.usual_length(pair)
    if usual is not None:
        length = str(len(pair.target.text.text))
        yield pair.finding(LENGTH, pair.target.text.place, str(usual), length)


def check_section(subjects: Iterable[Subject]) -> Iterator[Finding]:
    """Yield the clauses of one section, in one language, that do not end as most others do."""
    ends = [(subject, _end(subject.text.text)) for subject in subjects]
    counts = {end: sum(other == end for _, other in ends) for _, end in ends}
    if len(ends) < _LEAST_IN_SECTION:
        return
    usual = max(counts, key=lambda end: counts[end])
    if counts[usual] * 2 <= len(ends):
        return
    for subject, end in ends:
        if end != usual and not (end in "!?…" and end):
            shown = subject.text.text[-15:]
            yield subject.finding(END_PUNCTUATION, subject.text.place, usual or "no sign", shown)


def _end(text: str) -> str:
    match = _ENDS.search(text)
    return match[1] if match else ""


def _of_block(block: Block, subject: Subject, context: Context) -> Iterator[tuple[Rule, str, str]]:
    if not any(letter.isalnum() for letter in block.text):
        yield EMPTY, "", block.text
        return
    if foreign := " ".join(context.foreign_words(block, subject)):
        yield PARTLY_UNTRANSLATED, "", foreign
    yield from _cut_off(block, subject)
    if subject.unit.kind != GUIDE:
        # The cells of a table stand side by side in the text of a guide.
        yield from ((REPEATED_WORD, "", word) for word in _repeated(block))
    yield from _quotation_marks(block)
    yield from _spacing(block)
    yield from _number_formats(block)
    yield from _brackets(block.text)
    yield from ((MARKUP, "", match[0]) for match in _MARKUP.finditer(block.text))
    yield from ((MIXED_SCRIPTS, "", word) for word in _mixed(block))


def _cut_off(block: Block, subject: Subject) -> Iterator[tuple[Rule, str, str]]:
    if subject.unit.concept is None:
        return
    text = block.text.rstrip()
    words = block.tagged.words
    last = block.tagged.words[-1] if words else None
    if match := _TO_BE_CONTINUED.search(text):
        yield CUT_OFF, "", match[0]
    elif last and text[last.start : last.end].islower():
        after = text[last.end :].strip()
        is_dangling = last.text in _dangling(subject.language, "dangling") and after in ("", ".", ";")
        if is_dangling or (last.text in _dangling(subject.language, "dangling open") and not after):
            yield CUT_OFF, "", last.text


@cache
def _dangling(code: str, name: str) -> frozenset[str]:
    return frozenset(word.removeprefix("=") for word in named(language(code), name))


def _repeated(block: Block) -> Iterator[str]:
    allowed = named(language(block.tagged.language), "repeatable")
    for one, other in pairwise(block.tagged.words):
        between = block.text[one.end : other.start]
        is_word = one.text != NUMBER and one.text == other.text and one.text not in allowed
        if is_word and between.isspace():
            yield block.text[one.start : one.end]


def _quotation_marks(block: Block) -> Iterator[tuple[Rule, str, str]]:
    pairs = named(language(block.tagged.language), "quotes")
    allowed = "".join(pairs)
    for sign in dict.fromkeys(sign for sign in block.text if sign in _QUOTES and sign not in allowed):
        yield QUOTATION_MARKS, " ".join(pairs[0]), sign


def _spacing(block: Block) -> Iterator[tuple[Rule, str, str]]:
    for pattern, mend in _SPACINGS:
        for match in pattern.finditer(block.text):
            yield SPACING, mend(match[0]), match[0]
    spaced = "spaced" in named(language(block.tagged.language), "percent")
    for match in _PERCENT.finditer(block.text):
        if bool(match[1]) != spaced:
            yield SPACING, "5 %" if spaced else "5%", match[0]


def _number_formats(block: Block) -> Iterator[tuple[Rule, str, str]]:
    point = "point" in named(language(block.tagged.language), "decimal")
    for match in DIGITS.finditer(block.text):
        grouped = _GROUPED.match(match[0])
        if grouped and grouped[1] in ".," and (grouped[1] == ",") != point:
            yield NUMBER_FORMAT, re.sub("[.,]", "," if point else "\u00a0", match[0]), match[0]
        elif grouped and grouped[1] not in ".," and point:
            yield NUMBER_FORMAT, re.sub(r"\s", ",", match[0]), match[0]
        elif (
            not grouped
            and (sign := re.search(r"\d([.,])\d", match[0]))
            and (sign[1] == ".") != point
            and not _is_date_or_time(block.text, match)
        ):
            yield NUMBER_FORMAT, match[0].translate(str.maketrans(".,", ",.")), match[0]


def _is_date_or_time(text: str, match: re.Match[str]) -> bool:
    is_time = re.fullmatch(r"\d{1,2}\.\d\d", match[0]) is not None
    return is_time or re.match(r"\.\d", text[match.end() :]) is not None


def _brackets(text: str) -> Iterator[tuple[Rule, str, str]]:
    opened: list[str] = []
    closing = {opening: sign for sign, opening in _PAIRS.items()}
    for number, sign in enumerate(text):
        if sign in closing:
            opened.append(sign)
        elif sign in _PAIRS:
            if opened and opened[-1] == _PAIRS[sign]:
                opened.pop()
            elif not (sign == ")" and re.search(r"(?:^|[\s;])[\w]{1,2}$", text[:number])):
                yield BRACKETS, _PAIRS[sign], sign
    yield from ((BRACKETS, closing[sign], sign) for sign in opened)
    if text.count("“") + text.count("„") != text.count("”") + (text.count("“") if "„" in text else 0):
        yield BRACKETS, "”", "“"


def _mixed(block: Block) -> Iterator[str]:
    if block.text.isascii() or not _LATIN.search(block.text):
        return
    for word in block.tagged.words:
        written = block.text[word.start : word.end]
        if not written.isascii() and _LATIN.search(written):
            found = {script(letter) for letter in written if letter.isalpha()} & _SCRIPTS
            if len(found) > 1:
                yield written
