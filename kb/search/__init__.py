"""Library to index to hits: the only room that knows an engine.

the index    documents: what is found
query/       the text typed in the box: parsing, corrections, what it names, where it leads
whoosh/      the index and everything that is numbers: postings, scores, facets, ranking
meaning      meaning, nearness: what is near in meaning
an answer    highlight, hits, answers, suggestions; snapshot is the way in
"""
