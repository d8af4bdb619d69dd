"""The fonts of this machine, and which of them can write a character.

Nothing is ever drawn as an empty box: each character gets the first font that has it, in the order in which
a page would be set, and where no font has one, that is said with its remedy.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import FontMissing

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

SERIF = [
    "notoserifcjk",
    "notoserifsc",
    "notoseriftc",
    "sourcehanserif",
    "songti",
    "stsong",
    "simsun",
    "uming",
]
SANS = ["notosanscjk", "notosanssc", "notosanstc", "sourcehansans", "pingfang", "msyh", "hiragino", "wqy"]
"""What fonts for Chinese are called, by how well they suit; their files' names begin so."""

_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
)
_SUFFIXES = (".otf", ".ttf", ".ttc", ".otc")
_UNFIT = ("bold", "black", "italic", "oblique", "light", "thin", "medium", "mono", "color", "lastresort")
_MOST_OTHERS = 48
"""Fonts not known by name that are opened in search of a rare character."""
_CHINESE = ("SC", "CN", "Hans")
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Face:
    """One font of a file."""

    path: Path
    index: int
    family: str

    def sized(self, size: int) -> FreeTypeFont:
        """The font in that size; of one with many weights, the regular."""
        from PIL import ImageFont

        font = ImageFont.truetype(self.path, size, index=self.index)
        with suppress(OSError):  # it has only one
            axes = font.get_variation_axes()
            font.set_variation_by_axes(
                [400 if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes]
            )
        return font

    def has(self, text: str) -> bool:
        """Whether every character of a text can be written."""
        bits = _covered(self)
        return all(bits[ord(one) >> 3] >> (ord(one) & 7) & 1 for one in visible(text))


class Fonts:
    """The fonts in a folder of the user's own, which come first, and those of the system."""

    def __init__(self, own: Path, folders: Iterable[str | Path] = _FOLDERS) -> None:
        self.own = own
        self._folders = tuple(Path(folder).expanduser() for folder in folders)
        self._orders: dict[tuple[str, ...], list[Face]] = {}

    def face(self, text: str, style: list[str] = SERIF) -> Face:
        """The first font that can write all of a text. Raises FontMissing where none can."""
        faces = self._orders.get(tuple(style)) or self._orders.setdefault(tuple(style), self._ordered(style))
        for face in faces:
            if face.has(text):
                return face
        missing = [one for one in dict.fromkeys(text) if not any(face.has(one) for face in faces)]
        raise FontMissing("".join(missing) or text, self.own)

    def faces(self, text: str, style: list[str] = SERIF) -> list[Face]:
        """Fonts that can write a text together, the best first. Raises FontMissing."""
        seen = (one for one in dict.fromkeys(visible(text)) if not one.isspace())
        return list(dict.fromkeys(self.face(one, style) for one in seen))

    def _ordered(self, style: list[str]) -> list[Face]:
        known = [*style, *(name for name in (*SERIF, *SANS) if name not in style)]
        ranks: dict[Path, tuple[int, ...]] = {}
        for path in self._files:
            name = path.stem.lower().replace("-", "").replace("_", "").replace(" ", "")
            own = path.is_relative_to(self.own)
            rank = next((at for at, one in enumerate(known) if name.startswith(one)), len(known))
            ranks[path] = (not own, rank, sum(unfit in name for unfit in _UNFIT), len(name))
        ordered = sorted(ranks, key=lambda path: (ranks[path], path))
        named = [path for path in ordered if ranks[path][:2] < (True, len(known))]
        others = [path for path in ordered if path not in set(named)]
        return [face for path in (*named, *others[:_MOST_OTHERS]) if (face := _face(path))]

    @cached_property
    def _files(self) -> tuple[Path, ...]:
        found = {path for folder in (self.own, *self._folders) for path in _fonts_in(folder)}
        return tuple(sorted(found | set(_listed() if self._folders else ())))


def visible(text: str) -> str:
    """What of a text is drawn: neither controls nor what only tells how to draw."""
    return "".join(
        one for one in text if unicodedata.category(one) not in ("Cc", "Cf") and not _is_selector(one)
    )


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _fonts_in(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from (path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)


@lru_cache(1)
def _listed() -> tuple[Path, ...]:
    """What fontconfig knows, where there is one: fonts may lie anywhere."""
    program = shutil.which("fc-list")
    if program is None:
        return ()
    try:
        told = subprocess.run(  # noqa: S603
            [program, "--format", "%{file}\n"], capture_output=True, timeout=_PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    paths = map(Path, told.stdout.decode("utf-8", "replace").splitlines())
    return tuple(path for path in paths if path.suffix.lower() in _SUFFIXES)


@lru_cache(512)
def _face(path: Path) -> Face | None:
    """The font of a file; of a collection, the one for 简体 where it is told apart. None if it is no font."""
    from PIL import ImageFont

    found: list[Face] = []
    with suppress(OSError):
        for index in range(12 if path.suffix.lower() in (".ttc", ".otc") else 1):
            family = ImageFont.truetype(path, 10, index=index).getname()[0] or path.stem
            found.append(Face(path, index, family))
    ours = [face for face in found if face.family.endswith(_CHINESE)]
    return next(iter(ours or found), None)


@lru_cache(64)
def _covered(face: Face) -> bytes:
    """A bit for each character, set where the font has it."""
    from fontTools.ttLib import TTFont, TTLibError

    bits = bytearray(sys.maxunicode + 1 >> 3)
    with (
        suppress(TTLibError, OSError, KeyError, AssertionError),
        TTFont(face.path, fontNumber=face.index, lazy=True) as font,
    ):
        drawn = "glyf" in font or "CFF " in font or "CFF2" in font  # else pictures in colours, of one size
        for code in font.getBestCmap() or () if drawn else ():
            bits[code >> 3] |= 1 << (code & 7)
    return bytes(bits)
