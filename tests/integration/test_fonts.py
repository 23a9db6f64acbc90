"""Slices of the installed fonts, unpacked and read by other programs: every character that a font has is in
one of them."""

import re
import struct
import subprocess
import time
import xml.etree.ElementTree
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from daemon import PATIENCE, wait_for
from http_client import get
from oracle import read_names

DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
ROWS = (0x00, 0x21, 0x26, 0x2D, 0xFB, 0x1D5, 0x1F6)
RULE = re.compile(r"url\(fonts/([0-9a-f]{32})\.woff2\).*?unicode-range:([^;]*);")


def points_of(ranges):
    for part in ranges.split(","):
        first, _, last = part.removeprefix("U+").partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def style_sheet(daemon, rows):
    """The style sheet of the rows, when it is whole."""

    def whole():
        reply = get(daemon.http, f"/fonts.css?row={','.join(f'{row:x}' for row in rows)}")
        assert reply.status == 200
        return reply.body.decode() if b".fonts-unfinished" not in reply.body else None

    return wait_for("the slices", whole, 3 * PATIENCE)


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE).stdout


def characters(font):
    """The code points of a font file."""
    ranges = output_of("fc-query", "--format", "%{charset} ", font).split()
    return {point for part in ranges for point in points_of(part)}


def unpacked(woff2, folder):
    """The font file that is packed in these bytes."""
    path = folder / "slice.woff2"
    path.write_bytes(woff2)
    output_of("woff2_decompress", path)
    return path.with_suffix(".ttf")


def test_slices_have_what_the_fonts_have(start, warm_state, tmp_path):
    daemon = start(state=warm_state, config={"font_dirs": [str(DEJAVU)]}).wait_ready()
    seen = []
    for digest, ranges in RULE.findall(style_sheet(daemon, ROWS)):
        reply = get(daemon.http, f"/fonts/{digest}.woff2")
        assert reply.status == 200 and len(reply.body) <= 60 * 1024
        points = list(points_of(ranges))
        assert set(points) <= characters(unpacked(reply.body, tmp_path))
        seen += points
    assert len(seen) == len(set(seen))
    named = set().union(*map(characters, DEJAVU.glob("*.ttf"))) & read_names().keys()
    assert set(seen) == {point for point in named if point >> 8 in ROWS}


def picture(daemon, character, kind):
    """The reply for a picture, when it is drawn."""

    def drawn():
        reply = get(daemon.http, f"/api/v1/characters/{character}/glyph.{kind}")
        if reply.status == 503:
            assert int(reply.headers["retry-after"]) > 0
        return reply if reply.status != 503 else None

    return wait_for("the picture", drawn, 3 * PATIENCE)


def grey_pixels(png):
    """Width, and the rows of a PNG of grey pixels, checked as a decoder does."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, chunks = 8, {}
    while at < len(png):
        size, name = struct.unpack_from(">I4s", png, at)
        body = png[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", png, at + 8 + size)[0] == zlib.crc32(name + body)
        chunks[name] = chunks.get(name, b"") + body
        at += 12 + size
    width, height, depth, kind = struct.unpack_from(">IIBB", chunks[b"IHDR"])
    assert (depth, kind) == (8, 0)
    filtered = zlib.decompress(chunks[b"IDAT"])
    assert len(filtered) == height * (width + 1)
    return width, height


def test_pictures_of_characters(start, warm_state):
    daemon = start(state=warm_state, config={"font_dirs": [str(DEJAVU)]}).wait_ready()
    for character in ("U+2603", "U+200B", "U+0301", "%C2%85"):
        svg = picture(daemon, character, "svg")
        assert (svg.status, svg.headers["content-type"]) == (200, "image/svg+xml"), character
        assert "sandbox" in svg.headers["content-security-policy"]
        root = xml.etree.ElementTree.fromstring(svg.body)
        left, top, width, height = map(int, root.attrib["viewBox"].split())
        numbers = [int(n) for n in re.findall(r"-?\d+", root[0].attrib["d"])]
        assert left < min(numbers[0::2]) and max(numbers[0::2]) < left + width
        assert top < min(numbers[1::2]) and max(numbers[1::2]) < top + height
        png = picture(daemon, character, "png")
        assert (png.status, png.headers["content-type"]) == (200, "image/png")
        assert grey_pixels(png.body) == (512, 512)
        assert get(daemon.http, f"/api/v1/characters/{character}/glyph.png", if_none_match=png.headers["etag"]).status == 304
    assert b"glyph.svg" in get(daemon.http, "/U+2603").body
    for character in ("U+12000", "U+D800"):
        reply = picture(daemon, character, "svg")
        assert (reply.status, reply.headers["content-type"]) == (404, "application/problem+json")


def test_the_first_request_waits_for_its_picture(start, warm_state):
    """A service that makes link previews asks once. No other client waits meanwhile."""
    daemon = start(state=warm_state, config={"font_dirs": [str(DEJAVU)], "threads": 1}).wait_ready()

    def first(character):
        began = time.monotonic()
        return get(daemon.http, f"/api/v1/characters/{character}/glyph.png"), time.monotonic() - began

    with ThreadPoolExecutor() as pool:
        asked = list(map(lambda character: pool.submit(first, character), ("U+2603", "U+2603", "U+2654", "U+12000")))
        others = []
        while not all(one.done() for one in asked):
            began = time.monotonic()
            assert get(daemon.http, "/healthz").status == 200
            others.append(time.monotonic() - began)
    replies, times = zip(*(one.result() for one in asked))
    assert [reply.status for reply in replies] == [200, 200, 200, 404]
    assert len(others) > 1 and max(others) < max(times), (others, times)
    samples = get(daemon.http, "/metrics").body.decode()
    counted = re.search(r'http_requests_total\{[^}]*glyph.png[^}]*\} (\d+)', samples)
    assert counted is None or int(counted[1]) <= 4


def test_a_switch_turns_it_off(start, warm_state):
    daemon = start(state=warm_state, config={"font_dirs": []}).wait_ready()
    assert "@font-face" not in style_sheet(daemon, ROWS)
    assert picture(daemon, "U+2603", "svg").status == 404
    assert b"glyph.svg" not in get(daemon.http, "/U+2603").body
