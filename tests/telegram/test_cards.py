"""/card and 🖼: a passage as a picture, from the stored text alone."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from bot.texts import EN, ZH
from retrieval import PassageInPlace
from tests.fake_telegram import FakeTelegram, Message
from tests.pictures.fonts import needs_fonts
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf

pytestmark = needs_fonts
RARE = "\U00031350"  # an ideograph that hardly any font has


def size(message: Message) -> tuple[int, int]:
    """How large the picture in a message is."""
    about = message.json["photo"][0]
    return about["width"], about["height"]


def linked(picture: bytes, address: str) -> bool:
    """Whether a QR code of that address stands in the right lower corner of a picture."""
    import segno

    matrix = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    grey = Image.open(BytesIO(picture)).convert("L")
    modules, scale = len(matrix), 176 // len(matrix)
    left, top = grey.width - 108 - modules * scale, grey.height - 300 + 48
    found = [
        [
            int(
                float(str(grey.getpixel((left + x * scale + scale // 2, top + y * scale + scale // 2)))) < 128
            )
            for x in range(modules)
        ]
        for y in range(modules)
    ]
    return found == matrix


async def test_the_card_of_a_code_is_a_picture_with_its_citation(chat: FakeTelegram) -> None:
    """Portrait first; the code on it opens the passage."""
    chat.private(1, "/card shelf-1")
    card = await chat.reply(timeout=20)
    assert size(card) == (1080, 1440)
    assert card.json["caption"] == "《读书会章程》 › 第一章 总则 · 第 2 段 · shelf-1"
    assert linked(chat.sent_files[card.id], "https://t.me/chuchu_bot?start=shelf-1")


async def test_under_a_passage_there_is_a_button_for_it(chat: FakeTelegram) -> None:
    """And under the card one for the other shape."""
    chat.private(1, "/passage shelf-0")
    chat.press(await chat.reply(), ZH.pictures.card)
    card = await chat.reply(timeout=20)
    chat.press(card, ZH.pictures.square)
    square = await chat.reply(timeout=20)
    assert size(square) == (1080, 1080)
    assert list(square.buttons) == [ZH.pictures.portrait]


async def test_what_was_changed_since_is_told_above_the_citation(telegram: FakeTelegram) -> None:
    """A code whose text is another one now must not pass for what it was."""

    class Rewritten(Shelf):
        def closest(self, code: str) -> PassageInPlace | None:
            return self.passage("shelf-0")

    async with at_work(telegram, Rewritten("书由大家轮流推荐。")):
        telegram.private(1, "/card shelf-7")
        caption = (await telegram.reply(timeout=20)).json["caption"]
        assert caption.startswith(f"{ZH.changed}\n《")
        assert caption.endswith("shelf-0")


async def test_a_long_passage_is_an_album(telegram: FakeTelegram) -> None:
    """Ten pictures at most, with one caption."""
    async with at_work(telegram, Shelf("每次读完以后，把好句子抄下来，注明页码。" * 45)):
        telegram.private(1, "/card shelf-0")
        album = [await telegram.reply(timeout=30)]
        count = len(telegram.called("sendMediaGroup")[0].value("media"))
        album += [await telegram.reply() for _ in range(count - 1)]
        assert 2 <= count <= 10
        assert len({one.json["media_group_id"] for one in album}) == 1
        assert [bool(one.json.get("caption")) for one in album] == [True, *[False] * (count - 1)]
        assert {size(one) for one in album} == {(1080, 1440)}


async def test_in_a_topic_it_stays_in_the_topic(chat: FakeTelegram) -> None:
    """As every reply does."""
    asked = chat.group(-1001, 1, "/card shelf-0", topic=77)
    card = await chat.reply(timeout=20)
    assert (card.thread, card.reply_to) == (77, asked.id)


async def test_what_cannot_be_written_is_not_drawn(telegram: FakeTelegram) -> None:
    """No empty boxes: the character is named, and who can help."""
    async with at_work(telegram, Shelf(f"这个字是{RARE}。")):
        telegram.private(1, "/card shelf-0")
        assert (await telegram.reply(timeout=20)).text == ZH.pictures.no_font.format(RARE)
        assert not telegram.called("sendPhoto")


async def test_a_code_that_is_none_is_said_so(chat: FakeTelegram) -> None:
    """Kindly; and without one there is an example."""
    chat.private(1, "/card nothing")
    assert (await chat.reply()).text == ZH.gone
    chat.private(1, "/card", language="en")
    assert (await chat.reply()).text == EN.pictures.card_usage.format("shelf-0")
    chat.private(1, "/passage shelf-0")
    press = chat.press(await chat.reply(), data="i:forged:x")
    assert await chat.toast(press) == ZH.gone
