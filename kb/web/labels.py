"""What values are called in the reader's language: kinds, requirements, facets, notes."""

from collections.abc import Callable, Mapping

from flask_babel import get_locale, gettext, lazy_gettext, ngettext

from kb.languages import Language, language
from kb.library import Library
from kb.model import Role
from kb.search.answers import Note

EDUCATION_LABELS = {
    "none": lazy_gettext("No requirement"),
    "secondary": lazy_gettext("Secondary"),
    "secondary-vocational": lazy_gettext("Secondary vocational"),
    "higher": lazy_gettext("Higher"),
}

EXPERIENCE_LABELS = {
    "none": lazy_gettext("None required"),
    "1-2": lazy_gettext("1–2 years"),
    "3-4": lazy_gettext("3–4 years"),
    "5-or-more": lazy_gettext("5 years or more"),
}

FACET_LABELS = {
    "section": lazy_gettext("Part of the description"),
    "role": lazy_gettext("Role"),
    "education": lazy_gettext("Education"),
    "experience": lazy_gettext("Experience"),
    "language": lazy_gettext("Available in"),
}

GROUP_LABELS = {
    "0": lazy_gettext("Armed forces occupations"),
    "1": lazy_gettext("Managers"),
    "2": lazy_gettext("Professionals"),
    "3": lazy_gettext("Technicians and associate professionals"),
    "4": lazy_gettext("Clerical support workers"),
    "5": lazy_gettext("Service and sales workers"),
    "6": lazy_gettext("Skilled agricultural, forestry and fishery workers"),
    "7": lazy_gettext("Craft and related trades workers"),
    "8": lazy_gettext("Plant and machine operators, and assemblers"),
    "9": lazy_gettext("Elementary occupations"),
}
"""The major groups of ISCO-08, by the first digit of a code."""
_OTHER_ROLES = lazy_gettext("Other roles")

CLAUSE_LABELS = {
    "provisions": lazy_gettext("Provision"),
    "requirements": lazy_gettext("Requirement"),
    "knowledge": lazy_gettext("Knowledge"),
    "skills": lazy_gettext("Skill"),
    "qualities": lazy_gettext("Personal quality"),
    "duties": lazy_gettext("Duty"),
    "rights": lazy_gettext("Right"),
    "liability": lazy_gettext("Liability"),
    "indicators": lazy_gettext("Performance indicator"),
    "conditions": lazy_gettext("Working condition"),
    "pay": lazy_gettext("Pay"),
    "career": lazy_gettext("Career"),
    "training": lazy_gettext("Training"),
    "revision": lazy_gettext("Review"),
}
"""What one clause of a section is."""

SAME_LABELS = {
    "duties": lazy_gettext("The same duty in"),
    "rights": lazy_gettext("The same right in"),
}
_ALSO = lazy_gettext("Also in")

NOTE_LABELS: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "layout": lambda values: gettext(
        "Read as typed on another keyboard layout: these are the results for “%(searched)s”.", **values
    ),
    "transliteration": lambda values: gettext(
        "Read as transliterated: these are the results for “%(searched)s”.", **values
    ),
    "spelling": lambda values: gettext("Spelling corrected: these are the results for “%(searched)s”.", **values),
    "section": lambda values: gettext("“%(title)s” is a part of job descriptions.", **values),
    "section-of-role": lambda values: gettext("“%(title)s” is a part of the description of “%(name)s”.", **values),
    "some-words": lambda _: gettext("Few results contain all of these words; results with some of them follow."),
    "no-complete-match": lambda _: gettext("No result contains all of these words; these contain some of them."),
    "fewer-words": lambda values: gettext("Nothing contains all of these words. Left out: %(words)s.", **values),
}


def same_label(kind: str) -> str:
    """Return the words before the roles that share a clause of this *kind*."""
    return str(SAME_LABELS.get(kind, _ALSO))


def note_message(note: Note) -> str:
    """Return the sentence that tells the reader of a *note*."""
    values = dict(note.values)
    if "suggested" in values:
        return str(gettext("Did you mean “%(suggested)s”?", **values))
    return NOTE_LABELS[note.code](values)


def role_experience(role: Role, reader: Language) -> str | None:
    """Return the experience that a *role* asks for; the field only where its version in *reader* names it."""
    version = role.version(reader.code)
    return experience_label(role.experience_years, version.requires.experience_in if version else None)


def experience_label(years: int | None, field: str | None) -> str | None:
    """Return how much experience is asked for and in what, or None where nothing is said."""
    if years is None:
        return None
    if years == 0:
        return str(EXPERIENCE_LABELS["none"])
    if field:
        return str(ngettext("%(num)d year in %(field)s", "%(num)d years in %(field)s", years, field=field))
    return str(ngettext("%(num)d year", "%(num)d years", years))


def group_label(digit: str) -> str:
    """Return the title of the ISCO-08 major group with this first *digit*, or of the roles in none."""
    return str(GROUP_LABELS.get(digit, _OTHER_ROLES))


def education_label(education: str | None) -> str | None:
    """Return the education asked for, or None where nothing is said."""
    return str(EDUCATION_LABELS[education]) if education else None


def role_title(role: Role, reader: Language) -> str:
    """Return the title of a *role* in the reader's language, else in its source's."""
    return role.best_version(reader.code).title


def title_language(role: Role, reader: Language) -> str:
    """Return the code of the language that the title of a *role* is in."""
    return role.best_version(reader.code).language


def language_title(of: Language) -> str:
    """Return what a language is called in the reader's."""
    locale = get_locale()
    titles = locale.languages if locale else {}
    return str(titles.get(of.code, of.name))


def value_title(facet: str, value: str, library: Library, reader: Language) -> str:
    """Return what a *value* of a *facet* is called."""
    match facet:
        case "section":
            return reader.heading(value)
        case "role":
            role = library.role(value)
            return role_title(role, reader) if role else value
        case "education":
            return str(EDUCATION_LABELS[value])
        case "experience":
            return str(EXPERIENCE_LABELS[value])
        case _:
            return language(value).name
