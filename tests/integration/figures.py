"""Figures that every version of Unicode changes: computed from the names that the oracle has."""

from functools import cache

from oracle import read_names, words_of


@cache
def names():
    return read_names()


@cache
def matches(query):
    """How many names have all the words of the query."""
    words = words_of(query)
    first = query.upper().split()[0]  # a quick look before the words are split
    return sum(first in name and words <= words_of(name) for name in names().values())


def reported(query):
    """The status line."""
    return f"{matches(query)} matches for {query!r}"
