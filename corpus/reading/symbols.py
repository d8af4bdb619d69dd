"""Characters of the old symbol fonts, whose codes mean nothing without their font: 0xFE in Wingdings is ☑.

Only those that people write in texts are known here; a reader counts the others as left out.
"""

from __future__ import annotations

import re

_LATIN = "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw"
_GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω"
_SYMBOL = {
    **{ord(latin): greek for latin, greek in zip(_LATIN, _GREEK, strict=True)},
    **dict(zip((0xA3, 0xB3, 0xB1, 0xB4, 0xB8, 0xB9, 0xBB, 0xA5, 0xB0, 0xB2), "≤≥±×÷≠≈∞°″", strict=True)),
    **dict(zip((0xAC, 0xAD, 0xAE, 0xAF, 0xB7, 0xA2, 0xE5, 0xD6, 0xCE, 0xCD), "←↑→↓•′∑√∈⊆", strict=True)),
}
_WINGDINGS = {
    **dict(zip((0xA8, 0x6F, 0xFE, 0xFD, 0xFC, 0xFB, 0x6C, 0x6E, 0x75, 0xA1), "☐☐☑☒✓✗●■◆○", strict=True)),
    **dict(zip((0xE0, 0xDF, 0xE1, 0xE2, 0xD8, 0xAB, 0x76, 0x77, 0x9F, 0xA7), "→←↑↓➢★❖◆•▪", strict=True)),
    **{0x81 + step: chr(ord("①") + step) for step in range(10)},
    **{0x8C + step: chr(ord("❶") + step) for step in range(10)},
}
_WINGDINGS_2 = {
    **dict(zip((0x50, 0x4F, 0x52, 0x51, 0xA3, 0x53), "✓✗☑☒☐☒", strict=True)),
    **{0x6A + step: chr(ord("①") + step) for step in range(10)},
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(font: str, code: str) -> str:
    """The character that a font shows for a hexadecimal code, or "" where it is not known."""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,4}", code):
        return ""
    number = int(code, 16)
    private = 0xF000 <= number <= 0xF0FF
    return _FONTS.get(font.strip().lower(), {}).get(number & 0xFF if private else number, "")
