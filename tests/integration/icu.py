"""ICU's names and properties, asked directly, for the tests on machines whose ICU is of a later Unicode than
the files of unicode-data, as on Debian 13: there the index asks ICU. Elsewhere the oracles do without it.
"""

import ctypes
import ctypes.util
import re
from fractions import Fraction
from functools import cache
from itertools import islice
from pathlib import Path

UCD = Path("/usr/share/unicode")
CODE_POINTS = range(0x110000)
NAME_SIZE = 256
U_UNICODE_CHAR_NAME = 0
SHORT, LONG = 0, 1  # U_SHORT_PROPERTY_NAME, U_LONG_PROPERTY_NAME
U_NO_NUMERIC_VALUE = -123456789
MAX_DENOMINATOR = 10_000  # that of any character is less


@cache
def library():
    """(the library, the suffix of its functions): libicuuc.so.76 has u_charName_76."""
    # find_library() asks programs that the machine of tests/kernel does not have.
    name = ctypes.util.find_library("icuuc") or next(
        path.name
        for folder in ("/usr/lib", "/lib")
        for path in sorted(Path(folder).glob("*/libicuuc.so.*"))
    )
    return ctypes.CDLL(name), "_" + re.search(r"\.so\.(\d+)", name)[1]


def function(name, result=ctypes.c_int32):
    icu, suffix = library()
    found = getattr(icu, name + suffix)
    found.restype = result
    return found


@cache
def unicode_version():
    version = (ctypes.c_uint8 * 4)()
    function("u_getUnicodeVersion", None)(version)
    return tuple(version[:2])


def stated_version(path):
    """The version in the first lines of a file of unicode-data, or None: UnicodeData.txt has none."""
    with open(UCD / path, encoding="utf-8") as file:
        found = re.search(r"(?:^# [\w-]+-|^# Version: )(\d+)\.(\d+)", "".join(islice(file, 10)), re.MULTILINE)
    return tuple(map(int, found.groups())) if found else None


@cache
def data_version(path="DerivedAge.txt"):
    """That of a file of unicode-data. One that does not say it has that of the files beside it."""
    return stated_version(path) or stated_version("DerivedAge.txt")


def newest():
    """The version of the characters of an index."""
    return max(unicode_version(), data_version())


def is_newer_than(path):
    """Is ICU of a later Unicode than the file? Then the index does not read properties and names from it."""
    return unicode_version() > data_version(path)


@cache
def names():
    """Every named character: {code point: official name}."""
    char_name, buffer, found = function("u_charName"), ctypes.create_string_buffer(NAME_SIZE), {}
    for code_point in range(0x110000):
        status = ctypes.c_int(0)
        size = char_name(code_point, U_UNICODE_CHAR_NAME, buffer, NAME_SIZE, ctypes.byref(status))
        if size > 0 and status.value <= 0:
            found[code_point] = buffer.raw[:size].decode("ascii")
    return found


def selector(name):
    """The number of the property of that name, or None: ICU does not have it."""
    number = function("u_getPropertyEnum")(name.encode("ascii"))
    return None if number < 0 else number


def values(name, choice, points=CODE_POINTS):
    """{value's name: the code points that have it}, of an enumerated property."""
    get, spell = function("u_getIntPropertyValue"), function("u_getPropertyValueName", ctypes.c_char_p)
    found = collect(points, lambda point, number=selector(name): get(point, number))

    def spelled(value):
        text = spell(selector(name), value, choice) or spell(selector(name), value, LONG)
        return text.decode("ascii")

    return {spelled(value): has for value, has in found.items()}


def value_names(name):
    """(short, long) of each value that has both."""
    spell, number = function("u_getPropertyValueName", ctypes.c_char_p), selector(name)
    for value in range(function("u_getIntPropertyMaxValue")(number) + 1):
        names = [spell(number, value, choice) for choice in (SHORT, LONG)]
        if None not in names:
            yield tuple(text.decode("ascii") for text in names)


def numbers(name, points=CODE_POINTS):
    """{number: the code points that have it}, of a property whose values are numbers, or yes (1) and no."""
    get = function("u_getIntPropertyValue")
    return collect(points, lambda point, number=selector(name): get(point, number))


def numeric_values(points=CODE_POINTS):
    """{Fraction, or None for those without one: the code points}"""
    get = function("u_getNumericValue", ctypes.c_double)
    found = collect(points, get)
    return {None if value == U_NO_NUMERIC_VALUE else Fraction(value).limit_denominator(MAX_DENOMINATOR): has
            for value, has in found.items()}  # fmt: skip


def ages(points=CODE_POINTS):
    """{(15, 1): the code points}"""
    age_of, version = function("u_charAge", None), (ctypes.c_uint8 * 4)()

    def age(point):
        age_of(point, version)
        return tuple(version[:2])

    return collect(points, age)


def collect(points, value_of):
    found = {}
    for point in points:
        found.setdefault(value_of(point), set()).add(point)
    return found


def script_name(code, language):
    """CLDR's name for a script, "Grek" in "de": "Griechisch". None: it has no name there."""
    status, size = ctypes.c_int(0), 256
    buffer = (ctypes.c_uint16 * size)()
    length = function("uloc_getDisplayScript")(
        f"und_{code}".encode(), language.encode(), buffer, size, ctypes.byref(status))  # fmt: skip
    name = bytes(memoryview(buffer).cast("B")[: 2 * length]).decode("utf-16-le")
    return None if status.value == -127 or name == code else name  # U_USING_DEFAULT_WARNING


def decompositions(form, points=CODE_POINTS):
    """{code point: those of one step of its decomposition}, by "NFD" or "NFKD"."""
    status, size, found = ctypes.c_int(0), 64, {}
    normalizer = function(f"unorm2_get{form}Instance", ctypes.c_void_p)(ctypes.byref(status))
    raw, buffer = function("unorm2_getRawDecomposition"), (ctypes.c_uint16 * size)()
    for point in points:
        length = raw(ctypes.c_void_p(normalizer), point, buffer, size, ctypes.byref(status))
        if length > 0:
            text = bytes(memoryview(buffer).cast("B")[: 2 * length]).decode("utf-16")
            found[point] = tuple(map(ord, text))
    assert status.value <= 0
    return found
