"""Embed texts as vectors, in a process of its own.

Needs the extra `semantic`.
"""
