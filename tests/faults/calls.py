"""The system calls that a program makes, as strace sees them, and how each can fail."""

import re
import subprocess
from collections import Counter
from typing import NamedTuple

# The first fault of a list is the one that a sample tries. Errors are those that the manual page of
# the call names for files; retval pretends success: nothing was done, or less than asked for.
FAULTS = {
    "openat": ["error=EIO", "error=EACCES", "error=EMFILE", "error=ENOSPC"],
    "read": ["error=EIO", "error=EINTR", "retval=0", "retval=1"],
    "pread64": ["error=EIO", "error=EINTR", "retval=0", "retval=1"],
    "write": ["error=ENOSPC", "error=EIO", "error=EDQUOT", "error=EINTR", "retval=0", "retval=1"],
    "fsync": ["error=EIO", "error=ENOSPC"],
    "close": ["error=EIO", "error=ENOSPC"],
    "newfstatat": ["error=EIO", "error=EACCES"],
    "lseek": ["error=EIO", "error=EINVAL"],
    "flock": ["error=ENOLCK", "error=EINTR", "error=EAGAIN"],
    "mkdir": ["error=ENOSPC", "error=EACCES", "error=EROFS"],
    "unlinkat": ["error=EIO", "error=EACCES"],
    "renameat": ["error=EIO", "error=ENOSPC", "error=EXDEV"],
    "getrandom": [],  # the C library aborts where it cannot seed a hash
    "mmap": ["error=ENOMEM"],
    "mremap": ["error=ENOMEM"],
    "mprotect": ["error=ENOMEM"],
    "madvise": ["error=EINVAL"],
}
OTHER = ["error=EIO"]
# They do not return, cannot fail where the kernel works, or have no error: brk() tells the old end.
IGNORED = {"exit_group", "exit", "brk", "futex", "execve", "rt_sigaction", "rt_sigprocmask", "munmap",
           "set_robust_list", "rseq", "restart_syscall"}  # fmt: skip

LINE = re.compile(r"^(\d+) +(\w+)\((.*)$")


class Call(NamedTuple):
    name: str
    number: int  # the number of this call among those of its name, from 1
    text: str  # its arguments, without descriptors' numbers and addresses

    @property
    def kind(self):
        """Calls of a kind do the same thing to the same file."""
        return self.name, self.text.split(",")[0].split("=")[0]

    def faults(self):
        return [*FAULTS.get(self.name, OTHER), "signal=KILL"]

    def __str__(self):
        return f"{self.name}#{self.number}({self.text[:60]})"


def plain(arguments):
    """Without what differs from run to run."""
    return re.sub(r"0x[0-9a-f]+|\b\d+(?=<)", "", arguments)


def read_calls(trace, first):
    """The calls of a trace from the first that mentions `first` on, of the thread that makes it."""
    counts, calls, thread = Counter(), [], None
    for line in trace.read_text(encoding="utf-8", errors="backslashreplace").splitlines():
        match = LINE.match(line)
        if not match:
            continue
        process, name, arguments = match.groups()
        counts[process, name] += 1
        if thread is None and name != "execve" and first in arguments:
            thread = process
        if process == thread and name not in IGNORED:
            calls.append(Call(name, counts[process, name], plain(arguments)))
    assert calls, f"no call mentions {first}"
    return calls


def strace(trace, *options):
    return ["strace", "-f", "-qq", "-y", "-o", str(trace), *map(str, options)]


def inject(call, fault):
    return ["-e", f"trace={call.name}", "-e", f"inject={call.name}:{fault}:when={call.number}"]


def works():
    """Can this process trace its children? Containers may forbid it."""
    return subprocess.run(["strace", "-o", "/dev/null", "true"], check=False).returncode == 0
