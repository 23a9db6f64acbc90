"""The server below a path, after proxies with TLS: every link leads where it should, whether the proxy
strips the path or keeps it, whatever a client writes into the fields that proxies set.

The proxies are configured as config/examples has it.
"""

import json
import os
import re
import shutil
import socket
import subprocess
from urllib.parse import quote, urljoin

import pytest

from crawler import Client, crawl, links_of
from daemon import PATIENCE, TOP, free_port
from proxies import NGINX_BEGIN, Server

PREFIX = "/charfinder"
EXAMPLES = TOP / "config/examples"
FORGED = {
    "Forwarded": 'for=6.6.6.6;host=evil.example;proto=http, for="',
    "X_Forwarded_Host": "evil.example",
    "X_Forwarded_Proto": "http",
    "X_Forwarded_Prefix": "/evil",
    "X_Forwarded_For": "6.6.6.6",
}

NGINX = NGINX_BEGIN + """\
{server}
}}
"""


def replaced(text, *changes):
    """The text of an example with what depends on the machine; all of it must be there."""
    for old, new in changes:
        assert old in text, f"the example has no {old!r}"
        text = text.replace(old, new)
    return text


def nginx(folder, listen, daemon, *changes):
    server = replaced(
        (EXAMPLES / "nginx.conf").read_text(),
        ("listen 443", f"listen 127.0.0.1:{listen}"),
        ("127.0.0.1:8888", f"127.0.0.1:{daemon}"),
        ("/etc/ssl/certs/example.org.pem", f"{folder}/both.pem"),
        ("/etc/ssl/private/example.org.key", f"{folder}/both.pem"),
        *changes,
    )
    return "nginx", ("-e", "stderr", "-c"), NGINX.format(folder=folder, server=server)


def haproxy(folder, listen, daemon, *changes):
    text = replaced(
        (EXAMPLES / "haproxy-path.cfg").read_text(),
        ("bind :443", f"bind 127.0.0.1:{listen}"),
        ("127.0.0.1:8888", f"127.0.0.1:{daemon}"),
        ("/etc/ssl/private/example.org.pem", f"{folder}/both.pem"),
        *changes,
    )
    return "haproxy", ("-db", "-f"), text


def stripping_nginx(folder, listen, daemon):
    return nginx(
        folder, listen, daemon, ("proxy_pass http://charfinder;", "proxy_pass http://charfinder/;")
    )


def stripping_haproxy(folder, listen, daemon):
    """It also sends what RFC 7239 has in place of the older fields."""
    return haproxy(
        folder,
        listen,
        daemon,
        ("set-header X-Forwarded-For %[src]", "del-header X-Forwarded-For"),
        ("set-header X-Forwarded-Proto https", "del-header X-Forwarded-Proto"),
        ("set-header X-Forwarded-Host %[req.hdr(Host)]", "del-header X-Forwarded-Host"),
        (
            "del-header Forwarded",
            'set-header Forwarded "for=%[src];proto=https;host=\\"%[req.hdr(Host)]\\""',
        ),
        ("    server one", "    http-request replace-path /charfinder(/.*) \\1\n    server one"),
    )


def caddy(folder, listen, daemon):
    text = replaced(
        (EXAMPLES / "Caddyfile").read_text(),
        (
            "example.org {",
            f"{{\n admin off\n auto_https disable_redirects\n}}\nlocalhost:{listen} {{\n"
            f" bind 127.0.0.1\n tls {folder}/both.pem {folder}/both.pem",
        ),
        ("127.0.0.1:8888", f"127.0.0.1:{daemon}"),
    )
    return "caddy", ("run", "--adapter", "caddyfile", "--config"), text


# How the proxy is configured, and whether the daemon has a public_url.
SITES = {
    "nginx": (nginx, True),
    "nginx, stripping, which says where": (stripping_nginx, False),
    "haproxy, which says where": (haproxy, False),
    "haproxy, stripping, with Forwarded": (stripping_haproxy, False),
}
if "CHARFINDER_CADDY" in os.environ:  # tests/caddy/run
    SITES = {"caddy": (caddy, True), "caddy, which says where": (caddy, False)}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with a key and a certificate that it has signed."""
    folder = tmp_path_factory.mktemp("certificate")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
               "-nodes", "-subj", "/CN=example.org", "-days", "1", "-keyout", folder / "key.pem",
               "-out", folder / "certificate.pem"]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    both = folder / "both.pem"
    both.write_bytes((folder / "certificate.pem").read_bytes() + (folder / "key.pem").read_bytes())
    return both


class Site(Server):
    """A proxy with TLS before a daemon, at https://localhost:PORT/charfinder/."""

    def __init__(self, kind, folder, certificate, start, state):
        make, public = SITES[kind]
        port = free_port()
        self.url = f"https://localhost:{port}{PREFIX}/"
        settings = {"trusted_proxies": ["127.0.0.1"], "public_url": self.url if public else None}
        self.daemon = start(state=state, config=settings).wait_ready()
        shutil.copy(certificate, folder / "both.pem")
        name, arguments, text = make(folder, port, self.daemon.http)
        program = shutil.which(name) or shutil.which(name, path="/usr/sbin")
        assert program, f"{name} not found: install the package {name}"
        file = folder / "configuration"
        file.write_text(text)
        environment = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        super().__init__(port, [program, *arguments, file], env=environment)


@pytest.fixture(params=SITES)
def site(request, tmp_path, certificate, start, warm_state):
    folder = tmp_path / "proxy"
    folder.mkdir()
    one = Site(request.param, folder, certificate, start, warm_state)
    yield one
    one.stop()


def check_links(client, site):
    """Everything that is found from these on answers 200, below the prefix."""
    starts = [
        urljoin(site.url, target)
        for target in ("", "?query=digit", "?query=sunflowr", "api/v1/search?q=cat&limit=5",
                       "api/v1/search?q=letter&format=ndjson&limit=10", "sw.js")
    ]  # fmt: skip
    seen = crawl(client, starts, 250)
    outside = [url for url in seen if not url.startswith(site.url)]
    broken = {url: found for url, found in seen.items() if found[0] != 200}
    print(f"{len(seen) - len(broken)} of {len(seen)} links answer 200, {len(outside)} lead away")
    assert not outside
    assert not broken
    paths = " ".join(seen)
    for needed in ("main.js", "offline.js", "dialog.css", "webmanifest", "opensearch.xml", "suggest?",
                   "sw.js", "favicon.svg", "query=sun", "offset=100", "generation="):  # fmt: skip
        assert needed in paths, needed
    assert len(seen) > 60


def check_the_rest(client, site):
    bare = client.get(site.url[:-1] + "?query=a+b")
    assert bare.status in (301, 308)
    assert urljoin(site.url, bare.headers["location"]) == f"{site.url}?query=a+b"
    character = client.get(urljoin(site.url, "api/v1/characters/" + quote("☀")))
    assert json.loads(character.body)["codepoint"] == "U+2600"
    missing = client.get(urljoin(site.url, "nowhere"))
    assert missing.status == 404
    assert f"{PREFIX}/api/v1/search?q=" in json.loads(missing.body)["detail"]
    check_people(client, site)


def check_people(client, site):
    """The page of a character, found by the character itself, and a page where there is none."""
    moved = client.get(urljoin(site.url, quote("❤")))
    address = urljoin(site.url, "U+2764")
    assert (moved.status, urljoin(site.url, moved.headers["location"])) == (308, address)
    for link in links_of(address, client.get(address)):
        assert link.startswith(site.url), link
        assert client.get_later(link).status == 200, link
    deep = urljoin(site.url, "no/such/place")
    missing = client.get(deep, Accept="text/html")
    assert missing.status == 404
    for link in links_of(deep, missing):
        assert link.startswith(site.url) and client.get(link).status == 200, link


def test_every_link_works_below_a_path(site):
    client = Client(site.url)
    check_links(client, site)
    check_the_rest(client, site)
    plain, forged = (
        [client.get(urljoin(site.url, target), **fields) for target in TARGETS]
        for fields in ({}, FORGED)
    )
    assert [one.body for one in plain] == [one.body for one in forged]
    assert not any(b"evil" in one.body or b"6.6.6.6" in one.body for one in forged)
    client.close()


TARGETS = ("opensearch.xml", "api/v1/search?q=cat&limit=1", "?query=cat", "nowhere")


@pytest.mark.parametrize("public", [None, "https://example.org/charfinder/"])
def test_nobody_else_can_say_where_the_site_is(start, warm_state, public):
    """Also not by filling the cache for others."""
    config = {"trusted_proxies": ["127.0.0.1"], "public_url": public, "threads": 1}
    daemon = start(state=warm_state, config=config).wait_ready()
    url = f"http://127.0.0.1:{daemon.http}/"
    stranger, proxy = Client(url, source=("127.0.0.2", 0)), Client(url)
    for target in TARGETS:
        forged = stranger.get(urljoin(url, target), **FORGED)
        plain = stranger.get(urljoin(url, target))
        assert forged.body == plain.body
        assert b"evil" not in forged.body
        assert "evil" not in str(forged.headers)
        told = proxy.get(urljoin(url, target), X_Forwarded_Prefix="/told", X_Forwarded_Proto="https")
        assert (b"/told/" in told.body) == (public is None and target != "?query=cat")
        assert stranger.get(urljoin(url, target)).body == plain.body
    page = stranger.get(f"{url}?query=cat").body.decode()
    canonical = re.search(r'rel="canonical" href="([^"]*)"', page)[1]
    assert canonical == (f"{public}?query=cat" if public else "?query=cat")
    stranger.close()
    proxy.close()


def test_without_a_host_only_the_configured_site_is_known(start, warm_state):
    for public, status in ((None, b"400"), ("https://example.org", b"200")):
        daemon = start(state=warm_state, config={"public_url": public}).wait_ready()
        with socket.create_connection(("127.0.0.1", daemon.http), PATIENCE) as connection:
            connection.sendall(b"GET /opensearch.xml HTTP/1.0\r\n\r\n")
            reply = b"".join(iter(lambda: connection.recv(1 << 16), b""))
        assert reply.split()[1] == status
        assert (b"https://example.org/opensearch.xml" in reply) == (public is not None)
        daemon.stop()
