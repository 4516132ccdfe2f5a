"""Turn a typed query into a question for any engine."""
