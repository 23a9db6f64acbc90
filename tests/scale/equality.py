"""Do replicas that have each built their own index answer with the same bytes and the same ETags?"""

import http.client
import itertools

from daemon import PATIENCE

LANGUAGES = ("en", "de", "fr", "ja")


def targets(names, wanted):
    """Targets of every kind about some of the names of characters, evenly spread over Unicode."""
    each = (
        "/api/v1/search?q={word}", "/api/v1/search?q={word}&limit=5&lang={lang}&facets=block",
        "/search?q={word}&limit=10", "/?query={word}&lang={lang}", "/api/v1/suggest?q={word}",
        "/api/v1/characters/U+{code:04X}", "/api/v1/inspect?text=%26%23x{code:X};", "/U+{code:04X}",
        "/api/v1/search?q={word}&format=ndjson&limit=20",
    )  # fmt: skip
    step = max(1, len(names) * len(each) // wanted)
    chosen = list(names.items())[::step]
    made = (
        form.format(word=name.lower().split()[-1], code=code, lang=lang)
        for (code, name), form, lang in zip(
            itertools.chain.from_iterable([pair] * len(each) for pair in chosen),
            itertools.cycle(each),
            itertools.cycle(LANGUAGES),
            strict=False,
        )
    )
    return list(dict.fromkeys(made))[:wanted]


def ask(connection, target):
    connection.request("GET", target)
    reply = connection.getresponse()
    return reply.status, reply.getheader("ETag"), reply.read()


def differences(ports, wanted):
    """Every target of every replica. Returns (replies compared, differences as text)."""
    connections = [http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE) for port in ports]
    compared, different = 0, []
    for target in wanted:
        first, *others = [ask(connection, target) for connection in connections]
        for number, other in enumerate(others, 2):
            compared += 1
            if other != first:
                different.append(
                    f"{target}: {first[:2]}, {len(first[2])} bytes; "
                    f"replica {number}: {other[:2]}, {len(other[2])} bytes"
                )
    for connection in connections:
        connection.close()
    return compared, different
