"""Runs scale-client, and tells how far it has come."""

import json
import subprocess
import threading

from daemon import wait_for

# Targets of every kind with a Content-Length, and lines for telnet: short and long replies.
WORDS = (
    "cat face", "sun", "right arrow", "euro", "heart", "chess black", "digit", "greek alpha",
    "snowman", "check mark", "em dash", "lambda", "box drawings", "braille", "tibetan", "card",
)  # fmt: skip
PATHS = (
    "/", "/?query=cat+face", "/api/v1/characters/U+2600", "/api/v1/suggest?q=sno", "/api/v1/blocks",
    "/api/v1/inspect?text=caf%C3%A9", "/opensearch.xml", "/healthz",
)  # fmt: skip


def targets():
    searches = [f"/api/v1/search?q={word.replace(' ', '+')}" for word in WORDS]
    return [*PATHS, *searches, *(f"{search}&limit=3" for search in searches)]


class Load:
    """One scale-client. `done` is the number of requests that were answered so far."""

    def __init__(self, program, service, port, requests, connections, folder, learned=()):
        questions = folder / f"{service}-questions"
        lines = targets() if service == "http" else WORDS
        questions.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        self.service, self.requests, self.done, self.report = service, requests, 0, None
        self.process = subprocess.Popen(
            [*map(str, (program, service, port, questions, requests, connections, *learned))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout.readline() == "ready\n", f"the {service} client ended"
        self.reader = threading.Thread(target=self._read, daemon=True)

    def begin(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            if line.startswith("{"):
                self.report = json.loads(line)
            else:
                self.done = int(line)

    def wait_for_requests(self, count, patience):
        """Until so many were answered. A client that ends is an error of the test."""

        def reached():
            assert self.process.poll() is None, f"the {self.service} client ended"
            return self.done >= count

        wait_for(f"{count} replies over {self.service}", reached, patience)

    def end(self, patience):
        """Lets it end when all is answered. Returns its report."""
        self.process.stdin.close()
        assert self.process.wait(patience) == 0, f"the {self.service} client failed"
        self.reader.join(patience)
        return self.report

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def row(name, report):
    """A line of the table."""
    failures = ", ".join(f"{count} {kind}" for kind, count in report["failures"].items() if count)
    rate = report["answered"] / report["seconds"]
    return (
        f"{name:<44}{report['answered']:>10,}{report['retried']:>9,}{report['failed']:>8,}"
        f"{rate:>10,.0f}{report['p99_us'] / 1000:>9.1f}{report['worst_us'] / 1000:>10.1f}  {failures}"
    )


HEAD = (
    f"{'':<44}{'answered':>10}{'retried':>9}{'failed':>8}{'a second':>10}{'p99 ms':>9}{'worst ms':>10}"
)
