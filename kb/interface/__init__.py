"""The strings of the interface and what values are called, in every language; independent of any request."""
