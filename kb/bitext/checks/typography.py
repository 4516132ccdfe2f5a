"""Is a wording written by the rules of its language: signs, spaces, numbers, letters?"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kb.analysis.folding import script
from kb.bitext.checks.rules import Finding, Rule, by_id
from kb.bitext.checks.subjects import Block, Subject
from kb.bitext.tagging import DIGITS
from kb.bitext.vocabulary import named
from kb.languages import LANGUAGES, language

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
RULES = by_id(QUOTATION_MARKS, SPACING, NUMBER_FORMAT, END_PUNCTUATION, BRACKETS, MARKUP, MIXED_SCRIPTS)

_QUOTES = '«»“”„‟"‹›'
_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«"}
_MARKUP = re.compile(r"\*\*|__|`|~~|\{#[^}]*\}?|\]\(|</?[a-z]+>|&[a-z]+;|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")
_SPACINGS = (
    (re.compile(r"\w\s+[,;:!?)]"), lambda found: re.sub(r"\s+", "", found)),
    (re.compile(r"\w\s+\.(?=\s|$)"), lambda found: re.sub(r"\s+", "", found)),
    (re.compile(r"[^\W\d_][,;][^\W\d_]"), lambda found: f"{found[:2]} {found[2:]}"),
    (re.compile(r"[^\W\d_]{3}[.:!?][^\W\d_]{2}"), lambda found: f"{found[:4]} {found[4:]}"),
    (re.compile(r"\(\s+\w"), lambda found: re.sub(r"\s+", "", found)),
    (re.compile(r"\w\s+-\s+\w"), lambda found: found.replace("-", "–")),
)
_PERCENT = re.compile(r"\d(\s?)%")
_ENDS = re.compile(r"([.;:,!?…]?)[»”\"')\]]*$")
_LATIN = re.compile("[A-Za-z]")
_SCRIPTS = frozenset(one.script for one in LANGUAGES)
_LEAST_IN_SECTION = 3
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+")
_SPACES = frozenset(" \u00a0\u202f")


def check(subject: Subject) -> Iterator[Finding]:
    """Yield what is written otherwise than the language writes it."""
    for block in subject.blocks:
        for rule, expected, found in _of_block(block):
            yield subject.finding(rule, block.place, expected, found)


def check_ends(sections: Sequence[Sequence[Subject]]) -> Iterator[Finding]:
    """Yield the clauses that do not end as most others of their section do, or of all where it has but few."""
    everywhere = _usual_end([subject for section in sections for subject in section])
    for section in sections:
        usual = _usual_end(section) if len(section) >= _LEAST_IN_SECTION else everywhere
        if usual is not None:
            yield from _ending_otherwise(section, usual)


def _of_block(block: Block) -> Iterator[tuple[Rule, str, str]]:
    yield from _quotation_marks(block)
    yield from _spacing(block)
    yield from _number_formats(block)
    yield from _brackets(block.text)
    yield from ((MARKUP, "", match[0]) for match in _MARKUP.finditer(block.text))
    yield from ((MIXED_SCRIPTS, "", word) for word in _mixed(block))


def _usual_end(subjects: Sequence[Subject]) -> str | None:
    """Return the sign that most of some texts end with, None where no sign has most."""
    counts = Counter(_end(subject.text.text) for subject in subjects)
    usual, count = counts.most_common(1)[0] if counts else ("", 0)
    return usual if len(subjects) >= _LEAST_IN_SECTION and count * 2 > len(subjects) else None


def _ending_otherwise(subjects: Sequence[Subject], usual: str) -> Iterator[Finding]:
    for subject in subjects:
        end = _end(subject.text.text)
        if end != usual and not (end in "!?…" and end):
            shown = subject.text.text[-15:]
            yield subject.finding(END_PUNCTUATION, subject.text.place, usual or "no sign", shown)


def _end(text: str) -> str:
    match = _ENDS.search(text)
    return match[1] if match else ""


def _quotation_marks(block: Block) -> Iterator[tuple[Rule, str, str]]:
    pairs = named(language(block.language), "quotes")
    allowed = "".join(pairs)
    for sign in dict.fromkeys(sign for sign in block.text if sign in _QUOTES and sign not in allowed):
        yield QUOTATION_MARKS, " ".join(pairs[0]), sign


def _spacing(block: Block) -> Iterator[tuple[Rule, str, str]]:
    for pattern, mend in _SPACINGS:
        for match in pattern.finditer(block.text):
            yield SPACING, mend(match[0]), match[0]
    spaced = "spaced" in named(language(block.language), "percent")
    for match in _PERCENT.finditer(block.text):
        if bool(match[1]) != spaced:
            yield SPACING, "5 %" if spaced else "5%", match[0]


def _number_formats(block: Block) -> Iterator[tuple[Rule, str, str]]:
    point = "point" in named(language(block.language), "decimal")
    for match in DIGITS.finditer(block.text):
        if any(start <= match.start() < end for start, end in block.tagged.references):
            continue
        grouped = _GROUPED.fullmatch(match[0])
        signs = set(re.findall(r"[^\d]", match[0]))
        if grouped and not signs <= ({","} if point else _SPACES):
            yield NUMBER_FORMAT, re.sub(r"[^\d]", "," if point else "\u00a0", match[0]), match[0]
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
    yield from _quotes(text)


def _quotes(text: str) -> Iterator[tuple[Rule, str, str]]:
    """Yield quotation marks without their counterpart; “ closes where „ opens, and opens where it does not."""
    low, middle, high = (text.count(sign) for sign in "„“”")
    if low and low != middle + high:
        yield BRACKETS, "“", "„"
    elif not low and middle != high:
        yield BRACKETS, *(("”", "“") if middle > high else ("“", "”"))


def _mixed(block: Block) -> Iterator[str]:
    if block.text.isascii() or not _LATIN.search(block.text):
        return
    for word in block.tagged.words:
        written = block.text[word.start : word.end]
        if not written.isascii() and _LATIN.search(written):
            found = {script(letter) for letter in written if letter.isalpha()} & _SCRIPTS
            if len(found) > 1:
                yield written
