"""For translators: what is missing or went stale, what does not say the same, memory and concordance.

The modules, in the order of flow; each imports what stands above:

    fingerprints   texts that differ in nothing a translator has to read are equal
    differences    what became of a text, word by word, and what only moved
    tables         CSV files that people, git and several machines share
    nesting        the items nested in a clause
    units          what is translated and checked on its own
    reviews        reviews.csv: which wording was checked against which source text
    accepted       accepted.csv: findings that may stand
    states         missing, unreviewed, stale, edited, current
    vocabulary     words that the checks know of each language
    patterns       words and phrases found in a text in any inflection
    tagging        modality, negations, bounds, countries of a text
    quantities     numbers, units and dates of a text
    glossary       terms of the glossary in a text
    checks         the rules, one module a family, and what they look at
    kept           the findings of a whole content, on disk
    records        what is known of each owner, on disk
    checker        a library checked, owner by owner
    due            when a role has to be reviewed again
    memory         translated wordings near a missing one
    concordance    every place where words stand, with counterparts
    desk           states and findings by owner: the way in
    recording      reviews and acceptances written down
    reports        JSON, CSV and lines
    commands       what the commands do
"""
