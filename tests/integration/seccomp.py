"""A kernel without io_uring, simulated by a seccomp filter, as containers do."""

import ctypes
import struct

IO_URING_SETUP = 425  # the same number on every architecture
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO = 0x7FFF0000, 0x00050000
LOAD_WORD, JUMP_EQUAL, RETURN = 0x20, 0x15, 0x06


def instruction(code, true, false, operand):
    return struct.pack("HBBI", code, true, false, operand)


def refuse_io_uring(error):
    """For subprocess's preexec_fn: io_uring_setup() fails with that error from now on."""
    program = b"".join(
        (
            instruction(LOAD_WORD, 0, 0, 0),  # the number of the system call
            instruction(JUMP_EQUAL, 0, 1, IO_URING_SETUP),
            instruction(RETURN, 0, 0, SECCOMP_RET_ERRNO | error),
            instruction(RETURN, 0, 0, SECCOMP_RET_ALLOW),
        )
    )

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]

    libc = ctypes.CDLL(None, use_errno=True)
    filter_program = Program(len(program) // 8, program)

    def apply():
        if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "PR_SET_NO_NEW_PRIVS")
        if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(filter_program), 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "PR_SET_SECCOMP")

    return apply
