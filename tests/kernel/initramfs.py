"""Packs an initramfs: files of this machine at their own paths, and others at paths of their choice.

The format is cpio's "newc" (the kernel's Documentation/driver-api/early-userspace/buffer-format.rst).
It is written here because everything must belong to root and be readable by everybody in the guest,
whatever it is here, and nothing must be copied first.
"""

import os
import re
import stat
import subprocess
from pathlib import Path

FIELDS = 13
TRAILER = "TRAILER!!!"


class Initramfs:
    def __init__(self, file):
        self.file = file
        self.packed = set()

    def close(self):
        self._write(TRAILER, 0, b"")

    def _write(self, name, mode, data):
        encoded = os.fsencode(name) + b"\0"
        fields = [0] * FIELDS
        fields[0] = len(self.packed)  # the inode
        fields[1] = mode
        fields[4] = 1  # links
        fields[6] = len(data)
        fields[11] = len(encoded)
        header = "070701" + "".join(f"{field:08x}" for field in fields)
        for part in header.encode() + encoded, data:
            self.file.write(part + b"\0" * (-len(part) % 4))

    def _is_new(self, name):
        """Packs the folder of a name first, as the kernel creates none by itself."""
        if name in self.packed:
            return False
        self.packed.add(name)
        return True

    def folder(self, path, mode=0o755):
        path = Path(path)
        if path.parent != path:
            self.folder(path.parent)
            name = str(path.relative_to("/"))
            if self._is_new(name):
                self._write(name, stat.S_IFDIR | mode, b"")

    def data(self, path, data, mode=0o644):
        self.folder(Path(path).parent)
        name = str(Path(path).relative_to("/"))
        if self._is_new(name):
            self._write(name, stat.S_IFREG | mode, data)

    def link(self, path, target):
        self.folder(path.parent)
        name = str(path.relative_to("/"))
        if self._is_new(name):
            self._write(name, stat.S_IFLNK | 0o777, os.fsencode(target))

    def copy(self, source, path):
        """A file or a folder with its contents, at another path; symbolic links are followed."""
        source, path = Path(source), Path(path)
        if source.is_dir():
            self.folder(path)
            for child in sorted(source.iterdir()):
                self.copy(child, path / child.name)
        else:
            executable = 0o111 if os.access(source, os.X_OK) else 0
            self.data(path, source.read_bytes(), 0o644 | executable)

    def same(self, path):
        """A file or a folder at its own path, with the links that lead to it."""
        path = Path(path)
        for place in *reversed(path.parents), path:
            if place.is_symlink():
                target = place.readlink()
                self.link(place, target)
                return self.same(place.parent / target / path.relative_to(place))
        return self.copy(path, path)

    def libraries_of(self, *programs):
        """The shared libraries that programs or modules of Python need."""
        done = subprocess.run(["ldd", *programs], check=True, capture_output=True, text=True)
        for library in sorted(set(re.findall(r"(/\S+) \(0x", done.stdout))):
            self.same(os.path.normpath(library))
