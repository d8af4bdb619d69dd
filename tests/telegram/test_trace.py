"""/trace: how often and where a word stands, in numbers, as a picture, and place after place."""

from __future__ import annotations

import pytest

from bot.collection import Collection
from bot.telegram.reply import UNITS
from bot.texts import EN, ZH
from tests.fake_telegram import FakeTelegram, Message
from tests.fake_telegram.rules import units
from tests.pictures.fonts import needs_fonts

pytestmark = needs_fonts


async def traced(circle: FakeTelegram, word: str) -> tuple[Message, Message]:
    """The numbers and the picture for a word."""
    circle.private(1, f"/trace {word}")
    return await circle.reply(timeout=30), await circle.reply(timeout=60)


async def test_a_word_is_counted_by_work_with_its_first_and_last_place(
    circle: FakeTelegram, samples: Collection
) -> None:
    """As the text itself counts it; the quotations are marked and cited."""
    overview, _ = await traced(circle, "记录")
    texts = {work.title: work.text for document in samples.documents for work in document.works}
    counts = {title: text.count("记录") + text.count("記錄") for title, text in texts.items()}
    total, works = sum(counts.values()), sum(map(bool, counts.values()))
    assert ZH.pictures.trace_head.format("记录", total, works) in overview.text
    for title, count in counts.items():
        assert (f"《{title}》 {ZH.pictures.trace_work.format(count)}" in overview.text) == bool(count)
    assert len(overview.marked("blockquote", "expandable_blockquote")) == 2
    assert overview.marked("bold").count("记录") == 2
    assert units(overview.text) <= UNITS


async def test_the_chart_is_a_picture_that_a_phone_shows(circle: FakeTelegram) -> None:
    """In the same chat, after the numbers."""
    overview, chart = await traced(circle, "引文")
    size = chart.json["photo"][0]
    assert chart.chat == overview.chat
    assert size["width"] == 1080
    assert size["height"] <= 2 * size["width"]


async def test_places_are_leafed_through_in_the_message(circle: FakeTelegram) -> None:
    """From the overview, place after place, to the end and back."""
    overview, _ = await traced(circle, "引文")
    circle.press(overview, ZH.pictures.one_by_one)
    page, seen = await circle.reply(), 0
    assert page.id == overview.id
    while True:
        quotations = page.marked("blockquote", "expandable_blockquote")
        assert all("引文" in quotation for quotation in quotations)
        seen += len(quotations)
        if ZH.next_page not in page.buttons:
            break
        circle.press(page, ZH.next_page)
        page = await circle.reply()
    assert f"共 {seen} 处" in page.text
    circle.press(page, ZH.pictures.overview)
    assert (await circle.reply()).text == overview.text


async def test_a_word_may_be_traced_in_one_work(circle: FakeTelegram) -> None:
    """Its title stands behind the word; one bar would be no chart."""
    circle.private(1, "/trace 引文 《读书会章程》")
    overview = await circle.reply(timeout=30)
    assert "在 1 篇里" in overview.text
    circle.private(1, "/trace 引文 《没有这一篇》")
    assert (await circle.reply()).text == ZH.pictures.trace_no_work.format("没有这一篇")


async def test_what_stands_nowhere_is_said_so(circle: FakeTelegram) -> None:
    """And how to use it, where no word was given."""
    circle.private(1, "/trace 火星")
    assert (await circle.reply(timeout=30)).text == ZH.pictures.trace_nothing.format("火星")
    circle.private(1, "/trace", language="en")
    assert (await circle.reply()).text == EN.pictures.trace_usage
    circle.private(1, "/trace 。", language="en")
    assert (await circle.reply()).text == EN.pictures.trace_usage


async def test_without_its_question_a_list_does_not_turn(circle: FakeTelegram) -> None:
    """The word was never kept."""
    overview, _ = await traced(circle, "引文")
    press = circle.press(overview, data="t:5", forgotten=True)
    assert await circle.toast(press) == ZH.question_gone


@pytest.mark.parametrize("data", ["t:99999", "t:x", "t:-1"])
async def test_forged_places_lead_to_the_overview(circle: FakeTelegram, data: str) -> None:
    """A number that no place has shows the numbers again."""
    overview, _ = await traced(circle, "引文")
    circle.press(overview, ZH.pictures.one_by_one)
    page = await circle.reply()
    circle.press(page, data=data)
    assert (await circle.reply()).text == overview.text
