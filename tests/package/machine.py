"""A system with systemd as PID 1, in name spaces of its own: processes, mounts, network, control groups.
It ends with its `with` block, and leaves nothing."""

import os
import shlex
import signal
import subprocess
import time
from pathlib import Path

PATIENCE = 120 * max(1, os.getloadavg()[0] / os.cpu_count())

# Becomes init in the root $1. The control group is a folder of the second hierarchy.
BOOT = r"""
set -e
mount --make-rprivate /
ip link set lo up
mount --bind "$1" "$1"
cd "$1"
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=0755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mount -t tmpfs -o mode=0755 tmpfs dev
for node in null zero full random urandom tty; do
    touch "dev/$node"
    mount --bind "/dev/$node" "dev/$node"
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mkdir -p .outside
pivot_root . .outside
umount -l /.outside
rmdir /.outside
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin container=charfinder \
    /lib/systemd/systemd --log-target=null --show-status=false
"""


def unified_groups():
    """Where the second hierarchy of control groups is mounted."""
    with open("/proc/mounts", encoding="utf-8") as mounts:
        for line in mounts:
            _, place, kind, *_ = line.split()
            if kind == "cgroup2":
                return Path(place)
    raise SystemExit("no cgroup2 is mounted here")


class Machine:
    """run() and its like take a command to run inside."""

    def __init__(self, root):
        self.root = root
        self.group = unified_groups() / f"charfinder-package-{os.getpid()}"
        self.outer = None
        self.init = None

    def __enter__(self):
        self.group.mkdir()
        join = f"echo $$ >{shlex.quote(str(self.group / 'cgroup.procs'))}"
        unshare = "unshare --cgroup --pid --fork --mount --uts --ipc --net --kill-child"
        inner = f"sh -c {shlex.quote(BOOT)} sh {shlex.quote(str(self.root))}"
        self.outer = subprocess.Popen(
            ["sh", "-c", f"{join}; exec {unshare} {inner}"], stdin=subprocess.DEVNULL
        )
        try:
            self.wait_for("init", self._find_init)
            self.wait_for("a system that runs", self._is_running)
        except BaseException:
            self.__exit__()
            raise
        return self

    def _find_init(self):
        assert self.outer.poll() is None, "the name spaces could not be made"
        children = Path(f"/proc/{self.outer.pid}/task/{self.outer.pid}/children").read_text("ascii")
        for child in children.split():
            if Path(f"/proc/{child}/comm").read_text("ascii").strip() == "systemd":
                self.init = child
                return True
        return False

    def _is_running(self):
        state = self._inside("systemctl", "is-system-running").stdout.strip()
        return state in ("running", "degraded")

    def __exit__(self, *_):
        if self.outer.poll() is None:
            self.outer.send_signal(signal.SIGKILL)  # and with it, by --kill-child, everything inside
        self.outer.wait()
        deadline = time.monotonic() + PATIENCE
        while self.group.exists() and time.monotonic() < deadline:
            for folder in sorted(self.group.rglob("*"), reverse=True):
                if folder.is_dir():
                    self._remove(folder)
            self._remove(self.group)
            time.sleep(0.1)

    @staticmethod
    def _remove(group):
        try:
            group.rmdir()
        except OSError:
            pass  # not yet empty

    def _command(self, *command):
        enter = ["nsenter", f"--target={self.init}", "--all", f"--root=/proc/{self.init}/root", "--wd=/"]
        path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin"
        return [*enter, "env", "-i", path, "LANG=C.UTF-8", "HOME=/root", "DEBIAN_FRONTEND=noninteractive", *command]

    def _inside(self, *command):
        return subprocess.run(
            self._command(*command), capture_output=True, text=True, timeout=PATIENCE, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip

    @staticmethod
    def wait_for(what, condition):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"timeout: {what}"
            time.sleep(0.1)

    def run(self, *command):
        done = self._inside(*command)
        if done.returncode != 0:
            log = self._inside("journalctl", "--no-pager", "--lines=40").stdout
            raise SystemExit(f"{shlex.join(command)}: status {done.returncode}\n{done.stdout}{done.stderr}\n{log}")
        return done

    def ask(self, *command):
        """What the command prints, whatever its status."""
        return self._inside(*command).stdout.strip()

    def succeeds(self, *command):
        return self._inside(*command).returncode == 0

    def wait(self, what, *command):
        """Until the command succeeds."""
        self.wait_for(what, lambda: self.succeeds(*command))

    def start(self, *command):
        return subprocess.Popen(
            self._command(*command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
