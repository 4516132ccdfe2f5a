"""One wording, note or mark back into its file, with every other byte as it was; nothing is written but here."""
