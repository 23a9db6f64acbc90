"""Telnet as bytes on a socket: the line protocol of RFC 854, the book's answers, the commands."""

import json
import re
import socket
import time

import pytest

from daemon import SLOWNESS
from figures import reported
from oracle import status
from telnet_client import PROMPT, Session, ask_all, converse, session

IAC, SB, SE = b"\xff", b"\xfa", b"\xf0"
WILL, WONT, DO, DONT = b"\xfb", b"\xfc", b"\xfd", b"\xfe"
AYT, INTERRUPT, ERASE_CHARACTER, ERASE_LINE, NOP = b"\xf6", b"\xf4", b"\xf7", b"\xf8", b"\xf1"
ABORT_OUTPUT = b"\xf5"

REGISTERED = "U+00AE\t®\tREGISTERED SIGN\r\n1 match for 'registered'\r\n".encode()
SUN = "U+2600\t☀\tBLACK SUN WITH RAYS\r\n1 match for '☀'\r\n".encode()


def test_a_connection_begins_with_the_prompt_and_nothing_else(daemon):
    with session(daemon.telnet) as client:
        client.socket.settimeout(0.3)
        with pytest.raises(TimeoutError):
            client.receive()
        assert not client.buffer


CONVERSATIONS = {
    "a line ends at CR LF": (b"registered\r\n", REGISTERED + PROMPT),
    "or at LF": (b"registered\n", REGISTERED + PROMPT),
    "or at CR NUL": (b"registered\r\0", REGISTERED + PROMPT),
    "white space around it does not count": (b" \t registered \t \r\n", REGISTERED + PROMPT),
    "a blank line is prompted again": (b"\r\n", PROMPT),
    "so is one of white space": (b" \t \n", PROMPT),
    "pipelined lines are answered in order": (
        b"registered\r\nxyzzy\r\nregistered\n",
        REGISTERED + PROMPT + b"No match for 'xyzzy'\r\n" + PROMPT + REGISTERED + PROMPT,
    ),
    "parameters of options are skipped": (
        b"regis" + IAC + SB + b"\x18\x00xterm\r\n" + IAC + IAC + IAC + SE + b"tered\r\n",
        REGISTERED + PROMPT,
    ),
    "no-operation is nothing": (b"regis" + IAC + NOP + b"tered\r\n", REGISTERED + PROMPT),
    "the other side may say that it will not": (
        IAC + WONT + b"\x01" + IAC + DONT + b"\x03registered\r\n",
        REGISTERED + PROMPT,
    ),
    "erase character": (b"registeredx" + IAC + ERASE_CHARACTER + b"\r\n", REGISTERED + PROMPT),
    "Backspace and DEL erase": (b"reggx\b\x7fistered\r\n", REGISTERED + PROMPT),
    "a whole character": ("registered☀\x7f\r\n".encode(), REGISTERED + PROMPT),
    "Ctrl-U and Ctrl-W erase more": (b"cat\x15registered sun\x17\r\n", REGISTERED + PROMPT),
    "arrow keys do nothing": (
        b"\x1b[Aregis\x1bOD\x1b[1;5Ctered\r\n\x1b[A\r\n",
        REGISTERED + PROMPT * 2,
    ),
    "erase line": (b"nonsense" + IAC + ERASE_LINE + b"registered\r\n", REGISTERED + PROMPT),
}


@pytest.mark.parametrize("story", CONVERSATIONS)
def test_conversation(daemon, story):
    sent, received = CONVERSATIONS[story]
    assert converse(daemon.telnet, sent) == PROMPT + received


@pytest.mark.parametrize("ending", [b"", b"\r"])
def test_a_last_line_without_an_end_is_a_query(daemon, ending):
    received = converse(daemon.telnet, b"registered" + ending)
    assert received.removesuffix(PROMPT) == PROMPT + REGISTERED


def test_without_input_there_is_no_reply(daemon):
    assert converse(daemon.telnet, b"") == PROMPT


def send_slowly(client, data):
    """A packet for each byte."""
    client.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in data:
        client.send(bytes([byte]))
        time.sleep(0.02)


def test_one_byte_at_a_time_with_a_character_split_between_packets(daemon):
    with session(daemon.telnet) as client:
        send_slowly(client, "☀\r\n".encode())
        assert client.read_until(b"\r\n" + PROMPT) == SUN + PROMPT


def test_keys_split_between_packets(daemon):
    with session(daemon.telnet) as client:
        send_slowly(client, "\x1b[1;5A☁\x7fx\b☀\r\n".encode())
        assert client.read_until(b"\r\n" + PROMPT) == SUN + PROMPT


def test_a_command_split_between_packets(daemon):
    with session(daemon.telnet) as client:
        send_slowly(client, IAC + DO + b"\x18" + b"registered\r\n")
        assert client.read_until(PROMPT) == IAC + WONT + b"\x18" + REGISTERED + PROMPT


def test_two_hundred_pipelined_queries_are_answered_in_order(daemon, oracle):
    queries = [sorted(oracle.postings)[n * 97] for n in range(200)]
    for query, reply in zip(queries, ask_all(daemon.telnet, queries), strict=True):
        assert reply[-1] == status(len(oracle.search(query)), query)


@pytest.mark.parametrize("kilobytes", [300, 1000, 4000])
def test_a_pipeline_of_any_length_gets_every_reply(daemon, kilobytes):
    # Some kernels hand over all of it at once: Linux 6.1 up to every buffer of the ring.
    count = kilobytes * 1000 // 80
    received = converse(daemon.telnet, (b"registered".ljust(78) + b"\r\n") * count)
    assert received == PROMPT + (REGISTERED + PROMPT) * count


NOT_UTF_8 = b"Not UTF-8: set the terminal to UTF-8 and connect again.\r\n"
NOT_TEXT = b"A control character begins the line: connect again and send text.\r\n"


@pytest.mark.parametrize(
    ("sent", "explanation"),
    [
        (b"caf\xe9\r\n", NOT_UTF_8),  # Latin-1
        (b"\xc0\xaf\r\n", NOT_UTF_8),  # overlong
        (b"\xed\xa0\x80\r\n", NOT_UTF_8),  # a surrogate
        (b"\xf4\x90\x80\x80\r\n", NOT_UTF_8),  # beyond U+10FFFF
        (b"sun \xe2\x98\r\n", NOT_UTF_8),  # cut short
        (b"sun" + IAC + IAC + b"\r\n", NOT_UTF_8),  # a data byte 255
        (b"\x01sun\r\n", NOT_TEXT),
        (b"\x1bsun\r\n", NOT_TEXT),  # the Escape key
        (b"  \x02sun\r\n", NOT_TEXT),
        (b"\x02x\x7fsun\r\n", NOT_TEXT),  # after editing
    ],
)
def test_invalid_text_is_explained_and_closes_the_connection(daemon, sent, explanation):
    with session(daemon.telnet) as client:
        client.send(sent + b"registered\r\n")
        assert client.read_all() == explanation


@pytest.mark.parametrize("sent", [b"\x03", b"\x04", IAC + INTERRUPT, b"half a line\x03"])
def test_an_interrupt_closes_at_once(daemon, sent):
    with session(daemon.telnet) as client:
        client.send(sent)
        assert client.read_all() == b""


@pytest.mark.parametrize("sent", [b"\x03", IAC + INTERRUPT])
def test_an_interrupt_ends_a_reply_in_flight(daemon, oracle, sent):
    whole = sum(len(oracle.row(c).encode()) + 2 for c in oracle.search("cjk"))
    with session(daemon.telnet) as client:
        client.send(b"cjk\r\n")
        client.read_until(b"\r\n")
        client.send(sent)
        assert len(client.read_all()) < whole


def test_abort_output_ends_a_reply_in_flight_and_the_session_goes_on(daemon, oracle):
    rows = [oracle.row(c) for c in oracle.search("cjk")]
    with session(daemon.telnet) as client:
        client.send(b"cjk\r\n")
        client.read_until(b"\r\n")
        client.send(IAC + ABORT_OUTPUT)
        reply = client.read_reply()
        assert len(reply) < len(rows) - 1
        assert reply == rows[1 : 1 + len(reply)]
        assert client.ask("registered")[-1] == "1 match for 'registered'"
        client.send(IAC + ABORT_OUTPUT)
        assert client.ask("registered")[-1] == "1 match for 'registered'"


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (DO + b"\x01", WONT + b"\x01"),  # ECHO
        (DO + b"\x03", WONT + b"\x03"),  # SUPPRESS-GO-AHEAD
        (WILL + b"\x18", DONT + b"\x18"),  # TERMINAL-TYPE
        (WILL + b"\xff", DONT + b"\xff"),  # EXTENDED-OPTIONS-LIST, the same number as IAC
        (DO + b"\x06", WILL + b"\x06"),  # TIMING-MARK
    ],
)
def test_options_are_refused_and_a_timing_mark_is_sent(daemon, sent, answer):
    with session(daemon.telnet) as client:
        client.send(IAC + sent)
        assert client.read_until(answer) == IAC + answer
        client.send(b"registered\r\n")
        assert client.read_until(PROMPT) == REGISTERED + PROMPT


def test_a_timing_mark_comes_after_the_reply_before_it(daemon):
    with session(daemon.telnet) as client:
        client.send(b"registered\r\n" + IAC + DO + b"\x06")
        assert client.read_until(IAC + WILL + b"\x06") == REGISTERED + PROMPT + IAC + WILL + b"\x06"


def test_a_subnegotiation_without_an_end_is_bounded(daemon):
    with session(daemon.telnet) as client:
        client.send(IAC + SB + b"\x18" * 100_000 + b"\r\n")
        assert client.read_reply() == ["Query too long: at most 1024 bytes."]
        assert client.ask("registered")[-1] == "1 match for 'registered'"


def test_are_you_there_gets_an_answer(daemon):
    with session(daemon.telnet) as client:
        client.send(IAC + AYT)
        assert b"charfinder" in client.read_until(b"]\r\n")


def test_a_line_of_1024_bytes_is_a_query(daemon):
    with session(daemon.telnet) as client:
        assert client.ask("x" * 1024) == [f"No match for '{'x' * 1024}'"]


@pytest.mark.parametrize("size", [1025, 2048, 100_000])
def test_a_longer_line_is_refused_and_the_session_goes_on(daemon, size):
    with session(daemon.telnet) as client:
        assert client.ask("x" * size) == ["Query too long: at most 1024 bytes."]
        assert client.ask("registered")[-1] == "1 match for 'registered'"


# Only separators and pasted text, or words with unusual characters between them: no grammar reads
# these queries differently. The expected quoting is Python's.
HOSTILE = [
    "cat\tface",
    "cat\x00face",
    "cat\x1bface",
    "cat\x0bface",
    "cat\rface",
    "cat\x85face",
    "cat\xa0face",
    "cat\xadface",
    "cat\u200bface",
    "cat\u2028face",
    "cat\u202eface",
    "cat\ufeffface",
    "cat\u3000face",
    "cat\U000e0041face",
    "cat \ue000",
    "cat \ufffe",
    "cat \ufffd",
    "cat \U0010ffff",
    "cat é",
    "cat e\u0301",
    "cat 😀",
    "cat 👩\u200d💻",
    "cat, face",
    ",",
    ",,",
    "it's",
    "'",
    "\\",
    "\\n",
    "''",
    "\\'",
    "‘’",
    "straße",
    "日本",
    "ꙮ",
]


@pytest.mark.parametrize("query", HOSTILE, ids=ascii)
def test_the_query_is_quoted_as_python_quotes_it(daemon, query):
    with session(daemon.telnet) as client:
        last = client.ask(query)[-1]
    count = re.match(r"(\d+) match|No match", last)
    assert count, last
    assert last == status(int(count[1] or 0), query)


def test_control_characters_are_shown_as_control_pictures(daemon):
    controls = [*range(0x20), *range(0x7F, 0xA0)]
    replies = ask_all(daemon.telnet, [f"U+{c:04X}" for c in controls])
    for control, reply in zip(controls, replies, strict=True):
        picture = {0x7F: 0x2421}.get(control, 0x2400 + control if control < 0x20 else 0xFFFD)
        assert reply == [
            f"U+{control:04X}\t{chr(picture)}\t<control-{control:04X}>",
            f"1 match for 'U+{control:04X}'",
        ]


def test_no_reply_contains_a_raw_control_character(daemon):
    sent = b"U+0007\r\nU+001B\r\ncat\x1bcface\r\ncat\x1b[2Jface\r\ncat\x07\r\n:help\r\n:no\x1bsense\r\n"
    received = converse(daemon.telnet, sent)
    assert not set(received) & (set(range(0x20)) - set(b"\t\r\n"))


def test_bidi_controls_and_separators_are_never_sent_raw(daemon):
    points = [0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]
    numbers = "|".join(f"U+{c:04X}" for c in points)
    hidden = "".join(map(chr, points))
    queries = [numbers, hidden, f"xyzzy{hidden}", f"block:{hidden}", f'x"{hidden}', "override"]
    received = converse(daemon.telnet, "".join(f"{q}\r\n" for q in queries).encode())
    assert not set(received.decode()) & set(hidden)
    with session(daemon.telnet) as client:
        client.ask(":json on")
        reply = client.ask(numbers)
    assert not set("".join(reply)) & set(hidden)
    assert "".join(json.loads(line)["char"] for line in reply[:-1]) == hidden


def test_help_names_the_commands(daemon):
    with session(daemon.telnet) as client:
        text = "\n".join(client.ask(":help"))
    for command in (":help", ":limit", ":more", ":json", ":status", ":quit"):
        assert command in text


def test_limit_and_more(daemon, oracle):
    digits = oracle.search("digit")
    with session(daemon.telnet) as client:
        client.ask(":limit 3")
        first = client.ask("digit")
        second = client.ask(":more")
        client.ask(":limit all")
        rest = client.ask(":more")
        over = client.ask(":more")
    assert first[:4] == [*(oracle.row(c) for c in digits[:3]), reported("digit")]
    assert ":more" in first[4]
    assert second[:3] == [oracle.row(c) for c in digits[3:6]]
    assert rest[-1] == reported("digit")
    assert [line for line in rest if line.startswith("U+")] == [oracle.row(c) for c in digits[6:]]
    assert not [line for line in over if line.startswith("U+")]


@pytest.mark.parametrize("argument", ["0x", "-1", "zwei", "99999999999999999999", "3 4"])
def test_an_invalid_limit_is_explained(daemon, argument):
    with session(daemon.telnet) as client:
        assert "send :limit" in client.ask(f":limit {argument}")[0]
        assert len(client.ask("cat face")) == 11


def test_more_before_any_query_is_explained(daemon):
    with session(daemon.telnet) as client:
        reply = client.ask(":more")
        assert len(reply) == 1 and reply[0]


def test_json_lines(daemon):
    with session(daemon.telnet) as client:
        client.ask(":json on")
        reply = [json.loads(line) for line in client.ask("cat face")]
        client.ask(":json off")
        assert client.ask("registered")[0] == "U+00AE\t®\tREGISTERED SIGN"
    rows = [line for line in reply if line.get("codepoint")]
    assert (reply[-1]["scope"], reply[-1]["sort"]) == ("name", "codepoint")
    assert [row["codepoint"] for row in rows][:2] == ["U+1F431", "U+1F638"]
    assert len(rows) == 10


def test_status_has_state_and_generation(daemon):
    generation = daemon.status()["generation"]
    with session(daemon.telnet) as client:
        reply = client.ask(":status")
    assert "state: ready" in reply
    assert f"generation: {generation}" in reply


def test_a_session_chooses_scope_and_sort(daemon):
    with session(daemon.telnet) as client, session(daemon.telnet) as other:
        assert client.ask("nbsp") == ["No match for 'nbsp'"]
        assert client.ask(":scope all") == ["Scope: all."]
        assert client.ask(":sort relevance") == ["Sort: relevance."]
        assert client.ask("nbsp")[0] == "U+00A0\t\u00a0\tNO-BREAK SPACE"
        assert other.ask("nbsp") == ["No match for 'nbsp'"]
        client.ask(":scope name")
        assert client.ask("nbsp") == ["No match for 'nbsp'"]


def test_a_misspelling_is_corrected_only_in_scope_all(daemon):
    with session(daemon.telnet) as client:
        assert client.ask("sunflowr") == ["No match for 'sunflowr'"]
        client.ask(":scope all")
        reply = client.ask("sunflowr")
        assert reply[0] == "Did you mean 'sunflower'?"
        assert "U+1F33B\t🌻\tSUNFLOWER" in reply
        assert reply[-1] == status(len(reply) - 2, "sunflower")
        client.ask(":json on")
        assert json.loads(client.ask("sunflowr")[-1])["suggestion"] == "sunflower"


def test_languages_are_those_of_the_index(daemon):
    with session(daemon.telnet) as client:
        assert client.ask(":lang en") == ["Preferred languages: 'en'."]
        assert client.ask(":only_lang en") == ["Languages: 'en'."]
        assert "tlh" in client.ask(":only_lang tlh")[0]
        assert client.ask("registered")[-1] == "1 match for 'registered'"
        assert client.ask(":only_lang") == ["Languages: 'en'."]
        assert client.ask(":lang tlh") == ["Preferred languages: 'tlh'."]  # nothing to prefer
        assert client.ask("registered")[-1] == "1 match for 'registered'"
        assert client.ask(":only_lang all") == ["Languages: all."]


def test_variants_are_folded_unless_requested(daemon):
    with session(daemon.telnet) as client:
        client.ask(":scope all")
        folded = client.ask("waving hand")
        client.ask(":variants show")
        shown = client.ask("waving hand")
    assert len(shown) >= len(folded) + 5
    tone = "U+1F44B U+1F3FD\t👋🏽\twaving hand: medium skin tone"
    assert tone in shown
    assert tone not in folded


def test_quit_closes(daemon):
    with session(daemon.telnet) as client:
        client.send(b":quit\r\nregistered\r\n")
        assert b"REGISTERED" not in client.read_all()


def test_an_unknown_command_is_explained(daemon):
    with session(daemon.telnet) as client:
        assert ":help" in " ".join(client.ask(":nonsense"))
        assert client.ask("registered")[-1] == "1 match for 'registered'"


@pytest.mark.parametrize("query", [":D", ":)", ":P", ":-)", ":helpful", ":cat:"])
def test_a_colon_alone_makes_no_command(daemon, query):
    with session(daemon.telnet) as client:
        last = next(line for line in client.ask(query) if not line.startswith("U+"))
    assert re.fullmatch(rf"(No match|\d+ match(es)?) for '{re.escape(query)}'", last)


@pytest.mark.parametrize(
    "query", ['"cat face', "U+110000", "block:nowhere", "age:>old", "U+2600..U+25FF"]
)
def test_an_invalid_query_gets_the_column(daemon, query):
    with session(daemon.telnet) as client:
        reply = "\n".join(client.ask(f"sun {query}"))
        assert re.search(r"[Cc]olumn \d+", reply), reply
        assert client.ask("registered")[-1] == "1 match for 'registered'"


def test_a_reader_that_pauses_gets_everything(daemon, oracle):
    expected = "".join(oracle.row(c) + "\r\n" for c in oracle.search("cjk"))
    opened = Session(daemon.telnet)
    opened.read_prompt().send(b"cjk\r\n")
    time.sleep(0.5)
    received = opened.read_until(b"\r\n" + PROMPT)
    opened.close()
    # A bare comparison: pytest would take minutes to explain a difference of megabytes.
    same = received.decode() == expected + reported("cjk") + "\r\n" + PROMPT.decode()
    assert same, received[-500:]


def test_queries_sent_during_a_reply_are_answered_after_it(daemon):
    with session(daemon.telnet) as client:
        client.send(b"cjk\r\n")
        client.read_until(b"\r\n")
        client.send(b"registered\r\n" * 50)
        client.read_reply()
        for _ in range(50):
            assert client.read_reply()[-1] == "1 match for 'registered'"


def test_an_idle_session_is_closed(start, warm_state):
    daemon = start(state=warm_state, config={"idle_seconds": 1})
    with session(daemon.wait_ready().telnet) as client:
        began = time.monotonic()
        client.ask("registered")
        assert client.read_all() in (b"", PROMPT)
        assert 0.5 < time.monotonic() - began < 10 * SLOWNESS
