"""Saved search results against what is stored: new, known, changed, retracted, irrelevant, by stated rules.

Nothing is fetched and no fact is changed. `read` opens the files, `works` joins what is one work, `judge` says what
each is, `propose` writes a fact file with empty numbers.
"""
