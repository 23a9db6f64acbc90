"""Start, build, save, restart and signals. How it stops is in test_stopping.py."""

import signal
import socket
import time
from pathlib import Path

from answers import answers, assert_well, left_over, same_bytes
from daemon import SLOWNESS, index_file, wait_for
from http_client import connect, get, receive_all, take_response
from listening import listening_socket
from telnet_client import session


# Building.


def test_a_cold_start_builds_and_saves(start, empty_state, lean_sources, oracle):
    daemon = start(state=empty_state).wait_ready()
    assert_well(daemon, oracle)
    daemon.wait_saved(empty_state).stop()
    assert left_over(empty_state) == [index_file(empty_state).name]
    warnings = [line for line in daemon.lines if " warning: " in line]
    missing = ("warning: Source ", "warning: sources_dir: ") if lean_sources else ()
    assert [line for line in warnings if not any(text in line for text in missing)] == []


def test_a_missing_state_directory_is_created(start, tmp_path, oracle):
    directory = tmp_path / "some" / "where"
    daemon = start(state=directory).wait_ready()
    daemon.wait_saved(directory)
    assert_well(daemon, oracle)


def test_two_builds_give_the_same_bytes(start, empty_state, lean_index):
    start(state=empty_state).wait_ready().wait_saved(empty_state).stop()
    assert same_bytes(index_file(empty_state), index_file(lean_index))


def test_a_restart_gives_the_same_answers_from_the_saved_index(start, empty_state):
    first = start(state=empty_state).wait_ready().wait_saved(empty_state)
    before = answers(first)
    first.stop()
    file = index_file(empty_state).stat()
    second = start(state=empty_state).wait_ready()
    assert answers(second) == before
    second.stop()
    after = index_file(empty_state).stat()
    assert after.st_ino == file.st_ino  # a writer makes another file; its time says when it was used


def test_a_query_during_the_build_waits_and_is_answered(start, empty_state):
    daemon = start(state=empty_state)
    with session(daemon.telnet) as client:
        reply = client.ask("cat face")
    told = [line for line in reply if line.startswith("Building the index: ")]
    assert reply[: len(told)] == told
    assert told, "the build ended before the first query"
    assert reply[-1] == "10 matches for 'cat face'"
    assert len(reply) == len(told) + 11


def test_a_command_during_the_build_does_not_wait(start, empty_state):
    daemon = start(state=empty_state)
    with session(daemon.telnet) as client:
        assert any(line.startswith("state: building") for line in client.ask(":status"))
        assert client.ask("registered")[-1] == "1 match for 'registered'"


def test_a_client_may_disconnect_during_the_build(start, empty_state, oracle):
    daemon = start(state=empty_state)
    for sent in (b"cat face\r\n", b"cat face\r\n\x03", b"cat face\r\ncat face"):
        with session(daemon.telnet) as client:
            client.send(sent)
    assert_well(daemon.wait_ready(), oracle)


def test_http_during_the_build_answers_503(start, empty_state):
    daemon = start(state=empty_state)
    reply = get(daemon.http, "/search?q=cat+face")
    assert reply.status == 503, "the build ended before the first query"
    assert int(reply.headers["retry-after"]) >= 1
    document = reply.json()
    assert 0 <= document["progress"] <= 100
    assert get(daemon.http, "/").status == 200
    assert get(daemon.http, "/healthz").status == 200
    assert get(daemon.http, "/api/v1/status").json()["state"] == "building"
    daemon.wait_ready()
    assert len(get(daemon.http, "/search?q=cat+face").json()) == 10


def test_progress_never_falls(start, empty_state):
    daemon, seen = start(state=empty_state), []
    while (now := daemon.status())["state"] == "building":
        seen.append(now["progress"])
        time.sleep(0.02)
    assert seen == sorted(seen)
    assert now["state"] == "ready"


def test_sigterm_during_the_build_ends_it(start, empty_state):
    daemon = start(state=empty_state)
    daemon.wait_line(r"^Hit CTRL-C to stop\.$")
    began = time.monotonic()
    daemon.stop()
    assert time.monotonic() - began < 5 * SLOWNESS


def test_two_daemons_share_a_state_directory(start, empty_state, oracle):
    both = [start(state=empty_state), start(state=empty_state)]
    for daemon in both:
        assert_well(daemon.wait_ready(), oracle)
    both[0].wait_saved(empty_state)
    assert answers(both[0]) == answers(both[1])


# Signals.


def test_sighup_keeps_connections(start, warm_state):
    daemon = start(state=warm_state).wait_ready()
    before = daemon.status()["generation"]
    with session(daemon.telnet) as client, connect(daemon.http) as connection:
        for _ in range(3):
            daemon.send(signal.SIGHUP)
            for _ in range(20):
                assert client.ask("cat face")[-1] == "10 matches for 'cat face'"
                time.sleep(0.01)
        connection.sendall(b"GET /search?q=sun HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert take_response(receive_all(connection))[0].status == 200
    assert daemon.status()["generation"] == before


def test_sighup_without_a_saved_index(start, warm_state):
    """The saved index disappears; SIGHUP saves it again or does not need it; service goes on."""
    daemon = start(state=warm_state).wait_ready()
    index_file(warm_state).unlink()
    with session(daemon.telnet) as client:
        daemon.send(signal.SIGHUP)
        for _ in range(50):
            assert client.ask("cat face")[-1] == "10 matches for 'cat face'"


# Listeners that die.

EX_OSERR = 71  # the unit restarts the daemon


def test_a_listener_that_is_shut_down_listens_again(start, warm_state):
    """As "ss --kill" does."""
    daemon = start(state=warm_state).wait_ready()
    with session(daemon.telnet) as before:
        for port in (daemon.telnet, daemon.http):
            with listening_socket(daemon, ("127.0.0.1", port)) as listener:
                listener.shutdown(socket.SHUT_RDWR)
            daemon.wait_line(rf"Listening on 127\.0\.0\.1:{port} again")
        assert get(daemon.http, "/search?q=cat+face").status == 200
        with session(daemon.telnet) as after:
            assert after.ask("registered") == before.ask("registered")


def test_when_nobody_can_connect_the_daemon_ends_to_be_restarted(start, warm_state):
    daemon = start(state=warm_state).wait_ready()
    port = daemon.http
    daemon.send(signal.SIGSTOP)
    threads = Path(f"/proc/{daemon.pid}/task")
    wait_for("all threads to stop", lambda: all(") T " in (t / "stat").read_text() for t in threads.iterdir()))
    with listening_socket(daemon, ("127.0.0.1", port)) as listener:
        listener.shutdown(socket.SHUT_RDWR)
    with socket.create_server(("127.0.0.1", port)):  # another program is faster
        daemon.send(signal.SIGCONT)
        assert daemon.wait_end() == EX_OSERR
    assert daemon.has_line(rf" error: .*cannot listen on 127\.0\.0\.1:{port} again: .* in use")
