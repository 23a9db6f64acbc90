"""Follows everything that a browser, a search box or a program finds at a site."""

import http.client
import json
import re
import ssl
from collections import deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

from daemon import PATIENCE, wait_for
from http_client import Response

LINKS = {("a", "href"), ("link", "href"), ("script", "src"), ("form", "action"), ("img", "src")}
MODULE = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(|\bsheetLoad\(import\.meta\.url, )"([^"$]+\.(?:js|css))["]""")
SHELL = re.compile(r"^const FILES = \[(.*)\]", re.MULTILINE)


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.links += [value for name, value in attributes if (tag, name) in LINKS]


def links_of_page(text):
    yield from Page(text).links


def links_of_script(text):
    """What it imports; of the service worker, what it caches as well."""
    yield from MODULE.findall(text)
    if shell := SHELL.search(text):
        yield "./"
        yield from json.loads(f"[{shell[1]}]")


def links_of_style(text):
    yield from re.findall(r'url\("?([^")]+)"?\)', text)


def links_of_manifest(text):
    manifest = json.loads(text)
    yield manifest["start_url"]
    yield manifest["scope"]
    yield from (icon["src"] for icon in manifest["icons"])


def links_of_description(text):
    for element in ElementTree.fromstring(text).iter():
        link = element.get("template") or (element.text if element.tag.endswith("Image") else None)
        if link:
            yield link.replace("{searchTerms}", "sun")


def links_of_json(text):
    body = json.loads(text)
    if isinstance(body, dict) and body.get("next"):
        yield body["next"]


READERS = {
    "text/html": links_of_page,
    "text/javascript": links_of_script,
    "text/css": links_of_style,
    "application/manifest+json": links_of_manifest,
    "application/opensearchdescription+xml": links_of_description,
    "application/json": links_of_json,
}


class Client:
    """Asks one host over one connection that stays open. The certificate is not verified."""

    def __init__(self, url, source=None):
        parts = urlsplit(url)
        self.host = parts.netloc
        if parts.scheme == "https":
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            options = {"context": context}
            kind = http.client.HTTPSConnection
        else:
            options = {}
            kind = http.client.HTTPConnection
        self.connection = kind(
            parts.hostname, parts.port, timeout=PATIENCE, source_address=source, **options
        )

    def get(self, url, **headers):
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request("GET", target, headers=named)
        reply = self.connection.getresponse()
        fields = {name.lower(): value for name, value in reply.getheaders()}
        return Response(reply.status, fields, reply.read())

    def get_later(self, url):
        """The reply, when the server no longer asks to retry, as it does while it draws a picture."""

        def final():
            reply = self.get(url)
            return None if reply.status == 503 and "retry-after" in reply.headers else reply

        return wait_for(url, final)

    def close(self):
        self.connection.close()


def links_of(url, reply):
    """Absolute, without fragments."""
    kind = reply.headers.get("content-type", "").split(";")[0]
    found = list(READERS[kind](reply.body.decode())) if kind in READERS else []
    found += re.findall(r"<([^>]*)>", reply.headers.get("link", ""))
    if "location" in reply.headers:
        found.append(reply.headers["location"])
    return {urldefrag(urljoin(url, link))[0] for link in found}


def crawl(client, starts, most):
    """Asks for the URLs and whatever they lead to on this host, up to `most` URLs. Returns the status
    of each, and where it was found; URLs of other hosts have the status 0."""
    seen = {}
    queue = deque((url, None) for url in starts)
    while queue and len(seen) < most:
        url, found_at = queue.popleft()
        if url in seen:
            continue
        if urlsplit(url).netloc != client.host:
            seen[url] = 0, found_at
            continue
        reply = client.get_later(url)
        seen[url] = reply.status, found_at
        for link in sorted(links_of(url, reply)):
            # Results last, but for the second page of where it starts: the start page alone has hundreds.
            is_next = "offset=" in link and url in starts
            is_last = ("query=" in link or "offset=" in link) and not is_next
            (queue.append if is_last else queue.appendleft)((link, url))
    return seen
