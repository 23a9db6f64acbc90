"""Varnish as Debian has it, in front of a port: its own rules, without a line of configuration."""

import json
import subprocess

from balancer import program
from daemon import PATIENCE, wait_for
from http_client import connect
from replicas import free_ports


class Cache:
    def __init__(self, folder, port):
        folder.mkdir()
        [self.port] = free_ports(1)
        self.folder = folder / "varnish"
        self.log = open(folder / "log", "wb")
        self.process = subprocess.Popen(
            [*map(str, (program("varnishd"), "-F", "-j", "none", "-n", self.folder,
                        "-a", f"127.0.0.1:{self.port}", "-b", f"127.0.0.1:{port}",
                        "-s", "malloc,256m"))],
            stdout=self.log, stderr=self.log,
        )  # fmt: skip
        wait_for("Varnish to listen", self._listens)

    def _listens(self):
        assert self.process.poll() is None, f"varnishd ended, see {self.log.name}"
        try:
            connect(self.port).close()
        except OSError:
            return False
        return True

    def counts(self):
        """(hits, requests) so far."""
        done = subprocess.run(
            [program("varnishstat"), "-1", "-j", "-n", self.folder],
            check=True, capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip
        report = json.loads(done.stdout)
        counters = report.get("counters", report)
        return counters["MAIN.cache_hit"]["value"], counters["MAIN.client_req"]["value"]

    def close(self):
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.log.close()
