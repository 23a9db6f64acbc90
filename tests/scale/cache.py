"""Varnish as Debian has it, in front of a port: its own rules, without a line of configuration."""

import json
import subprocess

from balancer import program
from daemon import PATIENCE
from proxies import Server
from replicas import free_ports


class Cache(Server):
    def __init__(self, folder, port):
        folder.mkdir()
        [own] = free_ports(1)
        self.folder = folder / "varnish"
        self.log = open(folder / "log", "wb")
        command = [
            program("varnishd"), "-F", "-j", "none", "-n", str(self.folder), "-a", f"127.0.0.1:{own}",
            "-b", f"127.0.0.1:{port}", "-s", "malloc,256m",
        ]  # fmt: skip
        super().__init__(own, command, stdout=self.log, stderr=self.log)

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
        self.stop()
        self.log.close()
