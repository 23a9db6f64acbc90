"""HAProxy and nginx in front of a daemon, as permissive as they can be configured.

Each passes requests on over few connections that stay open, so that a reply too many on one of them
would answer the next request, of whatever client. Each refuses targets that begin with HIDDEN by
itself: when the daemon sees one, it was smuggled past the proxy.
"""

import os
import shutil
import socket
import subprocess

from daemon import PATIENCE, wait_for

HIDDEN = "/hidden"

HAPROXY = """
defaults
  mode http
  timeout connect 20s
  timeout client 20s
  timeout server 20s
  {option}
  http-reuse always
frontend front
  bind {listen}
  http-request deny if {{ path_beg {hidden} }}
  default_backend back
backend back
  server daemon {server} maxconn 2
"""

# What nginx needs to run by itself in a folder; the block `http` is still open.
NGINX_BEGIN = """
daemon off;
master_process off;
pid {folder}/pid;
error_log stderr crit;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
"""

NGINX = NGINX_BEGIN + """\
  ignore_invalid_headers off;
  underscores_in_headers on;
  merge_slashes off;
  large_client_header_buffers 8 32k;
  upstream back {{ server {server}; keepalive 2; }}
  server {{
    listen unix:{listen};
    location {hidden} {{ return 403; }}
    location / {{
      proxy_pass http://back;
      proxy_http_version 1.1;
      proxy_request_buffering off;
      proxy_set_header Host $http_host;
      proxy_set_header Connection "";
    }}
  }}
}}
"""

PROXIES = {
    "haproxy": ("haproxy", HAPROXY, "option http-keep-alive"),
    "lenient haproxy": ("haproxy", HAPROXY, "option accept-invalid-http-request"),
    "nginx": ("nginx", NGINX, ""),
}
ARGUMENTS = {"haproxy": ("-db", "-f"), "nginx": ("-e", "stderr", "-c")}


class Server:
    """A program of others that listens at a port, or where connect() goes, until stop()."""

    def __init__(self, port, command, **popen):
        self.port = port
        self.process = subprocess.Popen(command, **popen)
        try:
            wait_for(f"{command[0]} to listen", self._listens)
        except AssertionError:
            self.stop()
            raise

    def _listens(self):
        assert self.process.poll() is None, "it ended, see its messages"
        try:
            self.connect().close()
        except OSError:
            return False
        return True

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE)

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE)


class Proxy(Server):
    """A proxy that listens on a Unix socket. The daemon is at a port, or at a "unix:/path"."""

    def __init__(self, kind, port, folder):
        name, template, option = PROXIES[kind]
        program = shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")
        assert program, f"{name} not found: install the package {name}"
        self.listen = str(folder / "socket")
        server = port if isinstance(port, str) else f"127.0.0.1:{port}"
        file = folder / "configuration"
        file.write_text(
            template.format(
                listen=self.listen, server=server, folder=folder, option=option, hidden=HIDDEN
            )
        )
        super().__init__(None, [program, *ARGUMENTS[name], file])

    def connect(self):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(PATIENCE)
        try:
            connection.connect(self.listen)
        except OSError:
            connection.close()
            raise
        return connection
