"""charfinderd and its peers, each started on a free port and ready when the call returns. Processes
end with the stage's scene."""

import contextlib
import re
import socket
import string

from stage import BUILD, TOP

PEERS = TOP / "tests/bench/peers"


class Server:
    def __init__(self, process, port):
        self.process = process
        self.port = port

    def cpu_seconds(self):
        return self.process.cpu_seconds()

    def resident(self):
        return self.process.resident()


class Charfinder(Server):
    """`port` is the telnet port, `http` the HTTP port."""

    def __init__(self, process):
        super().__init__(process, self._find_port(process, r"Serving telnet on .*:(\d+)"))
        self.http = self._find_port(process, r"Serving HTTP on http://.*:(\d+)/")

    @staticmethod
    def _find_port(process, pattern):
        return int(process.wait_until(pattern, lambda: re.search(pattern, process.said()))[1])

    def wait_ready(self):
        self.process.wait_until(
            "state ready", lambda: b'"state":"ready"' in http_get(self.http, "/api/v1/status")
        )
        return self


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def accepts(port):
    with contextlib.closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def http_get(port, target):
    """The whole reply, head and body."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        head = f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode())
        return b"".join(iter(lambda: connection.recv(1 << 16), b""))


def body_of(reply):
    return reply.partition(b"\r\n\r\n")[2]


# All clients of a benchmark have the same address. With more connections than these the daemon would
# close idle ones.
CONFIG = '''{
    "max_sessions_per_address": 0, "max_connections_per_address": 0,
    "max_sessions": 25000, "max_connections": 25000
}'''


def start_charfinder(stage, state, *arguments, threads=1, processors=None):
    """Starts it with that state directory. Returns before the index is loaded or built."""
    config = stage.new_directory() / "charfinderd.json"
    config.write_text(CONFIG, encoding="utf-8")
    return Charfinder(
        stage.processes.start(
            [BUILD / "charfinderd", "--config", config, "--telnet", "127.0.0.1:0", "--http", "127.0.0.1:0",
             "--threads", threads, "--state-dir", state, *arguments],
            stage.server if processors is None else processors,
        )
    )  # fmt: skip


def charfinder(stage, languages=None, **options):
    chosen = ["--languages", languages] if languages else []
    return start_charfinder(stage, warm_state(stage, languages), *chosen, **options).wait_ready()


def warm_state(stage, languages=None):
    """A state directory with an index, created once."""
    state = stage.directory / f"state-{languages or 'en'}"
    if not state.exists():
        chosen = ["--languages", languages] if languages else []
        stage.ask([BUILD / "charfinder", "--state-dir", state, *chosen, "sun"])
    return state


def nginx(stage, files):
    """Serves these files, {name: bytes}."""
    directory, port = stage.new_directory(), free_port()
    (directory / "files").mkdir(mode=0o755)
    for name, content in files.items():
        (directory / "files" / name).write_bytes(content)
    template = string.Template((PEERS / "nginx.conf").read_text(encoding="utf-8"))
    conf = directory / "nginx.conf"
    conf.write_text(template.substitute(directory=directory, port=port), encoding="utf-8")
    process = stage.processes.start(["nginx", "-p", directory, "-c", conf], stage.server)
    process.wait_until("its port", lambda: accepts(port))
    return Server(process, port)


def redis(stage, values):
    """Stores these values, {key: bytes}."""
    port = free_port()
    process = stage.processes.start(
        ["redis-server", PEERS / "redis.conf", "--port", port, "--dir", stage.new_directory()],
        stage.server,
    )
    process.wait_until("its port", lambda: accepts(port))
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        for key, value in values.items():
            words = (b"SET", key.encode(), value)
            parts = b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in words)
            connection.sendall(b"*%d\r\n" % len(words) + parts)
            assert connection.recv(64) == b"+OK\r\n"
    return Server(process, port)


def floor(stage, reply):
    """Answers everything with these bytes."""
    path = stage.new_directory() / "reply"
    path.write_bytes(reply)
    process = stage.processes.start([BUILD / "bench-floor", path], stage.server)
    return Server(process, int(process.popen.stdout.readline()))


def fastapi(stage):
    """The book's /search, by uvicorn with its fastest loop and parser."""
    port = free_port()
    process = stage.processes.start(
        ["/usr/bin/python3", "-m", "uvicorn", "--port", port, "--loop", "uvloop", "--http",
         "httptools", "--no-access-log", "--log-level", "warning", "--app-dir", PEERS,
         "http_server:app"],
        stage.server,
    )  # fmt: skip
    process.wait_until("its port", lambda: accepts(port), pause=0.1)
    return Server(process, port)


def asyncio_server(stage):
    process = stage.processes.start(["/usr/bin/python3", PEERS / "line_server.py"], stage.server)
    return Server(process, int(process.popen.stdout.readline()))
