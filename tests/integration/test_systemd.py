"""The units, and the daemon's side of systemd's protocols, without a running systemd."""

import os
import re
import shlex
import signal
import socket
import subprocess
import threading
import time

import pytest

from daemon import ANY_PORTS, PATIENCE, PROGRAM, SLOWNESS, Daemon, clean_environment, free_port, wait_for
from figures import matches
from filters import allowed_calls
from http_client import get
from installed import install
from telnet_client import session

EXPOSURE_MOST = 1.5


@pytest.fixture(scope="module")
def units(tmp_path_factory):
    prefix = install(tmp_path_factory.mktemp("installed") / "usr")
    return prefix / "lib/systemd/system"


def run(*command):
    return subprocess.run(
        [*map(str, command)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=clean_environment(),
    )


# The units.


def test_the_units_are_valid(units):
    done = run("systemd-analyze", "verify", "--man=no", *sorted(units.iterdir()))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_invalid_unit_would_be_noticed(units, tmp_path):
    """Shows that the test above can fail."""
    broken = tmp_path / "charfinderd.service"
    text = (units / "charfinderd.service").read_text()
    broken.write_text(text.replace("ExecStart=", "ExecStart=/nowhere"))
    done = run("systemd-analyze", "verify", "--man=no", broken)
    assert done.returncode != 0 or done.stderr


@pytest.mark.parametrize("name", ["charfinderd.service", "charfinder-update.service"])
def test_the_service_is_sandboxed(units, name):
    done = run("systemd-analyze", "security", "--offline=true", units / name)
    exposure = re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    assert float(exposure[1]) <= EXPOSURE_MOST, done.stdout


def test_the_sockets_have_the_names_that_the_daemon_expects(units):
    for name, port in (("telnet", 2323), ("http", 8888)):
        text = (units / f"charfinder-{name}.socket").read_text()
        assert f"FileDescriptorName={name}\n" in text
        assert f"ListenStream=127.0.0.1:{port}\n" in text
        assert "Service=charfinderd.service\n" in text


@pytest.mark.skipif(SLOWNESS > 1, reason="sanitizers make system calls of their own")
def test_every_system_call_the_daemon_makes_is_allowed(units, tmp_path):
    """From the start of main through build, save, queries and SIGHUP to the exit."""
    trace = tmp_path / "trace"
    strace = ("strace", "-f", "-qq", "--signal=none", "-o", trace)
    notified = Notifications(tmp_path)
    environment = clean_environment(NOTIFY_SOCKET=notified.path)
    state = ("--state-dir", tmp_path / "state")
    daemon = Daemon(*ANY_PORTS, *state, command=strace, environment=environment)
    try:
        daemon.wait_ready().wait_saved(tmp_path / "state")
        with session(daemon.telnet) as client:
            assert len(client.ask("digit")) == matches("digit") + 1
            with open(f"/proc/{daemon.pid}/task/{daemon.pid}/children", encoding="ascii") as file:
                child = int(file.read().split()[0])
            os.kill(child, signal.SIGHUP)
            assert len(client.ask("cat face")) == 11
        assert len(get(daemon.http, "/search?q=digit").json()) == matches("digit")
        os.kill(child, signal.SIGTERM)
        daemon.ends_well()
    finally:
        daemon.process.kill()
    made = set(re.findall(r"^\d+ +(\w+)\(", trace.read_text(errors="replace"), re.MULTILINE))
    assert {"io_uring_setup", "io_uring_enter", "fsync"} <= made
    made -= {"execve"}  # made by systemd before the filter applies
    forbidden = made - allowed_calls(units / "charfinderd.service")
    assert forbidden == set()


# "systemctl reload".


def exec_reload(units, daemon, file):
    """What systemd does: one command of ExecReload= after the other, until one fails. Returns that."""
    text = (units / "charfinderd.service").read_text()
    commands = re.findall(r"^ExecReload=(.*)$", text, re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        words = shlex.split(re.sub(r"--config \S+", f"--config {file}", command))
        words = [PROGRAM if word.endswith("/charfinderd") else word for word in words]
        environment = clean_environment(MAINPID=str(daemon.pid))
        done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, env=environment)
        if done.returncode != 0:
            return done
    return None


@pytest.mark.parametrize("name", ["settings", "language", "table"])
def test_a_reload_of_a_mistake_fails_and_says_why(units, start, warm_state, tmp_path, name):
    table = tmp_path / "icons.tsv"
    table.write_text("U+E000\tnonsense\tcompany logo\n", encoding="utf-8")
    wrong, said = {
        "settings": ('{"idle_seconds": -1}', "c.json:1: idle_seconds: -1 is not a whole number"),
        "language": ('{"languages": ["xx"]}', 'languages: no annotations in a language "xx"'),
        "table": (f'{{"names_dirs": ["{tmp_path}"]}}', "icons.tsv:1: unknown kind"),
    }[name]
    file = tmp_path / "c.json"
    file.write_text("{}")
    daemon = start("--config", file, state=warm_state).wait_ready()
    file.write_text(wrong)
    failed = exec_reload(units, daemon, file)
    assert (failed.returncode, said in failed.stderr) == (78, True), failed
    file.write_text('{"log_level": "debug"}')
    assert exec_reload(units, daemon, file) is None
    daemon.wait_line("Changed: log_level$")
    assert len([line for line in daemon.lines if "Reading the configuration" in line]) == 1


def test_a_reload_asks_nothing_of_addresses(units, start, warm_state, tmp_path):
    """They were opened at the start, perhaps by systemd, which may do more than the service."""
    file = tmp_path / "c.json"
    file.write_text('{"http": "127.0.0.1:0", "telnet": null}')
    daemon = start("--config", file, state=warm_state, ports=())
    daemon.wait_line("Hit CTRL-C")
    file.write_text('{"http": ["192.0.2.1:80", "unix:/nonexistent/http.sock", "host.invalid:80"]}')
    assert exec_reload(units, daemon, file) is None
    daemon.wait_line("Restart the daemon to change: telnet, http$")


# Socket activation.


def activated(warm_state, names, *arguments):
    """A daemon under systemd-socket-activate, and the ports opened for it."""
    ports = [free_port() for _ in names]
    listen = [f"--listen=127.0.0.1:{port}" for port in ports]
    command = ("systemd-socket-activate", *listen, "--fdname=" + ":".join(names))
    daemon = Daemon("--state-dir", warm_state, *arguments, command=command)
    daemon.wait_line(r"Listening on 127\.0\.0\.1:\d+ as \d+")
    return daemon, ports


def poke(port):
    """The first connection, which makes systemd-socket-activate start the daemon."""
    wait_for("the activator's socket", lambda: connects(port))


def connects(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE).close()
        return True
    except ConnectionRefusedError:
        return False


def test_sockets_of_systemd_are_adopted_by_name(warm_state):
    # In reverse order: names decide, not numbers.
    daemon, (http, telnet) = activated(warm_state, ["http", "telnet"])
    try:
        poke(telnet)
        assert (daemon.telnet, daemon.http) == (telnet, http)
        daemon.wait_ready()
        with session(telnet) as client:
            assert client.ask("registered")[-1] == "1 match for 'registered'"
        assert len(get(http, "/search?q=cat+face").json()) == 10
        daemon.stop()
    finally:
        daemon.process.kill()


def test_the_first_request_of_a_warm_start_is_answered(warm_state, lean_sources):
    """It waits in the listener's queue while the saved index is loaded, and is not answered 503."""
    daemon, [port] = activated(warm_state, ["http"], "--telnet", "off", *lean_sources)
    reply = get(port, "/api/v1/search?q=snowman")
    assert (reply.status, reply.json()["total"] > 0) == (200, True)
    daemon.stop()


def test_one_socket_adopted_and_the_other_opened(warm_state):
    daemon, [telnet] = activated(warm_state, ["telnet"], "--http", "127.0.0.1:0")
    try:
        poke(telnet)
        daemon.wait_ready()
        assert daemon.telnet == telnet
        assert daemon.http not in (0, telnet)
        daemon.stop()
    finally:
        daemon.process.kill()


def test_a_socket_with_an_unknown_name_is_reported(warm_state):
    daemon, [port] = activated(
        warm_state, ["gopher"], "--telnet", "127.0.0.1:0", "--http", "127.0.0.1:0"
    )
    try:
        poke(port)
        daemon.wait_line("gopher")
    finally:
        daemon.process.kill()
        daemon.wait_end()


# Notifications.


class Notifications:
    """A listener on NOTIFY_SOCKET. `assignments` are all that arrived, in order.

    It reads all the time, as systemd does: a full queue would stop the daemon.
    """

    def __init__(self, folder):
        self.path = str(folder / "notify")
        self.assignments = []
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        while message := self.socket.recv(4096):
            self.assignments += message.decode("utf-8").split("\n")

    def wait(self, pattern, count=1):
        def look():
            found = [a for a in list(self.assignments) if re.fullmatch(pattern, a)]
            return found if len(found) >= count else None

        return wait_for(f"{count} of {pattern} among {self.assignments}", look)


@pytest.fixture
def notifications(tmp_path):
    return Notifications(tmp_path)


def notifying(start, state, notifications, arguments=(), **more):
    environment = clean_environment(NOTIFY_SOCKET=notifications.path, **more)
    return start(*arguments, state=state, environment=environment)


def test_ready_then_status_then_stopping(start, tmp_path, notifications):
    daemon = notifying(start, tmp_path / "state", notifications)
    notifications.wait("READY=1")
    daemon.wait_ready()
    told = notifications.wait(r"STATUS=.*")
    assert any(re.search(r"\d+ ?%", status) for status in told), told
    daemon.stop()
    notifications.wait("STOPPING=1")
    order = [a for a in list(notifications.assignments) if a in ("READY=1", "STOPPING=1")]
    assert order == ["READY=1", "STOPPING=1"]


def test_ready_means_that_the_ports_serve(start, tmp_path, notifications):
    """Even if there is no index yet."""
    daemon = notifying(start, tmp_path / "state", notifications)
    notifications.wait("READY=1")
    assert daemon.status()["state"] in ("building", "ready")


def test_reloading_is_notified(start, warm_state, notifications):
    daemon = notifying(start, warm_state, notifications)
    daemon.wait_ready()
    began = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
    daemon.send(signal.SIGHUP)
    notifications.wait("RELOADING=1")
    notifications.wait("READY=1", count=2)
    (told,) = notifications.wait(r"MONOTONIC_USEC=\d+")
    assert int(told.partition("=")[2]) >= began
    with session(daemon.telnet) as client:
        assert client.ask("registered")[-1] == "1 match for 'registered'"
    assert "STOPPING=1" not in notifications.assignments


def test_the_watchdog_is_pinged(start, warm_state, notifications):
    daemon = notifying(start, warm_state, notifications, WATCHDOG_USEC="1000000")
    daemon.wait_ready()
    began = time.monotonic()
    notifications.wait("WATCHDOG=1", count=4)
    assert time.monotonic() - began < 5 * SLOWNESS


def cached(daemon):
    """How many results of searches and how many HTTP replies were taken from a cache."""
    reactors = daemon.status()["reactors"]
    return [sum(r[name] for r in reactors) for name in ("searches_cached", "http_kept")]


def test_a_watchdog_ping_leaves_the_caches_alone(start, warm_state, notifications):
    """Each ping wakes every reactor, with the same index as before."""
    daemon = notifying(
        start, warm_state, notifications, arguments=("--threads", "1"), WATCHDOG_USEC="400000"
    )
    daemon.wait_ready()
    with session(daemon.telnet) as client:
        client.ask("registered")
        get(daemon.http, "/search?q=cat+face")
        before = cached(daemon)
        for turn in range(1, 6):
            told = notifications.assignments.count("WATCHDOG=1")
            notifications.wait("WATCHDOG=1", count=told + 2)
            client.ask("registered")
            get(daemon.http, "/search?q=cat+face")
            assert cached(daemon) == [count + turn for count in before]


def test_a_watchdog_of_another_process_is_not_pinged(start, warm_state, notifications):
    daemon = notifying(start, warm_state, notifications, WATCHDOG_USEC="200000", WATCHDOG_PID="1")
    daemon.wait_ready()
    time.sleep(0.5)
    assert "WATCHDOG=1" not in notifications.assignments


def test_a_stalled_daemon_does_not_ping_the_watchdog(start, warm_state, notifications):
    daemon = notifying(start, warm_state, notifications, WATCHDOG_USEC="400000")
    daemon.wait_ready()
    notifications.wait("WATCHDOG=1")
    daemon.send(signal.SIGSTOP)
    time.sleep(0.1)
    before = len(notifications.assignments)
    time.sleep(1)
    assert len(notifications.assignments) == before
    daemon.send(signal.SIGCONT)
    notifications.wait("WATCHDOG=1", count=notifications.assignments.count("WATCHDOG=1") + 1)


def test_nothing_is_notified_without_a_socket(start, warm_state, notifications):
    start(state=warm_state).wait_ready().stop()
    assert not notifications.assignments
