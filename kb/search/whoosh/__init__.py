"""Implement the embedded engine: Whoosh's inverted index, scored with numpy."""
