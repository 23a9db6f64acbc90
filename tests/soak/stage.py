"""The daemon, the processes of the clients, and the report."""

import multiprocessing
import random
import tempfile
import threading
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

import healthy
import hostile
import measure
import slow
import upheaval
import vanishing
from daemon import REPORT, SLOWNESS, Daemon
from questions import learn

KINDS = {"healthy": healthy, "slow": slow, "hostile": hostile, "vanishing": vanishing}
CONFIG = """{"telnet": "127.0.0.1:0", "http": "127.0.0.1:0", "threads": 2, "max_sessions": 200,
"max_connections": 200, "idle_seconds": 60, "keep_alive_seconds": 20, "header_seconds": 3,
"write_seconds": 4, "shutdown_seconds": 5, "log_level": "warning"}"""

LATENCIES_KEPT = 100_000
SPIN = 0.02  # processors that an idle daemon may use
SLOPE_AFTER = 300  # seconds: a shorter run says nothing about growth
SLOPE_BOUND = 1 << 20  # bytes a minute
LEFT_BOUND = 1.2  # resident memory a minute after the clients left, over that before they came


@dataclass
class Counts:
    """What the clients of one kind saw. Safe for threads of CPython."""

    replies: int = 0
    refused: int = 0
    losses: list = field(default_factory=list)
    latencies: list = field(default_factory=list)

    def reply(self, latency=None):
        self.replies += 1
        if latency is not None:
            # Beyond that, a random one is replaced, so that all have the same chance.
            if len(self.latencies) < LATENCIES_KEPT:
                self.latencies.append(latency)
            else:
                self.latencies[random.randrange(LATENCIES_KEPT)] = latency


@dataclass(frozen=True)
class Learned:
    """Where the daemon is and what it must answer."""

    telnet: int
    http: int
    queries: dict
    targets: dict


def play(client, learned, stop, chance, counts):
    while not stop.is_set():
        try:
            client(learned, stop, chance, counts)
        except Exception as problem:  # pylint: disable=broad-except
            detail = f"{client.__name__}: {type(problem).__name__}: {problem}"
            counts.losses.append(detail)
            if len(counts.losses) > 20:
                return
            if not isinstance(problem, (OSError, KeyError)) and "Lost" not in detail:
                traceback.print_exc()


def play_kind(name, learned, stop, seed, pipe):
    """All clients of one kind, in a process."""
    counts = Counts()
    threads = []
    for number, client in enumerate(KINDS[name].CLIENTS):
        chance = random.Random(f"{seed} {name} {number}")
        threads.append(
            threading.Thread(target=play, args=(client, learned, stop, chance, counts), daemon=True)
        )
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pipe.send(counts)


class Crowd:
    """The processes of all kinds."""

    def __init__(self, learned, seed):
        self.stop = multiprocessing.Event()
        self.pipes, self.processes = {}, []
        for name in KINDS:
            self.pipes[name], ours = multiprocessing.Pipe(duplex=False)
            arguments = (name, learned, self.stop, seed, ours)
            self.processes.append(multiprocessing.Process(target=play_kind, args=arguments, daemon=True))
            self.processes[-1].start()

    def finish(self, patience):
        """{kind: counts}. A kind that does not end is a loss."""
        self.stop.set()
        counts = {}
        for name, pipe in self.pipes.items():
            if pipe.poll(patience):
                counts[name] = pipe.recv()
            else:
                counts[name] = Counts(losses=[f"{name} clients did not end within {patience} s"])
        for process in self.processes:
            process.join(1)
            process.kill()
        return counts


def watch(daemon, seconds):
    """[(second, resident bytes)], and the most descriptors, until the time is over or it ended."""
    samples, most, began = [], 0, time.monotonic()
    while (now := time.monotonic() - began) < seconds and daemon.process.poll() is None:
        try:
            samples.append((now, measure.resident(daemon.pid)))
            most = max(most, measure.descriptors(daemon.pid))
        except OSError:
            break  # it has just ended
        time.sleep(min(1.0, seconds / 10))
    return samples, most


def use_of_processor(daemon, seconds=2):
    """Processors used, on average of some seconds."""
    before, began = measure.processor_seconds(daemon.pid), time.monotonic()
    time.sleep(seconds)
    return (measure.processor_seconds(daemon.pid) - before) / (time.monotonic() - began)


def settle(daemon, descriptors):
    """Waits until everything of the clients is gone, and the last index is built: a spin never ends.
    Returns the descriptors, and the processors used when nothing is to be done."""
    end = time.monotonic() + 30 * SLOWNESS
    while measure.descriptors(daemon.pid) > descriptors and time.monotonic() < end:
        time.sleep(0.1)
    while (used := use_of_processor(daemon)) > SPIN and time.monotonic() < end:
        pass
    return measure.descriptors(daemon.pid), used


def soak(options):
    with tempfile.TemporaryDirectory(prefix="charfinder-soak.") as name:
        folder = Path(name)
        (folder / "sources").mkdir()
        upheaval.make_sources(folder / "sources")
        (folder / "config.json").write_text(CONFIG, encoding="ascii")
        daemon = Daemon("--config", folder / "config.json", "--state-dir", folder / "state",
                        "--sources-dir", folder / "sources")  # fmt: skip
        try:
            return run(options, folder, daemon.wait_ready())
        finally:
            daemon.kill()


def run(options, folder, daemon):
    learned = Learned(daemon.telnet, daemon.http, *learn(daemon.telnet, daemon.http, healthy.SOURCE))
    time.sleep(1)  # for its connections to be closed
    idle, small = measure.descriptors(daemon.pid), measure.resident(daemon.pid)
    stop, reloads = threading.Event(), Counts()
    pause = 1.5 * SLOWNESS
    upheavals = threading.Thread(
        target=upheaval.run, args=(folder / "sources", daemon.pid, stop, pause, reloads), daemon=True
    )
    crowd = Crowd(learned, options.seed)
    upheavals.start()
    samples, most = watch(daemon, options.seconds)
    stop.set()
    upheavals.join()
    counts = crowd.finish(patience=90)
    violations = [f"{name}: {loss}" for name in counts for loss in counts[name].losses]
    if daemon.process.poll() is not None:
        violations.append(f"the daemon ended with {daemon.wait_end()}")
        left, used, large = 0, 0.0, 0
    else:
        left, used = settle(daemon, idle)
        large = measure.resident(daemon.pid)
        if judges_memory(options) and large > small * LEFT_BOUND:
            time.sleep(60)
            large = measure.resident(daemon.pid)
        violations += list(judge(options, idle, left, used, samples, small, large))
        violations += list(end(daemon))
    report(options, counts, reloads, samples, most, idle, left, used, small, large)
    for violation in violations:
        print("VIOLATED", violation)
    print(f"{len(violations)} violations")
    return 1 if violations else 0


def judges_memory(options):
    """A sanitizer's memory says nothing, and neither does a short run."""
    return not options.sanitized and options.seconds >= SLOPE_AFTER


def judge(options, idle, left, used, samples, small, large):
    if left > idle:
        yield f"{left} descriptors after the clients left, {idle} before they came"
    if used > SPIN:
        yield f"{used:.0%} of a processor while nobody is connected"
    if judges_memory(options):
        if large > small * LEFT_BOUND:
            yield f"{large >> 20} MiB a minute after the clients left, {small >> 20} before"
        growth = measure.slope(samples)
        if growth > SLOPE_BOUND:
            yield f"memory grows by {growth / 1024:.0f} KiB a minute"


def end(daemon):
    """SIGTERM: it must exit with 0, and a sanitizer must have nothing to say."""
    try:
        daemon.stop()
    except AssertionError as problem:
        yield f"the end: {problem}"
    if REPORT.search(daemon.stderr):
        yield f"a report on stderr: {daemon.stderr[-3000:]}"


def report(options, counts, reloads, samples, most, idle, left, used, small, large):
    print(f"{'clients':<12}{'number':>8}{'replies':>10}{'refused':>10}{'lost':>6}{'p50 ms':>9}{'p99 ms':>9}{'worst':>9}")
    for name, seen in counts.items():
        times = [f"{1000 * measure.percentile(seen.latencies, share):.1f}" if seen.latencies else "-"
                 for share in (0.5, 0.99, 1)]  # fmt: skip
        print(f"{name:<12}{len(KINDS[name].CLIENTS):>8}{seen.replies:>10}{seen.refused:>10}{len(seen.losses):>6}"
              + "".join(f"{text:>9}" for text in times))  # fmt: skip
    mib = 1 << 20
    peak = max((size for _, size in samples), default=0)
    print(f"{reloads.replies} reloads, {(reloads.replies + 1) // 2} with other sources, in {options.seconds:.0f} s")
    print(f"memory: {small / mib:.1f} MiB before, at most {peak / mib:.1f}, {large / mib:.1f} after; "
          f"slope {measure.slope(samples) / 1024:+.0f} KiB a minute")  # fmt: skip
    print(f"descriptors: {idle} before, at most {most}, {left} after; idle: {used:.1%} of a processor")
