"""Replicas of the daemon whose sockets outlive them: what systemd does for charfinder-http.socket
and charfinder-telnet.socket, without systemd."""

import json
import os
import random
import shutil
import signal
import socket
from pathlib import Path

from daemon import PATIENCE, Daemon, clean_environment, index_file, wait_for

BACKLOG = 1024  # as in the socket units
# systemd tells the process its own number, which is known after the fork only.
ACTIVATED = ("/bin/sh", "-c", 'LISTEN_PID=$$ exec "$@"', "sh")


EPHEMERAL = Path("/proc/sys/net/ipv4/ip_local_port_range")
FIRST_PORT = 10000


def free_ports(count):
    """Ports that no process listens on now, and that the kernel does not give to a connection while nobody
    does: a daemon that starts again has to find its own one free."""
    ephemeral = int(EPHEMERAL.read_text(encoding="ascii").split()[0])
    ports = []
    while len(ports) < count:
        port = random.randrange(FIRST_PORT, ephemeral)
        if port not in ports and _is_free(port):
            ports.append(port)
    return ports


def _is_free(port):
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


class Sockets:
    """The two listening sockets of a service."""

    def __init__(self):
        self.http, self.telnet = (self._listen(), self._listen())

    @staticmethod
    def _listen():
        listener = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
        os.set_inheritable(listener.fileno(), True)
        return listener

    @property
    def ports(self):
        return {"http": self.http.getsockname()[1], "telnet": self.telnet.getsockname()[1]}

    def close(self):
        self.http.close()
        self.telnet.close()


class Replica:
    """A daemon that is started again and again on the same ports, on a saved index of its own.

    With `held`, its sockets are held meanwhile, and clients wait in their queues; else it opens the
    ports itself, and no process listens in between. Then it has the settings that config/examples/haproxy.cfg
    asks for, with a port for telnet after a PROXY header.
    """

    def __init__(self, folder, index, *, program, held=True, arguments=(), config=None):
        self.folder, self.program, self.arguments = folder, program, arguments
        folder.mkdir()
        if index:
            shutil.copy(index_file(index), folder)
        self.sockets = Sockets() if held else None
        if held:
            self.ports = self.sockets.ports
        else:
            names = ("http", "telnet", "proxied telnet")
            self.ports = dict(zip(names, free_ports(len(names)), strict=True))
            config = {**(config or {}), **self._behind_haproxy()}
        if config:
            file = folder / "charfinderd.json"
            file.write_text(json.dumps(config), encoding="utf-8")
            self.arguments = ("--config", file, *arguments)
        self.daemon = None
        self.ended_badly = []

    def _behind_haproxy(self):
        http, telnet, proxied = (f"127.0.0.1:{port}" for port in self.ports.values())
        return {
            "http": http,
            "telnet": [telnet, {"address": proxied, "proxy_protocol": True}],
            "trusted_proxies": ["127.0.0.1"],
            "public_url": "https://charfinder.example/",  # whether a client uses TLS or not
        }

    def start(self):
        if self.sockets:
            command = ACTIVATED
            environment = clean_environment(LISTEN_FDS="2", LISTEN_FDNAMES="http:telnet")
            given = [self.sockets.http.fileno(), self.sockets.telnet.fileno()]
            popen = {"preexec_fn": lambda: _pass(given), "pass_fds": (3, 4)}
        else:
            command, environment, popen = (), clean_environment(), {}
        self.daemon = Daemon(
            "--state-dir", self.folder, *self.arguments, command=command,
            program=self.program, environment=environment, **popen,
        )  # fmt: skip
        return self

    def wait_ready(self):
        self.daemon.wait_ready()
        return self

    def terminate(self):
        """Ends it by SIGTERM, as systemd does."""
        self.daemon.send(signal.SIGTERM)
        self._check(self.daemon.wait_end(), 0)

    def kill(self):
        """The kernel closes the sockets of its rings a moment after the process has ended. The unit
        would try again (exit status 75)."""
        self._check(self.daemon.kill(), -signal.SIGKILL)
        if not self.sockets:
            wait_for("its ports to be free", lambda: all(map(_is_free, self.ports.values())))

    def _check(self, code, expected):
        if code != expected:
            self.ended_badly.append(f"exit status {code}:\n{self.daemon.stderr}")

    def restart(self):
        self.terminate()
        self.start()

    def close(self):
        if self.daemon and self.daemon.process.poll() is None:
            self.daemon.process.kill()
            self.daemon.process.wait(PATIENCE)
        if self.sockets:
            self.sockets.close()


def _pass(given):
    """Puts the descriptors where sd_listen_fds(3) expects them, whatever their numbers were."""
    spare = [os.dup(descriptor) for descriptor in given]
    for place, descriptor in enumerate(spare):
        os.dup2(descriptor, 3 + place)


def generation(replica):
    return replica.daemon.status()["generation"]
