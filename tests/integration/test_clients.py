"""The programs that people use as telnet clients, run against the daemon: each asks, gets its reply and
leaves. The bytes that clients send which cannot run here (PuTTY, Windows' telnet, phones) are in
tests/unit/server/answers/telnet/telnet_clients.c; inetutils telnet is in test_telnet_client.py."""

import os
import subprocess

import pytest

from daemon import PATIENCE
from terminal import Terminal

REGISTERED = "U+00AE\t®\tREGISTERED SIGN\r\n1 match for 'registered'\r\n?> "
NO_XYZZY = "No match for 'xyzzy'\r\n?> "
HOST = "127.0.0.1"

# Name: command, and what its input has. PORT is replaced.
PIPED = {
    "nc": (["nc", HOST, "PORT"], "registered\nxyzzy\n:quit\n"),
    "nc -C": (["nc", "-C", HOST, "PORT"], "registered\nxyzzy\n:quit\n"),
    "nc -N ends with its input": (["nc", "-N", HOST, "PORT"], "registered\nxyzzy\n"),
    "nc -N, a last line without an end": (["nc", "-N", HOST, "PORT"], "registered\nxyzzy"),
    "nc -t answers options": (["nc", "-t", HOST, "PORT"], "registered\nxyzzy\n:quit\n"),
    "socat ends with its input": (["socat", "-t20", "-", f"TCP:{HOST}:PORT"], "registered\nxyzzy\n"),
    "socat with crnl": (["socat", "-t20", "-", f"TCP:{HOST}:PORT,crnl"], "registered\nxyzzy\n"),
    "plink -telnet": (
        ["plink", "-batch", "-telnet", "-P", "PORT", HOST], "registered\nxyzzy\n:quit\n"
    ),
    "plink -telnet, CR LF": (
        ["plink", "-batch", "-telnet", "-P", "PORT", HOST], "registered\r\nxyzzy\r\n:quit\r\n"
    ),
    "plink -raw ends with its input": (
        ["plink", "-batch", "-raw", "-P", "PORT", HOST], "registered\nxyzzy\n"
    ),
    "curl telnet://": (["curl", "-sN", f"telnet://{HOST}:PORT"], "registered\nxyzzy\n:quit\n"),
}  # fmt: skip


def command_of(command, port):
    return [part.replace("PORT", str(port)) for part in command]


@pytest.mark.parametrize("name", PIPED)
def test_questions_from_a_pipe(daemon, name):
    command, said = PIPED[name]
    done = subprocess.run(
        command_of(command, daemon.telnet), input=said.encode(), capture_output=True,
        timeout=PATIENCE, env={**os.environ, "HOME": "/nonexistent"}
    )  # fmt: skip
    heard = done.stdout.decode("utf-8").replace("\r\n", "\n").replace("\n", "\r\n")
    heard = heard.replace("?> ?> ", "?> ")  # blank lines between CR and LF
    assert heard.startswith("?> " + REGISTERED + NO_XYZZY), done


def keys(command, port):
    """The program on a terminal that sends each key as it is pressed."""
    return Terminal(command_of(command, port), HOME="/nonexistent", TERM="xterm")


RAW = ["socat", "STDIO,raw,echo=0,icrnl", f"TCP:{HOST}:PORT"]
SCREENS = {
    "socat with a raw terminal": RAW,
    # The terminal edits the line here, because the server echoes nothing.
    "plink -telnet": ["plink", "-telnet", "-P", "PORT", HOST],
    "plink -raw": ["plink", "-raw", "-P", "PORT", HOST],
}


@pytest.mark.parametrize("name", SCREENS)
def test_keys_on_a_terminal(daemon, name):
    client = keys(SCREENS[name], daemon.telnet)
    try:
        client.wait(rb"\?> ")
        client.press(b"regg\x7fistered\n")
        client.wait(rb"U\+00AE\t\xc2\xae\tREGISTERED SIGN\r*\n1 match for 'registered'\r*\n\?> ")
        client.press(b":quit\n")
        if "-raw" not in SCREENS[name]:  # which stays until its input ends
            client.process.wait(PATIENCE)
    finally:
        client.close()


def test_a_family_and_a_letter_with_its_accent_are_erased_by_a_key_each(daemon):
    client = keys(RAW, daemon.telnet)
    try:
        client.wait(rb"\?> ")
        client.press("xyzzy\U0001f468\u200d\U0001f469e\u0301".encode() + b"\x7f\b\n")
        client.wait(rb"No match for 'xyzzy'")
    finally:
        client.close()


@pytest.mark.parametrize("key", [b"\x03", b"\x04"])
def test_control_c_and_control_d_leave(daemon, key):
    client = keys(RAW, daemon.telnet)
    try:
        client.wait(rb"\?> ")
        client.press(b"half a li" + key)
        client.process.wait(PATIENCE)
    finally:
        client.close()
