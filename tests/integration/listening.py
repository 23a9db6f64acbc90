"""A daemon's listening sockets, as this process can get hold of them."""

import ctypes
import errno
import os
import socket

PIDFD_GETFD = 438  # the same number on every architecture


def listening_socket(daemon, name):
    """The daemon's own socket that listens at (host, port) or at a path, shared with this process by
    pidfd_getfd(2)."""
    libc = ctypes.CDLL(None, use_errno=True)
    process = os.pidfd_open(daemon.pid)
    try:
        for number in os.listdir(f"/proc/{daemon.pid}/fd"):
            try:
                if not os.readlink(f"/proc/{daemon.pid}/fd/{number}").startswith("socket:"):
                    continue
            except FileNotFoundError:  # closed since
                continue
            shared = libc.syscall(PIDFD_GETFD, process, int(number), 0)
            if shared < 0 and ctypes.get_errno() == errno.EBADF:
                continue
            assert shared >= 0, os.strerror(ctypes.get_errno())
            candidate = socket.socket(fileno=shared)
            listens = candidate.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
            if listens and candidate.getsockname() == name:
                return candidate
            candidate.close()
    finally:
        os.close(process)
    raise AssertionError(f"nothing listens at {name}")
