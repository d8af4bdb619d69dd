"""Lines of a document, and which of their breaks are real.

A text copied from a page breaks inside a sentence wherever a link or a subscript stood, and an old one
breaks at a fixed width. Such breaks are mended here, before offsets exist; one that may be meant is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

_CLOSING = "，。、；：！？）》」』”’】〕〉…·,;:!?)]}%％"
_OPENING = "（《「『“‘【〔〈([{"
_PAIRS = (("（", "）"), ("《", "》"), ("(", ")"), ("〔", "〕"))
_SENTENCE_END = re.compile(r"[。！？!?…；;：:][”’」』）)】》]*$")
_CJK = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef\U00020000-\U0003ffff]")
_LABELLED = re.compile(
    r"[（(]?[一二三四五六七八九十百\d]{1,4}[、.．）)](?!\d)|\d{4}\s*年|第[一二三四五六七八九十百千零〇\d]+|[①-⑳]|[-*•·—#]"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line with white space at both ends left out.

    `gap` is the number of blank lines before it; `level` a heading level that the format itself names (1 is
    outermost); `item` says that the format calls it an item of a list, `separator` that it is a mark between
    texts and no text.
    """

    text: str
    gap: int = 0
    indented: bool = False
    level: int | None = None
    item: bool = False
    separator: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as its format gives it: `left_out` names what is no text, `warnings` what was mended."""

    lines: tuple[Line, ...]
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def split(text: str) -> list[Line]:
    """The lines of a plain text; blank ones become the next line's gap."""
    lines: list[Line] = []
    gap = 0
    for raw in re.split(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]", text):
        stripped = raw.strip().strip("\ufeff\u200b")
        if not stripped:
            gap += 1
            continue
        lines.append(Line(stripped, gap, indented=raw[:1].isspace()))
        gap = 0
    return lines


def mend(lines: Iterable[Line]) -> tuple[list[Line], int]:
    """Lines with the breaks inside a sentence undone, and how many there were."""
    given = list(lines)
    blank_separated = sum(line.gap > 0 for line in given) >= 0.6 * len(given)
    width = _fixed_width(given)
    mended: list[Line] = []
    joined = 0
    last_length = 0
    for line in given:
        previous = mended[-1] if mended else None
        if previous is not None and _is_broken(previous, line, blank_separated, width, last_length):
            space = "" if _CJK.match(line.text) or _CJK.match(previous.text[-1]) else " "
            if previous.text[-1] in _OPENING or line.text[0] in _CLOSING or previous.text[-1:].isdigit():
                space = ""
            mended[-1] = replace(previous, text=f"{previous.text}{space}{line.text}")
            joined += 1
        else:
            mended.append(line)
        last_length = len(line.text)
    return mended, joined


def _is_broken(
    previous: Line, line: Line, blank_separated: bool, width: int | None, last_length: int
) -> bool:
    if line.gap or previous.level or line.level or previous.separator or line.separator:
        return False
    before, after = previous.text, line.text
    if after[0] in _CLOSING and not after.startswith("……") and not line.indented:
        return True
    if before[-1] in _OPENING:
        return True
    if blank_separated and any(before.count(o) > before.count(c) for o, c in _PAIRS):
        return True
    if _SENTENCE_END.search(before) or _LABELLED.match(after):
        return False
    mixed = bool(_CJK.match(after) or _CJK.search(before[-20:]))
    if blank_separated and len(before) >= 12 and mixed:
        return True
    return width is not None and width - 2 <= last_length <= width and not line.indented


def _fixed_width(lines: list[Line]) -> int | None:
    """The width in characters at which a text was wrapped, or None."""
    lengths = sorted((len(line.text) for line in lines), reverse=True)
    if len(lengths) < 8:
        return None
    width = lengths[len(lengths) // 20]
    if not 18 <= width <= 60:
        return None
    full = sum(width - 2 <= length <= width for length in lengths)
    return width if full >= 0.5 * len(lengths) else None
