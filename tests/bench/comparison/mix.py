"""The queries: the 1,575 of the judged list (tests/relevance), as people type them: names and
nicknames, words of HTML and LaTeX, prefixes, misspellings, pasted characters."""

import itertools
import unicodedata
import urllib.parse

from stage import TOP

JUDGED = TOP / "tests/relevance/queries.tsv"


def queries():
    lines = JUDGED.read_text(encoding="utf-8").splitlines()
    judged = (line.split("\t")[1] for line in lines if line and not line.startswith("#"))
    return list(dict.fromkeys(judged))


def targets(path, parameter="q", **others):
    """Each query as a target: /search?q=…&limit=50"""
    more = "".join(f"&{name}={value}" for name, value in others.items())
    return [f"{path}?{parameter}={urllib.parse.quote(query)}{more}" for query in queries()]


def respelt(path, word, offset=0, limit=50):
    """One page of one word under 16,000 targets, for the same reason as below: with escaped letters
    and leading zeroes."""
    for spelling in range(1 << 14):
        letters = (
            f"%{ord(letter):02x}" if spelling >> place & 1 and place < 4 else letter
            for place, letter in enumerate(word)
        )
        zeroes = "0" * (spelling >> 4 & 31), "0" * (spelling >> 9)
        yield f"{path}&q={''.join(letters)}&offset={zeroes[0]}{offset}&limit={zeroes[1]}{limit}"


TYPED = 60_000
LETTERS = 24  # of a name; by then people have found it
BY_RULE = ("cjk ", "hangul syllable ")  # names of too many characters, which few people type


def as_typed(texts):
    """The text in the field after each letter, without repetition. A key without a value is not a
    query."""
    return dict.fromkeys(
        text[:end] for text in texts for end in range(1, min(len(text), LETTERS) + 1)
        if not text[:end].endswith(":")
    )


def typed():
    """Different searches, more than the daemon can cache, letter by letter: for the judged queries, and
    then for names of characters."""
    names = (unicodedata.name(chr(point), "").lower() for point in range(0x20, 0x20000))
    texts = itertools.chain(queries(), (n for n in names if n and not n.startswith(BY_RULE)))
    return itertools.islice(as_typed(texts), TYPED)


def targets_as_typed():
    """The same as a page sends them."""
    for query in typed():
        yield f"/api/v1/search?q={urllib.parse.quote(query)}&limit=50"


DEFAULTS = ("scope=all", "sort=relevance", "offset=0", "variants=fold", "format=json")


def targets_ever_new():
    """The same pages under 50,000 targets, by adding parameters with default values: more than the
    daemon can cache, so that no reply is cached."""
    pages = targets("/api/v1/search", limit=50)
    for count in range(len(DEFAULTS) + 1):
        for said in itertools.combinations(DEFAULTS, count):
            yield from ("&".join((page, *said)) for page in pages)
