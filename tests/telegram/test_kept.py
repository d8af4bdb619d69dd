"""Kept quotations: the star under them, the list with tags and notes, and files of it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from bot.texts import EN, ZH
from tests.fake_telegram import FakeTelegram, Message
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf

TEXTS = ZH.notebook
GROUP = -5
BOOK = (
    "读书会每两周聚一次。",
    "书由大家轮流推荐，推荐的人先讲三分钟。",
    "每次留一位记录人，把好句子抄下来。",
)


async def keep(telegram: FakeTelegram, question: str, *, user: int = 1, group: int = 0) -> Message:
    """Ask, and keep the answer; a group is told that all of it will see it."""
    if group:
        telegram.group(group, user, f"/ask {question}")
    else:
        telegram.private(user, question)
    answer = await telegram.reply()
    press = telegram.press(answer, TEXTS.keep, user=user)
    assert await telegram.toast(press) == (TEXTS.keep_done_group if group else TEXTS.keep_done)
    return answer


async def listed(telegram: FakeTelegram, words: str = "", *, user: int = 1) -> Message:
    telegram.private(user, f"/kept {words}".strip())
    return await telegram.reply()


async def test_what_is_kept_stands_in_the_list(chat: FakeTelegram) -> None:
    """The latest first, with citation; kept twice it stands there once."""
    await keep(chat, "轮流推荐")
    answer = await keep(chat, "记录人")
    press = chat.press(answer, TEXTS.keep)
    assert await chat.toast(press) == TEXTS.keep_again
    reply = await listed(chat)
    assert reply.text.startswith(TEXTS.list_head.format(2))
    assert reply.marked("blockquote") == [BOOK[2], BOOK[1]]
    assert next(iter(reply.links.values())).endswith("start=shelf-2")
    assert list(reply.buttons) == ["1", "2", TEXTS.export]


async def test_a_whole_passage_can_be_kept(chat: FakeTelegram) -> None:
    """From its own view, too."""
    chat.private(1, "/passage shelf-0")
    press = chat.press(await chat.reply(), TEXTS.keep)
    assert await chat.toast(press) == TEXTS.keep_done
    assert (await listed(chat)).marked("blockquote") == [BOOK[0]]


async def test_a_long_one_is_written_out_to_copy(telegram: FakeTelegram) -> None:
    """It once could not be copied from the list at all: Telegram's own button holds 256 characters."""
    long = "长" * 300 + "。"
    async with at_work(telegram, Shelf(long)):
        await keep(telegram, "长长")
        telegram.press(await listed(telegram), "1")
        telegram.press(await telegram.reply(), ZH.copy)
        block = await telegram.reply()
        assert block.marked("pre") == [f"{long}\n——《读书会章程》 › 第一章 总则 · 第 1 段"]


async def test_people_alone_have_lists_of_their_own_and_groups_share_one(chat: FakeTelegram) -> None:
    """The group's says who kept what."""
    await keep(chat, "轮流推荐", user=1)
    assert (await listed(chat, user=2)).text == TEXTS.list_none
    await keep(chat, "记录人", user=2, group=GROUP)
    chat.group(GROUP, 3, "/kept")
    shared = await chat.reply()
    assert shared.text.startswith(TEXTS.list_of_group.format(1))
    assert "Reader 2 收藏于 20" in shared.text
    assert BOOK[1] not in shared.text


async def test_tags_and_notes_are_written_as_replies(chat: FakeTelegram) -> None:
    """Then found again by them."""
    await keep(chat, "轮流推荐")
    await keep(chat, "记录人")
    reply = await listed(chat)
    chat.press(reply, "2")
    one = await chat.reply()
    assert one.marked("blockquote") == [BOOK[1]]
    chat.press(one, TEXTS.tag)
    asked = await chat.reply()
    chat.private(1, "青年，#读书 青年", reply_to=asked)
    assert "#青年 #读书" in (await chat.reply()).text
    chat.press(one, TEXTS.note)
    chat.private(1, "先念\n这一句", reply_to=await chat.reply())
    changed = await chat.reply()
    assert TEXTS.kept_note.format("先念 这一句") in changed.text
    tagged = await listed(chat, "#青年")
    assert tagged.text.startswith(TEXTS.list_tagged.format("青年", 1))
    assert tagged.marked("blockquote") == [BOOK[1]]
    assert (await listed(chat, "先念")).text.startswith(TEXTS.list_found.format("先念", 1))
    assert (await listed(chat, "没有的")).text == TEXTS.list_none_found.format("没有的")
    chat.press(changed, TEXTS.tag)
    chat.private(1, "-", reply_to=await chat.reply())
    assert "#青年" not in (await chat.reply()).text


async def test_the_context_of_one_leads_back_to_the_list(chat: FakeTelegram) -> None:
    """Where its text still stands."""
    await keep(chat, "轮流推荐")
    listing = await listed(chat)
    chat.press(listing, "1")
    chat.press(await chat.reply(), ZH.context)
    chat.press(await chat.reply(), TEXTS.back)
    assert (await chat.reply()).text == listing.text


async def test_removing_leads_back_to_the_list(chat: FakeTelegram) -> None:
    """Without it."""
    await keep(chat, "轮流推荐")
    await keep(chat, "记录人")
    chat.press(await listed(chat), "1")
    press = chat.press(await chat.reply(), TEXTS.remove)
    assert (await chat.reply()).marked("blockquote") == [BOOK[1]]
    assert await chat.toast(press) == TEXTS.removed


async def test_in_a_group_only_who_kept_it_and_its_administrators_change_it(chat: FakeTelegram) -> None:
    """Others may look, and are told why not more."""
    chat.roles = {(GROUP, 1): "member", (GROUP, 2): "member", (GROUP, 3): "administrator"}
    await keep(chat, "轮流推荐", user=1, group=GROUP)
    chat.group(GROUP, 2, "/kept")
    chat.press(await chat.reply(), "1", user=2)
    one = await chat.reply()
    for does in (TEXTS.tag, TEXTS.note, TEXTS.remove):
        press = chat.press(one, does, user=2)
        assert await chat.toast(press) == TEXTS.refused
    chat.press(one, TEXTS.tag, user=1)
    prompt = await chat.reply()
    chat.group(GROUP, 2, "捣乱", reply_to=prompt)
    assert (await chat.reply()).text == TEXTS.refused
    chat.press(one, TEXTS.remove, user=3)
    assert (await chat.reply()).text == TEXTS.list_none


async def test_a_long_list_is_leafed_through(telegram: FakeTelegram) -> None:
    """Five a page, within what it was asked for."""
    shelf = Shelf(*(f"规矩之{number}说的是读书要慢。" for number in range(12)))
    async with at_work(telegram, shelf):
        for number in range(12):
            await keep(telegram, f"规矩之{number}说")
        reply = await listed(telegram, "规矩")
        assert len(reply.marked("blockquote")) == 5
        telegram.press(reply, ZH.next_page)
        telegram.press(await telegram.reply(), ZH.next_page)
        last = await telegram.reply()
        assert last.marked("blockquote") == ["规矩之1说的是读书要慢。", "规矩之0说的是读书要慢。"]
        assert "11. " in last.text
        telegram.press(last, ZH.previous_page)
        assert len((await telegram.reply()).marked("blockquote")) == 5


async def test_what_changed_since_is_told(telegram: FakeTelegram, tmp_path: Path) -> None:
    """The words stay as they were kept, also after a restart and for text that is gone."""
    async with at_work(telegram, Shelf(*BOOK), data_dir=tmp_path):
        await keep(telegram, "轮流推荐")
    async with at_work(telegram, Shelf("别的书。", "换了一句。"), data_dir=tmp_path):
        reply = await listed(telegram)
        assert reply.marked("blockquote") == [BOOK[1]]
        assert TEXTS.changed in reply.text
    async with at_work(telegram, Shelf("别的书。"), data_dir=tmp_path):
        assert TEXTS.gone in (await listed(telegram)).text


@pytest.mark.parametrize(
    ("label", "ending"),
    [
        ("Word", ".docx"),
        ("Markdown", ".md"),
        (TEXTS.as_text, ".txt"),
        (TEXTS.as_table, ".csv"),
        ("Anki", ".anki.txt"),
    ],
)
async def test_the_list_is_sent_as_a_file(chat: FakeTelegram, label: str, ending: str) -> None:
    """In each format, with the words of each quotation in it."""
    await keep(chat, "轮流推荐")
    await keep(chat, "记录人")
    chat.press(await listed(chat, "export"), label)
    sent = await chat.reply()
    assert sent.file_name.endswith(ending)
    assert sent.json["caption"] == TEXTS.exported.format(2)
    content = chat.sent_files[sent.id]
    text = (
        "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
        if ending == ".docx"
        else content.decode()
    )
    assert text.index(BOOK[1]) < text.index(BOOK[2])


async def test_an_export_may_be_of_a_tag_and_in_the_order_of_keeping(chat: FakeTelegram) -> None:
    """What the command named stays in force under its buttons."""
    await keep(chat, "记录人")
    await keep(chat, "轮流推荐")
    menu = await listed(chat, "export")
    chat.press(menu, TEXTS.order_kept)
    turned = await chat.reply()
    assert f"✓ {TEXTS.order_kept}" in turned.buttons
    chat.press(turned, TEXTS.as_text)
    text = chat.sent_files[(await chat.reply()).id].decode()
    assert text.index(BOOK[2]) < text.index(BOOK[1])
    found = await listed(chat, "轮流")
    chat.press(found, TEXTS.export)
    chat.press(await chat.reply(), "Markdown")
    text = chat.sent_files[(await chat.reply()).id].decode()
    assert BOOK[1] in text
    assert BOOK[2] not in text


async def test_a_file_goes_into_the_topic_it_was_asked_in(chat: FakeTelegram) -> None:
    """Like everything that the bot says."""
    chat.group(GROUP, 1, "/ask 轮流推荐", topic=77)
    chat.press(await chat.reply(), TEXTS.keep)
    chat.group(GROUP, 1, "/kept export", topic=77)
    chat.press(await chat.reply(), TEXTS.as_text)
    assert (await chat.reply()).thread == 77


async def test_privacy_shows_and_forgets_what_was_kept(chat: FakeTelegram) -> None:
    """One's own list; in groups only the name on it."""
    await keep(chat, "轮流推荐")
    await keep(chat, "记录人", group=GROUP)
    chat.private(1, "/privacy")
    known = await chat.reply()
    assert TEXTS.privacy_kept.format(1) in known.text
    assert TEXTS.privacy_kept_groups.format(1) in known.text
    chat.press(known, ZH.forget)
    assert ZH.privacy_nothing in (await chat.reply()).text
    assert (await listed(chat)).text == TEXTS.list_none
    chat.group(GROUP, 1, "/kept")
    shared = await chat.reply()
    assert shared.marked("blockquote") == [BOOK[2]]
    assert "Reader 1" not in shared.text


async def test_forged_buttons_do_nothing(chat: FakeTelegram) -> None:
    """Whatever stands behind them."""
    answer = await keep(chat, "轮流推荐")
    for data in ("nk:nothing", "nk:shelf-1:5:00000000", "nk:shelf-1:x:1", "nk:shelf-1:99999999:1", "nk:"):
        press = chat.press(answer, data=data)
        assert await chat.toast(press) == TEXTS.keep_lost
    reply = await listed(chat)
    for data in ("n:", "n:z", "n:e:exe:works", "n:e:csv:x", "n:o:x", "n:o:" + "9" * 30, "n:1:2:3:4:5"):
        press = chat.press(reply, data=data)
        assert await chat.toast(press) == ZH.old_button
    press = chat.press(reply, data="n:o:12345")
    assert await chat.toast(press) == TEXTS.list_page_gone


async def test_english_is_spoken_about_it_too(chat: FakeTelegram) -> None:
    """The quotation stays as it is."""
    chat.private(1, "轮流推荐", language="en")
    chat.press(await chat.reply(), EN.notebook.keep, language="en")
    chat.private(1, "/kept", language="en")
    reply = await chat.reply()
    assert reply.text.startswith(EN.notebook.list_head.format(1))
    assert reply.marked("blockquote") == [BOOK[1]]
