"""Rolebook: job descriptions in several languages, linked clause by clause, searched and served.

The rooms, in the order of flow; each imports only what stands above it:

    errors       Place, Problem, and the errors that a user can cause
    languages    LANGUAGES: the place to add one
    addresses    where each thing stands on the site
    places       where content, templates, translations and data are on disk
    collecting   the garbage collector, kept away from what lives long
    storage      folders of what is derived from content: private, locked, sealed by a manifest
    glossaries   Entry, Glossary, Term: frozen values
    model        Role, Clause, Wording, Concept, Guide: frozen values
    reading      content files -> model (the only room that knows Markdown and YAML)
    writing      one wording back into its file
    library      all roles in all languages, linked
    coverage     how complete each language is
    interface    what the interface says and values are called, by language (the only room that knows Babel)
    analysis     text -> words, in each language's way
    vectors      text -> vectors of its meaning, in a process of its own (the extra `semantic`)
    bitext       library -> for translators: states, checks, memory, concordance
    search       library -> index -> hits (the only room that knows an engine)
    web          pages and JSON (the only room that knows Flask)
    cli          the command `kb`
"""
