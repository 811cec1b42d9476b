"""Passages × requirements → matches: which file states what, with the quote, and what must not count."""
