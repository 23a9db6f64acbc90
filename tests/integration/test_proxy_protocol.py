"""The PROXY protocol, from real proxies: HAProxy in both versions, over TLS and on Unix sockets, nginx
and curl. The client's address is in the log and in the limits; who is not trusted is refused.

Linux has every address of 127.0.0.0/8 on the loopback interface: clients connect from 127.0.0.7 and so
on, and the proxies from 127.0.0.1.
"""

import json
import os
import re
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from daemon import PATIENCE, Daemon, free_port, wait_for
from framing_cases import MODERN
from http_client import receive_all, take_response
from telnet_client import PROMPT, Session

SIGNATURE = b"\r\n\r\n\0\r\nQUIT\n"
REQUEST = b"GET /search?q=cat+face HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
EACH = 3  # places of each address

HAPROXY = """
defaults
  mode tcp
  timeout connect 20s
  timeout client 20s
  timeout server 20s
frontend telnet
  bind {folder}/telnet
  bind 127.0.0.1:{port} ssl crt {folder}/certificate
  default_backend telnet
backend telnet
  server daemon {telnet} {option} check inter 100
frontend http
  mode http
  bind 127.0.0.1:{http_port}
  default_backend http
backend http
  mode http
  http-reuse always
  server daemon {http} {option} check inter 100
"""

NGINX = """
load_module /usr/lib/nginx/modules/ngx_stream_module.so;
daemon off;
master_process off;
pid {folder}/pid;
error_log stderr crit;
events {{ worker_connections 512; }}
stream {{
  server {{ listen 127.0.0.1:{port} ssl; proxy_pass {telnet}; proxy_protocol on;
            ssl_certificate {folder}/certificate; ssl_certificate_key {folder}/certificate; }}
  server {{ listen 127.0.0.1:{http_port}; proxy_pass {http}; proxy_protocol on; }}
}}
"""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with a key and a certificate for TLS."""
    folder = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "1", "-subj", "/CN=localhost"]
    command += ["-keyout", folder / "key", "-out", folder / "certificate"]
    subprocess.run(command, check=True, capture_output=True)
    file = folder / "both"
    file.write_text((folder / "certificate").read_text() + (folder / "key").read_text())
    return file


@pytest.fixture
def folder():
    """With a short name: the path of a socket has at most 107 bytes."""
    made = Path(tempfile.mkdtemp(prefix="charfinder-", dir="/tmp"))
    yield made
    shutil.rmtree(made)


def configuration(folder=None, **more):
    """Both services behind a proxy on 127.0.0.1 or on Unix sockets, and HTTP without one."""
    address = (lambda name: f"unix:{folder}/{name}") if folder else (lambda name: "127.0.0.1:0")
    proxied = [{"address": address(name), "proxy_protocol": True} for name in ("t", "h")]
    return {
        "telnet": proxied[0],
        "http": [proxied[1], "127.0.0.1:0"],
        "trusted_proxies": ["unix:"] if folder else ["127.0.0.1"],
        "max_sessions_per_address": EACH,
        "max_connections_per_address": EACH,
        "log_level": "debug",
        **more,
    }


def addresses(daemon):
    """Where the proxies find telnet and HTTP."""
    daemon.wait_line(r"^Hit CTRL-C to stop\.$")
    return [daemon.has_line(rf"^Serving {service} to trusted proxies on (.*)$")[1]
            for service in ("telnet", "HTTP")]  # fmt: skip


def dial(address, source="127.0.0.1"):
    """A connection to "127.0.0.1:80" or "unix:/path"."""
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(PATIENCE)
        connection.connect(address.removeprefix("unix:"))
        return connection
    host, port = address.rsplit(":", 1)
    return socket.create_connection((host, int(port)), PATIENCE, (source, 0))


@contextmanager
def proxy(kind, daemon, folder, certificate):
    """HAProxy or nginx: the ports of telnet over TLS, and of HTTP."""
    name, template, option = {
        "haproxy v1": ("haproxy", HAPROXY, "send-proxy"),
        "haproxy v2": ("haproxy", HAPROXY, "send-proxy-v2 proxy-v2-options ssl,crc32c,unique-id"),
        "nginx": ("nginx", NGINX, ""),
    }[kind]
    telnet, http = addresses(daemon)
    if name == "haproxy":
        telnet, http = (where.replace("unix:", "unix@") for where in (telnet, http))
    shutil.copy(certificate, folder / "certificate")
    file = folder / "configuration"
    port, http_port = free_port(), free_port()
    file.write_text(template.format(folder=folder, telnet=telnet, http=http, option=option,
                                    port=port, http_port=http_port))  # fmt: skip
    program = shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")
    assert program, f"{name} not found: install the package {name}"
    arguments = ("-db", "-f") if name == "haproxy" else ("-e", "stderr", "-c")
    process = subprocess.Popen([program, *arguments, file])

    def listens():
        assert process.poll() is None, "it ended, see its messages"
        try:
            socket.create_connection(("127.0.0.1", http_port), PATIENCE).close()
        except ConnectionRefusedError:
            return False
        return True

    try:
        wait_for(f"{name} to listen", listens)
        yield port, http_port
    finally:
        process.terminate()
        process.wait(PATIENCE)


class Telnets(Session):
    """Telnet over TLS."""

    def __init__(self, port, source):
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        plain = socket.create_connection(("127.0.0.1", port), PATIENCE, (source, 0))
        self.socket, self.buffer = trusting.wrap_socket(plain), bytearray()


@pytest.mark.parametrize(
    ("kind", "local"),
    [("haproxy v1", False), ("haproxy v2", False), ("haproxy v2", True), ("nginx", False), ("nginx", True)],
)
def test_the_client_of_a_real_proxy(start, warm_state, folder, certificate, kind, local):
    daemon = start("--threads", "2", state=warm_state, ports=(), config=configuration(folder if local else None))
    with proxy(kind, daemon, folder, certificate) as (telnets, http):
        # Telnet: each address has its places, and the log has the address.
        held = [telnet_from(telnets, f"127.0.0.{7 + n // EACH}") for n in range(2 * EACH)]
        for client in held:
            assert client.ask("registered")[-1] == "1 match for 'registered'"
        with closing(Telnets(telnets, "127.0.0.7")) as refused:
            assert refused.read_all().startswith(b"Too many sessions from your address")
        name = re.escape("%s:%d" % held[0].socket.getsockname())
        daemon.wait_line(rf" debug: From {name}: 'registered'")
        daemon.wait_line(r" notice: Refused 127\.0\.0\.7:\d+: its address has as many")
        for client in held:
            client.close()
        # The same over HTTP.
        with socket.create_connection(("127.0.0.1", http), PATIENCE, ("127.0.0.9", 0)) as client:
            client.sendall(REQUEST)
            name = re.escape("%s:%d" % client.getsockname())
            reply, _ = take_response(receive_all(client))
            assert (reply.status, len(reply.json())) == (200, 10)
        daemon.wait_line(rf" debug: From {name}: GET /search\?q=cat\+face")
    assert not daemon.has_line("no valid PROXY header"), "the proxies' checks are none"


def telnet_from(port, source):
    """A session that has its place. The place of one that has just ended may still be taken."""

    def begin():
        client = Telnets(port, source)
        if client.receive() and client.buffer.startswith(PROMPT):
            client.buffer.clear()
            return client
        client.close()
        return None

    return wait_for(f"a place of {source}", begin)


def test_curl_sends_a_header(start, warm_state):
    daemon = start(state=warm_state, ports=(), config=configuration())
    command = ["curl", "--silent", "--show-error", "--fail", "--max-time", str(PATIENCE)]
    url = f"http://{addresses(daemon)[1]}/search?q=cat+face"
    done = subprocess.run([*command, "--haproxy-protocol", url], check=True, capture_output=True)
    assert len(json.loads(done.stdout)) == 10
    daemon.wait_line(r" debug: From 127\.0\.0\.1:\d+: GET /search\?q=cat\+face")
    # Without it, curl is told what is wrong; the other address wants none.
    done = subprocess.run([*command[:-3], "--max-time", "60", "-i", url], capture_output=True)
    assert done.stdout.startswith(b"HTTP/1.1 400 ")
    assert b"Expected a PROXY protocol header" in done.stdout
    assert daemon.status()["state"] == "ready"


def line(host, port=4711):
    family = "TCP6" if ":" in host else "TCP4"
    return f"PROXY {family} {host} {host} {port} 80\r\n".encode()


def binary(host, port=4711, more=b""):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    packed = 2 * socket.inet_pton(family, host) + struct.pack(">HH", port, 80) + more
    kind = 0x21 if ":" in host else 0x11
    return SIGNATURE + bytes((0x21, kind)) + struct.pack(">H", len(packed)) + packed


LOCAL = SIGNATURE + b"\x20\0\0\0"


def ask(address, header, service, source="127.0.0.1"):
    """What the daemon says to one request or query after that header."""
    sent = REQUEST if service == "http" else b"registered\r\n"
    with dial(address, source) as connection:
        connection.sendall(header + sent)
        if service == "telnet":
            connection.shutdown(socket.SHUT_WR)
        return receive_all(connection)


SERVED = {"http": b"HTTP/1.1 200 ", "telnet": PROMPT + b"U+00AE\t"}


@pytest.mark.parametrize("service", ["telnet", "http"])
def test_headers_by_hand(start, warm_state, service):
    daemon = start("--threads", "2", state=warm_state, ports=(), config=configuration())
    address = addresses(daemon)[service == "http"]
    stories = [
        (line("192.0.2.7"), "192.0.2.7:4711"),
        (line("2001:db8::7"), "[2001:db8::7]:4711"),
        (binary("192.0.2.8"), "192.0.2.8:4711"),
        (binary("2001:db8::8"), "[2001:db8::8]:4711"),
        (binary("192.0.2.9", more=b"\x05\xff\xff" + bytes(9000)), "192.0.2.9:4711"),
        (b"PROXY UNKNOWN\r\n", "127.0.0.1:"),
        (LOCAL, "127.0.0.1:"),
    ]
    for header, name in stories:
        before = len(daemon.lines)
        assert ask(address, header, service).startswith(SERVED[service]), header
        told = f" debug: From {name}"
        wait_for(told, lambda: any(told in entry for entry in daemon.lines[before:]))
    # In pieces, with a request that begins in the last one.
    for header in (line("192.0.2.7"), binary("192.0.2.8", more=b"\4\0\1x")):
        for step in (1, 7, 15):
            with dial(address) as connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sent = header + (REQUEST if service == "http" else b"registered\r\n")
                for at in range(0, len(sent), step):
                    connection.sendall(sent[at : at + step])
                assert connection.recv(100).startswith(SERVED[service][:3])


def is_refused(reply):
    """libmicrohttpd 1.0 closes without a reply to a line that has no version of HTTP."""
    return reply.startswith(b"HTTP/1.1 400 ") or (MODERN and reply == b"")


@pytest.mark.parametrize("service", ["telnet", "http"])
def test_who_is_refused(start, warm_state, service):
    daemon = start(state=warm_state, ports=(), config=configuration())
    address = addresses(daemon)[service == "http"]
    wrong, untrusted = {
        "http": (b"HTTP/1.1 400 ", b"HTTP/1.1 403 "),
        "telnet": (b"Expected a PROXY protocol header", b"This port is for trusted proxies"),
    }[service]
    for header in (b"", b"PROXY TCP4 1.2.3.4\r\n", b"PROXY TCP4 " + b"1" * 200, b"\r\n\r\n",
                   SIGNATURE + b"\x11\x11\0\0", SIGNATURE + b"\x21\x11\0\1x",
                   SIGNATURE + b"\x21\x11\xff\xff"):  # fmt: skip
        assert ask(address, header, service).startswith(wrong), header
    daemon.wait_line(r" notice: Refused 127\.0\.0\.1:\d+: it has sent no valid PROXY header: ")
    for header in (line("192.0.2.7"), b""):
        assert ask(address, header, service, "127.0.0.2").startswith(untrusted)
    daemon.wait_line(rf" notice: Refused 127\.0\.0\.2:\d+: it is not one of trusted_proxies, and only these may connect to {address}$")
    assert ask(address, line("192.0.2.7"), service).startswith(SERVED[service])
    if service == "http":  # a second header is not a request
        assert is_refused(ask(address, 2 * line("192.0.2.7"), service))


def test_an_address_without_the_option_takes_no_header(start, warm_state):
    daemon = start(state=warm_state, ports=(), config=configuration())
    plain = f"127.0.0.1:{daemon.http}"
    assert ask(plain, b"", "http").startswith(b"HTTP/1.1 200 ")
    assert is_refused(ask(plain, line("192.0.2.7"), "http"))


def test_connections_that_send_no_header_end(start, warm_state):
    """They are as many as may wait, cost no place, and keep no other client waiting."""
    limits = {"header_seconds": 1, "max_sessions": 4, "max_connections": 4, "max_sessions_per_address": 0}
    daemon = start(state=warm_state, ports=(), config=configuration(**limits))
    address = addresses(daemon)[0]
    held = [dial(address) for _ in range(100)]
    for connection in held[::2]:
        connection.sendall(b"PROXY TCP4 1")
    assert ask(address, line("192.0.2.7"), "telnet").startswith(SERVED["telnet"])
    for connection in held:
        assert receive_all(connection) == b""
        connection.close()
    for _ in range(50):  # a check of a load balancer
        dial(address).close()
    assert ask(address, LOCAL, "telnet").startswith(SERVED["telnet"])
    held = dial(address)
    held.sendall(b"PROXY ")
    daemon.stop()  # does not wait for it
    held.close()


def test_trust_changes_with_a_reload(start, warm_state, tmp_path):
    file = tmp_path / "c.json"
    file.write_text(json.dumps(configuration()))
    daemon = start("--config", file, state=warm_state, ports=())
    address = addresses(daemon)[1]
    assert ask(address, line("192.0.2.7"), "http", "127.0.0.2").startswith(b"HTTP/1.1 403 ")
    file.write_text(json.dumps(configuration(trusted_proxies=["127.0.0.2"])))
    daemon.send(signal.SIGHUP)
    wait_for(
        "the new proxy to be trusted",
        lambda: ask(address, line("192.0.2.7"), "http", "127.0.0.2").startswith(b"HTTP/1.1 200 "),
    )
    assert ask(address, line("192.0.2.7"), "http").startswith(b"HTTP/1.1 403 ")


def test_a_socket_of_systemd_has_the_option_of_its_address(warm_state, tmp_path):
    port = free_port()
    file = tmp_path / "c.json"
    file.write_text(json.dumps({
        "telnet": None, "trusted_proxies": ["127.0.0.1"], "log_level": "debug",
        "http": ["127.0.0.1:1", {"address": f"127.0.0.1:{port}", "proxy_protocol": True}]}))  # fmt: skip
    command = ("systemd-socket-activate", f"--listen=127.0.0.1:{port}", "--fdname=http")
    daemon = Daemon("--config", file, "--state-dir", warm_state, command=command)
    daemon.wait_line("Listening on ")
    assert ask(f"127.0.0.1:{port}", line("192.0.2.7"), "http").startswith(b"HTTP/1.1 200 ")
    daemon.wait_line(r" debug: From 192\.0\.2\.7:4711: GET")
    daemon.stop()
