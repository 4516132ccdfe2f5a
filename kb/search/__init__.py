"""Library to index to hits: the only room that knows an engine."""
