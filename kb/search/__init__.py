"""Library to index to hits: the only room that knows an engine.

the index    documents, fields, corpus: what is found, and what is known of it; building, teaching,
             lexicons: how it comes to disk; engine, codec, arrays: Whoosh, and postings as arrays
a query      queries (read), known, spelling, letters, corrections (put right), sections (where it leads)
finding      postings, matching (one word), combining (all of them), naming (what words name), meaning, nearness,
             fusion (both lists in one), ranking, facets
an answer    highlight, hits, answers, suggestions; snapshot is the way in
"""
