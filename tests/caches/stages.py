"""The stages: what is put before the replicas, what is asked, and what must come out."""

import gzip
import http.client
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
from contextlib import ExitStack
from pathlib import Path

from caches import Haproxy, Nginx, NginxByLanguage, Varnish, VarnishByLanguage, program
from daemon import ANY_PORTS, FINDER, PATIENCE, TOP, Daemon, index_file

GOAL = 0.95  # of the answers asked for a second time
JUDGED = TOP / "tests/relevance/queries.tsv"
QUERIES = 400  # of the judged ones, evenly

# What browsers send: 50 people, hardly two of them the same.
TAGS = ("de", "fr", "es", "it", "pt-BR", "ja", "zh-CN", "ru", "pl", "nl")
ACCEPTED = [
    f"{first}-{region},{first};q=0.{weight},en;q=0.{weight - 2}"
    for (first, region), weight in zip(
        itertools.product((tag.split("-")[0] for tag in TAGS), ("DE", "CH", "US", "BR", "CN")),
        itertools.cycle((9, 8, 7)),
    )
]
assert len(set(ACCEPTED)) == 50
CODINGS = ("gzip, deflate, br, zstd", "gzip, deflate, br", "gzip")


def ask(connection, target, language, coding):
    """(status, headers, body)"""
    headers = {"Accept-Language": language, "Accept-Encoding": coding}
    connection.request("GET", target, headers=headers)
    reply = connection.getresponse()
    fields = {name.lower(): value for name, value in reply.getheaders()}
    return reply.status, fields, reply.read()


def connect(port):
    return http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)


def mix():
    lines = JUDGED.read_text(encoding="utf-8").splitlines()
    queries = list(
        dict.fromkeys(line.split("\t")[1] for line in lines if line and not line.startswith("#"))
    )
    targets = ["/", "/api/v1/blocks", "/opensearch.xml"]
    for query in queries[:: len(queries) // QUERIES]:
        quoted = urllib.parse.quote(query)
        targets += [
            f"/?query={quoted}",
            f"/search?q={quoted}",
            f"/api/v1/search?q={quoted}",
            f"/api/v1/suggest?q={quoted}",
        ]
    return targets


class Replicas:
    """Daemons with the same index."""

    def __init__(self, folder, *arguments, count=2):
        self.daemons = []
        for number in range(count):
            state = folder / f"state-{number}"
            if not state.exists():
                state.mkdir()
                shutil.copy(index_file(folder / "index"), state)
            flags = ("--state-dir", state, *ANY_PORTS, "--threads", "1", *arguments)
            self.daemons.append(Daemon(*flags).wait_ready())
        assert len({daemon.status()["generation"] for daemon in self.daemons}) == 1

    @property
    def ports(self):
        return [daemon.http for daemon in self.daemons]

    def stop(self):
        for daemon in self.daemons:
            daemon.stop()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def save_index(folder, *arguments):
    (folder / "index").mkdir()
    finder = [FINDER, "--state-dir", folder / "index", *arguments, "sun"]
    subprocess.run(finder, check=True, stdout=subprocess.DEVNULL)


def is_page(target):
    return target.startswith("/?") or target == "/"


def ask_all(cache, targets, again):
    """(hits, those for programs, statuses other than 200). Again, everything is asked by somebody else who reads
    the same language: what is in another one cannot come from the cache."""
    hits, programs, others = 0, 0, {}
    connection = connect(cache.port)
    for number, target in enumerate(targets):
        person = number % len(ACCEPTED)
        language = ACCEPTED[person // 5 * 5 + (person + again) % 5]
        status, headers, _ = ask(connection, target, language, CODINGS[number % 3])
        hits += cache.hit(headers)
        programs += cache.hit(headers) and not is_page(target)
        if status != 200:
            others[status] = others.get(status, 0) + 1
    connection.close()
    return hits, programs, others


def hits_stage(folder):
    """How much comes from the cache when everything is asked a second time: of what programs get, with the caches'
    stock configuration; of all, with that of config/examples/ (marked *)."""
    missed = []
    targets = mix()
    for_programs = sum(not is_page(target) for target in targets)
    print(f"{'cache':<10}{'languages':<12}{'asked':>7}{'hits 1st':>10}{'hits 2nd':>10}{'rate':>8}{'programs':>10}")
    for languages in ("en", "de,fr"):
        place = folder / languages
        place.mkdir()
        save_index(place, *(() if languages == "en" else ("--languages", languages)))
        flags = () if languages == "en" else ("--languages", languages)
        with Replicas(place, *flags) as replicas:
            for kind in (Varnish, Nginx, VarnishByLanguage, NginxByLanguage):
                with kind(replicas.ports, place) as cache:
                    first, _, _ = ask_all(cache, targets, 0)
                    second, programs, others = ask_all(cache, targets, 1)
                rate, stock = second / len(targets), programs / for_programs
                print(f"{cache.name:<10}{languages:<12}{len(targets):>7}{first:>10}{second:>10}"
                      f"{rate:>8.1%}{stock:>10.1%}  {others or ''}", flush=True)  # fmt: skip
                judged = rate if cache.name.endswith("*") else stock
                if judged < GOAL:
                    missed.append(f"{cache.name} hit {judged:.1%} with {languages}, less than {GOAL:.0%}")
    return missed


def follow(port, target, steps=100):
    """All rows from the target on, as a client reads them that begins again where a 409 tells it to:
    (rows, 409s)."""
    connection = connect(port)
    rows, conflicts, at = [], 0, target
    for _ in range(steps):
        status, _, body = ask(connection, at, "en", "identity")
        answer = json.loads(body)
        if status == 409:
            rows, conflicts = [], conflicts + 1
            at = f"{target}&generation={answer['generation']}"
            continue
        assert status == 200, (at, status)
        rows += [row.get("codepoint") or row["codepoints"] for row in answer["results"]]
        if answer["next"] is None:
            assert len(rows) == answer["total"], target
            return rows, conflicts
        at = answer["next"]
    return rows, conflicts


def upgrade_stage(folder):
    """The index is replaced while the cache has the old first page of a result, or all of its pages: the
    result is then the old one for as long as the first page is fresh, and never a mixture."""
    failures = []
    save_index(folder)
    table = folder / "names.d"
    table.mkdir()
    targets = [f"/api/v1/search?q={query}&limit=20" for query in ("arrow", "cat", "greek", "heart")]
    with ExitStack() as stack:
        replicas = stack.enter_context(Replicas(folder))
        cache = stack.enter_context(Varnish(replicas.ports, folder))
        before = [follow(replicas.ports[0], target)[0] for target in targets]
        whole = targets[::2]
        for target in targets:
            follow(cache.port, target, steps=100 if target in whole else 1)
        (table / "site.tsv").write_text("U+2764\talias\tcat greek arrow heart of the site\n")
        config = folder / "config.json"
        config.write_text(json.dumps({"names_dirs": [str(table)]}))
        old = replicas.daemons[0].status()["generation"]
        ports = replicas.ports
        replicas.stop()
        for number, port in enumerate(ports):
            flags = ("--config", config, "--telnet", "off", "--http", f"127.0.0.1:{port}")
            replicas.daemons[number] = Daemon("--state-dir", folder / f"state-{number}", *flags)
        for daemon in replicas.daemons:
            daemon.wait_ready()
        new = replicas.daemons[0].status()["generation"]
        assert old != new, "the table made no difference"
        print(f"{'query':<36}{'cached':>8}{'rows':>6}{'409s':>6}")
        for target, rows_before in zip(targets, before):
            kept = target in whole
            rows, conflicts = follow(cache.port, target)
            print(f"{target:<36}{'all' if kept else 'first':>8}{len(rows):>6}{conflicts:>6}", flush=True)
            expected = rows_before if kept else follow(replicas.ports[0], target)[0]
            if rows != expected or len(rows) != len(set(map(str, rows))):
                failures.append(f"{target}: rows are missing, repeated or of another index")
            if conflicts != (0 if kept else 1):
                failures.append(f"{target}: began again {conflicts} times")
    return failures


def build_other(folder):
    """A build of the same sources with other files of the page."""
    source = folder / "source"
    source.mkdir()
    list_files = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(list_files, cwd=TOP, check=True, capture_output=True)
    for name in listed.stdout.decode().split("\0"):
        if name and (TOP / name).is_file() and not name.startswith("tests/"):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TOP / name, source / name)
    style = source / "static/style/style.css"
    style.write_text(style.read_text(encoding="utf-8") + "\n/* another version */\n", encoding="utf-8")
    build = folder / "build"
    for command in (
        ["cmake", "-S", source, "-B", build, "-DCMAKE_BUILD_TYPE=Debug"],
        ["cmake", "--build", build, "--parallel", str(os.cpu_count()), "--target", "charfinderd"],
    ):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return build / "charfinderd"


def files_of(page):
    """The paths of the files that the start page links to: its links are relative to "/"."""
    return ["/" + link for link in re.findall(r"(?:href|src)=\"/?(static/[^\"]+)\"", page.decode())]


def versions_stage(folder):
    """Pages and their files through HAProxy, from replicas of two versions; then from one replica that was
    upgraded."""
    failures = []
    program("haproxy")
    save_index(folder)
    other = build_other(folder)
    states = []
    for name in ("old", "new"):
        states.append(folder / name)
        states[-1].mkdir()
        shutil.copy(index_file(folder / "index"), states[-1])
    with ExitStack() as stack:
        old = Daemon("--state-dir", states[0], *ANY_PORTS).wait_ready()
        stack.callback(old.stop)
        new = Daemon("--state-dir", states[1], *ANY_PORTS, program=other).wait_ready()
        stack.callback(new.stop)
        proxy = stack.enter_context(Haproxy([old.http, new.http], folder))
        editions, asked, lost = set(), 0, []
        connection = connect(proxy.port)
        for _ in range(10):
            _, _, page = ask(connection, "/", "en", "identity")
            for file in files_of(page):
                status, _, _ = ask(connection, file, "en", "identity")
                asked += 1
                editions.add(file.split("/")[2])
                if status != 200:
                    lost.append(file)
        print(f"two versions behind HAProxy: {len(editions)} editions, {asked} files, "
              f"{len(lost)} lost", flush=True)  # fmt: skip
        if len(editions) != 2:
            failures.append(f"two versions have {len(editions)} editions of the page's files")
        if lost:
            failures.append(f"files lost between two versions: {lost[:3]}")
        _, _, page = ask(connect(old.http), "/", "en", "identity")
    upgraded = Daemon("--state-dir", states[0], *ANY_PORTS, program=other).wait_ready()
    connection = connect(upgraded.http)
    lost = [file for file in files_of(page) if ask(connection, file, "en", "gzip")[0] != 200]
    _, headers, coded = ask(connection, files_of(page)[0], "en", "gzip")
    assert headers.get("content-encoding") != "gzip" or gzip.decompress(coded)
    connection.close()
    upgraded.stop()
    print(f"files of the version before, after an upgrade: {len(files_of(page))}, {len(lost)} lost")
    if lost:
        failures.append(f"files of the version before are lost: {lost[:3]}")
    return failures


STAGES = {"hits": hits_stage, "upgrade": upgrade_stage, "versions": versions_stage}


def run_all(only):
    failures = []
    for name, stage in STAGES.items():
        if only in (None, name):
            print(f"== {name}", flush=True)
            with tempfile.TemporaryDirectory(prefix="charfinder-caches-") as folder:
                failures += stage(Path(folder))
    for failure in failures:
        print(f"failed: {failure}", file=sys.stderr)
    return bool(failures)
