"""What the daemon may do: it works under the filters of its unit, and its rings are restricted."""

import re
import signal

import pytest

from daemon import ANY_PORTS, COMPLAINT, TOP, Daemon, clean_environment, wait_for
from figures import reported
from filters import of_profile, of_unit
from http_client import get
from telnet_client import session

UNIT = TOP / "systemd/charfinderd.service"
PROFILE = TOP / "config/seccomp.json"

# A target for each module that answers on HTTP.
TARGETS = [
    "/", "/?query=cat+face", "/search?q=cat+face", "/api/v1/search?q=sun&facets=block",
    "/api/v1/search?q=cjk&format=ndjson", "/api/v1/characters/U+2600", "/api/v1/inspect?text=a",
    "/api/v1/suggest?q=su", "/api/v1/blocks", "/api/v1/scripts", "/api/v1/categories",
    "/api/v1/status", "/openapi.json", "/opensearch.xml", "/sw.js", "/healthz",
]  # fmt: skip


# Debian 13's are of another version than ICU.
VERSIONS = "The files of unicode-data are of Unicode"


def complaints(daemon):
    """Lines of the log that tell an operator about something that does not work."""
    return [line for line in daemon.lines if re.search(COMPLAINT, line) and VERSIONS not in line]


def converse(daemon):
    with session(daemon.telnet) as client:
        assert client.ask("cjk")[-1] == reported("cjk")
        assert client.ask(":status")
        assert client.ask(":help")
        assert client.ask("suun")[-1]
    for target in TARGETS:
        assert get(daemon.http, target, accept_encoding="gzip").status == 200, target
    assert get(daemon.http, "/nothing").status == 404


def test_it_lives_under_the_filters_of_its_unit(empty_state):
    """Build, save, a conversation on each surface, reload, load, shutdown."""
    under = {"preexec_fn": of_unit(UNIT), "environment": clean_environment()}
    for _ in ("built", "loaded"):
        daemon = Daemon(*ANY_PORTS, "--state-dir", empty_state, "--log-level", "debug", **under)
        try:
            daemon.wait_ready().wait_saved(empty_state)
            converse(daemon)
            daemon.send(signal.SIGHUP)
            daemon.wait_line("The index is up to date")
            daemon.stop()
            assert complaints(daemon) == []
        finally:
            daemon.process.kill()


@pytest.mark.parametrize(
    ("missing", "symptom"),
    [("fsync", "The index is not saved"), ("bind", "cannot listen")],
)
def test_a_call_that_the_unit_forgets_would_be_noticed(empty_state, missing, symptom):
    """Shows that the test above can fail."""
    daemon = Daemon(
        *ANY_PORTS, "--state-dir", empty_state, preexec_fn=of_unit(UNIT, without=[missing])
    )
    try:
        wait_for(f"a complaint about {missing}", lambda: any(symptom in c for c in complaints(daemon)))
    finally:
        daemon.kill()


def test_it_lives_under_the_profile_of_its_containers(empty_state):
    daemon = Daemon(*ANY_PORTS, "--state-dir", empty_state, preexec_fn=of_profile(PROFILE))
    try:
        daemon.wait_ready().wait_saved(empty_state)
        converse(daemon)
        daemon.stop()
        assert complaints(daemon) == []
    finally:
        daemon.process.kill()


@pytest.mark.parametrize("call", ["io_uring_setup", "io_uring_enter", "io_uring_register"])
def test_the_profile_needs_each_call_of_io_uring(warm_state, call):
    daemon = Daemon(
        *ANY_PORTS, "--state-dir", warm_state, preexec_fn=of_profile(PROFILE, without=[call])
    )
    try:
        assert daemon.wait_end() == 69
        assert daemon.has_line(f"{call}: Function not implemented: .*seccomp profile")
    finally:
        daemon.process.kill()


def test_its_rings_are_restricted(warm_state, tmp_path):
    """Each ring is created disabled, restricted, and then enabled."""
    trace = tmp_path / "trace"
    calls = "trace=io_uring_setup,io_uring_register"
    strace = ("strace", "-D", "-f", "-qq", "--signal=none", "-e", calls, "-o", trace)
    daemon = Daemon(*ANY_PORTS, "--state-dir", warm_state, "--threads", "3", command=strace)
    try:
        daemon.wait_ready().stop()
    finally:
        daemon.process.kill()
    lines = trace.read_text().splitlines()
    setups = [line for line in lines if "io_uring_setup(" in line]
    assert len(setups) == 3 and all("IORING_SETUP_R_DISABLED" in line for line in setups)
    for setup in setups:
        ring = setup.rsplit("= ", 1)[1]
        registered = re.findall(rf"io_uring_register\({ring}, (\w+)", "\n".join(lines))
        assert registered[-2:] == ["IORING_REGISTER_RESTRICTIONS", "IORING_REGISTER_ENABLE_RINGS"]
    operations = {name for line in lines for name in re.findall(r"sqe_op=(\w+)", line)}
    assert operations == {
        "IORING_OP_ACCEPT", "IORING_OP_RECV", "IORING_OP_SEND",
        "IORING_OP_POLL_ADD", "IORING_OP_MSG_RING", "IORING_OP_ASYNC_CANCEL",
    }  # fmt: skip
