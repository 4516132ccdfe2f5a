"""Measurements: how good the search is, and how fast everything is."""
