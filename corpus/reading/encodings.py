"""Bytes to text: UTF-8, UTF-16, GB18030 and Big5 told apart, and the doubt named when there is any.

General detectors guess from byte statistics and fail on short Chinese texts; here each encoding is tried
strictly, and where two fit, the reading with the more ordinary Chinese in it wins.
"""

from __future__ import annotations

import codecs
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

_CONTROLS = bytes([*range(9), *range(14, 32)])
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODECS = (
    ("gb18030", "gb18030"),
    ("cp950", "big5"),
    ("big5hkscs", "big5"),
    ("utf-16-le", "utf-16-le"),
    ("utf-16-be", "utf-16-be"),
)
_COMMON = frozenset(
    "的一是不了在有人我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么"
    "心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样"
    "现分将外但身些与高意进把法此实回二理美点月明其种声全工己话者向情部正名定女问力机给等几很业最间新什打便"
    "位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才"
    "應這個來國說們為時過學對裡後麼無開樣現將與進實點種聲話問給幾業間東關氣內軍產萬體別處總條會發動長經頭見"
    "《》，。、；：？！“”‘’（）「」『』…—"
)
_SAMPLE = 50_000
_ORDINARY = 0.35
"""What a reading must score to be taken for a text."""
_CLOSE = 0.15
"""A second reading that scores less than this below the best is worth a doubt."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding, and a sentence of doubt or None; `is_clean` where it is known to have
    no control characters.
    """

    text: str
    encoding: str
    doubt: str | None = None
    is_clean: bool = False


def decode(data: bytes) -> Decoded | None:
    """The text of a file's bytes, or None where they are no text in an encoding that is read here."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _with_losses(data.decode(encoding, errors="replace"), encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_unmarked(data) or _decode_torn(data)
    # UTF-16 can be valid UTF-8 by chance, but then it is strewn with control characters.
    strewn = len(data.translate(None, _CONTROLS)) < len(data)
    if strewn and (wide := _decode_unmarked(data)) and wide.encoding.startswith("utf-16"):
        return wide
    return Decoded(text, "utf-8", is_clean=not strewn and b"\x7f" not in data)


def _decode_unmarked(data: bytes) -> Decoded | None:
    """The most ordinary of the readings that the bytes allow."""
    readings = []
    for codec, name in _CODECS:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        readings.append((_ordinariness(text), name, text))
    if not readings:
        return None
    score, name, text = max(readings, key=itemgetter(0))
    if score < _ORDINARY:
        return None
    rivals = [other for other in readings if other[1] != name and other[0] > score - _CLOSE]
    return Decoded(text, name, f"读作 {max(rivals)[1]} 也说得通，请核对原文" if rivals else None)


def _decode_torn(data: bytes) -> Decoded | None:
    """A text with a few broken bytes: cut in the middle of a character, or pasted from two encodings."""
    readings = []
    for codec, name in (("utf-8", "utf-8"), *_CODECS):
        text = data.decode(codec, errors="replace")
        losses = text.count("\ufffd") / max(1, len(text))
        readings.append((_ordinariness(text) - 5 * losses, name, text))
    score, name, text = max(readings, key=itemgetter(0))
    return _with_losses(text, name) if score >= _ORDINARY else None


def _with_losses(text: str, encoding: str) -> Decoded | None:
    lost = text.count("\ufffd")
    if lost * 20 > len(text):
        return None
    doubt = f"有 {lost} 个坏字符，显示为 \ufffd，请核对原文" if lost else None
    return Decoded(text, encoding, doubt)


def _ordinariness(text: str) -> float:
    """How much a reading looks like text that people write: about 1, and below 0 for noise."""
    weights = [_weight(character) for character in text[:_SAMPLE] if not character.isspace()]
    return sum(weights) / len(weights) if weights else 0.0


@cache
def _weight(character: str) -> float:
    """Weight by the first level of GB 2312 or Big5, where both standards keep their ordinary characters."""
    if character in _COMMON:
        return 1.5
    if character.isascii():
        return 1 if character.isprintable() else -3
    if "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef":
        return 0.8
    if not "\u4e00" <= character <= "\u9fff":
        return -1
    with suppress(UnicodeEncodeError):
        if b"\xb0\xa1" <= character.encode("gb2312") <= b"\xd7\xf9":
            return 0.6
    try:
        return 0.5 if character.encode("big5") <= b"\xc6\x7e" else 0.0
    except UnicodeEncodeError:
        return -0.5
