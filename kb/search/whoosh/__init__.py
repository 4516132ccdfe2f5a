"""The embedded engine: Whoosh keeps the inverted index, numpy scores its postings."""
