"""A process for which renameat2() fails with flags, as on file systems that cannot exchange two folders."""

import ctypes
import errno
import os
import struct

RENAMEAT2 = {"x86_64": 316, "aarch64": 276, "riscv64": 276}[os.uname().machine]
LOAD, JUMP_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, FAIL = 0x7FFF0000, 0x00050000
NUMBER, FLAGS = 0, 16 + 4 * 8  # in struct seccomp_data, of a little-endian machine
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, FILTER = 22, 38, 2


class Program(ctypes.Structure):
    _fields_ = (("count", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def no_exchange():
    """For preexec_fn."""
    instructions = b"".join(
        struct.pack("=HBBI", *one)
        for one in (
            (LOAD, 0, 0, NUMBER),
            (JUMP_EQUAL, 0, 3, RENAMEAT2),
            (LOAD, 0, 0, FLAGS),
            (JUMP_EQUAL, 1, 0, 0),
            (RETURN, 0, 0, FAIL | errno.EINVAL),
            (RETURN, 0, 0, ALLOW),
        )
    )
    buffer = ctypes.create_string_buffer(instructions)
    program = Program(len(instructions) // 8, ctypes.addressof(buffer))
    call = ctypes.CDLL(None, use_errno=True).prctl
    if call(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or call(PR_SET_SECCOMP, FILTER, ctypes.byref(program)):
        raise OSError(ctypes.get_errno(), "prctl")
