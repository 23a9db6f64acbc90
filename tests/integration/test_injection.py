"""What others write, echoed: it must stay text in the page, in JSON, in a header, on a terminal and in
the log. A table of texts, sent to every place that repeats something."""

import csv
import html.parser
import io
import json
import re
import shutil
import subprocess
import urllib.parse
from html import escape

import pytest

from daemon import FINDER, LOCK_FILE, PATIENCE, clean_environment, index_file
from framing_cases import MODERN
from http_client import exchange, take_response, take_responses
from telnet_client import PROMPT, converse

TEXTS = {
    "a script": "<script>alert(1)</script>",
    "an attribute": "\"><img src=x onerror=alert(1)>",
    "an attribute in single quotes": "'><svg/onload=alert(1)>",
    "an end of the title": "</title></textarea></style><script>alert(1)</script>",
    "a comment": "--><script>alert(1)</script><!--",
    "a scheme": "javascript:alert(1)//",
    "a template": "{{7*7}}${7*7}<%= 7*7 %>@{x}",
    "entities": "&lt;script&gt;&#60;b&#62;&amp;",
    "a header": "cat\r\nSet-Cookie: a=b\r\n\r\n<b>",
    "a line feed": "cat\nX-Bad: 1",
    "a carriage return": "cat\rX-Bad: 1",
    "an escape sequence": "cat\x1b[2J\x1b]0;title\x07\x1b[31m",
    "a C1 sequence": "cat\x9b2J\x9d0;title\x9c",
    "backspaces": "cat\x08\x08\x08dog\x7f",
    "bidi controls": "cat\u202egnp.exe\u2066\u200f\u061c",
    "separators": "cat\u2028X\u2029Y\u0085Z\x0bV\x0cW",
    "tags and noncharacters": "cat\U000e0001\ufffe\ufeff\U0010ffff",
    "a link": 'cat>; rel="next", <http://evil.example/',
    "a quoted string": 'cat", filename="x\\"',
    "a formula": "=cmd|' /C calc'!A0",
    "percent": "%0d%0aX-Bad:%201%250a%3cscript%3e",
    "JSON": '"}],"x":"\\u0000</script>',
}
SPELLED_WRONG = "smyle"  # so that the answer is for another query, which is told in a header

# {place: target, where {} is the text}.
PLACES = {
    "the page": "/?query={}",
    "the page's query and offset": "/?query=cat&offset={}",
    "the book's search": "/search?q={}",
    "a search": "/api/v1/search?q={}",
    "a search with a suggestion": f"/api/v1/search?q={SPELLED_WRONG}%20{{}}",
    "a table": f"/api/v1/search?format=tsv&q={SPELLED_WRONG}+{{}}",
    "lines": f"/api/v1/search?format=ndjson&q={SPELLED_WRONG}+{{}}",
    "a next page": "/api/v1/search?limit=1&q=cat%7C{}",
    "a scope": "/api/v1/search?q=cat&scope={}",
    "a sort": "/api/v1/search?q=cat&sort={}",
    "a language": "/api/v1/search?q=cat&lang={}",
    "a language of a filter": "/api/v1/search?q=cat&only_lang={}",
    "a format": "/api/v1/search?q=cat&format={}",
    "a facet": "/api/v1/search?q=cat&facets={}",
    "a limit": "/api/v1/search?q=cat&limit={}",
    "a generation": "/api/v1/search?q=cat&generation={}",
    "a parameter's name": "/api/v1/search?q=cat&{}=1",
    "a property": "/api/v1/search?q=block:{}",
    "a character": "/api/v1/characters/{}",
    "a text": "/api/v1/inspect?text={}",
    "a completion": "/api/v1/suggest?q={}",
    "a path": "/{}",
    "a static file": "/static/{}",
}
FIELDS = {"host", "if-none-match", "accept-encoding", "accept-language", "referer", "origin",
          "x-forwarded-host", "user-agent", "access-control-request-headers"}  # fmt: skip


# --- What a reply may be.


def assert_plain_headers(response):
    for name, value in response.headers.items():
        assert re.fullmatch(r"[a-z-]+", name), name
        assert re.fullmatch(r"[\x20-\x7e]*", value), (name, value)
    assert not {"set-cookie", "x-bad"} & response.headers.keys()
    assert response.headers.get("x-content-type-options") == "nosniff", response.headers


class Page(html.parser.HTMLParser):
    """What a browser would make of it: elements, scripts, and the values of fields."""

    def __init__(self, text):
        super().__init__()
        self.scripts, self.tags, self.complaints, self.inside, self.values = [], set(), [], None, []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.inside = tag
        for name, value in attributes:
            if name.startswith("on"):
                self.complaints.append(f"<{tag} {name}={value!r}>")
            if name in ("href", "src", "action", "formaction", "poster", "data"):
                # Relative addresses: without a scheme, and without another host.
                if not re.match(r"https://|(?!//)(?![^/?#]*:)[\w./#?%-]|$", value or ""):
                    self.complaints.append(f"<{tag} {name}={value!r}>")
        if tag == "input":
            self.values.append(dict(attributes).get("value"))
        if tag == "script":
            self.scripts.append(dict(attributes).get("src"))

    def handle_data(self, data):
        if self.inside == "script" and data.strip():
            self.scripts.append(data)

    def handle_endtag(self, _):
        self.inside = None


def assert_body(response, benign):
    kind = response.headers.get("content-type", "")
    text = response.body.decode("utf-8")
    if "json" in kind and "ndjson" not in kind:
        json.loads(text)
    elif "ndjson" in kind:
        for line in text.split("\n")[:-1]:
            json.loads(line)
    elif "tab-separated" in kind:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
        assert {len(row) for row in rows} == {3}
    elif "html" in kind:
        page = Page(text)
        assert page.complaints == []
        assert page.scripts == benign.scripts
        assert page.tags <= benign.tags, page.tags - benign.tags
        assert "content-security-policy" in response.headers
    else:
        assert not response.body or kind.startswith("text/plain"), kind


def ask(port, target, *fields):
    lines = [f"GET {target} HTTP/1.1".encode()]
    lines += [field if isinstance(field, bytes) else field.encode() for field in fields]
    return b"\r\n".join([*lines, b"Connection: close", b"", b""])


@pytest.fixture(name="benign", scope="module")
def fixture_benign(daemon):
    """The elements of pages of each state."""
    pages = []
    for query in ("", "cat", "smyle", '"cat', "xyzzyplugh"):
        target = f"/?query={urllib.parse.quote(query)}"
        response, _ = take_response(exchange(daemon.http, ask(daemon.http, target, "Host: x")))
        pages.append(Page(response.body.decode()))
    for page in pages[1:]:
        pages[0].tags |= page.tags
    return pages[0]


@pytest.mark.parametrize("place", PLACES)
def test_a_text_in_a_target_stays_text(daemon, benign, place):
    for name, text in TEXTS.items():
        target = PLACES[place].format(urllib.parse.quote(text, safe=""))
        received = exchange(daemon.http, ask(daemon.http, target, "Host: localhost"))
        (response,) = take_responses(received)
        try:
            assert 200 <= response.status < 500
            assert_plain_headers(response)
            assert_body(response, benign)
        except AssertionError as problem:
            raise AssertionError(f"{name} at {place}: {problem}") from problem


def test_the_page_repeats_the_query_exactly(daemon):
    for name, text in TEXTS.items():
        target = f"/?query={urllib.parse.quote(text, safe='')}"
        (response,) = take_responses(exchange(daemon.http, ask(daemon.http, target, "Host: x")))
        if response.status == 200:
            values = Page(response.body.decode()).values
            assert any(value and value.strip() in (text.strip(), text.strip().replace("\r\n", "\n"),
                       re.sub("[\r\n]", "", text.strip())) for value in values), (name, values)  # fmt: skip


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_a_text_in_a_header_stays_out_of_the_reply(daemon, benign, field):
    """The raw bytes: a proxy may let them pass. One reply, and nothing of the text unescaped."""
    for name, text in TEXTS.items():
        for target in ("/?query=cat", "/openapi.json", "/opensearch.xml", "/api/v1/search?q=smyle", "/nowhere"):
            other = [] if field == "host" else ["Host: localhost"]
            line = b"%s: %s" % (field.encode(), text.encode("utf-8", "surrogatepass"))
            data = exchange(daemon.http, ask(daemon.http, target, *other, line))
            responses = take_responses(data)
            assert len(responses) == 1, (name, data[:300])
            assert b"alert(1)" not in data and b"X-Bad: 1\r\n" not in data, name
            assert b"Set-Cookie" not in data and b"evil.example" not in data, name
            by_library = MODERN and responses[0].status == 400 and "content-type" not in responses[0].headers
            if not (by_library or responses[0].headers.get("content-type", "").startswith("application/open")):
                assert_plain_headers(responses[0])


# --- Terminals: telnet, the log, the finder.

# What a terminal obeys, or does not show where it stands.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("mode", ["", ":json on\r\n"])
def test_telnet_never_repeats_what_a_terminal_obeys(daemon, mode):
    for name, text in TEXTS.items():
        for line in (f"{text}", f'"{text}"', f":lang {text}", f":scope {text}", f"block:{text}",
                     f":sort {text}", f":limit {text}", f"{SPELLED_WRONG} {text}"):  # fmt: skip
            data = converse(daemon.telnet, mode.encode() + line.encode() + b"\r\n")
            shown = data.replace(b"\r\n", b"").decode("utf-8")
            assert shown.startswith(PROMPT.decode())
            assert not OBEYED.search(shown), (name, line, shown)


def test_the_log_never_repeats_what_a_terminal_obeys(start, warm_state, tmp_path):
    """With every query in the log."""
    daemon = start("--log-level", "debug", state=warm_state).wait_ready()
    for text in TEXTS.values():
        converse(daemon.telnet, text.encode() + b"\r\n:lang " + text.encode() + b"\r\n")
        for place in PLACES.values():
            target = place.format(urllib.parse.quote(text, safe=""))
            exchange(daemon.http, ask(daemon.http, target, "Host: localhost"))
    daemon.stop()
    for line in daemon.lines:
        assert not OBEYED.search(line), line


OBEYED_TEXTS = {name: text for name, text in TEXTS.items() if OBEYED.search(text)}
PATH = "".join(OBEYED_TEXTS.values()).replace("/", "_")[:150]


def test_the_daemon_shows_a_path_without_what_a_terminal_obeys(start, tmp_path):
    folder = tmp_path / PATH
    folder.write_text("not a directory")
    daemon = start("--sources-dir", tmp_path / ("s" + PATH), state=folder).wait_ready()
    daemon.wait_line("not saved, serving from memory")
    daemon.stop()
    assert not any(OBEYED.search(line) for line in daemon.lines), daemon.lines


def run_finder(*arguments, **options):
    done = subprocess.run([FINDER, *arguments], capture_output=True, timeout=PATIENCE, check=False,
                          env=clean_environment(HOME="/nonexistent"), **options)  # fmt: skip
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def assert_nothing_obeyed(texts, what):
    for text in texts:
        for line in text.split("\n"):
            assert not OBEYED.search(line), (what, line)


@pytest.mark.parametrize("flags", [(), ("--json",), ("--tsv",), ("--explain",), ("--lang",),
                                   ("--scope",), ("--limit",), ("--sort",), ("--unknown",)])  # fmt: skip
def test_the_finder_never_repeats_what_a_terminal_obeys(saved_index, flags):
    for name, text in OBEYED_TEXTS.items():
        arguments = (flags[0] + text,) if flags == ("--unknown",) else (*flags, text)
        if flags in (("--lang",), ("--scope",), ("--limit",), ("--sort",)):
            arguments = (*arguments, "cat")
        elif flags != ("--unknown",):
            arguments = (*flags, "--", text)
        assert_nothing_obeyed(run_finder("--state-dir", saved_index, *arguments), (name, arguments))


def test_the_finder_shows_a_path_without_what_a_terminal_obeys(saved_index, tmp_path):
    folder = tmp_path / PATH
    folder.mkdir()
    shutil.copy(index_file(saved_index), folder)
    with open(index_file(folder), "r+b") as file:
        file.truncate(1000)
    (folder / LOCK_FILE).mkdir()  # cannot be replaced, even by the superuser
    texts = run_finder("--state-dir", folder, "--sources-dir", tmp_path / ("s" + PATH), "registered")
    assert "cannot save" in texts[1] and "rebuilding" in texts[1]
    assert_nothing_obeyed(texts, PATH)


# --- What the sources contain.

KEYWORD = "zqx <script>alert(1)</script> \u202eabc \u0085\u009b2J \u2028x"


def test_a_source_s_text_stays_text(start, empty_state, tmp_path, benign):
    """CLDR's files come from another project: their text is shown as matched."""
    folder = tmp_path / "sources" / "unicode/cldr/common/annotations"
    folder.mkdir(parents=True)
    keyword = escape(KEYWORD)
    (folder / "en.xml").write_text(
        f'<ldml><annotations><annotation cp="☀">{keyword} | sun</annotation>'
        f'<annotation cp="☀" type="tts">{keyword}</annotation></annotations></ldml>', "utf-8")  # fmt: skip
    daemon = start("--sources-dir", tmp_path / "sources", state=empty_state).wait_ready()
    for line in (b":scope all\r\nzqx\r\n", b":json on\r\n:scope all\r\nzqx\r\n"):
        shown = converse(daemon.telnet, line).replace(b"\r\n", b"").decode()
        assert not OBEYED.search(shown), shown
    for target in ("/?query=zqx&scope=all", "/api/v1/search?q=zqx", "/api/v1/search?q=zqx&format=ndjson",
                   "/api/v1/characters/U%2B2600", "/api/v1/suggest?q=zqx"):  # fmt: skip
        (response,) = take_responses(exchange(daemon.http, ask(daemon.http, target, "Host: x")))
        assert response.status == 200
        assert_plain_headers(response)
        assert_body(response, benign)
