"""Define the record that describes a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Language:
    """One language; every rule and table that differs between languages is a field of this record."""

    code: str
    """Its code in paths, files and JSON."""
    name: str
    """Its own name for itself."""
    english_name: str
    """Its name in the messages of `kb check`, which are English."""
    locale: str
    """Its Babel locale: dates, numbers, plural forms, interface strings."""
    tag: str
    """Its BCP 47 tag, in HTML and exchange files."""
    aliases: tuple[str, ...]
    """Other codes that a reader's browser or address may use for it."""

    colour: str
    """The colour of its dot on light paper."""
    dark_colour: str
    """The colour of its dot in the dark."""

    headings: Mapping[str, tuple[str, ...]]
    """Section kind to headings of real job descriptions, the standard one first.

    They are matched whole and never stemmed: "Responsibility" is liability, "Responsibilities" are duties.
    """
    purpose_headings: tuple[str, ...]
    """Headings of a section that belongs to the summary."""
    combined_headings: tuple[str, ...]
    """Headings under which real documents mix section kinds; the author has to part them."""

    script: str
    """The script of its letters by its Unicode name, in capitals: LATIN, CYRILLIC."""
    keyboard: tuple[str, ...]
    """The signs on its keyboard, row by row, first without Shift, then with it.

    The same key stands at the same place in the keyboards of all languages.
    """
    stemmer: str
    """The name of its Snowball stemmer."""
    dictionary: str
    """Its code in simplemma's dictionaries of lemmas."""
    has_compounds: bool
    """Whether it writes compounds as one word; then `analysis/compounds/<code>.txt` has the rules."""

    form_name: str
    """The name of the form of its documents in the English of the interface, from which it is translated."""

    other_headings: tuple[str, ...] = ()
    """Headings of text that fits no section kind: how to apply, contacts, benefits."""
    form: str = ""
    """The form of its documents, where that is not named by its code."""
    dash: str = "–"
    """The dash between parts of a sentence."""
    headings_before_duties: Mapping[str, str] = field(default_factory=dict)
    """Headings that are of another section kind as long as no duties stand above them."""
    alphabet: str = ""
    """Its letters in order, where that is not the order of Unicode."""
    vowels: str = ""
    """Vowels after which no linking letter joins the parts of a compound, where it has compounds."""
    spelling_variants: Mapping[str, str] = field(default_factory=dict)
    """Letters and digraphs that search takes for another letter, digraphs in the order of replacement.

    Letters whose mark Unicode can take off need no entry (å is a, ö is o).
    """
    optional_letters: Mapping[str, str] = field(default_factory=dict)
    """Letters that print may replace, each with its replacement; the word stays the same word (отчёт, отчет)."""
    latin_twins: Mapping[str, str] = field(default_factory=dict)
    """Small letters to the Latin ones whose capitals look alike: КАМ and KAM are typed for one another."""
    transliteration: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Latin letters to the letters they may transliterate, the likeliest first, for scripts other than Latin.

    Those of the empty text often go unwritten.
    """
    genitive: str = ""
    """The ending of genitives (and of plurals alike) that the dictionary does not list."""
    shortest_genitive: int = 0
    """Letters, with the ending; shorter words that end so are hardly ever genitives."""
    stem_endings: Mapping[str, str] = field(default_factory=dict)
    """Endings that the Snowball stemmer leaves on some forms of a word, each with that of the other forms."""

    def heading(self, kind: str) -> str:
        """Return the standard heading of a section *kind*."""
        return self.headings[kind][0]

    def place_in_alphabet(self, text: str) -> tuple[tuple[int, str], ...]:
        """Return the sort key of *text* in a dictionary; signs and letters of other alphabets come first."""
        return tuple((self.alphabet.find(sign), sign) for sign in text.casefold())
