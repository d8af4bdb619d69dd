"""A quotation as pictures: whole, inside their frame, with a code that a camera reads."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from bot.errors import FontMissing
from bot.pictures.card import MOST, PORTRAIT, SQUARE, Printed, cards
from bot.texts import CATALOGUES, ZH
from retrieval import Citation, PassageInPlace
from tests.pictures.fonts import FONTS, needs_fonts

pytestmark = needs_fonts
LINK = "https://t.me/chuchu_bot?start=7jxztcsfox"
SENTENCE = (
    "领读人应当把当次的内容至少读两遍，写出领读稿，准备三个没有标准答案的问题；《章程》说：“不超过两页。”"
)
PLACE = ("第五章 领读与记录 › 第二十八条", "第 46 段 · 7jxztcsfox")


def printed(text: str, work: str = "《读书会章程》", link: str | None = LINK) -> Printed:
    """A card to be."""
    return Printed(text, work, PLACE, link, ZH.pictures.goes_on)


def opened(picture: bytes) -> Image.Image:
    """A picture as it is seen."""
    return Image.open(BytesIO(picture)).convert("RGB")


def ink(picture: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """The bounds of what is darker than the paper within a box."""
    part = picture.crop(box)
    paper = Image.new("RGB", part.size, "#FBF8F1")
    return ImageChops.difference(part, paper).convert("L").point(lambda value: 255 * (value > 24)).getbbox()


@pytest.mark.parametrize("shape", [PORTRAIT, SQUARE])
@pytest.mark.parametrize(
    "text", ["书。", "读书会每两周聚一次。", SENTENCE, SENTENCE * 4, f"{SENTENCE}\n" * 6]
)
def test_nothing_stands_outside_the_frame(shape: tuple[int, int], text: str) -> None:
    """The words keep off the frame, the foot, and each other's place, on every picture."""
    for picture in map(opened, cards(printed(text), FONTS, shape)):
        width, height = picture.size
        assert picture.size == shape
        assert ink(picture, (0, 0, 34, height)) is None
        assert ink(picture, (width - 34, 0, width, height)) is None
        words = ink(picture, (40, 152, width - 40, height - 285))
        assert words is not None
        assert words[0] + 40 >= 108 - 4
        assert words[2] + 40 <= width - 108 + 4
        assert ink(picture, (40, height - 297, width - 40, height - 283)) is None


def test_a_long_quotation_is_laid_out_over_several() -> None:
    """Of about the same length; never more than an album holds, and then it says so."""
    assert len(cards(printed(SENTENCE), FONTS)) == 1
    several = cards(printed(SENTENCE * 12), FONTS)
    assert 2 <= len(several) <= 5
    heights = [ink(opened(one), (40, 160, 1040, 1140)) for one in several]
    assert all(box is not None and box[3] > 500 for box in heights)
    assert ink(opened(several[-1]), (190, 90, 800, 150)) is None
    endless = cards(printed(SENTENCE * 80), FONTS)
    assert len(endless) == MOST
    assert ink(opened(endless[-1]), (190, 90, 800, 150)) is not None


def test_short_quotations_are_set_large() -> None:
    """And long ones smaller, before there are two pictures."""

    def tallest(text: str) -> int:
        box = ink(opened(cards(printed(text), FONTS)[0]), (100, 160, 980, 1140))
        assert box is not None
        return box[3] - box[1]

    assert tallest("书") > 70
    assert len(cards(printed(SENTENCE * 4), FONTS)) == 1


def test_the_code_is_left_out_where_there_is_no_bot() -> None:
    """In the terminal nothing leads anywhere."""
    with_code, without = (opened(cards(printed("书", link=link), FONTS)[0]) for link in (LINK, None))
    corner = (1080 - 108 - 180, 1440 - 260, 1080 - 60, 1440 - 50)
    assert ink(with_code, corner) is not None
    assert ink(without, corner) is None


def test_a_title_that_is_too_long_is_shortened_and_stays_inside() -> None:
    """Names may be; the code's place is kept free."""
    picture = opened(cards(printed("书", work=f"《{'关于进一步加强读书会建设的若干意见' * 6}》"), FONTS)[0])
    box = ink(picture, (40, 1440 - 270, 1040, 1440 - 40))
    assert box is not None
    assert box[3] <= 230 - 8
    assert ink(picture, (762, 1440 - 270, 794, 1440 - 40)) is None


@pytest.mark.parametrize("shape", [PORTRAIT, SQUARE])
def test_the_paragraph_and_the_code_are_never_crowded_out(shape: tuple[int, int]) -> None:
    """A title of two lines over a section of two once left no room for them."""
    work, section = "《1987年中华人民共和国国务院政府工作报告》", "第六，要保持经济的长期稳定发展，" * 4
    made = [
        opened(cards(Printed("书", work, (section, f"第 29 段 · {code}"), LINK), FONTS, shape)[0])
        for code in ("s7uuc3oy53", "x2a234bikf")
    ]
    changed = ImageChops.difference(*made).getbbox()
    assert changed is not None
    assert shape[1] - 300 < changed[1] < changed[3] < shape[1] - 40


def test_a_character_without_a_font_is_named_before_anything_is_drawn() -> None:
    """In the words, and in the title."""
    for one in (printed("书\U00031350"), printed("书", work="《\U00031350》")):
        with pytest.raises(FontMissing):
            cards(one, FONTS)


def test_a_card_says_the_place_in_the_readers_language() -> None:
    """Work, sections, paragraph, page and code."""
    citation = Citation("章程", ("第一章", "第二条"), "a.txt", 3, 7, "abc")
    passage = PassageInPlace("话。", citation, 0, 2)
    for texts in CATALOGUES:
        made = Printed.of(passage, texts, LINK)
        assert made.text == "话。"
        assert made.place == (
            "第一章 › 第二条",
            f"{texts.paragraph.format(3)} · {texts.page.format(7)} · abc",
        )


def test_control_characters_draw_nothing() -> None:
    """A stray one in a stored text is no reason to refuse."""
    assert cards(printed("读书\t会\u200b。\u3000好\x07"), FONTS)
