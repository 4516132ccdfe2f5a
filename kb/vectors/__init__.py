"""Text to vectors of its meaning: the model's process, queries that ask it, a cache (the extra `semantic`)."""
