"""Raw requests: what the daemon says to each, byte by byte.

Each case is a name, the bytes, the statuses that are allowed for them, and whether the connection
is closed after the reply. A second request follows each case on the same connection: it is
answered after a case that keeps the connection open, and never after one that closes it.

The statuses are those with libmicrohttpd 0.9.75; those with 1.0 differ where MODERN_CASES says so,
and those with later ones where LATER_CASES does.
BY_LIBRARY marks what 0.9.75 refuses before it calls us and without a way to replace its reply: that
is HTML, with one head, and it is closed. 1.0 refuses most of the table like that.
"""

import ctypes
from dataclasses import dataclass

BY_LIBRARY = True

_library = ctypes.CDLL("libmicrohttpd.so.12")
_library.MHD_get_version.restype = ctypes.c_char_p
LIBRARY_VERSION = _library.MHD_get_version().decode()
MODERN = not LIBRARY_VERSION.startswith("0.")
# After Debian 13's; sid has 1.0.10.
LATER = tuple(map(int, LIBRARY_VERSION.split(".")[:3])) > (1, 0, 1)


@dataclass
class Case:
    name: str
    sent: bytes
    statuses: tuple  # () is a close without a reply
    closed: bool = True
    by_library: bool = False
    method: str = "GET"


def head(*fields, line=b"GET /healthz HTTP/1.1", host=b"Host: localhost"):
    lines = [line, *([host] if host is not None else []), *fields]
    return b"".join(one + b"\r\n" for one in lines) + b"\r\n"


def refused(name, sent, *statuses, by_library=False):
    return Case(name, sent, statuses or (400,), by_library=by_library)


def served(name, sent, status=200, method="GET"):
    return Case(name, sent, (status,), closed=False, method=method)


SERVED = [
    served("plain", head()),
    served("an empty line first", b"\r\n" + head()),
    served("two empty lines first", b"\r\n\r\n" + head()),
    served("no space after the colon", head(host=b"Host:localhost")),
    served("spaces after the colon", head(host=b"Host: \t  localhost")),
    served("a space after the host", head(host=b"Host: localhost ")),
    served("white space after the host", head(host=b"Host: localhost:80 \t ")),
    served("a host in capitals", head(host=b"HOST: LOCALHOST")),
    served("an IPv4 address", head(host=b"Host: 127.0.0.1:8888")),
    served("an IPv6 address", head(host=b"Host: [::1]:8888")),
    served("an IPv6 address without port", head(host=b"Host: [2001:db8::ff00:42]")),
    served("an empty port", head(host=b"Host: localhost:")),
    served("8 KB in one field", head(b"X: " + b"y" * 8100)),
    served("8 KB in 60 fields", head(*(b"X-%02d: " % i + b"y" * 128 for i in range(60)))),
    served("8 KB of cookies", head(b"Cookie: " + b"; ".join(b"n%02d=" % i + b"v" * 120 for i in range(64)))),
    served("a long target and 6 KB of fields", head(*(b"X-%d: " % i + b"y" * 1000 for i in range(6)), line=b"GET /healthz?" + b"a" * 8000 + b" HTTP/1.1")),
    served("an escape in the host", head(host=b"Host: caf%C3%A9.example")),
    served("an underscore in the host", head(host=b"Host: my_host")),
    served("Hostname", head(b"Hostname: x")),
    served("Host-Override", head(b"Host-Override: x")),
    served("Content-Length-Hint", head(b"Content-Length-Hint: 5")),
    served("Transfer-Encodings", head(b"Transfer-Encodings: chunked")),
    served("X-Transfer-Encoding", head(b"X-Transfer-Encoding: chunked")),
    served("an empty value", head(b"Accept:")),
    served("a value of blanks", head(b"Accept: \t ")),
    served("a colon in a value", head(b"A: b:c::d")),
    served("a tab in a value", head(b"A: b\tc")),
    served("Latin-1 in a value", head(b"A: caf\xe9")),
    served("UTF-8 in a value", head(b"A: caf\xc3\xa9")),
    served("all characters of a token", head(b"!#$%&'*+-.^_`|~09Az: 1")),
    served("one field twice", head(b"A: 1", b"A: 2")),
    served("cookies", head(b"Cookie: a=1; b; c=\"2\"")),
    served("a length of 0", head(b"Content-Length: 0")),
    served("a length of 000", head(b"Content-Length: 000")),
    served("blanks around a length", head(b"Content-Length: \t0")),
    served("keep-alive", head(b"Connection: keep-alive")),
    served("an expectation without a body", head(b"Expect: something")),
    served("a target in absolute form", head(line=b"GET http://other/healthz HTTP/1.1")),
    served("a query", head(line=b"GET /healthz? HTTP/1.1")),
    served("HEAD", head(line=b"HEAD /healthz HTTP/1.1"), method="HEAD"),
    served("OPTIONS", head(line=b"OPTIONS /healthz HTTP/1.1"), 204, "OPTIONS"),
    served("OPTIONS of the server", head(line=b"OPTIONS * HTTP/1.1"), 204, "OPTIONS"),
    served("nothing there", head(line=b"GET /nothing HTTP/1.1"), 404),
    served("an escaped slash", head(line=b"GET /search%2F?q=sun HTTP/1.1"), 404),
    served("an escaped slash for the first", head(line=b"GET /%2Fhealthz HTTP/1.1"), 404),
    served("an escaped slash within", head(line=b"GET /api%2fv1/status HTTP/1.1"), 404),
    served("an escaped slash as text", head(line=b"GET /api/v1/characters/%2F HTTP/1.1")),
    served("a bad escape", head(line=b"GET /%zz HTTP/1.1"), 400),
    served("a NUL in an escape", head(line=b"GET /%00 HTTP/1.1"), 400),
    served("fifty fields", head(*(b"X-%d: y" % i for i in range(50)))),
    served("8 KB of fields", head(*(b"X-%d: " % i + b"y" * 1000 for i in range(8)))),
]

REQUEST_LINES = [
    refused("two spaces after the method", head(line=b"GET  /healthz HTTP/1.1")),
    refused("two spaces before the version", head(line=b"GET /healthz  HTTP/1.1")),
    refused("three spaces everywhere", head(line=b"GET   /healthz   HTTP/1.1")),
    refused("a tab after the method", head(line=b"GET\t/healthz HTTP/1.1"), by_library=BY_LIBRARY),
    refused(
        "a tab before the version", head(line=b"GET /healthz\tHTTP/1.1"), by_library=BY_LIBRARY
    ),
    refused("a space and a tab after the method", head(line=b"GET \t/healthz HTTP/1.1")),
    refused("a tab and a space before the version", head(line=b"GET /healthz\t HTTP/1.1")),
    refused(
        "a space after the version", head(line=b"GET /healthz HTTP/1.1 "), by_library=BY_LIBRARY
    ),
    refused(
        "a tab after the version", head(line=b"GET /healthz HTTP/1.1\t"), by_library=BY_LIBRARY
    ),
    refused("a CR after the version", head(line=b"GET /healthz HTTP/1.1\r"), by_library=BY_LIBRARY),
    refused(
        "a NUL after the version", head(line=b"GET /healthz HTTP/1.1\0"), by_library=BY_LIBRARY
    ),
    Case("a space before the method", head(line=b" GET /healthz HTTP/1.1"), ()),
    refused("a tab before the method", head(line=b"\tGET /healthz HTTP/1.1")),
    refused("a space in the target", head(line=b"GET /health z HTTP/1.1")),
    refused("a tab in the target", head(line=b"GET /health\tz HTTP/1.1")),
    refused("a NUL in the target", head(line=b"GET /healthz\0x HTTP/1.1")),
    refused("a NUL after the target", head(line=b"GET /healthz\0 HTTP/1.1")),
    refused("a NUL in the query", head(line=b"GET /healthz?\0 HTTP/1.1")),
    refused("a NUL before the target", head(line=b"GET \0/healthz HTTP/1.1")),
    refused("a CR in the target", head(line=b"GET /health\rz HTTP/1.1")),
    refused("a DEL in the target", head(line=b"GET /health\x7fz HTTP/1.1")),
    refused("an escape character in the target", head(line=b"GET /\x1b[2J HTTP/1.1")),
    refused("a NUL in the method", head(line=b"GE\0T /healthz HTTP/1.1")),
    refused("a NUL after the method", head(line=b"GET\0 /healthz HTTP/1.1")),
    refused("a method in brackets", head(line=b"(GET) /healthz HTTP/1.1")),
    refused("a colon in the method", head(line=b"GET: /healthz HTTP/1.1")),
    refused("a control in the method", head(line=b"GE\x01T /healthz HTTP/1.1")),
    refused("a method in UTF-8", head(line=b"G\xc3\x89T /healthz HTTP/1.1")),
    Case("no method", head(line=b" /healthz HTTP/1.1"), ()),
    refused("no target", head(line=b"GET HTTP/1.1"), by_library=BY_LIBRARY),
    refused("no version", head(line=b"GET /healthz"), by_library=BY_LIBRARY),
    Case("a word", b"GET\r\n\r\n", ()),
    refused("HTTP/1.2", head(line=b"GET /healthz HTTP/1.2"), 505),
    refused("HTTP/1.9", head(line=b"GET /healthz HTTP/1.9"), 505),
    refused("HTTP/2.0", head(line=b"GET /healthz HTTP/2.0"), 505, by_library=BY_LIBRARY),
    refused("HTTP/0.9", head(line=b"GET /healthz HTTP/0.9"), 505, by_library=BY_LIBRARY),
    refused("HTTP/1.10", head(line=b"GET /healthz HTTP/1.10"), by_library=BY_LIBRARY),
    refused("HTTP/11", head(line=b"GET /healthz HTTP/11"), by_library=BY_LIBRARY),
    refused("http/1.1", head(line=b"GET /healthz http/1.1"), by_library=BY_LIBRARY),
    refused("HTTP/1.1 twice", head(line=b"GET /healthz HTTP/1.1 HTTP/1.1")),
    refused("CONNECT", head(line=b"CONNECT localhost:80 HTTP/1.1"), 405),
    refused("CONNECT with a path", head(line=b"CONNECT /healthz HTTP/1.1"), 405),
    refused("POST", head(b"Content-Length: 0", line=b"POST /healthz HTTP/1.1"), 405),
    refused("TRACE", head(line=b"TRACE /healthz HTTP/1.1"), 405),
    refused("get", head(line=b"get /healthz HTTP/1.1"), 405),
    refused("a target of 9 KB", head(line=b"GET /" + b"x" * 9000 + b" HTTP/1.1"), 414),
]

LINES = [
    refused("a bare LF after the version", b"GET /healthz HTTP/1.1\nHost: x\r\n\r\n"),
    refused("a bare LF after a field", b"GET /healthz HTTP/1.1\r\nHost: x\n\r\n"),
    refused("a bare LF between fields", b"GET /healthz HTTP/1.1\r\nHost: x\nA: b\r\n\r\n"),
    refused("a bare LF at the end", b"GET /healthz HTTP/1.1\r\nHost: x\r\n\n"),
    refused("two bare LFs at the end", b"GET /healthz HTTP/1.1\r\nHost: x\n\n"),
    refused("LFs only", b"GET /healthz HTTP/1.1\nHost: x\n\n"),
    refused("LFs only, two fields", b"GET /healthz HTTP/1.1\nHost: x\nA: b\n\n"),
    refused("a bare CR in a value", head(b"A: b\rc")),
    refused("a bare CR after a value", head(b"A: b\r")),
    refused("a bare CR in a name", head(b"A\r: b")),
    refused("a CR for a line end", b"GET /healthz HTTP/1.1\r\nHost: x\rA: b\r\n\r\n"),
    refused("LF CR", b"GET /healthz HTTP/1.1\r\nHost: x\n\rA: b\r\n\r\n"),
    refused("CR CR LF", b"GET /healthz HTTP/1.1\r\nHost: x\r\r\n\r\n"),
    refused("a fold with a space", head(b"A: b", b" c")),
    refused("a fold with a tab", head(b"A: b", b"\tc")),
    refused("a fold of nothing", head(b"A: b", b" ")),
    refused("a fold of the host", head(b" y")),
    refused("a fold with a colon", head(b"A: b", b" c: d")),
    refused("two folds", head(b"A: b", b" c", b" d")),
    refused("a folded transfer coding", head(b"Transfer-Encoding:", b" chunked")),
    refused("a folded length", head(b"Content-Length:", b" 5")),
    refused("a fold before the first field", head(host=b" Host: x")),
    refused("a fold before the first field, two", head(host=b" A: b") + b"Host: x\r\n\r\n"),
]

NAMES = [
    refused("a line of a colon", head(b":")),
    refused("a line of a colon, in front", head(b"Host: x", host=b":")),
    refused("an empty name", head(b": b")),
    refused("an empty name before a field", head(b": b", b"A: b")),
    refused("a space before the colon", head(b"A : b")),
    refused("a tab before the colon", head(b"A\t: b")),
    refused("a space in the name", head(b"A B: c")),
    refused("a bracket in the name", head(b"A(B): c")),
    refused("a slash in the name", head(b"A/B: c")),
    refused("a quotation mark in the name", head(b'"A": c')),
    refused("an at sign in the name", head(b"A@B: c")),
    refused("UTF-8 in the name", head(b"caf\xc3\xa9: c")),
    refused("a DEL in the name", head(b"A\x7f: c")),
    refused("a control in the name", head(b"A\x01: c")),
    refused("a vertical tab in the name", head(b"Transfer\x0b-Encoding: chunked")),
    refused("no colon", head(b"A"), by_library=BY_LIBRARY),
    refused("no colon in front", head(host=b"A"), by_library=BY_LIBRARY),
    refused("a space before the host's colon", head(host=b"Host : x")),
    refused("a space before the coding's colon", head(b"Transfer-Encoding : chunked")),
    refused("a space before the length's colon", head(b"Content-Length : 5")),
]

NULS = [
    refused("a NUL in a value", head(b"A: a\0b")),
    refused("a NUL after a value", head(b"A: a\0")),
    refused("a NUL before a value", head(b"A: \0a")),
    refused("a NUL for a value", head(b"A:\0")),
    refused("two NULs in a value", head(b"A: a\0\0b")),
    refused("a field behind two NULs", head(b"A: a\0\0B\0c")),
    refused("the coding behind two NULs", head(b"A: a\0\0Transfer-Encoding\0chunked")),
    refused("a NUL in the host", head(host=b"Host: x\0.example")),
    refused("a NUL after the host", head(host=b"Host: x\0")),
    refused("a line of a NUL", head(b"\0")),
    refused("a line of two NULs", head(b"\0\0")),
    refused("a line that begins with NUL", head(b"\0A: b")),
    refused("the first line begins with NUL", head(b"Host: x", host=b"\0A: b")),
    refused("a NUL and a field", head(b"\0A\0 b")),
    refused("a LF and a field after a NUL", b"GET /healthz HTTP/1.1\r\nHost: x\n\0A\0b\0\0\r\n"),
    refused("a NUL in a name", head(b"A\0B: c"), by_library=BY_LIBRARY),
    refused("a NUL before the colon", head(b"A\0: c"), by_library=BY_LIBRARY),
    refused("a NUL in a length", head(b"Content-Length: 0\0")),
    refused("a NUL in a coding", head(b"Transfer-Encoding: chunked\0")),
    refused("controls in a value", head(b"A: \x01\x02")),
    refused("an escape sequence in a value", head(b"A: \x1b[2J")),
    refused("a DEL in a value", head(b"A: \x7f")),
]

HOSTS = [
    refused("no host", head(host=None)),
    refused("no host but another field", head(b"A: b", host=None)),
    refused("two hosts", head(b"Host: localhost")),
    refused("two hosts in other case", head(b"hOST: y")),
    refused("two hosts over HTTP/1.0", head(b"Host: y", line=b"GET /healthz HTTP/1.0")),
    refused("an empty host", head(host=b"Host:")),
    refused("a host of blanks", head(host=b"Host: \t ")),
    refused("hosts in a list", head(host=b"Host: x, y")),
    refused("hosts in a list without space", head(host=b"Host: x,y")),
    refused("a space in the host", head(host=b"Host: x y")),
    refused("a tab in the host", head(host=b"Host: x\ty")),
    refused("a path", head(host=b"Host: x/y")),
    refused("a scheme", head(host=b"Host: http://x")),
    refused("a user", head(host=b"Host: me@x")),
    refused("a query after the host", head(host=b"Host: x?y")),
    refused("a fragment after the host", head(host=b"Host: x#y")),
    refused("a backslash", head(host=b"Host: x\\y")),
    refused("angle brackets", head(host=b"Host: <x>")),
    refused("quotation marks", head(host=b'Host: "x"')),
    refused("a caret", head(host=b"Host: x^y")),
    refused("a bar", head(host=b"Host: x|y")),
    refused("a bad escape in the host", head(host=b"Host: x%zz")),
    refused("a cut escape in the host", head(host=b"Host: x%4")),
    refused("raw UTF-8 in the host", head(host=b"Host: caf\xc3\xa9")),
    refused("a port of letters", head(host=b"Host: x:port")),
    refused("a negative port", head(host=b"Host: x:-1")),
    refused("two ports", head(host=b"Host: x:1:2")),
    refused("a space before the port", head(host=b"Host: x: 80")),
    refused("only a port", head(host=b"Host: :80")),
    refused("only a colon", head(host=b"Host: :")),
    refused("IPv6 without brackets", head(host=b"Host: ::1")),
    refused("an open bracket", head(host=b"Host: [::1")),
    refused("a closing bracket", head(host=b"Host: ::1]")),
    refused("empty brackets", head(host=b"Host: []")),
    refused("brackets in brackets", head(host=b"Host: [[::1]]")),
    refused("letters in brackets", head(host=b"Host: [x]")),
    refused("text after the brackets", head(host=b"Host: [::1]x")),
]

BODIES = [
    refused("chunked", head(b"Transfer-Encoding: chunked"), 411),
    refused("chunked in capitals", head(b"TRANSFER-ENCODING: CHUNKED"), 411),
    refused("chunked with blanks", head(b"Transfer-Encoding: \tchunked \t"), 411),
    refused(
        "chunked POST", head(b"Transfer-Encoding: chunked", line=b"POST /healthz HTTP/1.1"), 411
    ),
    refused("gzip", head(b"Transfer-Encoding: gzip"), 501),
    refused("identity", head(b"Transfer-Encoding: identity"), 501),
    refused("xchunked", head(b"Transfer-Encoding: xchunked"), 501),
    refused("gzip, chunked", head(b"Transfer-Encoding: gzip, chunked"), 501),
    refused(
        "gzip and chunked", head(b"Transfer-Encoding: gzip", b"Transfer-Encoding: chunked"), 501
    ),
    refused("chunked, gzip", head(b"Transfer-Encoding: chunked, gzip")),
    refused("chunked twice", head(b"Transfer-Encoding: chunked, chunked")),
    refused(
        "chunked in two fields",
        head(b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked"),
    ),
    refused("chunked with a parameter", head(b"Transfer-Encoding: chunked;q=1")),
    refused("an empty coding", head(b"Transfer-Encoding:")),
    refused("an empty element", head(b"Transfer-Encoding: , chunked")),
    refused("a coding in quotes", head(b'Transfer-Encoding: "chunked"')),
    refused("a tab before chunked", head(b"Transfer-Encoding: \x0bchunked")),
    refused("chunked over HTTP/1.0", head(b"Transfer-Encoding: chunked", line=b"GET / HTTP/1.0")),
    refused("length and coding", head(b"Content-Length: 35", b"Transfer-Encoding: chunked")),
    refused("coding and length", head(b"Transfer-Encoding: chunked", b"Content-Length: 0")),
    refused("two lengths", head(b"Content-Length: 0", b"Content-Length: 35")),
    refused("the same length twice", head(b"Content-Length: 0", b"Content-Length: 0")),
    refused("no length", head(b"Content-Length:")),
    refused("a length of blanks", head(b"Content-Length: \t ")),
    refused("a length with a plus", head(b"Content-Length: +3")),
    refused("a negative length", head(b"Content-Length: -1")),
    refused("a length in hexadecimal", head(b"Content-Length: 0x3")),
    refused("a length with a letter", head(b"Content-Length: 3a")),
    refused("a length with a point", head(b"Content-Length: 0.0")),
    refused("lengths in a list", head(b"Content-Length: 0, 35")),
    refused("a length in quotes", head(b'Content-Length: "0"')),
    refused("a length of foreign digits", head(b"Content-Length: \xd9\xa0")),
    refused("a length of 26 digits", head(b"Content-Length: " + b"9" * 26), 413),
    refused("a length of 2 to the 64th", head(b"Content-Length: 18446744073709551616"), 413),
    refused("a length of a bit less", head(b"Content-Length: 18446744073709551615"), 413),
    refused("a bad length to POST", head(b"Content-Length: -1", line=b"POST / HTTP/1.1"), 400),
    refused("a body", head(b"Content-Length: 35"), 413),
    refused("a body to POST", head(b"Content-Length: 35", line=b"POST /healthz HTTP/1.1"), 405),
    refused("a body that is expected", head(b"Content-Length: 35", b"Expect: 100-continue"), 413),
]

SIZES = [
    refused("9 KB of fields", head(*(b"X-%d: " % i + b"y" * 1000 for i in range(9))), 431),
    refused("one field of 9 KB", head(b"X: " + b"y" * 9000), 431),
    refused("17 KB of fields", head(*(b"X-%d: " % i + b"y" * 1000 for i in range(17))), 431),
    refused("one field of 17 KB", head(b"X: " + b"y" * 17000), 431),
    refused("6 KB of small fields", head(*[b"a:1"] * 1200), 431),
    refused("12 KB of small fields", head(*[b"a: 12345678"] * 1000), 431),
    refused("20 KB of small fields", head(*[b"a:1"] * 4000), 431),
    refused("2 KB of small cookies", head(b"Cookie: " + b"a;" * 1000), 431),
    refused("20 KB of cookies", head(b"Cookie: " + b"a=1;" * 5000), 431),
]

# With libmicrohttpd 1.0: the statuses, and whether the connection is closed.
MODERN_CASES = {
    "two empty lines first": ((), True),
    "a tab after the method": ((), True),
    "a NUL after the version": ((), True),
    "a NUL in the target": ((), True),
    "a NUL after the target": ((), True),
    "a NUL in the query": ((), True),
    "a NUL before the target": ((), True),
    "a NUL in the method": ((), True),
    "a NUL after the method": ((), True),
    "gzip": ((400,), True),
    "identity": ((400,), True),
    "xchunked": ((400,), True),
    "gzip, chunked": ((400,), True),
    "gzip and chunked": ((400,), True),
    "2 KB of small cookies": ((200,), False),
}

LATER_CASES = {
    "a bad escape": ((400,), True),
    "a NUL in an escape": ((400,), True),
    "a length of 26 digits": ((400,), True),
    "a length of 2 to the 64th": ((400,), True),
    **dict.fromkeys(
        ("gzip", "identity", "xchunked", "gzip, chunked", "gzip and chunked", "chunked, gzip", "chunked twice",
         "chunked with a parameter", "an empty coding", "an empty element", "a coding in quotes",
         "a tab before chunked"),
        ((501,), True),
    ),
}  # fmt: skip
if LATER:
    MODERN_CASES |= LATER_CASES

CASES = [*SERVED, *REQUEST_LINES, *LINES, *NAMES, *NULS, *HOSTS, *BODIES, *SIZES]

if MODERN:
    for _case in CASES:
        _case.statuses, _case.closed = MODERN_CASES.get(_case.name, (_case.statuses, _case.closed))
        _case.by_library = _case.closed
