"""The rows of tests/scale/run: each is a load over HAProxy, and what happens to the replicas meanwhile."""

import signal
import time
from contextlib import ExitStack, closing

import load
from balancer import Balancer
from cache import Cache
from daemon import PROGRAM, index_file
from equality import differences, targets
from oracle import read_names
from replicas import Replica, generation
from versions import build_next

MINUTES = 60
HITS_LEAST = 0.95
CONFIG = {"drain_seconds": 4, "shutdown_seconds": 10}
SILENT_SECONDS = 6
SLOW_ROUNDS = 20


class Stage:
    """The replicas, HAProxy and Varnish, and the program of the next version."""

    def __init__(self, options, folder, stack):
        self.options, self.folder = options, folder
        self.current = PROGRAM
        self.next = options.next / "charfinderd" if options.next else build_next()
        self.replicas = [
            stack.enter_context(closing(self._replica(f"replica-{number}", self.current)))
            for number in range(1, options.replicas + 1)
        ]
        # One of each version gets no requests: what that version replies is learned from it.
        self.models = [
            stack.enter_context(closing(self._replica(name, program)))
            for name, program in (("current", self.current), ("next", self.next))
        ]
        for replica in (*self.replicas, *self.models):
            replica.wait_ready().daemon.wait_saved(replica.folder)
        self.balancer = stack.enter_context(
            closing(Balancer(folder / "haproxy", self.replicas, tls=True))
        )
        self.cache = stack.enter_context(
            closing(Cache(folder / "cache", self.balancer.ports["http"]))
        )

    def _replica(self, name, program):
        """Each builds an index of its own."""
        return Replica(
            self.folder / name, None, program=program, held=False, config=CONFIG
        ).start()

    def wait_for_all(self):
        self.balancer.wait_for_all(self.replicas)

    def load(self, service, port):
        return load.Load(
            self.options.build / "scale-client", service, port, self.options.requests,
            self.options.connections, self.folder, [model.ports[service] for model in self.models],
        )  # fmt: skip


# What happens.


def nothing(_stage):
    pass


def one_killed(stage):
    for replica in stage.replicas:
        replica.kill()
        time.sleep(1)
        replica.start()
        stage.wait_for_all()


def one_drained(stage):
    for replica in stage.replicas:
        replica.restart()
        stage.wait_for_all()


def _roll(stage, program):
    for replica in stage.replicas:
        replica.terminate()
        replica.program = program
        replica.start()
        stage.wait_for_all()


def rolling_upgrade(stage):
    _roll(stage, stage.next)


def rolling_back(stage):
    _roll(stage, stage.current)


def one_silent(stage):
    """Its ports accept, and nothing is answered: a machine that hangs."""
    daemon = stage.replicas[0].daemon
    daemon.send(signal.SIGSTOP)
    time.sleep(SILENT_SECONDS)
    daemon.send(signal.SIGCONT)
    stage.wait_for_all()


def one_slow(stage):
    """It runs a quarter of the time."""
    daemon = stage.replicas[0].daemon
    for _ in range(SLOW_ROUNDS):
        daemon.send(signal.SIGSTOP)
        time.sleep(0.3)
        daemon.send(signal.SIGCONT)
        time.sleep(0.1)
    stage.wait_for_all()


def one_building(stage):
    """A replica that joins without an index."""
    replica = stage.replicas[0]
    replica.terminate()
    index_file(replica.folder).unlink()
    replica.start()
    stage.wait_for_all()


ROWS = {
    "all well": ("http", "http", nothing),
    "one killed": ("http", "http", one_killed),
    "one restarted": ("http", "http", one_drained),
    "rolling upgrade": ("http", "http", rolling_upgrade),
    "rolling back": ("http", "http", rolling_back),
    "one silent": ("http", "http", one_silent),
    "one slow": ("http", "http", one_slow),
    "one building": ("http", "http", one_building),
    "https, one restarted": ("http", "https", one_drained),
    "telnet, one restarted": ("telnet", "telnet", one_drained),
    "telnet with TLS, one restarted": ("telnet", "telnets", one_drained),
}


def happens(stage, name):
    service, port, upheaval = ROWS[name]
    stage.wait_for_all()
    one = stage.load(service, stage.balancer.client_port(port))
    try:
        one.begin()
        one.wait_for_requests(one.requests // 10, 5 * MINUTES)
        upheaval(stage)
        report = one.end(10 * MINUTES)
    finally:
        one.close()
    print(load.row(name, report), flush=True)
    return report["failed"]


def cached(stage):
    """The same mix twice, over Varnish: the second time it has all that may be kept."""
    stage.wait_for_all()
    failed = 0
    for turn in ("first", "second"):
        before = stage.cache.counts()
        one = stage.load("http", stage.cache.port)
        try:
            one.begin()
            report = one.end(5 * MINUTES)
        finally:
            one.close()
        hits, requests = (now - then for now, then in zip(stage.cache.counts(), before, strict=True))
        print(load.row(f"Varnish, the {turn} time", report), f"{hits / requests:.1%} hits", flush=True)
        failed += report["failed"]
    if hits / requests < HITS_LEAST:
        print(f"FAILED: less than {HITS_LEAST:.0%} hits")
        failed += 1
    return failed


def equal(stage):
    generations = {generation(replica) for replica in (*stage.replicas, *stage.models)}
    ports = [replica.ports["http"] for replica in stage.replicas]
    wanted = targets(read_names(), stage.options.pairs // max(1, len(ports) - 1))
    compared, different = differences(ports, wanted)
    print(f"{len(ports)} replicas, {len(generations)} generation, {compared} pairs of replies: "
          f"{len(different)} differ", flush=True)  # fmt: skip
    for line in different[:10]:
        print(f"  {line}")
    return len(different) + len(generations) - 1


def failures(options, folder):
    with ExitStack() as stack:
        stage = Stage(options, folder, stack)
        failed = 0
        if options.only is None:
            failed += equal(stage)
        print(load.HEAD, flush=True)
        for name in ROWS:
            if options.only in (None, name):
                failed += happens(stage, name)
        if options.only in (None, "Varnish"):
            failed += cached(stage)
        for replica in (*stage.replicas, *stage.models):
            replica.terminate()
        bad = [trouble for replica in (*stage.replicas, *stage.models) for trouble in replica.ended_badly]
        for trouble in bad:
            print(f"FAILED: a daemon ended with {trouble}")
        return failed + len(bad)
