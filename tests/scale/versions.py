"""Another version of the daemon: the same source with another version number and another static file,
so that replies that name either differ."""

import os
import shutil
import subprocess
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
FOLDER = TOP / "build-scale"


def _replace(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _needless(folder, names):
    """Builds, history and tests: all in the top folder."""
    if Path(folder) != TOP:
        return []
    return [name for name in names if name in (".git", "tests", "build") or name.startswith("build-")]


def build_next():
    """The program of the next version. It is built once; ccache makes that short."""
    source = FOLDER / "source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(TOP, source, ignore=_needless)
    _replace(source / "CMakeLists.txt", "project(charfinder VERSION ", "project(charfinder VERSION 99.")
    _replace(source / "config/debian/changelog", "charfinder (", "charfinder (99.")
    with open(source / "static/style.css", "a", encoding="utf-8") as style:
        style.write("/* the next version */\n")
    environment = {"CMAKE_GENERATOR": "Ninja", **os.environ}
    for command in (
        ["cmake", "-S", source, "-B", FOLDER / "build", "-DCMAKE_BUILD_TYPE=RelWithDebInfo"],
        ["cmake", "--build", FOLDER / "build", "--target", "charfinderd", "--parallel", str(os.cpu_count())],
    ):
        done = subprocess.run(
            [*map(str, command)], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}:\n{done.stdout}{done.stderr}"
    return FOLDER / "build/charfinderd"
