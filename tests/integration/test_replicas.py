"""Two replicas behind HAProxy as config/examples/haproxy.cfg has it, with TLS: what is served to whom, who is
named in the logs, and where links lead. tests/scale/run has three replicas, more trouble and minutes."""

import json
import re
import socket
import ssl
import subprocess
import sys
from contextlib import closing
from types import SimpleNamespace
from urllib.parse import urljoin

import pytest

from crawler import Client, links_of
from daemon import PATIENCE, TOP, wait_for
from http_client import receive_all

sys.path.append(str(TOP / "tests/scale"))

from balancer import Balancer  # noqa: E402 (from the folder beside)

CLIENT = "127.0.0.7"  # Linux has every address of 127.0.0.0/8 on the loopback interface
FORGED = {
    "Forwarded": "for=6.6.6.6;host=evil.example;proto=http",
    "X_Forwarded_Host": "evil.example",
    "X_Forwarded_Proto": "ftp",
    "X_Forwarded_Prefix": "/evil",
    "X_Forwarded_For": "6.6.6.6",
}


@pytest.fixture(params=[None, "https://charfinder.example/"])
def public_url(request):
    return request.param


@pytest.fixture
def replicas(start, warm_state, public_url, tmp_path):
    def config(number):
        return {
            "telnet": ["127.0.0.1:0", {"address": "127.0.0.1:0", "proxy_protocol": True}],
            "http": "127.0.0.1:0",
            "trusted_proxies": ["127.0.0.1"],
            "public_url": public_url,
            "log_level": "debug",
            "access_log": "json",
            "access_log_file": str(tmp_path / f"access-{number}"),
        }

    found = []
    for number in range(2):
        daemon = start(state=warm_state, ports=(), config=config(number))
        daemon.wait_line(r"^Hit CTRL-C to stop\.$")
        proxied = int(daemon.has_line(r"^Serving telnet to trusted proxies on .*:(\d+)$")[1])
        ports = {"http": daemon.http, "proxied telnet": proxied}
        found.append(SimpleNamespace(ports=ports, daemon=daemon, log=tmp_path / f"access-{number}"))
    return found


@pytest.fixture
def balancer(replicas, tmp_path):
    with closing(Balancer(tmp_path / "haproxy", replicas, tls=True)) as one:
        yield one


def trusting(balancer):
    return ssl.create_default_context(cafile=balancer.certificate)


def clients(replica):
    """Of its requests over HTTP so far, by its access log. HAProxy's own are its checks."""
    lines = replica.log.read_text(encoding="utf-8").splitlines()
    return {entry["client"] for entry in map(json.loads, lines) if entry["protocol"].startswith("HTTP/")}


def named(replicas, pattern):
    """Which replicas have that line in their logs?"""
    return [bool(replica.daemon.has_line(pattern)) for replica in replicas]


def check_links(url, site):
    """The address is the configured one, or else the one that the client has requested; never a forged one."""
    client = Client(url, source=(CLIENT, 0))
    for headers in ({}, FORGED):
        description = client.get(urljoin(url, "opensearch.xml"), **headers)
        assert f'template="{site}?' in description.body.decode(), description.body
        found = client.get(urljoin(url, "api/v1/search?q=cat&limit=1"), **headers)
        assert found.json()["next"].startswith("/api/v1/search?q=cat")
        page = client.get(urljoin(url, "?query=cat"), **headers)
        assert page.status == 200
        for reply in (description, found, page):
            assert b"evil" not in reply.body
            assert "evil" not in str(reply.headers)
        if site.startswith(url):
            for link in links_of(f"{url}?query=cat", page):
                assert client.get_later(link).status == 200, link
    client.close()


def check_telnet(balancer, replicas, secured):
    """The bytes of a session with a replica, and its log has the client's address."""
    port = balancer.ports["telnets" if secured else "telnet"]
    plain = socket.create_connection(("127.0.0.1", port), PATIENCE, (CLIENT, 0))
    with plain if not secured else trusting(balancer).wrap_socket(plain, server_hostname="localhost") as client:
        name = re.escape("%s:%d" % client.getsockname())
        client.sendall(b"registered\r\n:quit\r\n")
        received = receive_all(client)
    assert "®".encode() in received and b"1 match for 'registered'" in received
    line = rf" debug: From {name}: 'registered'"
    wait_for("the client's address in a log", lambda: any(named(replicas, line)))


def test_the_example_of_haproxy_with_tls(replicas, balancer, public_url):
    secured = f"https://localhost:{balancer.ports['https']}/"
    plain = f"http://localhost:{balancer.ports['http']}/"
    check_links(secured, public_url or secured)
    check_links(plain, public_url or plain)
    for kind in (False, True):
        check_telnet(balancer, replicas, kind)
    wait_for("both replicas to have served", lambda: all(CLIENT in clients(one) for one in replicas))
    assert not any("6.6.6.6" in clients(one) for one in replicas)


@pytest.mark.parametrize("public_url", [None], indirect=True)
def test_http_2_and_the_certificate(balancer):
    """With curl, as most people would try it."""
    url = f"https://localhost:{balancer.ports['https']}/search?q=cat+face"
    done = subprocess.run(
        ["curl", "-sS", "--http2", "--cacert", balancer.certificate, "-w", "\n%{http_version} %{http_code}", url],
        capture_output=True, check=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    body, outcome = done.stdout.rsplit("\n", 1)
    assert outcome == "2 200"
    assert any(row["char"] == "🐱" for row in json.loads(body))


@pytest.mark.parametrize("public_url", [None], indirect=True)
def test_no_request_is_lost_when_a_replica_dies(replicas, balancer):
    context = trusting(balancer)
    url = f"https://localhost:{balancer.ports['https']}/"
    client = Client(url)
    replicas[0].daemon.kill()
    for number in range(50):
        assert client.get(urljoin(url, f"api/v1/search?q=cat&offset={number}")).status == 200
    client.close()
    with socket.create_connection(("127.0.0.1", balancer.ports["telnets"]), PATIENCE) as plain:
        with context.wrap_socket(plain, server_hostname="localhost") as session:
            session.sendall(b"registered\r\n:quit\r\n")
            assert "®".encode() in receive_all(session)
