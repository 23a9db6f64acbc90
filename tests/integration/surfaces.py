"""One question on the three surfaces, and the answer in one form: a list of rows.

A row is the tuple of the code points of a character or a sequence, as they are written (U+FE0F
included), so that an answer can be compared with another surface's and with an oracle's.
"""

import http.client
import json
import subprocess
import urllib.parse
from typing import NamedTuple

from daemon import FINDER, PATIENCE, clean_environment

# All rows of a list, one for each variant: what an oracle of words can compute.
BOOK = {"scope": "name", "sort": "codepoint", "variants": "show"}
ALL = {"scope": "all", "sort": "codepoint", "variants": "show"}


class Answer(NamedTuple):
    rows: list  # tuples of code points
    total: int
    suggestion: str | None


def row_points(column):
    """The points of a line's first column, "U+1F1E8 U+1F1ED"."""
    return tuple(int(point.removeprefix("U+"), 16) for point in column.split(" "))


def object_points(row):
    """The same of a JSON object."""
    named = row["codepoints"] if "codepoints" in row else [row["codepoint"]]
    return tuple(int(point.removeprefix("U+"), 16) for point in named)


def table_rows(text):
    """The rows of TSV. Lines end at a line feed alone: names of characters stand beside them."""
    return [row_points(line[: line.index("\t")]) for line in text.split("\n")[:-1]]


class Api:
    """/api/v1/search over one connection that is kept."""

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
        """One page as an object; a refusal is one too."""
        return json.loads(self.get("/api/v1/search", q=query, **parameters)[2])

    def objects(self, query, **parameters):
        """All rows as objects."""
        status, _, body = self.get("/api/v1/search", q=query, format="ndjson", **parameters)
        assert status == 200, (query, body)
        return [json.loads(line) for line in body.split(b"\n")[:-1]]

    def table(self, query, **parameters):
        """All rows as TSV, the bytes of it, without the line that names the columns."""
        status, headers, body = self.get("/api/v1/search", q=query, format="tsv", **parameters)
        assert status == 200, (query, body)
        head, lines = body.split(b"\n", 1)
        assert head == b"codepoint\tchar\tname"
        return headers, lines

    def search(self, query, **parameters):
        """All rows, by the quickest way to have them."""
        headers, lines = self.table(query, **parameters)
        rows = table_rows(lines.decode("utf-8"))
        suggestion = headers.get("x-suggestion")
        suggestion = suggestion and urllib.parse.unquote_plus(suggestion)
        return Answer(rows, int(headers["x-total-count"]), suggestion)


def find(*arguments, **options):
    """charfinder with these arguments, ended."""
    options.setdefault("env", clean_environment(HOME="/nonexistent"))
    return subprocess.run(
        [FINDER, *arguments], capture_output=True, text=True, timeout=PATIENCE, **options
    )


def find_rows(state, query, **parameters):
    """The rows of the finder's answer."""
    flags = [text for name, value in parameters.items() for text in (f"--{name}", value)]
    done = find("--state-dir", state, "--tsv", *flags, "--", query)
    assert done.returncode in (0, 1), done.stderr
    return table_rows(done.stdout)


def line_rows(reply):
    """The rows of a telnet reply: all its lines but the status."""
    return [row_points(line.split("\t")[0]) for line in reply if line.startswith("U+")]
