"""ICU's names and properties, asked directly, for the tests on machines whose unicode-data is of another
version of Unicode than ICU is, as on Debian 13. Elsewhere the oracles do without ICU.
"""

import ctypes
import ctypes.util
import re
from functools import cache
from pathlib import Path

UCD = Path("/usr/share/unicode")
NAME_SIZE = 256
U_UNICODE_CHAR_NAME = 0
U_SHORT_PROPERTY_NAME, U_LONG_PROPERTY_NAME = 0, 1
UCHAR_EMOJI = 57
UCHAR_BIDI_CLASS, UCHAR_BLOCK = 0x1000, 0x1001
UCHAR_GENERAL_CATEGORY, UCHAR_SCRIPT = 0x1005, 0x100A


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


@cache
def data_version():
    """That of the files of unicode-data."""
    with open(UCD / "DerivedAge.txt", encoding="utf-8") as file:
        return tuple(map(int, re.search(r"-(\d+)\.(\d+)", file.readline()).groups()))


def differs():
    return unicode_version() != data_version()


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


def values(selector, choice):
    """{value's name: the code points that have it}, of an enumerated property."""
    get, spell = function("u_getIntPropertyValue"), function("u_getPropertyValueName", ctypes.c_char_p)
    numbers, spelled = {}, {}
    for code_point in range(0x110000):
        numbers.setdefault(get(code_point, selector), set()).add(code_point)
    for number, found in numbers.items():
        name = spell(selector, number, choice) or spell(selector, number, U_LONG_PROPERTY_NAME)
        spelled[name.decode("ascii")] = found
    return spelled


def ages():
    """{(15, 1): the code points}"""
    age_of, version, found = function("u_charAge", None), (ctypes.c_uint8 * 4)(), {}
    for code_point in range(0x110000):
        age_of(code_point, version)
        found.setdefault(tuple(version[:2]), set()).add(code_point)
    return found
