"""What values are called in the reader's language: kinds, requirements, facets, notes."""

from collections.abc import Mapping

from kb.interface.catalogues import catalogue, translatable
from kb.languages import FORM_NAMES, Language, language
from kb.library import Library
from kb.model import Clause, Role

EDUCATION_LABELS = {
    "none": translatable("No requirement"),
    "secondary": translatable("Secondary"),
    "secondary-vocational": translatable("Secondary vocational"),
    "higher": translatable("Higher"),
}

EXPERIENCE_LABELS = {
    "none": translatable("None required"),
    "1-2": translatable("1–2 years"),
    "3-4": translatable("3–4 years"),
    "5-or-more": translatable("5 years or more"),
}

FACET_LABELS = {
    "section": translatable("Part of the description"),
    "role": translatable("Role"),
    "education": translatable("Education"),
    "experience": translatable("Experience"),
    "language": translatable("Available in"),
}

GROUP_LABELS = {
    "0": translatable("Armed forces occupations"),
    "1": translatable("Managers"),
    "2": translatable("Professionals"),
    "3": translatable("Technicians and associate professionals"),
    "4": translatable("Clerical support workers"),
    "5": translatable("Service and sales workers"),
    "6": translatable("Skilled agricultural, forestry and fishery workers"),
    "7": translatable("Craft and related trades workers"),
    "8": translatable("Plant and machine operators, and assemblers"),
    "9": translatable("Elementary occupations"),
}
"""The major groups of ISCO-08, by the first digit of a code."""
_OTHER_ROLES = translatable("Other roles")

CLAUSE_LABELS = {
    "provisions": translatable("Provision"),
    "requirements": translatable("Requirement"),
    "knowledge": translatable("Knowledge"),
    "skills": translatable("Skill"),
    "qualities": translatable("Personal quality"),
    "duties": translatable("Duty"),
    "rights": translatable("Right"),
    "liability": translatable("Liability"),
    "indicators": translatable("Performance indicator"),
    "conditions": translatable("Working condition"),
    "pay": translatable("Pay"),
    "career": translatable("Career"),
    "training": translatable("Training"),
    "revision": translatable("Review"),
}
"""What one clause of a section is."""

SAME_LABELS = {
    "duties": translatable("The same duty in"),
    "rights": translatable("The same right in"),
}
_ALSO = translatable("Also in")

_DESIRABLE = translatable("desirable")
_FORMS_ONLY = translatable("%(forms)s only")

NOTE_LABELS = {
    "layout": translatable("Read as typed on another keyboard layout: these are the results for “%(searched)s”."),
    "transliteration": translatable("Read as transliterated: these are the results for “%(searched)s”."),
    "spelling": translatable("Spelling corrected: these are the results for “%(searched)s”."),
    "section": translatable("“%(title)s” is a part of job descriptions."),
    "section-of-role": translatable("“%(title)s” is a part of the description of “%(name)s”."),
    "some-words": translatable("Few results contain all of these words; results with some of them follow."),
    "no-complete-match": translatable("No result contains all of these words; these contain some of them."),
    "fewer-words": translatable("Nothing contains all of these words. Left out: %(words)s."),
}
"""What was done to a query, by the code of its note."""
_OFFER = translatable("Did you mean “%(suggested)s”?")


def note_message(code: str, values: Mapping[str, str], reader: Language) -> str:
    """Return the sentence that tells what was done to a query, or asks whether to do it."""
    message = _OFFER if "suggested" in values else NOTE_LABELS[code]
    return catalogue(reader).gettext(message, **values)


def clause_label(kind: str, reader: Language) -> str:
    """Return what one clause of a section of this *kind* is called."""
    return catalogue(reader).gettext(CLAUSE_LABELS[kind])


def same_label(kind: str, reader: Language) -> str:
    """Return the words before the roles that share a clause of this *kind*."""
    return catalogue(reader).gettext(SAME_LABELS.get(kind, _ALSO))


def clause_tags(clause: Clause, reader: Language) -> tuple[str, ...]:
    """Return what marks a *clause*: that it is not demanded, or that some forms of documents alone have it."""
    of = catalogue(reader)
    forms = ", ".join(of.gettext(FORM_NAMES[form]) for form in clause.forms)
    return (
        *([of.gettext(_DESIRABLE)] if clause.desirable else []),
        *([of.gettext(_FORMS_ONLY, forms=forms)] if forms else []),
    )


def group_label(digit: str, reader: Language) -> str:
    """Return the title of the ISCO-08 major group with this first *digit*, or of the roles in none."""
    return catalogue(reader).gettext(GROUP_LABELS.get(digit, _OTHER_ROLES))


def education_label(education: str | None, reader: Language) -> str | None:
    """Return the education asked for, or None where nothing is said."""
    return catalogue(reader).gettext(EDUCATION_LABELS[education]) if education else None


def role_experience(role: Role, reader: Language) -> str | None:
    """Return the experience that a *role* asks for; the field only where its version in *reader* names it."""
    version = role.version(reader.code)
    return experience_label(role.experience_years, version.requires.experience_in if version else None, reader)


def experience_label(years: int | None, field: str | None, reader: Language) -> str | None:
    """Return how much experience is asked for and in what, or None where nothing is said."""
    if years is None:
        return None
    of = catalogue(reader)
    if years == 0:
        none_required = EXPERIENCE_LABELS["none"]
        return of.gettext(none_required)
    if field:
        return of.ngettext("%(num)d year in %(field)s", "%(num)d years in %(field)s", years, field=field)
    return of.ngettext("%(num)d year", "%(num)d years", years)


def role_title(role: Role, reader: Language) -> str:
    """Return the title of a *role* in the reader's language, else in its source's."""
    return role.best_version(reader.code).title


def title_language(role: Role, reader: Language) -> str:
    """Return the code of the language that the title of a *role* is in."""
    return role.best_version(reader.code).language


def facet_label(facet: str, reader: Language) -> str:
    """Return what a *facet* is called."""
    return catalogue(reader).gettext(FACET_LABELS[facet])


def value_title(facet: str, value: str, library: Library, reader: Language) -> str:
    """Return what a *value* of a *facet* is called."""
    match facet:
        case "section":
            return reader.heading(value)
        case "role":
            role = library.role(value)
            return role_title(role, reader) if role else value
        case "education":
            return catalogue(reader).gettext(EDUCATION_LABELS[value])
        case "experience":
            return catalogue(reader).gettext(EXPERIENCE_LABELS[value])
        case _:
            return language(value).name
