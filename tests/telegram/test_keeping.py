"""Those who keep the documents: files in, files out."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.collection import Collection
from bot.telegram.arrivals import Arrivals
from bot.texts import ZH
from corpus import scan
from tests.fake_telegram import FakeTelegram, Message
from tests.telegram.conftest import at_work

KEEPER = 8
RULES = "猫咪守则\n\n第一章 喂养\n\n第一条 每天早晚各喂一次，水碗随时添满。\n\n第二条 剩饭不过夜。\n".encode()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that has no documents of its own yet."""
    place = tmp_path_factory.mktemp("empty")
    Collection(place).update()
    return place


@pytest.fixture
def collection(tmp_path: Path, empty: Path) -> Collection:
    """One to work on."""
    shutil.copytree(empty, tmp_path, dirs_exist_ok=True)
    return Collection(tmp_path)


@pytest.fixture
async def shop(telegram: FakeTelegram, collection: Collection) -> AsyncIterator[FakeTelegram]:
    """The bot, with someone who keeps its documents."""
    given: dict[str, Any] = {"admins": (KEEPER,), "data_dir": collection.data_dir}
    async with at_work(telegram, collection, **given):
        yield telegram


async def sent(shop: FakeTelegram, name: str = "守则.txt", content: bytes = RULES) -> Message:
    """A file, and the receipt for it."""
    shop.file(KEEPER, name, content)
    return await shop.reply(timeout=20)


async def test_a_file_is_shown_before_it_is_added(shop: FakeTelegram, collection: Collection) -> None:
    """Its title and outline, as they were read; nothing is in the collection until the button is pressed."""
    receipt = await sent(shop)
    assert receipt.reply_to is not None
    assert receipt.marked("bold") == ["《猫咪守则》"]
    assert receipt.marked("expandable_blockquote") == ["第一章 喂养\n\u3000第一条 – 第二条"]
    assert list(receipt.buttons) == [ZH.confirm, ZH.rename, ZH.discard]
    assert not collection.names
    shop.press(receipt, ZH.confirm, user=KEEPER)
    assert (await shop.reply(timeout=20)).text == ZH.kept.format("《猫咪守则》")
    assert collection.names == ("守则.txt",)
    shop.private(1, "剩饭怎么办？")
    assert "剩饭不过夜。" in (await shop.reply()).marked("blockquote")[0]
    press = shop.press(receipt, data=receipt.buttons[ZH.confirm], user=KEEPER)
    assert await shop.toast(press) == ZH.arrival_gone


async def test_a_title_is_mended_by_a_reply(shop: FakeTelegram, collection: Collection) -> None:
    """The file stays as it is; the title goes before what was read."""
    receipt = await sent(shop)
    shop.press(receipt, ZH.rename, user=KEEPER)
    asked = await shop.reply()
    assert asked.text.startswith(ZH.rename_prompt)
    shop.private(KEEPER, "《养猫的规矩》", reply_to=asked)
    mended = await shop.reply(timeout=20)
    assert mended.marked("bold") == ["《养猫的规矩》"]
    shop.press(mended, ZH.confirm, user=KEEPER)
    assert (await shop.reply(timeout=20)).text == ZH.kept.format("《养猫的规矩》")
    assert [work.title for one in collection.documents for work in one.works] == ["养猫的规矩"]
    assert (collection.documents_dir / "守则.txt").read_bytes() == RULES


async def test_a_file_is_discarded(shop: FakeTelegram, collection: Collection) -> None:
    """Without a trace."""
    receipt = await sent(shop)
    shop.press(receipt, ZH.discard, user=KEEPER)
    assert (await shop.reply()).text == ZH.discarded.format("守则.txt")
    assert not collection.names
    assert not list((collection.data_dir / "cache" / "arrivals").iterdir())


async def test_what_cannot_be_read_is_said_at_once(shop: FakeTelegram, collection: Collection) -> None:
    """With the reason, and no button."""
    receipt = await sent(shop, "空.txt", b"  \n")
    assert "空.txt" in receipt.text
    assert not receipt.buttons


async def test_corrections_are_told_where_they_belong(shop: FakeTelegram, collection: Collection) -> None:
    """They once could not be read, and nobody learned why."""
    receipt = await sent(shop, "守则.txt.toml", b'title = "x"')
    assert receipt.text == ZH.file_corrections.format("守则.txt.toml")
    assert not list((collection.data_dir / "cache" / "arrivals").iterdir())


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "..\\up.txt", ".hidden.txt", "a\nb.txt", "长" * 200 + ".txt", "..", ""]
)
def test_a_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    """Whatever a file is called, it lies in its own folder and is seen there."""
    arrivals = Arrivals(tmp_path)
    arrival = arrivals.make_room(name)
    arrival.path.write_bytes(RULES)
    assert arrival.path.resolve().parent == (tmp_path / "arrivals" / arrival.code).resolve()
    assert [file.path for file in scan(arrival.path)] == [arrival.path]
    assert len(scan(arrival.path.parent)) == 1
    assert arrivals.find(arrival.code) == arrival


@pytest.mark.parametrize("code", ["..", "", "/", "0" * 12, "0" * 11 + "/"])
def test_a_forged_code_finds_nothing(tmp_path: Path, code: str) -> None:
    """Neither above the folder nor beside it."""
    assert Arrivals(tmp_path).find(code) is None


def test_what_nobody_decided_on_is_swept_out(tmp_path: Path) -> None:
    """After a week, when the next file comes."""
    arrivals = Arrivals(tmp_path)
    old, new = arrivals.make_room("old.txt"), arrivals.make_room("new.txt")
    for one in (old, new):
        one.path.write_bytes(RULES)
    week_ago = time.time() - 8 * 24 * 3600
    os.utime(old.path.parent, (week_ago, week_ago))
    arrivals.make_room("next.txt")
    assert arrivals.find(old.code) is None
    assert arrivals.find(new.code) == new


async def test_others_files_are_declined_politely(shop: FakeTelegram, collection: Collection) -> None:
    """And their presses on buttons that they forged."""
    shop.file(1, "守则.txt", RULES)
    assert (await shop.reply()).text == ZH.file_declined
    assert not shop.called("getFile")
    receipt = await sent(shop)
    shop.private(1, "你好")
    forged = await shop.reply()
    press = shop.press(forged, data=receipt.buttons[ZH.confirm], user=1)
    assert await shop.toast(press) == ZH.file_declined
    shop.private(1, "/documents")
    assert (await shop.reply()).text == ZH.unknown_command
    assert not collection.names


async def test_a_file_that_telegram_does_not_hand_out_is_too_big(shop: FakeTelegram) -> None:
    """It is not even asked for."""
    receipt = await sent(shop, "大.txt", bytes(20 * 1024 * 1024 + 1))
    assert receipt.text == ZH.file_too_big
    assert not shop.called("getFile")


async def test_documents_are_removed_after_a_second_question(
    shop: FakeTelegram, collection: Collection, caplog: pytest.LogCaptureFixture
) -> None:
    """And who did it, and what, is in the log."""
    caplog.set_level("INFO")
    shop.private(KEEPER, "/documents")
    assert (await shop.reply()).text == ZH.no_documents
    shop.press(await sent(shop), ZH.confirm, user=KEEPER)
    await shop.reply(timeout=20)
    shop.private(KEEPER, "/documents")
    listed = await shop.reply()
    assert "1. 守则.txt" in listed.text
    shop.press(listed, ZH.remove.format(1), user=KEEPER)
    asked = await shop.reply()
    assert asked.text == ZH.remove_ask.format("守则.txt")
    shop.press(asked, ZH.keep, user=KEEPER)
    assert (await shop.reply()).text == listed.text
    shop.press(asked, data=asked.buttons[ZH.remove_yes], user=KEEPER)
    assert (await shop.reply(timeout=20)).text == ZH.removed.format("守则.txt")
    assert not collection.names
    acts = [one.getMessage() for one in caplog.records if one.name == "bot.database.acts"]
    assert [act.split("：")[1] for act in acts] == ["add 守则.txt", "remove 守则.txt"]
    assert all(str(KEEPER) in act for act in acts)
