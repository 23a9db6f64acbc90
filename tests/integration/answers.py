"""What a healthy daemon answers and leaves in its state directory, whatever happened before."""

from oracle import status
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
    assert replies[1] == [*(oracle.row(c) for c in oracle.search("digit")), status(898, "digit")]


def left_over(directory):
    return sorted(path.name for path in directory.iterdir())


def same_bytes(one, other):
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
