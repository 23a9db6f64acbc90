"""inetutils telnet on a terminal."""

import pytest

from daemon import PATIENCE
from figures import matches, reported
from terminal import Terminal


@pytest.fixture
def terminal(daemon):
    command = ["telnet", "127.0.0.1", str(daemon.telnet)]
    opened = Terminal(command, controlling=True, TERM="dumb", LC_ALL="C.UTF-8")
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
