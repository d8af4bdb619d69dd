"""Files on their way in: fetched, and kept aside until someone says what is to become of them.

Each lies in a folder of its own in the cache, whose name is the code that its buttons carry: a restart
changes nothing. What nobody decided on for a week is swept out.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus import CORRECTIONS

_KEPT = 7 * 24 * 3600
_LONGEST = 80
_CODE = re.compile("[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that waits, by its code."""

    code: str
    path: Path

    def entitle(self, title: str) -> None:
        """Say what its work is called: in the corrections beside it, not in the file."""
        said = f"title = {json.dumps(title, ensure_ascii=False)}\n"
        self.path.with_name(self.path.name + CORRECTIONS).write_text(said, encoding="utf-8")

    def discard(self) -> None:
        """It is dealt with."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


class Arrivals:
    """The files that wait."""

    def __init__(self, cache: Path) -> None:
        self._folder = cache / "arrivals"

    def make_room(self, name: str) -> Arrival:
        """A place for a file of that name, of which only what can be a name is kept."""
        self._sweep()
        code = secrets.token_hex(6)
        folder = self._folder / code
        folder.mkdir(mode=0o700, parents=True)
        bare = PurePosixPath(name.replace("\\", "/")).name
        bare = "".join(character for character in bare if character.isprintable()).lstrip(".~$ ")
        stem, suffix = PurePosixPath(bare).stem[:_LONGEST], PurePosixPath(bare).suffix[:10]
        return Arrival(code, folder / (f"{stem}{suffix}" or "document"))

    def find(self, code: str) -> Arrival | None:
        """The one of that code, if it still waits. Codes may be forged."""
        folder = self._folder / code
        if not _CODE.fullmatch(code) or not folder.is_dir():
            return None
        files = [path for path in folder.iterdir() if path.suffix != CORRECTIONS]
        return Arrival(code, files[0]) if files else None

    def _sweep(self) -> None:
        if self._folder.is_dir():
            for folder in self._folder.iterdir():
                if folder.stat().st_mtime < time.time() - _KEPT:
                    shutil.rmtree(folder, ignore_errors=True)
