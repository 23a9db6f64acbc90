"""Installs the build under test."""

import os
import subprocess
from pathlib import Path

from daemon import PATIENCE, PROGRAM, clean_environment

BUILD = Path(os.environ.get("CHARFINDER_BUILD", Path(PROGRAM).parent))


def install(prefix, destdir=None):
    changes = {"DESTDIR": str(destdir)} if destdir else {}
    subprocess.run(
        ["cmake", "--install", BUILD, "--prefix", prefix],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
        env=clean_environment(**changes),
    )
    return Path(prefix)
