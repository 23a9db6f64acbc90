"""The rows of all characters, on the surfaces that list them. Each check takes ranges of code points,
and returns how many rows it compared."""

import csv
import http.client
import io
import json
import subprocess
import urllib.parse

import lxml.html
import ucd
import unicode_data as data
from daemon import PATIENCE
from telnet_client import END_OF_REPLY, Session

PAGE = 100  # rows of the rendered page


class Client:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE * 3)

    def get(self, path, **parameters):
        self.connection.request("GET", f"{path}?{urllib.parse.urlencode(parameters)}")
        reply = self.connection.getresponse()
        body = reply.read()
        if reply.status != 200:
            raise AssertionError(f"{reply.status} for {path} {parameters}: {body[:200]}")
        return body


def spelled(first, last):
    return f"U+{first:04X}..U+{last:04X}"


def compare(told, points, fact, differ):
    """Lists of the same length and content."""
    wanted = [fact(point) for point in points]
    if told != wanted:
        pairs = [pair for pair in zip(told, wanted) if pair[0] != pair[1]]
        differ(f"{len(told)} rows for {len(wanted)}; first differences (told, wanted): {pairs[:3]}")
    return len(wanted)


def label(point):
    return ucd.characters()[point]


def full(point):
    """A row of the API, as a tuple."""
    return (f"U+{point:04X}", chr(point), label(point), data.categories()[point], data.blocks()[point],
            data.scripts()[point].replace("_", " "), data.ages()[point])  # fmt: skip


KEYS = ("codepoint", "char", "name", "category", "block", "script", "age")


def taken(row):
    return tuple(row[key] if key != "script" else row[key].replace("_", " ") for key in KEYS)


def line(point):
    return (f"U+{point:04X}", data.shown(point), label(point))


def check_book(port, ranges, differ):
    """/search, parsed by Python's json."""
    client, count = Client(port), 0
    for first, last in ranges:
        told = json.loads(client.get("/search", q=spelled(first, last)))
        count += compare([(row["char"], row["name"]) for row in told], data.in_range(first, last),
                         lambda point: (chr(point), label(point)), differ)  # fmt: skip
    return count


def check_json(port, ranges, differ):
    """Pages of /api/v1/search, by following next."""
    client, count = Client(port), 0
    for first, last in ranges:
        told, target = [], "/api/v1/search?" + urllib.parse.urlencode(
            {"q": spelled(first, last), "sort": "codepoint", "limit": 500})  # fmt: skip
        while target:
            path, _, query = target.partition("?")
            page = json.loads(client.get(path, **dict(urllib.parse.parse_qsl(query))))
            told += map(taken, page["results"])
            target = page["next"]
        count += compare(told, data.in_range(first, last), full, differ)
    return count


def check_lines(port, ranges, differ):
    """NDJSON, parsed by jq: a program of another language and author."""
    client, count = Client(port), 0
    bodies = [client.get("/api/v1/search", q=spelled(*each), sort="codepoint", format="ndjson")
              for each in ranges]  # fmt: skip
    fields = ",".join(f".{key}" for key in KEYS)
    done = subprocess.run(["jq", "-c", f"[{fields}]"], input=b"".join(bodies), capture_output=True,
                          check=True)  # fmt: skip
    told = iter(done.stdout.split(b"\n")[:-1])
    for first, last in ranges:
        points = data.in_range(first, last)
        rows = [taken(dict(zip(KEYS, json.loads(next(told, b"[]"))))) for _ in points]
        count += compare(rows, points, full, differ)
    if rest := len(list(told)):
        differ(f"{rest} rows too many")
    return count


def check_table(port, ranges, differ):
    """TSV, parsed by Python's csv."""
    client, count = Client(port), 0
    for first, last in ranges:
        body = client.get("/api/v1/search", q=spelled(first, last), sort="codepoint", format="tsv")
        reader = csv.reader(io.StringIO(body.decode(), newline=""), delimiter="\t",
                            quoting=csv.QUOTE_NONE)  # fmt: skip
        head, *told = map(tuple, reader)
        if head != ("codepoint", "char", "name"):
            differ(f"the head is {head}")
        count += compare(told, data.in_range(first, last), line, differ)
    return count


def rendered(point):
    """On the page a mark has a base, and bidi controls are isolated from the rest of the row."""
    char = data.shown(point)
    if data.categories()[point].startswith("M"):
        char = "\u25cc" + chr(point)
    elif data.HIDDEN.fullmatch(chr(point)):
        char = chr(point)
    return f"U+{point:04X}", char, label(point)


def without_form(glyph):
    """A sign that people mostly mean as an emoji has its form on the page; tests/unit knows which."""
    return glyph if glyph.startswith("\u25cc") else glyph.removesuffix("\ufe0f")


def check_page(port, ranges, differ):
    """The rendered page, parsed by libxml2."""
    client, count = Client(port), 0
    for first, last in ranges:
        points, told = data.in_range(first, last), []
        for offset in range(0, len(points), PAGE):
            body = client.get("/", query=spelled(first, last), offset=offset)
            tree = lxml.html.document_fromstring(body.decode())
            for item in tree.xpath("//ol/li"):
                point, glyph, name = (
                    item.xpath(f".//*[contains(@class, '{name}')]")[0].text_content()
                    for name in ("point", "glyph", "name"))  # fmt: skip
                told.append((point, without_form(glyph), name))
        count += compare(told, points, rendered, differ)
    return count


def telnet_replies(port, ranges, *settings):
    client = Session(port)
    client.read_prompt()
    for setting in settings:
        client.ask(setting)
    for first, last in ranges:
        client.send(spelled(first, last).encode() + b"\r\n")
        yield first, last, client.read_until(END_OF_REPLY)[: -len(END_OF_REPLY)].decode()
    client.close()


def check_telnet(port, ranges, differ):
    count = 0
    for first, last, reply in telnet_replies(port, ranges):
        told = [tuple(row.split("\t")) for row in reply.split("\r\n")[:-1]]
        count += compare(told, data.in_range(first, last), line, differ)
    return count


def check_telnet_json(port, ranges, differ):
    count = 0
    for first, last, reply in telnet_replies(port, ranges, ":json on"):
        rows = [json.loads(row) for row in reply.split("\r\n")]
        told = [taken(row) for row in rows if "codepoint" in row]
        count += compare(told, data.in_range(first, last), full, differ)
    return count


SURFACES = {
    "book's search": check_book,
    "JSON": check_json,
    "NDJSON": check_lines,
    "TSV": check_table,
    "page": check_page,
    "telnet": check_telnet,
    "telnet's JSON": check_telnet_json,
}
