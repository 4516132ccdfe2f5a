"""Analyse text in each language's way.

tokens, folding, stems, stopwords, compounds   text to normalised tokens, tokens to stems and compound parts
dictionaries, wordlist                         lemmas of word forms, and which spellings are words
learning, teaching, lexicon, lexicon_files     the vocabulary of the content per language: learned, queried, kept
keyboards, transliteration                     query terms typed on another keyboard or in another script
names, terms, markup                           names and glossary terms recognised in queries and texts
"""
