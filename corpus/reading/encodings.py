"""Bytes to text: UTF-8, UTF-16, GB18030 and Big5 told apart, and the doubt named when there is any.

General detectors guess from byte statistics and fail on short Chinese texts; here each encoding is tried
strictly, and where two fit, the reading with the more ordinary Chinese in it wins.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = (("gb18030", "gb18030"), ("cp950", "big5"), ("big5hkscs", "big5"))
_COMMON = frozenset(
    "的一是不了在有人我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么"
    "心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样"
    "现分将外但身些与高意进把法此实回二理美点月明其种声全工己话者向情部正名定女问力机给等几很业最间新什打便"
    "位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才"
    "應這個來國說們為時過學對裡後麼無開樣現將與進實點種聲話問給幾業間東關氣內軍產萬體別處總條會發動長經頭見"
    "《》，。、；：？！“”‘’（）「」『』…—"
)
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding, and a sentence of doubt or None."""

    text: str
    encoding: str
    doubt: str | None = None


def decode(data: bytes) -> Decoded | None:
    """The text of a file's bytes, or None where they are no text in an encoding that is read here."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_marked(data, encoding)
    if b"\0" in data:
        return _decode_wide(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    return _decode_legacy(data) or _decode_wide(data) or _decode_torn(data)


def _decode_marked(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, errors="replace")
    return _with_losses(text, encoding)


def _decode_wide(data: bytes) -> Decoded | None:
    """UTF-16 without a byte order mark."""
    even = data[: len(data) & ~1]
    readings = []
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, errors="replace")
        readings.append((_ordinariness(text), encoding, text))
    score, encoding, text = max(readings)
    if score < 0.5:
        return None
    return _with_losses(text, encoding, "没有字节序标记，请核对")


def _decode_legacy(data: bytes) -> Decoded | None:
    readings = []
    for codec, name in _LEGACY:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        readings.append((_ordinariness(text), name, text))
    if not readings:
        return None
    readings.sort(key=lambda reading: reading[0], reverse=True)
    score, name, text = readings[0]
    if score < 0.35:
        return None
    others = [other[0] for other in readings[1:] if other[1] != name]
    close = bool(others) and others[0] > score - 0.15
    return Decoded(text, name, f"读作 {_other(name)} 也说得通，请核对" if close else None)


def _other(name: str) -> str:
    return "big5" if name == "gb18030" else "gb18030"


def _decode_torn(data: bytes) -> Decoded | None:
    """A text with a few broken bytes: cut in the middle of a character, or pasted from two encodings."""
    readings = []
    for codec, name in (("utf-8", "utf-8"), *_LEGACY):
        text = data.decode(codec, errors="replace")
        losses = text.count("\ufffd") / max(1, len(text))
        readings.append((_ordinariness(text) - 5 * losses, name, text))
    score, name, text = max(readings)
    return _with_losses(text, name) if score >= 0.35 else None


def _with_losses(text: str, encoding: str, doubt: str | None = None) -> Decoded | None:
    lost = text.count("\ufffd")
    if lost * 20 > len(text):
        return None
    if lost:
        doubt = f"{lost} 个坏字符显示为 \ufffd"
    return Decoded(text, encoding, doubt)


def _ordinariness(text: str) -> float:
    """How much a reading looks like text that people write: 0 to about 1."""
    sample = text[:_SAMPLE]
    weighed = total = 0.0
    for character in sample:
        if character.isspace():
            continue
        total += 1
        if character in _COMMON:
            weighed += 1.5
        elif character.isascii() and character.isprintable():
            weighed += 1
        elif "\u4e00" <= character <= "\u9fff":
            weighed += _rank(character)
        elif "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef":
            weighed += 0.8
        else:
            weighed -= 1
    return weighed / total if total else 0.0


def _rank(character: str) -> float:
    """Weight by the first level of GB 2312 or Big5, where both standards keep their ordinary characters."""
    try:
        code = character.encode("gb2312")
        if b"\xb0\xa1" <= code <= b"\xd7\xf9":
            return 0.6
    except UnicodeEncodeError:
        pass
    try:
        return 0.5 if character.encode("big5") <= b"\xc6\x7e" else 0.0
    except UnicodeEncodeError:
        return -0.5
