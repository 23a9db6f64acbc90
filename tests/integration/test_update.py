"""`charfinder update` from a site that stalls, cuts, lies and recovers (update_site.py). Times are scaled
down by the program's own options."""

import fcntl
import http.server
import json
import os
import pty
import random
import re
import resource
import shutil
import signal
import struct
import subprocess
import termios
import threading
import time
import zipfile
from pathlib import Path

import pytest

import update_site
from daemon import ANY_PORTS, FINDER, PATIENCE, Daemon, clean_environment, wait_for
from no_exchange import no_exchange
from terminal import Terminal, read_terminal
from update_site import content, cut, drop, endless, redirect, serving, stall, status, trickle

NIGHTLY = bool(os.environ.get("CHARFINDER_NIGHTLY"))
FAST = ("--pause-ms", "0", "--backoff-ms", "1", "--stall-seconds", "30")
BLOCKS = "/Public/17.0.0/ucd/Blocks.txt"
DATA = "/Public/17.0.0/ucd/UnicodeData.txt"
CLDR = "/Public/cldr/48/cldr-common-48.zip"
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def environment(**changes):
    kept = {k: v for k, v in clean_environment().items() if k.lower() not in PROXIES}
    return {**kept, **changes}


def command(site, into, *options):
    return [str(x) for x in (FINDER, "update", "--mirror", site.url, "--into", into, *FAST, *options)]


def update(site, into, *options, env=None, **popen):
    return subprocess.run(command(site, into, *options), capture_output=True, text=True,
                          timeout=PATIENCE, env=env or environment(), **popen)  # fmt: skip


def content_of(into):
    """All files that the index may read, with their bytes."""
    top = Path(into, "unicode")
    return {str(p.relative_to(top)): p.read_bytes() for p in top.rglob("*") if p.is_file()}


def version_of(into):
    text = Path(into, "unicode/charfinder-update.tsv").read_text(encoding="utf-8")
    return text.splitlines()[1].split("\t")[1]


def outcomes(done):
    """{file: outcome} of the plain lines."""
    lines = [line.split(": ") for line in done.stdout.splitlines()]
    return {line[0]: line[1].split(",")[0] for line in lines if len(line) > 1}


@pytest.fixture(scope="module")
def shared_site():
    with serving() as one:
        yield one


@pytest.fixture
def site(shared_site):
    """A site that behaves; what a test changes is undone."""
    shared_site.reset()
    return shared_site


@pytest.fixture(scope="module")
def original(shared_site, tmp_path_factory):
    into = tmp_path_factory.mktemp("original") / "sources"
    assert update(shared_site, into).returncode == 0
    return into


@pytest.fixture
def filled(site, original, tmp_path):
    """A folder with version 17.0.0, and its content."""
    site.reset()
    into = tmp_path / "sources"
    shutil.copytree(original, into)
    return into, content_of(into)


# What arrives.


def test_a_first_update_fills_the_folder(site, tmp_path):
    into = tmp_path / "a/sources"
    assert update(site, into, "--check").returncode == 1
    assert not into.exists()
    done = update(site, into)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(f"37 files: 37 OK\n{into} now has Unicode 17.0.0 and CLDR 48.\n")
    there = content_of(into)
    assert there["Blocks.txt"] == site.files[BLOCKS]
    assert {"emoji/emoji-test.txt", "security/confusables.txt", "Unihan_Readings.txt.bz2",
            "cldr/common/annotations/de.xml", "cldr/common/main/de.xml"} <= there.keys()  # fmt: skip
    assert "cldr/common/uca/allkeys_CLDR.txt" not in there
    assert os.listdir(into / ".update") == ["lock"]
    assert update(site, into, "--check").returncode == 0


def test_the_index_reads_what_arrived(filled, tmp_path):
    into, _ = filled
    where = ("--sources-dir", into, "--state-dir", tmp_path)
    subprocess.run([FINDER, *where, "cat"], check=True, capture_output=True, timeout=PATIENCE)
    dump = subprocess.run([FINDER, *where, "--dump-index"], check=True, capture_output=True,
                          text=True, timeout=PATIENCE).stdout  # fmt: skip
    for source in ("aliases", "nameslst", "sequence", "emoji", "emojivar", "cldr", "unihan"):
        assert re.search(rf"^{source} +ok ", dump, re.MULTILINE), dump


def test_nothing_is_sent_again(site, filled):
    into, before = filled
    done = update(site, into)
    assert done.returncode == 0 and "37 files: 37 unchanged\n" in done.stdout
    assert "as before" in done.stdout and content_of(into) == before
    # Without validators the bytes come again, and are the same.
    site.etags = False
    assert "37 files: 37 unchanged\n" in update(site, into).stdout


def test_one_file_changes(site, filled):
    into, before = filled
    site.files[BLOCKS] = site.files[BLOCKS].replace(b"Value", b"Other")
    done = update(site, into)
    assert done.returncode == 0 and outcomes(done)["Blocks.txt"] == "OK"
    assert "37 files: 1 OK, 36 unchanged\n" in done.stdout
    after = content_of(into)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"Blocks.txt", "charfinder-update.tsv"}


def test_a_file_that_somebody_changed_is_fetched_again(filled, site):
    into, before = filled
    (into / "unicode/Blocks.txt").write_text("changed\n")
    (into / "unicode/cldr/common/main/de.xml").unlink()
    done = update(site, into)
    assert done.returncode == 0, done.stdout
    assert content_of(into) == before


def test_versions_by_hand(site, filled):
    into, before = filled
    site.files.update(update_site.unicode_files("18.0.0"))
    done = update(site, into, "--unicode", "18.0", "--cldr", "none")
    assert done.returncode == 0, done.stdout
    assert version_of(into) == "18.0.0" or version_of(into) == "18.0"
    after = content_of(into)
    assert {p: b for p, b in after.items() if p.startswith("cldr")} == {
        p: b for p, b in before.items() if p.startswith("cldr")
    }
    assert update(site, into, "--check", "--unicode", "19").returncode == 1
    assert update(site, into, "--unicode", "19").returncode == 66


def test_older_layouts(tmp_path):
    files = update_site.site_files("16.0.0")
    for name in ("emoji-test", "emoji-sequences", "emoji-zwj-sequences"):
        files[f"/Public/emoji/16.0/{name}.txt"] = files.pop(f"/Public/16.0.0/emoji/{name}.txt")
    files["/Public/security/16.0.0/confusables.txt"] = files.pop("/Public/16.0.0/security/confusables.txt")
    files["/Public/cldr/48/core.zip"] = files.pop(CLDR)
    with serving(files) as site:
        assert update(site, tmp_path / "sources").returncode == 0


# What passes.


@pytest.mark.parametrize("name, deeds", {
    "busy": [status(503)],
    "too many": [status(429, **{"Retry-After": "0"}), status(429, **{"Retry-After": "0"})],
    "dropped": [drop, drop],
    "moved": [redirect(DATA + "?moved")],
    "wrong length": [content(b"0041;", length=500), status(500)],
    "cut": [cut(1), cut(80)],
}.items())  # fmt: skip
def test_what_passes_is_tried_again(site, tmp_path, name, deeds):
    site.files[DATA + "?moved"] = site.files[DATA]
    site.deeds[DATA] = list(deeds)
    done = update(site, tmp_path / "sources")
    assert done.returncode == 0, done.stdout
    assert not site.deeds[DATA]
    if name != "moved":
        assert "UnicodeData.txt: " in done.stdout and "trying again" in done.stdout


def test_silent_and_slow_servers_are_left(site, tmp_path):
    site.deeds[DATA], site.deeds[BLOCKS] = [stall], [trickle]
    done = update(site, tmp_path / "sources", "--stall-seconds", "1")
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("trying again") == 2


def test_a_cut_at_any_byte_is_resumed(site, tmp_path):
    body = site.files[DATA]
    into = tmp_path / "sources"
    points = range(1, len(body)) if NIGHTLY else random.sample(range(1, len(body)), 3)
    for size in points:
        site.seen.clear()
        site.deeds[DATA] = [cut(size)]
        done = update(site, into, "--cldr", "48", "--unicode", "17.0.0")
        assert done.returncode == 0, (size, done.stdout)
        ranges = [head.get("Range") for path, head in site.seen if path == DATA]
        assert ranges == [None, f"bytes={size}-"]
        assert content_of(into)["UnicodeData.txt"] == body
        site.files[DATA] = body = update_site.unicode_data(f"{size + 0x100:04X};X;Lu;0;L;;;;;N;;;;;\n").encode()


def test_a_file_that_changes_between_its_halves(site, tmp_path):
    """The server does not know If-Range: the halves do not fit, and all of it is fetched again."""
    body = site.files[DATA]

    def other_half(handler):
        rest = b"<html>\n" + body[50:]
        handler.answer(206, rest, **{"Content-Range": f"bytes 40-{39 + len(rest)}/{40 + len(rest)}"})

    site.deeds[DATA] = [cut(40), other_half]
    done = update(site, tmp_path / "sources")
    assert done.returncode == 0, done.stdout
    assert content_of(tmp_path / "sources")["UnicodeData.txt"] == body


# What does not pass.


@pytest.mark.parametrize("outcome, code, deed", [
    ("not found", 66, status(404)),
    ("not found", 66, status(410)),
    ("refused", 76, status(403)),
    ("refused", 76, redirect(DATA)),
    ("refused", 76, redirect("file:///etc/passwd")),
    ("refused", 76, endless),
    ("damaged", 65, content(b"<html>Sign in to the hotel</html>\n")),
    ("damaged", 65, content(b"")),
    ("damaged", 65, lambda h: h.answer(200, h.body()[:60], length=60)),
    ("unreachable", 69, status(503)),
    ("unreachable", 69, status(503, **{"Retry-After": "9999"})),
    ("unreachable", 69, drop),
])  # fmt: skip
def test_what_does_not_pass(site, filled, outcome, code, deed):
    into, before = filled
    site.etags = False
    site.deeds[DATA] = [deed] * 50
    done = update(site, into)
    assert (done.returncode, outcomes(done)["UnicodeData.txt"]) == (code, outcome), done.stdout
    assert f"37 files: 36 unchanged, 1 {outcome} (UnicodeData.txt)\n" in done.stdout
    assert content_of(into) == before
    site.deeds.clear()
    assert update(site, into).returncode == 0
    assert os.listdir(into / ".update") == ["lock"]


def test_mixed_outcomes_are_counted_and_named(site, tmp_path):
    site.deeds = {DATA: [status(503)] * 9, BLOCKS: [status(404)] * 9, CLDR: [content(b"PK no\n")]}
    done = update(site, tmp_path / "sources", "--json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 65
    end = events[-1]
    assert (end["OK"], end["not found"], end["damaged"], end["unreachable"]) == (34, 1, 1, 1)
    files = {e["file"]: e for e in events if e["event"] == "file"}
    assert files["CLDR"]["outcome"] == "damaged" and "archive" in files["CLDR"]["reason"]
    assert sum(e["event"] == "retry" for e in events) == 4
    # The next run asks only whether the rest is still current.
    site.seen.clear()
    site.deeds.clear()
    assert update(site, tmp_path / "sources").returncode == 0
    fresh = [path for path, head in site.seen if "ucd/" in path and "If-None-Match" not in head]
    assert {DATA, BLOCKS} <= set(fresh) and len(fresh) == 3  # and ReadMe.txt


def test_what_is_not_found_may_be_missing(site, tmp_path):
    del site.files[BLOCKS]
    done = update(site, tmp_path / "sources", "--allow-missing")
    assert done.returncode == 0 and "1 not found (Blocks.txt)" in done.stdout
    assert "Blocks.txt" not in content_of(tmp_path / "sources")


def archive(*members, link=None):
    made = update_site.zipped(update_site.cldr_members())
    buffer = update_site.io.BytesIO(made)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as out:
        for name, data in members:
            out.writestr(name, data)
        if link:
            info = zipfile.ZipInfo(link)
            info.external_attr = 0o120777 << 16
            out.writestr(info, "/etc/passwd")
    return buffer.getvalue()


@pytest.mark.parametrize("bad", [
    archive(("../../outside", "x")),
    archive(("/tmp/outside", "x")),
    archive(link="common/annotations/zz.xml"),
    archive(("common/main/bomb.xml", b"\0" * (65 << 20))),
], ids=["parent", "absolute", "link", "bomb"])  # fmt: skip
def test_hostile_archives_are_refused(site, filled, bad):
    into, before = filled
    site.files[CLDR] = bad
    done = update(site, into)
    assert (done.returncode, outcomes(done)["CLDR"]) == (76, "refused")
    assert content_of(into) == before
    assert not (into.parent / "outside").exists()


# Interruptions.


def test_a_signal_ends_it_in_order(site, filled):
    into, before = filled
    for one in (signal.SIGINT, signal.SIGTERM):
        site.deeds[DATA] = [stall]
        site.etags = False
        site.seen.clear()
        running = subprocess.Popen(command(site, into), stdout=subprocess.PIPE, text=True, env=environment())
        wait_for("the request", lambda: any(path == DATA for path, _ in site.seen))
        running.send_signal(one)
        out, _ = running.communicate(timeout=PATIENCE)
        assert running.returncode == 128 + one
        assert "UnicodeData.txt: interrupted" in out and "Nothing was changed" in out
        assert content_of(into) == before


def test_one_update_at_a_time(site, filled):
    into, before = filled
    site.deeds[DATA] = [stall]
    running = subprocess.Popen(command(site, into), stdout=subprocess.DEVNULL, env=environment())
    try:
        wait_for("the request", lambda: any(path == DATA for path, _ in site.seen))
        done = update(site, into)
        assert done.returncode == 75 and "another update" in done.stderr
    finally:
        running.kill()
        running.wait()
    assert update(site, into).returncode == 0 and content_of(into) == before


@pytest.mark.parametrize("limits", [{}, {"preexec_fn": no_exchange}], ids=["folders", "links"])
def test_killed_at_any_moment(tmp_path, limits):
    """After each kill the folder is whole, of the old or the new version; and no litter grows."""
    into = tmp_path / "sources"
    files = {**update_site.site_files("17.0.0"), **update_site.unicode_files("18.0.0")}
    with serving(files) as site:
        began = time.monotonic()
        assert update(site, into, **limits).returncode == 0
        lasts = time.monotonic() - began
        whole = {"17.0.0": content_of(into)}
        assert update(site, into, "--unicode", "18.0.0", **limits).returncode == 0
        whole["18.0.0"] = content_of(into)
        sizes = []
        for number in range(50 if NIGHTLY else 8):
            target = ("17.0.0", "18.0.0")[number % 2]
            running = subprocess.Popen(command(site, into, "--unicode", target),
                                       stdout=subprocess.DEVNULL, env=environment(), **limits)  # fmt: skip
            try:
                running.wait(random.uniform(0, lasts * 1.2))
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
            there = content_of(into)
            assert there.keys() == whole[version_of(into)].keys()
            assert all(there[n] == whole[version_of(into)][n] for n in there if "update" not in n)
            sizes.append(sum(p.stat().st_size for p in (into / ".update").rglob("*")))
        assert max(sizes) < 10 * sum(map(len, whole["17.0.0"].values())) + 100_000
        assert update(site, into, "--unicode", "18.0.0", **limits).returncode == 0
        assert content_of(into).keys() == whole["18.0.0"].keys()
        assert (into / "unicode").is_symlink() == bool(limits)
        assert len(os.listdir(into / ".update")) == 1 + bool(limits)


@pytest.mark.parametrize("limit", [0, 1, 40, 150, 400] if NIGHTLY else [0, 40, 400])
def test_a_disk_that_takes_no_more(site, filled, limit):
    """No file may be larger than so many bytes: the errors of a full disk, at some byte."""
    into, before = filled
    site.files.update(update_site.unicode_files("18.0.0"))

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = update(site, into, "--unicode", "18.0.0", preexec_fn=small)
    assert done.returncode == 74 and "cannot store" in done.stderr, (done.stdout, done.stderr)
    assert content_of(into) == before
    assert update(site, into).returncode == 0
    assert os.listdir(into / ".update") == ["lock"]


# The network.


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def self_signed(file, name="IP:127.0.0.1"):
    """A certificate with its key, and without it as .crt."""
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=test", "-addext", f"subjectAltName={name}", "-keyout", file,
            "-out", file.with_suffix(".crt"))  # fmt: skip
    file.write_bytes(file.read_bytes() + file.with_suffix(".crt").read_bytes())
    return file


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return self_signed(tmp_path_factory.mktemp("tls") / "both.pem")


CA = """[ca]
default_ca=one
[one]
database={0}/index.txt
serial={0}/serial
new_certs_dir={0}
default_md=sha256
policy=policy
copy_extensions=copy
unique_subject=no
[policy]
commonName=supplied
"""


@pytest.fixture(scope="module")
def bad_certificates(tmp_path_factory):
    """{what is wrong: (the server's file, the authorities' file)}"""
    folder = tmp_path_factory.mktemp("bad")
    own = self_signed(folder / "ca.pem")
    (folder / "index.txt").touch()
    (folder / "serial").write_text("77")
    (folder / "ca.cnf").write_text(CA.format(folder))
    files = {"stranger": (self_signed(folder / "stranger.pem"), own),
             "host": (self_signed(folder / "host.pem", "DNS:unicode.invalid"), folder / "host.crt")}  # fmt: skip
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=test",
            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key", "-out", folder / "csr")  # fmt: skip
    for name, year in (("expired", 2020), ("future", 2060)):
        openssl("ca", "-batch", "-config", folder / "ca.cnf", "-cert", own, "-keyfile", own, "-in", folder / "csr",
                "-out", folder / "one.crt", "-startdate", f"{year}0101000000Z",
                "-enddate", f"{year + 1}0101000000Z")  # fmt: skip
        both = folder / f"{name}.pem"
        both.write_bytes((folder / "key").read_bytes() + (folder / "one.crt").read_bytes())
        files[name] = both, own
    return files


@pytest.mark.parametrize(
    "wrong, says",
    [("stranger", "signed"), ("host", "name"), ("expired", "expired"), ("future", "valid")],
)
def test_bad_certificates_are_explained(bad_certificates, tmp_path, wrong, says):
    server, authorities = bad_certificates[wrong]
    with serving(certificate=server) as site:
        done = update(site, tmp_path, env=environment(SSL_CERT_FILE=str(authorities)))
        assert done.returncode == 76 and "trying again" not in done.stdout
        assert all(says in line for line in done.stdout.splitlines()[:2]), done.stdout
        assert site.seen == []
        done = update(site, tmp_path, env=environment(SSL_CERT_FILE="/nowhere/x"))
        assert done.returncode == 76 and "SSL_CERT_FILE names /nowhere/x" in done.stdout


def test_certificates_are_verified(certificate, tmp_path):
    into, one = tmp_path / "sources", ("--unicode", "none", "--cldr", "48")
    with serving(certificate=certificate) as site:
        done = update(site, into, *one)
        assert done.returncode == 76 and "certificate" in done.stdout.lower()
        trusting = environment(SSL_CERT_FILE=str(certificate.with_suffix(".crt")))
        assert update(site, into, *one, env=trusting).returncode == 0
        # A redirection must not lead away from TLS.
        with serving() as plain:
            site.deeds[CLDR] = [redirect(plain.url + CLDR)]
            done = update(site, into, *one, env=trusting)
            assert (done.returncode, outcomes(done)["CLDR"]) == (76, "refused")
            assert plain.seen == []


def test_a_proxy_of_the_environment_is_used(site, tmp_path):
    through = environment(http_proxy=site.url)
    done = subprocess.run(
        [FINDER, "update", "--mirror", "http://unicode.invalid", "--into", tmp_path / "x", *FAST],
        capture_output=True, text=True, timeout=PATIENCE, env=through)  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert all(head["Host"] == "unicode.invalid" for _, head in site.seen)


@pytest.mark.parametrize("answer, code, tries", [(407, 76, 1), (403, 76, 1), (503, 69, 3)])
def test_a_proxy_that_makes_no_tunnel(tmp_path, answer, code, tries):
    """What cannot pass is not tried again."""
    asked = []

    class Proxy(http.server.BaseHTTPRequestHandler):
        def do_CONNECT(self):
            asked.append(self.path)
            self.send_error(answer)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        through = environment(https_proxy=f"http://127.0.0.1:{proxy.server_address[1]}")
        done = subprocess.run(
            [FINDER, "update", "--mirror", "https://unicode.invalid", "--into", tmp_path, *FAST, "--tries", "3",
             "--unicode", "none"],
            capture_output=True, text=True, timeout=PATIENCE, env=through)  # fmt: skip
        proxy.shutdown()
    assert done.returncode == code and str(answer) in done.stdout
    assert done.stdout.count("trying again") == tries - 1
    assert asked == ["unicode.invalid:443"] * tries
    assert "\n1 file: 1 " in done.stdout  # which was all that it asked for


def test_jobs_bound_the_requests(tmp_path):
    with serving() as site:
        site.delay = 0.02
        assert update(site, tmp_path / "a", "--jobs", "3").returncode == 0
        assert site.most == 3


# Without a network.


def offline(into, source, *options):
    return subprocess.run([FINDER, "update", "--offline-from", source, "--into", into, *options],
                          capture_output=True, text=True, timeout=PATIENCE, env=environment())  # fmt: skip


def test_files_of_this_machine(filled, site, tmp_path):
    into, before = filled
    # As unicode.org has them, in an archive.
    made = tmp_path / "site.zip"
    made.write_bytes(update_site.zipped({f"top{p}": b for p, b in site.files.items() if "." in p}))
    done = offline(tmp_path / "a", made, "--unicode", "17.0.0", "--cldr", "48")
    assert done.returncode == 0, done.stdout
    ours = {name: data for name, data in before.items() if "update" not in name}
    there = content_of(tmp_path / "a")
    assert {name: data for name, data in there.items() if "update" not in name} == ours
    # As another update has left them: a copy, not links.
    done = offline(tmp_path / "b", into)
    assert done.returncode == 0 and "now has Unicode 17.0.0 and CLDR 48." in done.stdout
    assert (tmp_path / "b/unicode/Blocks.txt").stat().st_nlink == 1
    # What is not there is not found.
    (into / "unicode/Blocks.txt").unlink()
    assert offline(tmp_path / "c", into).returncode == 66


def test_the_layout_of_the_site_says_the_version(site, tmp_path):
    """The tree of unicode.org, without a word about versions: the greatest one."""
    for path, data in (site.files | update_site.unicode_files("9.0.0")).items():
        if "." in path.rsplit("/", 1)[1]:
            (tmp_path / "site" / path[1:]).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "site" / path[1:]).write_bytes(data)
    done = offline(tmp_path / "a", tmp_path / "site")
    assert done.returncode == 0 and "now has Unicode 17.0.0 and CLDR 48." in done.stdout, done.stdout
    done = offline(tmp_path / "b", tmp_path / "site/Public/cldr/48", "--unicode", "none")
    assert done.returncode == 0 and "\n1 file: 1 OK\n" in done.stdout


def test_a_bad_archive_is_one_complaint(tmp_path):
    bad = tmp_path / "a.zip"
    bad.write_bytes(archive(("../Blocks.txt", "x")))
    for source, code, outcome in ((bad, 76, "refused"), (__file__, 65, "damaged"), (tmp_path / "x", 66, "not found")):
        done = offline(tmp_path / "into", source)
        lines = done.stdout.splitlines()
        assert done.returncode == code and lines[0].startswith(f"{source}: {outcome}: "), done.stdout
        assert lines[1:] == [f"1 file: 1 {outcome} ({source})", f"Nothing was changed in {tmp_path / 'into'}."]
    assert "'../Blocks.txt'" in offline(tmp_path / "into", bad).stdout


def test_the_files_of_the_packages(tmp_path):
    """Real files: each that Debian has is accepted."""
    done = offline(tmp_path, "/usr/share", *(() if NIGHTLY else ("--cldr", "none")))
    assert done.returncode == 0, done.stdout
    assert "1 not found (security/confusables.txt)\n" in done.stdout  # which the index does without
    assert "damaged" not in done.stdout and outcomes(done)["Unihan.zip"] == "OK"


# The person.


def in_its_processes(pid):
    """Joins the process namespace of a child of `unshare`, so that its /proc has no other daemon."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    inner = wait_for("the process inside", children.read_text).split()[0]
    user = () if os.geteuid() == 0 else ("--user", "--preserve-credentials")
    return inner, ["nsenter", "--target", inner, *user, "--pid", "--mount"]


def test_a_running_daemon_is_told(site, filled, tmp_path):
    """By the real /proc, of a namespace: the daemons of other tests are none of its business."""
    into, _ = filled
    config = tmp_path / "config.json"
    (tmp_path / "none").mkdir()
    config.write_text(json.dumps({"sources_dirs": [str(into), str(tmp_path / "none")]}))
    user = () if os.geteuid() == 0 else ("--user", "--map-root-user")
    alone = ("unshare", *user, "--pid", "--mount-proc", "--fork", "--kill-child")
    daemon = Daemon(*ANY_PORTS, "--state-dir", tmp_path / "state", "--config", config,
                    command=alone)  # fmt: skip
    try:
        daemon.wait_ready()
        before = daemon.status()["generation"]
        inner, join = in_its_processes(daemon.pid)
        site.files.update(update_site.unicode_files("18.0.0"))
        newer = command(site, into, "--reload", "--unicode", "18.0", "--cldr", "none")
        done = subprocess.run([*join, *newer], env=environment(),
                              capture_output=True, text=True, timeout=PATIENCE)  # fmt: skip
        assert done.stdout.endswith("The daemon reads them now.\n"), (done.stdout, done.stderr)
        wait_for("another generation", lambda: daemon.status()["generation"] != before)
        assert daemon.has_line(r"info: Sources: ucd from 17.0 to 18.0"), daemon.stderr
        os.kill(int(inner), signal.SIGTERM)
        assert daemon.wait_end() == 0
    finally:
        daemon.kill()


def test_bars_on_a_terminal(site, tmp_path):
    parent, child = pty.openpty()
    site.delay = 0.02
    running = subprocess.Popen(command(site, tmp_path / "sources"), stdout=child,
                               env=environment(TERM="xterm"))  # fmt: skip
    os.close(child)
    shown = read_terminal(parent)
    assert running.wait(PATIENCE) == 0
    assert re.search(rb"\d of 37 files", shown)
    assert b"[" + b"#" * 12 in shown and b"\x1b[J" in shown
    assert shown.endswith(b"now has Unicode 17.0.0 and CLDR 48.\r\n")


@pytest.mark.parametrize("columns", [20, 80])
def test_no_row_of_bars_is_wider_than_the_terminal(site, tmp_path, columns):
    """Rows that go on in the next line are not removed, and remain."""
    terminal = Terminal(command(site, tmp_path / "sources"), **environment(TERM="xterm"))
    fcntl.ioctl(terminal.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    site.delay = 0.02
    shown = read_terminal(terminal.master).decode()
    assert terminal.process.wait(PATIENCE) == 0
    rows = [row for row in shown.split("\r\n") if "of 37 files" in row or "[#" in row or "[-" in row]
    assert len(rows) > 10
    assert max(len(re.sub(r"\x1b\[\w+|\r", "", row)) for row in rows) < columns


def test_what_cannot_be_said_is_an_error(site, tmp_path):
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(command(site, tmp_path / "sources"), stdout=full, stderr=subprocess.PIPE,
                              timeout=PATIENCE, env=environment(), check=False)  # fmt: skip
    assert done.returncode == 74
    assert update(site, tmp_path / "sources", "--check").returncode == 0  # it is there all the same


def test_a_check_of_a_damaged_folder(site, filled):
    into, _ = filled
    (into / "unicode/charfinder-update.tsv").write_text("mine")
    done = update(site, into, "--check")
    assert (done.returncode, done.stdout) == (73, "") and "charfinder-update.tsv is damaged" in done.stderr


def test_a_folder_that_is_not_from_an_update_is_not_touched(site, tmp_path):
    (tmp_path / "unicode").mkdir()
    (tmp_path / "unicode/NamesList.txt").write_text("of a package")
    done = update(site, tmp_path)
    assert done.returncode == 73 and "not from an update" in done.stderr
    assert content_of(tmp_path) == {"NamesList.txt": b"of a package"}


@pytest.mark.parametrize("arguments", [["--jobs", "0"], ["--unicode", "x"], ["word"], ["--mirror", "x"]])
def test_usage_errors(arguments):
    done = subprocess.run([FINDER, "update", *arguments], capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 2 and "--help" in done.stderr


def test_the_word_can_still_be_searched(saved_index):
    done = subprocess.run([FINDER, "--state-dir", saved_index, "--", "update"], capture_output=True,
                          text=True, timeout=PATIENCE)  # fmt: skip
    assert done.returncode == 1 and "0 matches" in done.stdout or "match" in done.stdout
