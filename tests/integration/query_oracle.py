"""What any query must find, computed from the sources in Python.

A query is a tree here, created by the tests, and becomes text only to be sent: none of our parsers is
involved. A document is a number: a character's code point, or for sequences a number from
FIRST_SEQUENCE on. Their order is that of sort=codepoint.
"""

import fnmatch
import random
import re
from bisect import bisect_left
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import name_tables
import property_oracle
import Stemmer
import ucd
from oracle import WITHOUT_ENDING

TOP = Path(__file__).resolve().parents[2]
IRREGULAR = TOP / "index/text/irregular_table.h"
FIRST_SEQUENCE = 0x110000
NAME, SEQUENCE, ALIAS, KEYWORD, DEFINITION = range(5)
# The kinds of text that a clause with a field searches. The name of a sequence is a name.
FIELDS = {
    "": {NAME, SEQUENCE, ALIAS, KEYWORD, DEFINITION},
    "name": {NAME, SEQUENCE},
    "alias": {ALIAS},
    "keyword": {KEYWORD},
    "definition": {DEFINITION},
}


def in_field(field, text):
    return f"{field}:{text}" if field else text


class Word(NamedTuple):
    word: str
    field: str = ""

    def __str__(self):
        return in_field(self.field, self.word)


class Prefix(NamedTuple):
    prefix: str
    field: str = ""

    def __str__(self):
        return in_field(self.field, f"{self.prefix}*")


class Pattern(NamedTuple):
    """Words with "*" and "?" among their letters."""

    pattern: str
    field: str = ""

    def __str__(self):
        return in_field(self.field, self.pattern)


class Phrase(NamedTuple):
    words: tuple
    field: str = ""

    def __str__(self):
        quoted = '"' + " ".join(self.words) + '"'
        return in_field(self.field, quoted)


class Range(NamedTuple):
    low: int
    high: int

    def __str__(self):
        return f"U+{self.low:04X}..U+{self.high:04X}"


class Base(NamedTuple):
    """The characters that decompose to it, and that it decomposes to."""

    point: int

    def __str__(self):
        return f"base:U+{self.point:04X}"


class Property(NamedTuple):
    name: str
    value: str

    def __str__(self):
        return f"{self.name}:{self.value}"


class Group(NamedTuple):
    clauses: tuple
    negated: bool = False

    def __str__(self):
        return ("-" if self.negated else "") + "|".join(map(str, self.clauses))


def write(groups):
    return " ".join(map(str, groups))


def name_texts():
    for code_point, name in ucd.read_names().items():
        shortened = WITHOUT_ENDING.match(name)
        yield (code_point,), NAME, shortened[0] if shortened else name


def spelled_html_names():
    """RightArrow: Right Arrow, unless the official name has these words."""
    names = ucd.read_names()
    for points, name in ucd.read_html_names():
        spelled = re.sub("(?<!^)(?=[A-Z])", " ", name)
        if re.fullmatch("([A-Z][a-z]+)+[A-Z][a-z]*", name):
            if len(points) > 1 or names.get(points[0]) != spelled.upper():
                yield points, spelled


def alias_texts():
    for code_point, alias, _ in ucd.read_name_aliases():
        yield (code_point,), ALIAS, alias
    for code_point, line in ucd.read_informal_aliases():
        for alias in ucd.plain_aliases(line):
            yield (code_point,), ALIAS, alias
    for points, name in ucd.read_html_names():
        yield points, ALIAS, name
    for points, name in spelled_html_names():
        yield points, ALIAS, name


def mark_texts():
    """A letter that decomposes into a letter and a diacritic has the names of the diacritic too."""
    called = {}
    for code_point, name in ucd.read_names().items():
        if 0x300 <= code_point <= 0x36F and name.startswith("COMBINING "):
            called.setdefault(code_point, []).append(name.removeprefix("COMBINING "))
    for code_point, line in ucd.read_informal_aliases():
        if 0x300 <= code_point <= 0x36F:
            called.setdefault(code_point, []).extend(ucd.plain_aliases(line))
    for points, name in spelled_html_names():
        if len(points) == 1 and 0x300 <= points[0] <= 0x36F:
            called.setdefault(points[0], []).append(name)
    for code_point, names in called.items():
        for name in names:
            yield (code_point,), ALIAS, name
    for code_point, points in ucd.decompositions("NFD").items():
        for name in called.get(points[-1], ()) if len(points) > 1 else ():
            yield (code_point,), ALIAS, name


def sequence_texts():
    """Named sequences and emoji. The short name of an emoji of one character is a keyword."""
    for points, name in ucd.read_named_sequences():
        yield points, SEQUENCE, name
    for emoji in ucd.read_emoji_test():
        if emoji.status in ("fully-qualified", "component"):
            field = KEYWORD if len(ucd.essential(emoji.points)) == 1 else SEQUENCE
            yield emoji.points, field, emoji.name


def keyword_texts(languages=("en",)):
    for language in languages:
        for points, text, _ in ucd.read_annotations(language):
            yield points, KEYWORD, text


def definition_texts():
    for code_point, definition in ucd.read_definitions().items():
        for meaning in ucd.split_meanings(definition):
            yield (code_point,), DEFINITION, meaning


def table_texts():
    """The texts of the project's tables of names, whose other lines are spellings, and digraphs."""
    kinds = {"name": ALIAS, "alias": ALIAS, "keyword": KEYWORD}
    for row in name_tables.all_rows():
        if row.kind in kinds:
            yield row.points, kinds[row.kind], row.name
    for code_point, digraph in name_tables.small_digraphs():
        yield (code_point,), KEYWORD, digraph


@cache
def sequences():
    """{code points without U+FE0F: document} of all sequences."""
    named = [points for points, _ in ucd.read_named_sequences()]
    emoji = [emoji.points for emoji in ucd.qualified_emoji()]
    several = {points for points in map(ucd.essential, named + emoji) if len(points) > 1}
    return {points: FIRST_SEQUENCE + at for at, points in enumerate(sorted(several))}


def document_of(points):
    """The document of code points, with or without U+FE0F, or None."""
    if len(points) == 1:
        return points[0] if points[0] in ucd.characters() else None
    points = ucd.essential(points)
    return document_of(points) if len(points) == 1 else sequences().get(points)


@cache
def named_by_icu():
    """Flags and currency symbols. They also have names and codes of ICU, which no file here has."""
    letters = range(0x1F1E6, 0x1F200)
    flags = {
        document
        for points, document in sequences().items()
        if points[0] in letters or points[-1] == 0xE007F
    }
    return ucd.categories()["Sc"] | flags


@cache
def irregular():
    """{irregular form: what it is a form of}"""
    return dict(re.findall(r'ROW\("(\w+)", "(\w+)"\)', IRREGULAR.read_text(encoding="utf-8")))


STEMMER = Stemmer.Stemmer("english")


@cache
def key_of(word):
    """What the forms of an English word have in common; "": it has no forms."""
    if word not in irregular() and not re.fullmatch("[a-z]{3,63}", word):
        return ""
    stem = STEMMER.stemWord(irregular().get(word, word))
    return STEMMER.stemWord(irregular()[stem]) if stem in irregular() else stem


class Corpus:
    """All documents of a scope, and their texts as lists of words."""

    def __init__(self, documents, texts):
        self.documents = documents
        self.texts = {}  # document: [(field, words)]
        self.postings = {}  # word: {field: documents}
        for points, field, text in texts:
            if (document := document_of(points)) is not None:
                self.add(document, field, tuple(ucd.split_words(text)))
        self.words = sorted(self.postings)
        self.forms = {}  # key: words
        for word in self.words:
            if key := key_of(word):
                self.forms.setdefault(key, []).append(word)

    def add(self, document, field, words):
        self.texts.setdefault(document, []).append((field, words))
        for word in words:
            self.postings.setdefault(word, {}).setdefault(field, set()).add(document)

    def with_word(self, word, fields):
        lists = self.postings.get(word, {})
        return set().union(*(lists[field] for field in fields if field in lists))

    def with_prefix(self, beginning, fields):
        found, at = set(), bisect_left(self.words, beginning)
        while at < len(self.words) and self.words[at].startswith(beginning):
            found |= self.with_word(self.words[at], fields)
            at += 1
        return found

    def with_forms(self, word, fields):
        forms = self.forms.get(key_of(word), [])
        return set().union(*(self.with_word(form, fields) for form in forms))

    def with_pattern(self, pattern, fields):
        matches = re.compile(fnmatch.translate(pattern)).match
        return set().union(*(self.with_word(word, fields) for word in self.words if matches(word)))

    def with_phrase(self, words, fields):
        candidates = [self.with_word(word, fields) for word in words]

        def has(document):
            return any(
                text[at : at + len(words)] == words
                for field, text in self.texts[document]
                if field in fields
                for at in range(len(text) - len(words) + 1)
            )

        return set(filter(has, set.intersection(*candidates)))


@cache
def corpus(scope):
    characters = set(ucd.characters())
    if scope == "name":
        return Corpus(characters, name_texts())
    texts = (name_texts(), alias_texts(), mark_texts(), sequence_texts(), keyword_texts())
    more = (definition_texts(), table_texts())
    return Corpus(characters | set(sequences().values()), chain(*texts, *more))


def named(values):
    """An oracle of a property whose values have names: {name: characters}, from a file."""

    def with_name(value):
        return next(v for k, v in values().items() if ucd.loose(k) == ucd.loose(value))

    return with_name


def with_category(value):
    among = ucd.category_groups().get(value, {value})
    return set().union(*(ucd.categories().get(category, set()) for category in among))


def with_age(value):
    return set().union(*(ucd.ages()[age] for age in ucd.ages() if compare_age(age, value)))


def with_emoji(value):
    among = ucd.emoji_characters()
    return among if value == "yes" else ucd.characters().keys() - among


def with_plane(value):
    return {c for c in ucd.characters() if c >> 16 == int(value)}


def with_group(value):
    """A name, or a word of it."""
    groups = property_oracle.values_of("group")
    return next(found for name, found in groups.items() if value.lower() in name.lower())


def of_file(key):
    """An oracle of a property of property_oracle.py."""
    return lambda value: property_oracle.values_of(key)[value]


# The properties of index/unicode/property_table.h that help texts show, in their order.
PROPERTIES = {
    "block": named(ucd.blocks),
    "script": named(ucd.scripts),
    "category": with_category,
    "age": with_age,
    "emoji": with_emoji,
    "bidi": named(ucd.bidi_classes),
    "plane": with_plane,
    "width": of_file("width"),
    "dt": of_file("dt"),
    "nv": of_file("nv"),
    "ccc": of_file("ccc"),
    "mirrored": of_file("mirrored"),
    "group": with_group,
}


def with_property(name, value):
    """The characters with a property. test_properties.py tests sequences."""
    return PROPERTIES[name](value)


def compare_age(age, value):
    """Does the age satisfy ">=14", "<6.1", "15.0"?"""
    version = value.lstrip("<>=")
    number = tuple(map(int, version.split("."))) if "." in version else (int(version), 0)
    operator = value[: len(value) - len(version)]
    return {
        ">=": age >= number,
        ">": age > number,
        "<=": age <= number,
        "<": age < number,
    }.get(operator, age == number)


def evaluate_clause(clause, scope):
    texts = corpus(scope)
    if isinstance(clause, Range):
        return {c for c in range(clause.low, clause.high + 1) if c in ucd.characters()}
    if isinstance(clause, Base):
        return ucd.bases().get(clause.point, set())
    if isinstance(clause, Property):
        return with_property(clause.name, clause.value)
    fields = FIELDS[clause.field]
    if isinstance(clause, Phrase):
        return texts.with_phrase(clause.words, fields)
    if isinstance(clause, Pattern):
        return texts.with_pattern(clause.pattern, fields)
    if isinstance(clause, Prefix):
        return texts.with_prefix(clause.prefix, fields)
    if scope == "all" and len(clause.word) > 1:
        return texts.with_prefix(clause.word, fields) | texts.with_forms(clause.word, fields)
    if scope == "all" and clause.word.isascii():  # without a field it also finds itself
        found = texts.with_word(clause.word, fields) | texts.with_forms(clause.word, fields)
        return found if clause.field else found | {document_of((ord(clause.word),))}
    return texts.with_word(clause.word, fields)


def evaluate(groups, scope):
    """The documents for which all groups hold."""
    found = None
    for group in sorted(groups, key=lambda group: group.negated):
        some = set().union(*(evaluate_clause(clause, scope) for clause in group.clauses))
        if group.negated:
            found = (corpus(scope).documents if found is None else found) - some
        else:
            found = some if found is None else found & some
    return found if found is not None else set()


class Maker:
    """Random queries. Most find something: their words come from the texts of one document."""

    def __init__(self, scope, seed):
        self.scope, self.chance = scope, random.Random(seed)
        self.texts = corpus(scope)
        # Otherwise nine of ten would be ideographs and syllables.
        many = {"hangul", "ideograph", "tangut", "cuneiform", "hieroglyph"}
        texts = self.texts.texts
        rare = (d for d in sorted(texts) if d % 50 == 0 or many.isdisjoint(texts[d][0][1]))
        self.documents = list(rare)

    def pick_words(self, document):
        """Words that a query can contain: no letter outside ASCII, nothing that is a code point."""
        field, words = self.chance.choice(self.texts.texts[document])
        usable = [w for w in words if (len(w) > 1 or w.isascii()) and not w.startswith("0x")]
        return field, tuple(words), usable

    def field_name(self, field):
        if self.scope == "name" or self.chance.random() < 0.7:
            return ""
        names = {NAME: "name", SEQUENCE: "name", ALIAS: "alias", KEYWORD: "keyword"}
        return names.get(field, "definition")

    def text_clause(self, document):
        field, words, usable = self.pick_words(document)
        kind = self.chance.random()
        if not usable:
            return None
        if kind < 0.2 and 2 <= len(words) and usable == list(words):
            at = self.chance.randrange(len(words) - 1)
            return Phrase(words[at : at + self.chance.choice((2, 3))], self.field_name(field))
        word = self.chance.choice(usable)
        if kind < 0.45:
            return Prefix(word[: self.chance.randint(1, len(word))], self.field_name(field))
        return Word(word, self.field_name(field))

    def point_clause(self, document):
        """A range or a property that holds for the document, if it is a character."""
        if document >= FIRST_SEQUENCE:
            return None
        code_point = document
        kind = self.chance.randrange(6)
        if kind == 0:
            before, after = self.chance.randrange(2000), self.chance.randrange(2000)
            return Range(max(0, code_point - before), min(0x10FFFF, code_point + after))
        if kind == 1:
            return Property("plane", str(code_point >> 16))
        if kind == 2:
            values, name = ucd.categories(), "category"
        elif kind == 3:
            values, name = ucd.scripts(), "script"
        elif kind == 4:
            values, name = ucd.blocks(), "block"
        else:
            values, name = ucd.ages(), "age"
        value = next(value for value, found in values.items() if code_point in found)
        if name == "age":
            operator = self.chance.choice(("", ">=", "<=", ">", "<", "="))
            return Property(name, f"{operator}{value[0]}.{value[1]}")
        return Property(name, value.replace(" ", "_"))

    def clause(self, document):
        with_points = self.chance.random() < 0.15 and self.scope == "name"
        made = self.point_clause(document) if with_points else None
        return made or self.text_clause(document) or Word("letter")

    def group(self, document, first):
        negated = not first and self.chance.random() < 0.15
        about = self.chance.choice(self.documents) if negated else document
        clauses = [self.clause(about)]
        while self.chance.random() < 0.2 and len(clauses) < 4:
            clauses.append(self.clause(self.chance.choice(self.documents)))
        return Group(tuple(clauses), negated)

    def query(self):
        document = self.chance.choice(self.documents)
        count = self.chance.choice((1, 1, 1, 2, 2, 2, 3, 4))
        return [self.group(document, first=not at) for at in range(count)]
