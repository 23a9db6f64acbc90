"""The same query on the three surfaces, with the answer in one form: a list of rows.

A row is the tuple of the code points of a character or a sequence, U+FE0F included, so that answers
of surfaces and oracles can be compared.
"""

import http.client
import json
import subprocess
import urllib.parse
from typing import NamedTuple

from daemon import FINDER, PATIENCE, clean_environment

# All rows, with one for each variant, as the oracle computes them.
BOOK = {"scope": "name", "sort": "codepoint", "variants": "show"}
ALL = {"scope": "all", "sort": "codepoint", "variants": "show"}


class Answer(NamedTuple):
    rows: list  # tuples of code points
    total: int
    suggestion: str | None


def row_points(column):
    """The code points of a first column, "U+1F1E8 U+1F1ED"."""
    return tuple(int(point.removeprefix("U+"), 16) for point in column.split(" "))


def object_points(row):
    """The code points of a JSON object."""
    named = row["codepoints"] if "codepoints" in row else [row["codepoint"]]
    return tuple(int(point.removeprefix("U+"), 16) for point in named)


def table_rows(text):
    """The rows of TSV. Only a line feed ends a line; splitlines() splits at other characters."""
    return [row_points(line[: line.index("\t")]) for line in text.split("\n")[:-1]]


class Api:
    """/api/v1/search over one persistent connection."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def close(self):
        self.connection.close()

    def get(self, path, **parameters):
        """(status, headers in lower case, body)."""
        target = f"{path}?{urllib.parse.urlencode(parameters)}" if parameters else path
        self.connection.request("GET", target)
        reply = self.connection.getresponse()
        headers = {name.lower(): value for name, value in reply.getheaders()}
        return reply.status, headers, reply.read()

    def page(self, query, **parameters):
        """One page, or a problem document, as an object."""
        return json.loads(self.get("/api/v1/search", q=query, **parameters)[2])

    def objects(self, query, **parameters):
        """All rows as objects."""
        status, _, body = self.get("/api/v1/search", q=query, format="ndjson", **parameters)
        assert status == 200, (query, body)
        return [json.loads(line) for line in body.split(b"\n")[:-1]]

    def table(self, query, **parameters):
        """All rows as the bytes of TSV, without the header line."""
        status, headers, body = self.get("/api/v1/search", q=query, format="tsv", **parameters)
        assert status == 200, (query, body)
        head, lines = body.split(b"\n", 1)
        assert head == b"codepoint\tchar\tname"
        return headers, lines

    def search(self, query, **parameters):
        """All rows, in the fastest way."""
        headers, lines = self.table(query, **parameters)
        rows = table_rows(lines.decode("utf-8"))
        suggestion = headers.get("x-suggestion")
        suggestion = suggestion and urllib.parse.unquote_plus(suggestion)
        return Answer(rows, int(headers["x-total-count"]), suggestion)


def find(*arguments, **options):
    """Runs charfinder with these arguments to its end."""
    options.setdefault("env", clean_environment(HOME="/nonexistent"))
    return subprocess.run(
        [FINDER, *arguments], capture_output=True, text=True, timeout=PATIENCE, **options
    )


def find_rows(state, query, **parameters):
    """The rows that the finder prints."""
    flags = [text for name, value in parameters.items() for text in (f"--{name}", value)]
    done = find("--state-dir", state, "--tsv", *flags, "--", query)
    assert done.returncode in (0, 1), done.stderr
    return table_rows(done.stdout)


def line_rows(reply):
    """The rows of a telnet reply: all lines but the status."""
    return [row_points(line.split("\t")[0]) for line in reply if line.startswith("U+")]
