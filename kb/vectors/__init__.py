"""Text to vectors of its meaning: the model's process, and a cache of what it gave (the extra `semantic`)."""
