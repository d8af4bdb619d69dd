"""How Chinese stands in an .rtf file: bytes in the code page of a font, or Unicode with a fallback to skip.

The two bytes of one character may be written in different notations, so bytes are gathered until something
else comes between.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from corpus.reading.symbols import symbol

_CHARSETS = {134: 936, 136: 950, 128: 932, 129: 949, 204: 1251, 161: 1253, 162: 1254}
_CODECS = {936: "gb18030", 950: "cp950", 10008: "gb2312", 65001: "utf-8"}
_SYMBOLS = 2
UNKNOWN = re.compile("[\uf000-\uf0ff]")


@dataclass(slots=True)
class Font:
    """A font of the file's table; its character set says what bytes in it mean."""

    name: str = ""
    charset: int = 1


@dataclass(slots=True)
class Characters:
    """Bytes on their way to text. `to_skip` is how much of a fallback is still to come."""

    codepage: int = 1252
    fonts: dict[int, Font] = field(default_factory=dict)
    to_skip: int = 0
    _raw: bytearray = field(default_factory=bytearray)
    _surrogate: int = 0

    def add(self, data: bytes) -> None:
        """Bytes of the text or of a fallback."""
        skipped = min(self.to_skip, len(data))
        self.to_skip -= skipped
        self._raw += data[skipped:]

    def skips(self) -> bool:
        """Whether a control word here is one of a fallback's characters."""
        self.to_skip -= (skipping := self.to_skip > 0)
        return skipping

    def taken(self, font: int | None) -> str:
        """The text of the bytes so far; a font's own name is in none."""
        if not self._raw:
            return ""
        data, self._raw = bytes(self._raw), bytearray()
        known = Font() if font is None else self.fonts.get(font, Font())
        if known.charset == _SYMBOLS:
            return "".join(_symbol(code, known) for code in data)
        return data.decode(_codec(_CHARSETS.get(known.charset, self.codepage)), errors="replace")

    def unicode(self, code: int, font: int) -> str:
        """The text of a Unicode value; one beyond the first plane comes in two halves."""
        code &= 0xFFFF
        if 0xDC00 <= code < 0xE000:
            first, self._surrogate = self._surrogate, 0
            return chr(0x10000 + ((first - 0xD800) << 10) + code - 0xDC00) if first else ""
        self._surrogate = code if 0xD800 <= code < 0xDC00 else 0
        if self._surrogate:
            return ""
        return _symbol(code, self.fonts.get(font, Font())) if 0xF000 <= code < 0xF100 else chr(code)


def _symbol(code: int, font: Font) -> str:
    """A character of a symbol font; one that is not known stays as a private one, for the reader to count."""
    plain = code & 0xFF
    return symbol(font.name.rstrip(";"), f"{code:x}") or chr(plain if plain < ord("A") else 0xF000 + plain)


def _codec(codepage: int) -> str:
    name = _CODECS.get(codepage, f"cp{codepage}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
