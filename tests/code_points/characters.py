"""/api/v1/characters/U+… for each code point, pipelined over one connection."""

import html
import json
import socket
import unicodedata

import unicode_data as data
import ucd
from daemon import PATIENCE

BATCH = 64  # requests sent at once
PARTS = 8  # so that each processor has work until the end


def split(points):
    points = list(points)
    return [points[part::PARTS] for part in range(PARTS)]


class Replies:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE * 3)
        self.file = self.socket.makefile("rb", buffering=1 << 20)

    def close(self):
        self.file.close()
        self.socket.close()

    def ask(self, points):
        self.socket.sendall(b"".join(
            b"GET /api/v1/characters/U+%04X HTTP/1.1\r\nHost: x\r\n\r\n" % point for point in points
        ))  # fmt: skip

    def take(self):
        status = int(self.file.readline().split(b" ")[1])
        length = 0
        while (line := self.file.readline()) != b"\r\n":
            if line.lower().startswith(b"content-length:"):
                length = int(line[15:])
        return status, self.file.read(length)


def expected(point):
    """{key: value}, as far as Unicode's files and Python know it."""
    surrogate = point in data.SURROGATES
    char = None if surrogate else chr(point)
    category = data.categories()[point]
    facts = {
        "codepoint": f"U+{point:04X}",
        "char": char,
        "name": None if point in ucd.CONTROLS else ucd.characters().get(point),
        "label": data.label(point),
        "category": category,
        "block": data.blocks()[point],
        "script": data.scripts()[point].replace("_", " "),
        "age": data.ages()[point],
        "plane": point >> 16,
    }
    encodings = {"utf8": None, "utf16": None, "utf32": None}
    if char is not None:
        units = char.encode("utf-16-be").hex().upper()
        encodings = {
            "utf8": [f"{byte:02X}" for byte in char.encode()],
            "utf16": [units[at : at + 4] for at in range(0, len(units), 4)],
            "utf32": f"{point:08X}",
        }
    return facts, encodings


def check_one(point, about, differ):
    facts, encodings = expected(point)
    for key, value in facts.items():
        told = about[key]
        if key == "script":
            told = told.replace("_", " ")
        if told != value and not (key == "block" and value is None and told in (None, "No_Block", "No Block")):
            differ(f"U+{point:04X}: {key} is {told!r} instead of {value!r}")
    if about["encodings"] != encodings:
        differ(f"U+{point:04X}: encodings {about['encodings']}")
    properties, category = about["properties"], facts["category"]
    flags = {
        "assigned": category != "Cn",
        "surrogate": category == "Cs",
        "private_use": category == "Co",
        "noncharacter": data.is_noncharacter(point),
    }
    for key, value in flags.items():
        if properties[key] is not value:
            differ(f"U+{point:04X}: {key} is {properties[key]}")
    if facts["char"] is not None:
        check_with_python(point, facts["char"], about, differ)


# HTML's parser replaces these references: controls of windows-1252, NUL, and some others.
UNREADABLE = {0x00, 0x0D, *range(0x80, 0xA0)}


def check_with_python(point, char, about, differ):
    for key in ("html", "html_hex"):
        escape = about["escapes"][key]
        if escape is not None and point not in UNREADABLE and not data.is_noncharacter(point):
            if html.unescape(escape) not in (char, ""):
                differ(f"U+{point:04X}: {key} {escape!r}")
    if not data.python_knows(point):
        return
    for form in ("nfd", "nfkd"):
        told = "".join(chr(int(each[2:], 16)) for each in about[form])
        if told != unicodedata.normalize(form.upper(), char):
            differ(f"U+{point:04X}: {form} {about[form]}")
    properties = about["properties"]
    if properties["combining_class"] != unicodedata.combining(char):
        differ(f"U+{point:04X}: combining class {properties['combining_class']}")
    if properties["mirrored"] != bool(unicodedata.mirrored(char)):
        differ(f"U+{point:04X}: mirrored {properties['mirrored']}")


def check(port, points, differ):
    replies = Replies(port)
    try:
        for at in range(0, len(points), BATCH):
            batch = points[at : at + BATCH]
            replies.ask(batch)
            for point in batch:
                status, body = replies.take()
                if status != 200:
                    differ(f"U+{point:04X}: {status} {body[:200]}")
                    continue
                check_one(point, json.loads(body), differ)
    finally:
        replies.close()
    return len(points)
