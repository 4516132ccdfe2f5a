"""From a library to its index, from a query to its answer; the only room that knows an engine.

The rooms and modules, in the order of flow; each imports only what stands above it:

    answers      what a search asks and answers: the values for those who show them
    documents    what is found as one: roles, clauses, passages of guides
    vocabulary   how the words of a content are written, and how often
    engines      the seam: a question, what is found, the protocol of engines
    query        the text typed in the box: parsed, corrected, expanded, understood (knows no engine)
    whoosh       the embedded engine: its index, postings as arrays, scores, facets, ranking
    indexing     the index of a library on disk: made, kept, updated, learned
    nearness     what is near in meaning
    meaning      the vectors of a content, made in the background
    highlight    query terms marked in texts
    hits         found documents as they are shown
    suggestions  what may be meant by what is typed so far
    snapshot     a library with its index: the way in
    standin      a temporary folder in the place of the data folder
"""
