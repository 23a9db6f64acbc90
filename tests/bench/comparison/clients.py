"""Load generators, on the processor that the server is not on. Each call is one turn; it calls
`begin` when the load itself begins."""

import functools
import json
import subprocess

from processes import Failed, pinned
from stage import BUILD, TOP

MIX = TOP / "tests/bench/mix.lua"


def wrk(stage, port, targets, connections, seconds=None, begin=lambda: None):
    """Keep-alive GETs of the targets in that file. wrk counts in whole seconds, and a reply that
    takes longer than its timeout as none."""
    begin()
    printed = stage.ask(
        ["wrk", "--threads", 1, "--connections", connections, "--duration",
         f"{max(1, round(seconds or stage.seconds))}s", "--timeout", "30s", "--script", MIX,
         f"http://127.0.0.1:{port}/", "--", targets]
    )  # fmt: skip
    figures = json.loads(printed.splitlines()[-1])
    if figures["errors"]:
        raise Failed(f"{figures['errors']} requests of {figures['requests']} went wrong")
    return figures


@functools.cache
def urgently():
    """What lets a client run before others on its processor: it is to measure how long the server
    lets it wait, not how long they do. Not everybody may."""
    argv = ["chrt", "--fifo", "1"]
    allowed = subprocess.run([*argv, "true"], capture_output=True, check=False).returncode == 0
    return argv if allowed else []


def load(stage, port, questions, sessions, protocol="telnet", settings=(), urgent=False,
         seconds=None, begin=lambda: None):  # fmt: skip
    """Closed-loop sessions that ask the lines of that file and check the replies."""
    argv = [*(urgently() if urgent else []), BUILD / "bench-load", protocol, port, questions,
            "--sessions", sessions, "--seconds", seconds or stage.seconds]  # fmt: skip
    for setting in settings:
        argv += ["--setting", setting]
    with subprocess.Popen(
        pinned(argv, stage.client), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as client:  # fmt: skip
        if client.stdout.readline() == "ready\n":
            begin()
        printed, complaint = client.communicate("\n")
    if client.returncode != 0:
        raise Failed(complaint)
    return json.loads(printed)


def under(server, client, *arguments, **options):
    """A turn of that client, and what it cost the server."""

    def turn():
        before = []
        figures = client(
            *arguments, begin=lambda: before.append(server.cpu_seconds()), **options
        )
        spent = server.cpu_seconds() - before[0]
        return {
            "cpu_us": spent * 1e6 / max(1, figures["requests"]),
            "rate": figures["requests"] / figures["seconds"],
            "bytes_rate": figures["bytes"] / figures["seconds"],
            "p50_us": figures["p50_us"],
            "p99_us": figures["p99_us"],
        }

    return turn
