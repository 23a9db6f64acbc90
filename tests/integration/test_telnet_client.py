"""inetutils telnet on a terminal."""

import fcntl
import os
import pty
import re
import select
import subprocess
import termios
import time

import pytest

from daemon import PATIENCE
from figures import matches, reported


class Terminal:
    """The telnet program on a pseudo-terminal."""

    def __init__(self, port):
        self.master, slave = pty.openpty()
        self.screen = b""
        self.process = subprocess.Popen(
            ["telnet", "127.0.0.1", str(port)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, "TERM": "dumb", "LC_ALL": "C.UTF-8"},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)

    def type(self, keys):
        os.write(self.master, keys)

    def wait(self, pattern):
        """Waits until the pattern is on the screen; returns and removes everything up to it."""
        deadline = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.screen)):
            assert time.monotonic() < deadline, f"no {pattern!r} in {self.screen[-500:]!r}"
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.screen += os.read(self.master, 65536)
                except OSError:  # the program has exited
                    assert re.search(pattern, self.screen), self.screen[-500:]
        taken, self.screen = self.screen[: found.end()], self.screen[found.end() :]
        return taken.decode("utf-8", "replace")  # an interrupt may cut a character

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.master)


@pytest.fixture
def terminal(daemon):
    opened = Terminal(daemon.telnet)
    opened.wait(rb"Escape character is[^\n]*\n\?> ")
    yield opened
    opened.close()


def test_a_person_asks_for_cat_faces(terminal):
    terminal.type(b"cat face\r")
    screen = terminal.wait(rb"matches for 'cat face'\r\n\?> ")
    assert screen.count("\r\nU+1F") == 10
    assert "U+1F638\t😸\tGRINNING CAT FACE WITH SMILING EYES" in screen
    assert "\r\n10 matches for 'cat face'\r\n?> " in screen


def test_chess_black_and_digit(terminal):
    terminal.type(b"chess black\r")
    assert terminal.wait(rb"matches for 'chess black'\r\n\?> ").count("\r\nU+") == matches("chess black")
    terminal.type(b"digit\r")
    assert terminal.wait(rb"matches for 'digit'\r\n\?> ").count("\r\nU+") == matches("digit")


def test_a_character_is_pasted(terminal):
    terminal.type("☀\r".encode())
    assert "BLACK SUN WITH RAYS" in terminal.wait(rb"1 match for '.*'\r\n\?> ")


@pytest.mark.parametrize("keys", [b"\x1b[Acat face\r", b"catt\b face\r", b"cat\x1bOD face\r"])
def test_keys_that_the_terminal_leaves_to_the_server(terminal, keys):
    """The terminal erases at DEL; it sends Ctrl-H and arrow keys as they are."""
    terminal.type(keys)
    assert "CAT FACE" in terminal.wait(rb"10 matches for 'cat face'\r\n\?> ")


def test_output_is_aborted(terminal):
    terminal.type(b"cjk\r")
    terminal.wait(rb"CJK RADICAL REPEAT")
    terminal.type(b"\x1d")  # the escape character: telnet's own prompt
    terminal.wait(rb"telnet> ")
    terminal.type(b"send ao\r")
    terminal.type(b"registered\r")
    assert reported("cjk") not in terminal.wait(rb"1 match for 'registered'\r\n\?> ")


@pytest.mark.parametrize("keys", [b":quit\r", b"\x03", b"\x04"])
def test_a_person_leaves(terminal, keys):
    terminal.type(keys)
    terminal.wait(rb"Connection closed by foreign host")
    terminal.process.wait(PATIENCE)


def test_control_c_leaves_in_the_middle_of_a_long_reply(terminal):
    terminal.type(b"cjk\r")
    terminal.wait(rb"CJK RADICAL REPEAT")
    terminal.type(b"\x03")
    terminal.wait(rb"Connection closed by foreign host")
