"""Varnish, nginx and HAProxy, each before the same replicas, as they come from Debian."""

import itertools
import re
import shutil
import subprocess

from daemon import TOP, free_port
from proxies import NGINX_BEGIN, Server

EX_UNAVAILABLE = 69

# Varnish's own VCL decides everything; only the replicas are named, and what `more` does.
VCL = """
vcl 4.1;
import directors;
import std;
{backends}
{more}
sub vcl_init {{
    new replicas = directors.round_robin();
    {members}
}}
sub vcl_recv {{
    set req.backend_hint = replicas.backend();
}}
"""

NGINX = NGINX_BEGIN + """\
  proxy_cache_path {folder}/cache keys_zone=pages:10m;
  upstream replicas {{ {servers} keepalive 4; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://replicas;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_cache pages;
      add_header X-Cache $upstream_cache_status always;
    }}
  }}
}}
"""


def program(name):
    found = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin")
    if not found:
        print(f"tests/caches/run: {name} not found: tests/install tests/caches/packages")
        raise SystemExit(EX_UNAVAILABLE)
    return found


class Cache(Server):
    """A cache of a folder of its own, in a context."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Varnish(Cache):
    name = "Varnish"

    def __init__(self, replicas, folder):
        backends = "".join(
            f'backend b{port} {{ .host = "127.0.0.1"; .port = "{port}"; }}\n' for port in replicas
        )
        members = " ".join(f"replicas.add_backend(b{port});" for port in replicas)
        vcl = folder / "stock.vcl"
        vcl.write_text(VCL.format(backends=backends, members=members, more=self.more()))
        port = free_port()
        command = [
            program("varnishd"), "-F", "-j", "none", "-n", str(folder / "varnish"),
            "-f", str(vcl), "-a", f"127.0.0.1:{port}", "-s", "malloc,256m",
        ]  # fmt: skip
        super().__init__(port, command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    @staticmethod
    def more():
        return ""

    @staticmethod
    def hit(headers):
        """Two transactions: this one, and the one that fetched the reply."""
        return len(headers["x-varnish"].split()) == 2


class VarnishByLanguage(Varnish):
    """With what config/examples/varnish.vcl adds."""

    name = "Varnish*"

    @staticmethod
    def more():
        text = (TOP / "config/examples/varnish.vcl").read_text()
        return text[text.index("sub vcl_recv") :]


class Nginx(Cache):
    name = "nginx"

    def __init__(self, replicas, folder):
        servers = " ".join(f"server 127.0.0.1:{port};" for port in replicas)
        port = free_port()
        file = folder / "nginx.conf"
        file.write_text(self.text(folder, servers, port))
        command = [program("nginx"), "-e", "stderr", "-c", str(file)]
        super().__init__(port, command, stdout=subprocess.DEVNULL)

    @staticmethod
    def text(folder, servers, port):
        return NGINX.format(folder=folder, servers=servers, port=port)

    @staticmethod
    def hit(headers):
        return headers["x-cache"] in ("HIT", "STALE", "UPDATING", "REVALIDATED")


class NginxByLanguage(Nginx):
    """config/examples/nginx-cache.conf, with our addresses in the place of its own."""

    name = "nginx*"

    @staticmethod
    def text(folder, servers, port):
        text = (TOP / "config/examples/nginx-cache.conf").read_text()
        for own, ours in (
            ("/var/cache/nginx/charfinder", f"{folder}/cache-by-language"),
            ("http://127.0.0.1:8888", "http://replicas"),
            ("listen 80", f"listen 127.0.0.1:{port}"),
        ):
            assert own in text, own
            text = text.replace(own, ours)
        begin = NGINX_BEGIN.format(folder=folder)
        return f"{begin}upstream replicas {{ {servers} keepalive 4; }}\n{text}}}\n"


class Haproxy(Cache):
    """config/examples/haproxy.cfg, with our addresses in the place of its own."""

    name = "HAProxy"

    def __init__(self, replicas, folder):
        text = (TOP / "config/examples/haproxy.cfg").read_text()
        text = text.partition("#\n# Telnet\n#")[0]
        text = re.sub(r"(?m)^ +(?:bind .* ssl |stats socket |log |option httplog).*\n", "", text)
        port = free_port()
        text, binds = re.subn(r"(?m)^(\s+bind\s+)\S+$", rf"\g<1>127.0.0.1:{port}", text)
        ports = itertools.cycle(replicas)
        text, servers = re.subn(
            r"(?m)^(\s+server\s+\S+\s+)\S+", lambda m: f"{m[1]}127.0.0.1:{next(ports)}", text
        )
        assert (binds, servers) == (1, 2 * len(replicas)), text
        file = folder / "haproxy.cfg"
        file.write_text(text)
        command = [program("haproxy"), "-db", "-f", str(file)]
        super().__init__(port, command, stdout=subprocess.DEVNULL)
