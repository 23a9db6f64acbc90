"""What a healthy daemon answers and leaves in its state directory, whatever happened before."""

import re

from daemon import DIGESTS_FILE, LOCK_FILE
from figures import reported
from telnet_client import session


def answers(daemon):
    """The generation and some replies, which must be the same in every run."""
    with session(daemon.telnet) as client:
        queries = ("cat face", "digit", "CJK UNIFIED IDEOGRAPH-4E00", "☀")
        replies = [client.ask(query) for query in queries]
    return daemon.status()["generation"], replies


def assert_well(daemon, oracle):
    _, replies = answers(daemon)
    assert replies[0][-1] == "10 matches for 'cat face'"
    assert replies[1] == [*(oracle.row(c) for c in oracle.search("digit")), reported("digit")]


def left_over(directory):
    """The names of all files but those that stay: the lock, the digests of sources, and the page's files,
    which the daemon keeps for later versions."""
    stay = (LOCK_FILE, DIGESTS_FILE)
    names = sorted(path.name for path in directory.iterdir() if path.name not in stay)
    return [name for name in names if not re.fullmatch(r"page-[0-9a-f]{16}\.files", name)]


def same_bytes(one, other):
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
