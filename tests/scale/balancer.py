"""HAProxy in front of replicas, with config/examples/haproxy.cfg: only addresses, files and the number
of servers are others."""

import csv
import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

from daemon import PATIENCE, wait_for
from replicas import free_ports

EXAMPLE = Path(__file__).resolve().parents[2] / "config/examples/haproxy.cfg"


def program(name):
    found = shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")
    assert found, f"{name} not found: tests/install tests/scale/packages"
    return found


def certificate(folder):
    """A key and a certificate that it has signed itself, in one file."""
    file = folder / "charfinder.pem"
    subprocess.run(
        [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", folder / "key", "-out", folder / "certificate"],
        check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    file.write_bytes((folder / "certificate").read_bytes() + (folder / "key").read_bytes())
    return file


# What a client without TLS connects to: a TLS client that checks the certificate.
TLS_CLIENT = """
listen client-{name}
    mode tcp
    timeout client 1h
    timeout server 1h
    bind 127.0.0.1:{port}
    server tls 127.0.0.1:{secured} ssl verify required ca-file {certificate} sni str(localhost){more}
"""


class Balancer:
    """A running HAProxy. Its ports: http and telnet; with TLS, https and telnets."""

    def __init__(self, folder, replicas, *, tls=False):
        folder.mkdir()
        self.admin = folder / "admin.sock"
        names = ("http", "https", "telnet", "telnets", "client-https", "client-telnets")
        self.ports = dict(zip(names, free_ports(len(names)), strict=True))
        self.certificate = certificate(folder) if tls else None
        configuration = folder / "haproxy.cfg"
        configuration.write_text(self._adapt(EXAMPLE.read_text(encoding="utf-8"), replicas))
        self.log = open(folder / "log", "wb")
        self.process = subprocess.Popen(
            [program("haproxy"), "-db", "-f", configuration], stdout=self.log, stderr=self.log
        )
        self.wait_for_all(replicas)

    def _adapt(self, text, replicas):
        def replace(pattern, new):
            nonlocal text
            text, count = re.subn(pattern, new, text, flags=re.MULTILINE)
            assert count, f"{EXAMPLE}: nothing is like {pattern}"

        for name, port in (("http", 80), ("https", 443), ("telnet", 23), ("telnets", 992)):
            replace(rf"bind :{port}\b", f"bind 127.0.0.1:{self.ports[name]}")
        if self.certificate:
            replace(r"/etc/haproxy/charfinder\.pem", str(self.certificate))
        else:
            replace(r"^ *bind .* ssl .*\n", "")
        replace(r"/run/haproxy/admin\.sock", str(self.admin))
        replace(r"log /dev/log local0", "log stdout format raw local0")
        for name, port in (("http", 8888), ("proxied telnet", 2324)):
            [options] = {*re.findall(rf"^    server \w+ [\d.]+:{port}\b(.*)\n", text, re.MULTILINE)}
            lines = "".join(
                f"    server {number} 127.0.0.1:{replica.ports[name]}{options}\n".replace(
                    " port 8888", f" port {replica.ports['http']}"
                )
                for number, replica in enumerate(replicas, 1)
            )
            replace(rf"(?:    server \w+ [\d.]+:{port}\b.*\n)+", lines)
        if self.certificate:
            for name, more in (("https", " alpn http/1.1"), ("telnets", "")):
                text += TLS_CLIENT.format(
                    name=name, port=self.ports[f"client-{name}"], secured=self.ports[name],
                    certificate=self.certificate, more=more,
                )  # fmt: skip
        return text

    def client_port(self, name):
        """Where a client without TLS reaches that port."""
        return self.ports.get(f"client-{name}", self.ports[name])

    def command(self, line):
        with socket.socket(socket.AF_UNIX) as admin:
            admin.settimeout(PATIENCE)
            admin.connect(str(self.admin))
            admin.sendall(line.encode() + b"\n")
            answer = b""
            while piece := admin.recv(1 << 16):
                answer += piece
        return answer.decode()

    def states(self, backend="charfinder-http"):
        """UP, DOWN and so on, of each server."""
        rows = csv.DictReader(self.command("show stat").lstrip("# ").splitlines())
        return [
            row["status"]
            for row in rows
            if row["pxname"] == backend and row["svname"] not in ("BACKEND", "FRONTEND")
        ]

    def up(self):
        assert self.process.poll() is None, f"HAProxy ended:\n{Path(self.log.name).read_text()}"
        try:
            return min(
                sum(state.startswith("UP") and "/" not in state for state in self.states(backend))
                for backend in ("charfinder-http", "charfinder-telnet")
            )
        except OSError:
            return 0

    def wait_for_all(self, replicas):
        """Until it sends requests to all of them."""
        try:
            wait_for("HAProxy to find all replicas", lambda: self.up() == len(replicas), 5 * PATIENCE)
        except AssertionError as timeout:
            logs = "\n".join(f"{replica.ports}: {replica.daemon.stderr}" for replica in replicas)
            raise AssertionError(f"{timeout}: {self.states()}\n{logs}") from None

    def close(self):
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.log.close()
