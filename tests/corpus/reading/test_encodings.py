"""Encodings are told apart, short texts too, and a doubt is named."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from corpus import DocumentError
from corpus.reading import encodings

SIMPLIFIED = (
    "清早起来，村里的人都到河边看水。昨天夜里下了一场大雨，水涨到第二级台阶，木桥还在，但是没有人敢走。"
    "老张说，这样的雨三年才有一次；孩子们不管这些，脱了鞋就在水里跑。到了中午，太阳出来了，大家把粮食搬到院子里晒。"
    "晚上开会，会计念了今年的账：收入比去年多，支出也比去年多，余下的钱先修路，再给学校买书。有人问：“什么时候修？”他说：“下个月。”"
)
TRADITIONAL = (
    "清早起來，村裡的人都到河邊看水。昨天夜裡下了一場大雨，水漲到第二級臺階，木橋還在，但是沒有人敢走。"
    "老張說，這樣的雨三年才有一次；孩子們不管這些，脫了鞋就在水裡跑。到了中午，太陽出來了，大家把糧食搬到院子裡曬。"
    "晚上開會，會計念了今年的帳：收入比去年多，支出也比去年多，餘下的錢先修路，再給學校買書。有人問：「什麼時候修？」他說：「下個月。」"
)


def snippets(text: str, shortest: int, longest: int, count: int) -> list[str]:
    """Pieces from anywhere in a text, the same ones at every run."""
    chance = random.Random(20)
    found = []
    for _ in range(count):
        length = chance.randint(shortest, longest)
        start = chance.randrange(len(text) - length)
        found.append(text[start : start + length])
    return found


@pytest.mark.parametrize(
    "codec, bom, name",
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("gb18030", b"", "gb18030"),
        ("gbk", b"", "gb18030"),
        ("cp950", b"", "big5"),
    ],
)
def test_an_encoding_is_recognised_and_named(codec: str, bom: bytes, name: str) -> None:
    """A page of text comes back as it was, without a doubt."""
    text = TRADITIONAL if codec == "cp950" else SIMPLIFIED
    document = corpus.parse(bom + text.encode(codec), "河边.txt")
    assert (document.encoding, document.warnings) == (name, ())
    assert document.works[0].text == text


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"])
def test_short_texts_are_told_apart(codec: str) -> None:
    """Of hundreds of notes of 10 to 30 characters, none is misread in silence."""
    pieces = snippets(TRADITIONAL, 10, 30, 200)
    if codec != "big5":
        pieces += snippets(SIMPLIFIED, 10, 30, 200)
    decoded = [(piece, encodings.decode(piece.encode(codec))) for piece in pieces]
    assert [piece for piece, found in decoded if found is None] == []
    assert [piece for piece, found in decoded if found and found.text != piece and not found.doubt] == []
    assert sum(found is not None and found.doubt is not None for _, found in decoded) <= len(pieces) // 50


def test_bytes_that_fit_two_encodings_are_doubted() -> None:
    """Where another reading is as ordinary, the receipt asks to look."""
    torn = next(
        found
        for size in range(2, 8)
        for piece in snippets(SIMPLIFIED, size, size + 1, 400)
        if (found := encodings.decode(piece.encode("gb18030"))) and found.doubt
    )
    assert torn.doubt is not None
    assert torn.doubt.startswith("读作 ")
    assert "请核对" in torn.doubt


def test_regression_utf_16_without_a_mark_was_read_as_gb18030() -> None:
    """Chinese without line breaks has no zero bytes, and yet is UTF-16."""
    found = encodings.decode("清早起来村里的人都到河边看水".encode("utf-16-le"))
    assert found == encodings.Decoded("清早起来村里的人都到河边看水", "utf-16-le")


def test_a_text_cut_in_the_middle_of_a_character_is_read_with_a_doubt() -> None:
    """A torn end costs one character, not the file."""
    for codec in ("utf-8", "gb18030", "utf-16-le"):
        found = encodings.decode(SIMPLIFIED.encode(codec)[:-1])
        assert found is not None
        assert found.text[:-1] == SIMPLIFIED[: len(found.text) - 1]
        assert found.doubt == "有 1 个坏字符，显示为 \ufffd，请核对原文"


def test_english_in_utf_16_is_read() -> None:
    """Every second byte is zero, and still it is text."""
    text = "We rose early; the river was high."
    for codec in ("utf-16-le", "utf-16-be", "utf-16"):
        found = encodings.decode(text.encode(codec))
        assert found is not None
        assert found.text == text


@pytest.mark.parametrize("text", ["abcabc\x7f\x7f", "abcabcabcA\x7f\x7f", "会议纪要\x7f"])
def test_regression_a_delete_character_made_utf_16_of_a_text(text: str) -> None:
    """It says nothing of the encoding, and goes when the text is read."""
    assert encodings.decode(text.encode()) == encodings.Decoded(text, "utf-8")


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_is_always_itself(text: str) -> None:
    """Whatever a text says, valid UTF-8 is read as UTF-8."""
    assert encodings.decode(b"\xef\xbb\xbf" + text.encode()) == encodings.Decoded(text, "utf-8-sig")
    if not text.startswith("\ufeff"):
        assert encodings.decode(text.encode()) == encodings.Decoded(text, "utf-8", is_clean=True)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_are_refused_or_read(data: bytes) -> None:
    """Nothing but a DocumentError comes of noise."""
    if found := encodings.decode(data):
        found.text.encode()
    try:
        corpus.parse(data, "噪音.txt")
    except DocumentError as error:
        assert error.__cause__ is None or isinstance(error.__cause__, corpus.CorpusError)
