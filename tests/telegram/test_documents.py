"""From a file in the documents folder to a message in the chat, with nothing in between left out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.collection import Collection
from bot.texts import ZH
from tests.fake_telegram import FakeTelegram
from tests.telegram.conftest import at_work

SHELTER = """流浪猫救助站守则

第一章 接收

第一条 𠮷祥街的救助站只接收走失和受伤的猫。

第二条 接收时登记<b>毛色</b>、体重和*发现地点*。

第二章 领养

第三条 领养人应当年满十八岁，并且有固定住所。

第四条 领养之后三个月内，救助站回访两次。
"""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """What answers while there are no documents."""
    collection = Collection(tmp_path_factory.mktemp("samples"))
    collection.update()
    return collection


@pytest.fixture(scope="module")
def shelter(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """A collection of one document."""
    file: Path = tmp_path_factory.mktemp("given") / "守则.txt"
    file.write_text(SHELTER, encoding="utf-8")
    collection = Collection(tmp_path_factory.mktemp("shelter"))
    collection.add([file])
    return collection


@pytest.fixture
async def newcomer(telegram: FakeTelegram, samples: Collection) -> AsyncIterator[FakeTelegram]:
    async with at_work(telegram, samples):
        yield telegram


@pytest.fixture
async def keeper(telegram: FakeTelegram, shelter: Collection) -> AsyncIterator[FakeTelegram]:
    async with at_work(telegram, shelter):
        yield telegram


async def test_a_newcomer_asks_the_samples(newcomer: FakeTelegram) -> None:
    """The bot says whose words these are, and the question it suggests has an answer."""
    newcomer.private(1, "/start")
    assert ZH.start_samples in (await newcomer.reply()).text
    newcomer.private(1, "怎样请假？")
    reply = await newcomer.reply()
    assert "请假" in reply.marked("blockquote")[0]
    assert "《读书会章程》 › 第二章 会员 › 第十条" in reply.text


async def test_every_quotation_stands_in_its_document(newcomer: FakeTelegram, samples: Collection) -> None:
    """Word for word, also after the way through Telegram."""
    texts = [work.text for document in samples.documents for work in document.works]
    for question in ("主持人怎样掌握时间", "怎样选书", "做笔记的办法", "怎么加文件"):
        newcomer.private(1, question)
        quoted = (await newcomer.reply()).marked("blockquote")
        assert quoted
        assert all(any(words in text for text in texts) for words in quoted)


async def test_own_documents_answer_in_place_of_the_samples(keeper: FakeTelegram) -> None:
    """Article and chapter are named, characters beyond the basic plane keep their offsets."""
    keeper.private(1, "/start")
    assert ZH.start_samples not in (await keeper.reply()).text
    keeper.private(1, "𠮷祥街的救助站接收什么猫？")
    reply = await keeper.reply()
    assert reply.marked("blockquote")[0].endswith("𠮷祥街的救助站只接收走失和受伤的猫。")
    assert "第一章 接收 › 第一条" in reply.text


async def test_markup_in_a_document_is_only_text(keeper: FakeTelegram) -> None:
    """It arrives as it stands in the file."""
    keeper.private(1, "接收时登记什么？")
    quoted = (await keeper.reply()).marked("blockquote")
    assert any("登记<b>毛色</b>、体重和*发现地点*。" in words for words in quoted)


async def test_the_whole_work_can_be_read_with_the_buttons(keeper: FakeTelegram, shelter: Collection) -> None:
    """From the first passage to the last, every one in its place, and back."""
    (document,) = shelter.documents
    passages = document.works[0].passages
    keeper.private(1, "领养人的年龄")
    answer = await keeper.reply()
    keeper.press(answer, data=f"p:{passages[0].code}:0")
    page = await keeper.reply()
    read = page.marked("blockquote")
    while ZH.following in page.buttons:
        keeper.press(page, ZH.following)
        page = await keeper.reply()
        read += page.marked("blockquote")
    assert read == [document.works[0].text[passage.start : passage.end] for passage in passages]
    keeper.press(page, ZH.previous)
    assert (await keeper.reply()).marked("blockquote") == [read[-2]]


async def test_a_chapter_is_read_in_one_piece(keeper: FakeTelegram, shelter: Collection) -> None:
    """An article that fills its section alone opens its chapter, with every article in it."""
    keeper.private(1, "领养人的年龄")
    keeper.press(await keeper.reply(), data=f"p:{shelter.documents[0].works[0].passages[-1].code}:0")
    keeper.press(await keeper.reply(), ZH.whole)
    chapter = await keeper.reply()
    assert chapter.marked("bold") == ["《流浪猫救助站守则》 › 第二章 领养"]
    assert [words[:3] for words in chapter.marked("blockquote")] == ["第三条", "第四条"]
    keeper.press(chapter, ZH.back_to_passage)
    assert (await keeper.reply()).marked("blockquote") == [chapter.marked("blockquote")[1]]


async def test_what_the_documents_do_not_say_is_not_said(keeper: FakeTelegram) -> None:
    """Nor is a code answered that no document has."""
    keeper.private(1, "石油价格是多少？")
    answer = await keeper.reply()
    assert answer.text.startswith(ZH.not_found)
    press = keeper.press(answer, data="p:../../etc:0")
    assert await keeper.toast(press) == ZH.gone
