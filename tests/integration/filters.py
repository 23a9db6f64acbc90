"""Filters of system calls, as containers and systemd apply them. Each function returns something for
subprocess's preexec_fn: the filter holds from then on, in the program that is started too.
"""

import errno
import json
import platform
import re
import subprocess
from functools import cache

import seccomp
from seccomp import ALLOW, EQ, ERRNO, GE, MASKED_EQ, NE, Arg

ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}  # as profiles of containers name them

PROT_WRITE, PROT_EXEC = 0x2, 0x4
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10}
FAMILY_MOST = 64  # no system has as many
SPACES = (0x00000080, 0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)
SET_ID_BITS = (0o4000, 0o2000)


def refuse(call, error):
    """One system call fails with that error."""

    def apply():
        rules = seccomp.SyscallFilter(ALLOW)
        rules.add_rule(ERRNO(error), call)
        rules.load()

    return apply


@cache
def members(group):
    """The names of the system calls in one of systemd's groups."""
    listing = subprocess.run(
        ("systemd-analyze", "syscall-filter", group), check=True, capture_output=True, text=True
    )
    lines = (line.strip() for line in listing.stdout.splitlines()[1:])
    return expand(line for line in lines if line and not line.startswith("#"))


def expand(names):
    """A list of names and @groups as names of system calls."""
    expanded = set()
    for name in names:
        expanded |= members(name) if name.startswith("@") else {name}
    return expanded


def settings(unit, key):
    """The values of a key of a unit, in their order."""
    return re.findall(rf"^{key}=(.*)$", unit.read_text(), re.MULTILINE)


def allowed_calls(unit):
    """What SystemCallFilter= leaves."""
    allowed = set()
    for line in settings(unit, "SystemCallFilter"):
        if line.startswith("~"):
            allowed -= expand(line[1:].split())
        else:
            # systemd always adds @default to a list of what is allowed.
            allowed |= expand(["@default", *line.split()])
    return allowed


def _refuse_other_families(rules, unit):
    """RestrictAddressFamilies="""
    allowed = {FAMILIES[name] for line in settings(unit, "RestrictAddressFamilies") for name in line.split()}
    for family in set(range(FAMILY_MOST)) - allowed:
        rules.add_rule(ERRNO(errno.EAFNOSUPPORT), "socket", Arg(0, EQ, family))
    rules.add_rule(ERRNO(errno.EAFNOSUPPORT), "socket", Arg(0, GE, FAMILY_MOST))


def _refuse_code_that_is_written(rules):
    """MemoryDenyWriteExecute="""
    both = PROT_WRITE | PROT_EXEC
    rules.add_rule(ERRNO(errno.EPERM), "mmap", Arg(2, MASKED_EQ, both, both))
    for call in ("mprotect", "pkey_mprotect"):
        rules.add_rule(ERRNO(errno.EPERM), call, Arg(2, MASKED_EQ, PROT_EXEC, PROT_EXEC))


def _refuse_namespaces(rules):
    """RestrictNamespaces=. The flags of clone3() are in memory, where no filter looks."""
    rules.add_rule(ERRNO(errno.ENOSYS), "clone3")
    rules.add_rule(ERRNO(errno.EPERM), "setns")
    for space in SPACES:
        rules.add_rule(ERRNO(errno.EPERM), "unshare", Arg(0, MASKED_EQ, space, space))
        rules.add_rule(ERRNO(errno.EPERM), "clone", Arg(0, MASKED_EQ, space, space))


def _refuse_real_time(rules):
    """RestrictRealtime="""
    for policy in (1, 2, 6):  # SCHED_FIFO, SCHED_RR, SCHED_DEADLINE
        rules.add_rule(ERRNO(errno.EPERM), "sched_setscheduler", Arg(1, EQ, policy))


def _refuse_set_id(rules):
    """RestrictSUIDSGID="""
    rules.add_rule(ERRNO(errno.ENOSYS), "openat2")
    for call, mode in (("chmod", 1), ("fchmod", 1), ("fchmodat", 2), ("mkdir", 1), ("mkdirat", 2),
                       ("mknod", 1), ("mknodat", 2), ("creat", 1), ("open", 2), ("openat", 3)):  # fmt: skip
        for bit in SET_ID_BITS:
            rules.add_rule(ERRNO(errno.EPERM), call, Arg(mode, MASKED_EQ, bit, bit))


def of_unit(unit, without=()):
    """Every filter of a unit, except for calls that are refused on top of it."""
    assert settings(unit, "SystemCallArchitectures") == ["native"]  # as libseccomp does by default
    assert settings(unit, "SystemCallErrorNumber") == ["EPERM"]
    for key in ("MemoryDenyWriteExecute", "RestrictNamespaces", "RestrictRealtime", "RestrictSUIDSGID",
                "LockPersonality", "NoNewPrivileges"):  # fmt: skip
        assert settings(unit, key) == ["yes"], key
    allowed = allowed_calls(unit) - set(without)

    def apply():
        rules = seccomp.SyscallFilter(ALLOW)
        _refuse_other_families(rules, unit)
        _refuse_code_that_is_written(rules)
        _refuse_namespaces(rules)
        _refuse_real_time(rules)
        _refuse_set_id(rules)
        rules.add_rule(ERRNO(errno.EPERM), "personality", Arg(0, NE, 0xFFFFFFFF))
        rules.load()
        rules = seccomp.SyscallFilter(ERRNO(errno.EPERM))
        for call in sorted(allowed):
            try:
                rules.add_rule(ALLOW, call)
            except RuntimeError:  # not a call of this architecture, as systemd skips it
                pass
        rules.load()

    return apply


def _holds(rule):
    """Does a rule of a profile hold here, for a process without capabilities?"""
    needed = rule.get("includes") or {}
    here = ARCHITECTURES.get(platform.machine(), platform.machine())
    return not needed.get("caps") and here in needed.get("arches", [here])


def of_profile(file, without=()):
    """A profile of podman or Docker, after --cap-drop=all, except for calls that are taken out."""
    profile = json.loads(file.read_text(encoding="utf-8"))
    actions = {"SCMP_ACT_ALLOW": lambda rule: ALLOW, "SCMP_ACT_ERRNO": lambda rule: ERRNO(rule["errnoRet"])}
    comparisons = {"SCMP_CMP_EQ": EQ, "SCMP_CMP_NE": NE}
    assert profile["defaultAction"] == "SCMP_ACT_ERRNO"

    def apply():
        rules = seccomp.SyscallFilter(ERRNO(profile["defaultErrnoRet"]))
        for rule in filter(_holds, profile["syscalls"]):
            arguments = [
                Arg(argument["index"], comparisons[argument["op"]], argument["value"])
                for argument in rule["args"] or []
            ]
            for call in set(rule["names"]) - set(without):
                try:
                    rules.add_rule(actions[rule["action"]](rule), call, *arguments)
                except RuntimeError:  # not a call of this architecture, as containers skip it
                    pass
        rules.load()

    return apply
