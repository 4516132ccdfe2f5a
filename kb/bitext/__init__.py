"""For translators: what is missing or went stale, what does not say the same, memory and concordance."""
