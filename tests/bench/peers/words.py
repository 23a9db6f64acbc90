"""The book's finder as a peer: an index of words in memory, from unicodedata."""

import re
import sys
import unicodedata

WORD = re.compile(r"\w+")


class Index:
    def __init__(self):
        self.entries = {}
        for code_point in range(32, sys.maxunicode + 1):
            character = chr(code_point)
            if name := unicodedata.name(character, ""):
                for word in WORD.findall(name):
                    self.entries.setdefault(word, set()).add(character)

    def search(self, query):
        """The characters with all words of the query, by code point."""
        words = sorted((self.entries.get(w, set()) for w in WORD.findall(query.upper())), key=len)
        return sorted(set.intersection(*words)) if words else []
