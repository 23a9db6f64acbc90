"""/metrics, parsed by Prometheus' own library for Python, and the dashboard that shows them.

tests/monitoring/run has promtool judge both.
"""

import json
import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from daemon import SMALL, TOP, wait_for
from http_client import connect, exchange, get
from telnet_client import Session

DASHBOARD = TOP / "config/grafana-dashboard.json"
ROUTE = "charfinder_http_requests_total"


def families(daemon):
    """All metrics: name → {labels: value}, and name → type."""
    reply = get(daemon.http, "/metrics")
    assert reply.status == 200
    assert reply.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    samples, types = {}, {}
    for family in text_string_to_metric_families(reply.body.decode("ascii")):
        types[family.name] = family.type
        for sample in family.samples:
            labels = frozenset(sample.labels.items())
            series = samples.setdefault(sample.name, {})
            assert labels not in series, sample
            series[labels] = sample.value
    return samples, types


def value(daemon, name, **labels):
    return families(daemon)[0][name].get(frozenset(labels.items()), 0)


def when_counted(daemon, count, name, **labels):
    """All metrics, once this one has that value: a request is counted when it has ended, which a client
    may know first."""

    def counted():
        samples = families(daemon)[0]
        return samples if samples[name].get(frozenset(labels.items()), 0) >= count else None

    return wait_for(f"{count} in {name}", counted)


def test_every_metric_is_described_and_named_by_the_rules(daemon):
    get(daemon.http, "/api/v1/search?q=sun")
    samples, types = families(daemon)
    assert "unknown" not in types.values(), types
    for name, kind in types.items():
        assert name.startswith(("charfinder_", "process_")), name
        assert kind in ("counter", "gauge", "histogram"), (name, kind)
        assert not name.endswith(("_ms", "_milliseconds", "_percent", "_kilobytes")), name
        if kind == "counter":  # the parser takes the suffix away
            assert f"{name}_total" in samples, name
    for name, series in samples.items():
        for labels, number in series.items():
            assert number >= 0, (name, labels)


@pytest.mark.parametrize(
    "target, route, code",
    [
        ("/api/v1/search?q=cat", "/api/v1/search", "200"),
        ("/api/v1/search?q=cat|", "/api/v1/search", "422"),
        ("/api/v1/characters/U+2600", "/api/v1/characters/", "200"),
        ("/api/v1/characters/nothing", "/api/v1/characters/", "422"),
        ("/api/v1/characters/U+12345678", "/api/v1/characters/", "404"),
        ("/x%22%0ay", "none", "404"),
        ("/metrics", "/metrics", "200"),
    ],
)
def test_requests_are_counted(daemon, target, route, code):
    before = value(daemon, ROUTE, route=route, code=code)
    get(daemon.http, target)
    more = 2 if target == "/metrics" else 1  # asking for it counts
    samples = when_counted(daemon, before + more, ROUTE, route=route, code=code)
    if target != "/metrics":  # which is requested until it is counted
        assert samples[ROUTE][frozenset({("route", route), ("code", code)})] == before + more


def test_what_clients_send_is_no_label(daemon):
    def names():
        return {(name, labels) for name, series in families(daemon)[0].items() for labels in series}

    def asked():
        routes = families(daemon)[0][ROUTE]
        return sum(number for labels, number in routes.items() if ("route", "/metrics") not in labels)

    earlier = asked()
    get(daemon.http, "/nowhere")
    get(daemon.http, "/static/nothing")
    exchange(daemon.http, b"GET / HTTP/1.1\r\n\r\n")
    wait_for("three requests to be counted", lambda: asked() >= earlier + 3)
    before = names()
    for number in range(20):
        get(daemon.http, f"/made-up/{number}?{number}=1")
        get(daemon.http, f"/static/{number}.js")
        exchange(daemon.http, b"BREW%d / HTTP/1.1\r\n\r\n" % number)
    assert names() == before


def test_bytes_and_durations(daemon):
    labels, requests = {"route": "/api/v1/blocks"}, "charfinder_http_request_duration_seconds_count"
    earlier = value(daemon, requests, **labels)
    size = len(get(daemon.http, "/api/v1/blocks").body)
    before = when_counted(daemon, earlier + 1, requests, **labels)
    for _ in range(3):
        get(daemon.http, "/api/v1/blocks")
    after = when_counted(daemon, earlier + 4, requests, **labels)

    def grown(name, **labels):
        key = frozenset(labels.items())
        return after[name][key] - before[name][key]

    assert grown(requests, **labels) == 3
    assert grown("charfinder_http_request_duration_seconds_bucket", le="+Inf", **labels) == 3
    assert 0 < grown("charfinder_http_request_duration_seconds_sum", **labels) < 60
    assert grown("charfinder_sent_bytes_total", service="http") > 3 * size
    assert grown("charfinder_received_bytes_total", service="http") > 3 * 30
    assert grown("charfinder_cache_hits_total", cache="responses") >= 1  # a cache for each reactor


def test_streams_are_counted_to_their_last_byte(daemon):
    before = value(daemon, "charfinder_sent_bytes_total", service="http")
    body = get(daemon.http, "/api/v1/search?q=cjk&format=tsv").body
    scrape = len(get(daemon.http, "/metrics").body)
    after = value(daemon, "charfinder_sent_bytes_total", service="http")
    assert len(body) <= after - before - scrape <= len(body) + 2 * scrape


def test_telnet_is_counted(daemon):
    before = families(daemon)[0]
    session = Session(daemon.telnet).read_prompt()
    session.ask("cat face")
    after = families(daemon)[0]
    telnet = frozenset({("service", "telnet")})
    reading = frozenset({("service", "telnet"), ("state", "reading")})
    for name, labels, least in (
        ("charfinder_telnet_queries_total", frozenset(), 1),
        ("charfinder_telnet_query_duration_seconds_count", frozenset(), 1),
        ("charfinder_received_bytes_total", telnet, len("cat face\r\n")),
        ("charfinder_sent_bytes_total", telnet, 100),
        ("charfinder_connections", reading, 1),
    ):
        assert after[name][labels] - before[name][labels] >= least, name
    session.close()
    wait_for(
        "the session's end",
        lambda: value(daemon, "charfinder_connections", service="telnet", state="reading")
        == before["charfinder_connections"][reading],
    )


def test_connections_by_what_they_do(daemon):
    def reading():
        return value(daemon, "charfinder_connections", service="http", state="reading")

    before = reading()
    with connect(daemon.http) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n")
        wait_for("a connection that is read", lambda: reading() > before)
    wait_for("its end", lambda: reading() == before)


def test_refusals_by_cause(start, warm_state):
    daemon = start(state=warm_state, config={"max_sessions_per_address": 1, "max_sessions": 2})
    with connect(daemon.telnet) as first, connect(daemon.telnet) as second:
        first.recv(100)
        assert b"from your address" in second.recv(200)
        assert value(daemon, "charfinder_connections_refused_total", service="telnet", cause="address") == 1
        assert value(daemon, "charfinder_connections_refused_total", service="telnet", cause="full") == 0


def test_the_process_and_the_index(daemon):
    samples, _ = families(daemon)
    nothing = frozenset()
    status = daemon.status()
    assert samples["process_resident_memory_bytes"][nothing] > 4 << 20
    assert samples["process_cpu_seconds_total"][nothing] > 0
    assert samples["process_start_time_seconds"][nothing] > 1700000000
    wait_for("open files", lambda: value(daemon, "process_open_fds") > 5)
    assert samples["charfinder_index_characters"][nothing] == status["characters"]
    assert samples["charfinder_index_state"][frozenset({("state", "ready")})] == 1
    (labels,) = samples["charfinder_index_info"]
    assert ("generation", status["generation"]) in labels
    assert samples["charfinder_build_info"][frozenset({("version", status["version"])})] == 1


def test_without_an_index(start, empty_state):
    daemon = start(*SMALL, state=empty_state)
    samples, _ = families(daemon)
    assert sum(samples["charfinder_index_state"].values()) == 1
    daemon.wait_ready()
    assert value(daemon, "charfinder_ready") == 1


def test_the_dashboard_asks_for_metrics_that_there_are(daemon):
    get(daemon.http, "/api/v1/search?q=sun")  # a duration
    names = set(families(daemon)[0])
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    expressions = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", ())]
    assert len(expressions) > 10
    for expression in expressions:
        asked = re.findall(r"\b(?:charfinder|process)_\w+", expression)
        assert asked and names.issuperset(asked), expression
