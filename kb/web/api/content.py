"""The JSON objects of the content: roles, concepts, guides and terms in, plain values out."""

from typing import Any

from kb.addresses import concept_path, glossary_path, guide_path, role_path
from kb.glossaries import Term
from kb.languages import Language
from kb.library import Library
from kb.model import Clause, Concept, Guide, GuidePart, Role, Wording

Json = dict[str, Any]


def role_row_json(role: Role, reader: Language) -> Json:
    """Return a *role* as it stands in the list of roles."""
    version = role.best_version(reader.code)
    return {
        "id": role.id,
        "title": version.title,
        "synonyms": list(version.synonyms),
        "isco": role.isco,
        "languages": sorted(role.languages),
        "url": role_path(reader.code, role.id),
    }


def role_json(role: Role, library: Library, reader: Language) -> Json:
    """Return a whole *role*; what the reader's language lacks is in the source language, and says so."""
    version = role.best_version(reader.code)
    return {
        "id": role.id,
        "language": version.language,
        "title": version.title,
        "synonyms": list(version.synonyms),
        "isco": role.isco,
        "requires": requires_json(role, reader),
        "status": version.status,
        "summary_html": version.summary_html,
        "languages": sorted(role.languages),
        "sections": [_section_json(role, kind.kind, library, reader) for kind in role.sections],
        "other": [{"title": other.title, "html": other.html} for other in version.other],
        "url": role_path(reader.code, role.id),
    }


def requires_json(role: Role, reader: Language) -> Json:
    """Return what a *role* asks for."""
    return {
        "education": role.education,
        "experience_years": role.experience_years,
        "experience_in": role.best_version(reader.code).requires.experience_in,
    }


def concept_json(concept: Concept, reader: Language) -> Json:
    """Return a *concept* with the wordings of every role in every language."""
    return {
        "id": concept.id,
        "kind": concept.kind,
        "wordings": [
            {
                "role": wording.role,
                "language": wording.language,
                "html": wording.html,
                "text": wording.text,
                "notes_html": _notes_html(wording),
            }
            for clause in concept.clauses
            for wording in clause.wordings
        ],
        "roles": list(concept.roles),
        "url": concept_path(reader.code, concept.id),
    }


def guide_row_json(guide: Guide, reader: Language) -> Json:
    """Return a *guide* as it stands in the list of guides."""
    return {
        "id": guide.id,
        "title": guide.best_version(reader.code).title,
        "languages": sorted(guide.languages),
        "url": guide_path(reader.code, guide.id),
    }


def guide_json(guide: Guide, reader: Language) -> Json:
    """Return a whole *guide*, in the first language that has it where the reader's has not."""
    version = guide.best_version(reader.code)
    return {
        "id": guide.id,
        "language": version.language,
        "title": version.title,
        "languages": sorted(guide.languages),
        "sections": [_part_json(part) for part in version.parts],
        "url": guide_path(reader.code, guide.id),
    }


def glossary_json(library: Library, reader: Language) -> Json:
    """Return every term, in the order of the reader's alphabet; each says the language that it is in."""
    glossary = library.glossary(reader.code)
    terms = (_term_json(term, reader) for term in library.terms)
    return {
        "language": reader.code,
        "intro_html": glossary.intro_html if glossary else "",
        "terms": sorted(terms, key=lambda term: (reader.place_in_alphabet(term["title"]), term["id"])),
    }


def _term_json(term: Term, reader: Language) -> Json:
    entry = term.best_entry(reader.code)
    return {
        "id": term.id,
        "language": entry.language,
        "title": entry.preferred,
        "admitted": list(entry.admitted),
        "avoided": list(entry.avoided),
        "html": entry.definition_html,
        "url": glossary_path(reader.code, term.id),
    }


def _part_json(part: GuidePart) -> Json:
    return {
        "id": part.id,
        "title": part.title or None,
        "html": "\n".join(paragraph.html for paragraph in part.paragraphs),
    }


def _section_json(role: Role, kind: str, library: Library, reader: Language) -> Json:
    written = role.best_version(reader.code).section(kind)
    section = role.section(kind)
    return {
        "kind": kind,
        "title": written.heading if written else reader.heading(kind),
        "prose_html": written.prose_html if written else "",
        "groups": {
            group.id: role.best_title(group, reader.code)[1] for group in (section.groups if section else ())
        },
        "clauses": [
            _clause_json(clause, role, library, reader) for clause in (section.clauses if section else ())
        ],
    }


def _clause_json(clause: Clause, role: Role, library: Library, reader: Language) -> Json:
    wording = role.best_wording(clause, reader.code)
    concept = library.concept(clause.id)
    return {
        "id": clause.id,
        "html": wording.html,
        "notes_html": _notes_html(wording),
        "group": clause.group,
        "desirable": clause.desirable,
        "forms": list(clause.forms),
        "language": wording.language,
        "missing": wording.language != reader.code,
        "roles": list(concept.roles) if concept else [role.id],
    }


def _notes_html(wording: Wording) -> list[str]:
    return [note.html for note in wording.notes]
