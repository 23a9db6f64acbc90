"""A site like unicode.org on a port of its own, that misbehaves when it is told to."""

import http.server
import io
import re
import ssl
import threading
import zipfile
from contextlib import contextmanager

TAIL = "\n# EOF\n"
PROPERTIES = """Blocks Scripts ScriptExtensions SpecialCasing DerivedAge PropList DerivedCoreProperties EastAsianWidth
LineBreak BidiMirroring BidiBrackets DerivedNormalizationProps HangulSyllableType IndicPositionalCategory
IndicSyllabicCategory VerticalOrientation auxiliary/GraphemeBreakProperty auxiliary/SentenceBreakProperty
auxiliary/WordBreakProperty extracted/DerivedJoiningGroup extracted/DerivedJoiningType
extracted/DerivedNumericType extracted/DerivedNumericValues PropertyValueAliases StandardizedVariants""".split()
# What the readers of the index accept; other files have values with names.
LINES = {
    "DerivedAge": "0000..007F; 1.1",
    "SpecialCasing": "00DF; 00DF; 0053 0073; 0053 0053;",
    "BidiMirroring": "0028; 0029",
    "BidiBrackets": "0028; 0029; o",
    "extracted/DerivedNumericValues": "0031; 1.0; ; 1",
}
EMOJI = "emoji-sequences emoji-zwj-sequences".split()
STYLES = "0023 FE0E ; text style;\n0023 FE0F ; emoji style;"
UCD_EMOJI = {"emoji-data": "0023 ; Emoji", "emoji-variation-sequences": STYLES}


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def annotations(language, keyword="letter"):
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<ldml><identity><version number="1"/>'
        f'<language type="{language}"/></identity><annotations>'
        f'<annotation cp="A">{keyword}</annotation>'
        f'<annotation cp="A" type="tts">the {keyword}</annotation></annotations></ldml>\n'
    )


def cldr_members(version="48", keyword="letter"):
    return {
        "common/dtd/ldml.dtd": f'<!ATTLIST version cldrVersion CDATA #FIXED "{version}" >\n',
        "common/annotations/en.xml": annotations("en", keyword),
        "common/annotations/de.xml": annotations("de", "Buchstabe"),
        "common/annotationsDerived/en.xml": annotations("en", "derived"),
        "common/main/de.xml": "<ldml/>\n",
        "common/supplemental/subdivisions.xml": "<supplementalData/>\n",
        "common/uca/allkeys_CLDR.txt": "not wanted\n",
    }


def unihan_members():
    readings = "# Unihan_Readings.txt\nU+4E00\tkDefinition\tone; a, an; alone\nU+4E00\tkMandarin\ty\u012b\n\n# EOF\n"
    return {"Unihan_Readings.txt": readings, "Unihan_Variants.txt": "U+4E00\tkZVariant\tU+5F0C\n"}


def unicode_data(extra=""):
    return (
        "0041;LATIN CAPITAL LETTER A;Lu;0;L;;;;;N;;;;0061;\n"
        f"{extra}100000;<Plane 16 Private Use, First>;Co;0;L;;;;;N;;;;;\n"
        "10FFFD;<Plane 16 Private Use, Last>;Co;0;L;;;;;N;;;;;\n"
    )


def unicode_files(version="17.0.0"):
    """Every file of the version, by its address."""
    top, short = f"/Public/{version}", version.rsplit(".", 1)[0]
    files = {
        f"{top}/ucd/UnicodeData.txt": unicode_data(),
        f"{top}/ucd/NameAliases.txt": f"# NameAliases-{version}.txt\n000A;LINE FEED;control{TAIL}",
        f"{top}/ucd/NamesList.txt": "; charset=UTF-8\n"
        f"@@@\tThe Unicode Standard {version}\n0041\tLATIN CAPITAL LETTER A\n\t= an alias of a\n10FFFF\t<not a character>\n",
        f"{top}/ucd/NamedSequences.txt": f"# NamedSequences-{version}.txt\nTWO LETTERS;0041 0042{TAIL}",
        f"{top}/emoji/emoji-test.txt": f"# emoji-test.txt\n# Version: {short}\n"
        f"# group: Smileys\n# subgroup: face\n1F600 ; fully-qualified # \U0001f600 E1.0 grinning face{TAIL}",
        f"{top}/security/confusables.txt": "\ufeff# confusables.txt\n"
        f"# Version: {version}\n0041 ;\t0391 ;\tMA\t# A\n\n# total: 1\n",
    }
    for name in PROPERTIES:
        files[f"{top}/ucd/{name}.txt"] = f"# {name}-{version}.txt\n{LINES.get(name, '0000..007F; Value')}{TAIL}"
    for name in EMOJI:
        files[f"{top}/emoji/{name}.txt"] = f"# {name}.txt\n# Version: {short}\n0023 FE0F 20E3 ; Type ; x{TAIL}"
    for name, lines in UCD_EMOJI.items():
        files[f"{top}/ucd/emoji/{name}.txt"] = f"# {name}.txt\n# Used with Emoji Version {short}\n{lines}{TAIL}"
    files = {path: text.encode() for path, text in files.items()}
    files[f"{top}/ucd/Unihan.zip"] = zipped(unihan_members())
    return files


def site_files(version="17.0.0", cldr="48"):
    return {
        **unicode_files(version),
        "/Public/UCD/latest/ucd/ReadMe.txt": f"# Files of the UCD for\n# Version {version} of the Unicode Standard.\n".encode(),
        f"/Public/cldr/{cldr}/cldr-common-{cldr}.zip": zipped(cldr_members(cldr)),
        f"/Public/cldr/{cldr}/": b"<html>the release</html>",
    }


class Site(http.server.ThreadingHTTPServer):
    """`files`: what it has. `deeds`: for a path, what it does with the next requests, one deed each;
    "*" is for all paths. After them it behaves. `seen`: the requests, as (path, headers)."""

    daemon_threads = True
    scheme = "http"
    request_queue_size = 128

    def __init__(self, files, cldr="48"):
        super().__init__(("127.0.0.1", 0), Handler)
        self.original, self.latest_cldr = dict(files), cldr
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self.now = 0
        self.reset()

    def reset(self):
        """Behaves again."""
        self.files, self.deeds, self.seen = dict(self.original), {}, []
        self.etags = True
        self.delay = 0  # seconds, before each answer
        self.most = 0  # requests at once

    @property
    def url(self):
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}"

    def deed_of(self, path):
        with self.lock:
            for key in (path, "*"):
                if self.deeds.get(key):
                    return self.deeds[key].pop(0)
        return None

    def handle_error(self, request, client_address):
        pass  # a client that goes away is expected


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        site = self.server
        if self.path.startswith("http://"):  # as to a proxy
            self.path = "/" + self.path.split("/", 3)[3]
        with site.lock:
            site.now += 1
            site.most = max(site.most, site.now)
            site.seen.append((self.path, dict(self.headers)))
        try:
            site.closing.wait(site.delay)
            deed = site.deed_of(self.path)
            if deed:
                deed(self)
            else:
                self.behave()
        finally:
            with site.lock:
                site.now -= 1

    def behave(self):
        site = self.server
        if self.path == "/Public/cldr/latest/":
            return self.answer(302, b"", Location=f"/Public/cldr/{site.latest_cldr}/")
        body = site.files.get(self.path)
        if body is None:
            return self.answer(404, b"nothing here\n")
        etag = f'"{hash(body) & 0xFFFFFFFF:x}"'
        extra = {"ETag": etag} if site.etags else {}
        if self.headers.get("If-None-Match") == etag:
            return self.answer(304, None, **extra)
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if wanted and self.headers.get("If-Range") == etag:
            start = int(wanted[1])
            if start >= len(body):
                return self.answer(416, b"")
            extra["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            return self.answer(206, body[start:], **extra)
        return self.answer(200, body, **extra)

    def answer(self, status, body, length=None, **headers):
        """The head and the body; `length` is what the head says."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        if body:
            self.wfile.write(body)
        return None

    def body(self):
        return self.server.files[self.path]

    def etag(self):
        return f'"{hash(self.body()) & 0xFFFFFFFF:x}"'


#
# Deeds.
#


def status(code, body=b"trouble\n", **headers):
    return lambda handler: handler.answer(code, body, **headers)


def cut(size):
    """Sends so many bytes of the file, and closes."""

    def deed(handler):
        body = handler.body()
        handler.answer(200, body[:size], length=len(body), ETag=handler.etag())
        handler.close_connection = True

    return deed


def content(body, length=None):
    def deed(handler):
        handler.answer(200, body, length=length)
        handler.close_connection = True

    return deed


def stall(handler):
    """The head, a few bytes, and silence until the client gives up."""
    body = handler.body()
    handler.answer(200, body[:10], length=len(body), ETag=handler.etag())
    handler.server.closing.wait(60)
    handler.close_connection = True


def trickle(handler):
    """A byte now and then: never silent, and never done."""
    handler.answer(200, b"", length=100000)
    try:
        while not handler.server.closing.wait(0.05):
            handler.wfile.write(b"#")
            handler.wfile.flush()
    except OSError:
        handler.close_connection = True


def endless(handler):
    """More and more, without a length."""
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    try:
        while not handler.server.closing.is_set():
            handler.wfile.write(b"#" * 65536)
    except OSError:
        pass


def redirect(location):
    return lambda handler: handler.answer(302, b"", Location=location)


def drop(handler):
    """Closes without an answer."""
    handler.close_connection = True


@contextmanager
def serving(files=None, cldr="48", certificate=None):
    site = Site(site_files(cldr=cldr) if files is None else files, cldr)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        site.socket = context.wrap_socket(site.socket, server_side=True)
        site.scheme = "https"
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        site.shutdown()
        thread.join()
        site.server_close()
