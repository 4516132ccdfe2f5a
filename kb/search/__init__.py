"""Index a library, understand queries, find and show hits.

The only room that knows an engine. The rooms and modules, in the order of flow; each imports what stands above:

    answers      queries, answers, filters: the values for those who show them
    documents    the documents that are indexed: roles, clauses, passages of guides
    vocabulary   counts of the words of a content
    engines      the seam: Question, Found, and the protocol of engines
    query        the text typed in the box: parsed, corrected, expanded, understood (knows no engine)
    whoosh       the embedded engine: its index, postings as arrays, scores, facets, ranking
    indexing     the index of a library on disk: made, kept, updated, learned
    nearness     embeddings compared: documents near a query
    meaning      the vector index of a content, built in the background
    highlight    query terms marked in texts
    hits         found documents as they are shown
    suggestions  roles, terms, words and clauses for a prefix
    snapshot     a library with its index: the way in
    standin      a temporary folder in the place of the data folder
"""
