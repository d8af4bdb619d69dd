"""What was not found, and those who close the gap on the spot."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.collection import Collection
from bot.texts import ZH
from tests.fake_telegram import FakeTelegram, Message
from tests.telegram.conftest import at_work

KEEPER = 8
RULES = (
    "图书室守则\n\n"
    "第一条 借书每次不超过三本，期限为三十天。\n\n"
    "第二条 会员退会时，会费按月退还，退费在十天以内办完。\n\n"
    "第三条 剩饭不过夜，水碗随时添满。\n"
)
QUESTION = "怎么退票？"
TWO = "繳納的款項怎麼退票？"
SAID = ZH.seeking


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with one document."""
    place = tmp_path_factory.mktemp("rules")
    collection = Collection(place)
    (place / "documents" / "守则.txt").write_text(RULES, encoding="utf-8")
    collection.update()
    return place


@pytest.fixture
def collection(tmp_path: Path, made: Path) -> Collection:
    """One to work on."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Collection(tmp_path)


@pytest.fixture
async def shop(telegram: FakeTelegram, collection: Collection) -> AsyncIterator[FakeTelegram]:
    """The bot, with someone who keeps its documents."""
    given: dict[str, Any] = {"admins": (KEEPER,), "data_dir": collection.data_dir, "keep_questions_days": 30}
    async with at_work(telegram, collection, **given):
        yield telegram


async def listed(shop: FakeTelegram) -> Message:
    """The gaps, as those see them who keep the documents."""
    shop.private(KEEPER, "/gaps")
    return await shop.reply(timeout=20)


async def missed(shop: FakeTelegram, question: str = QUESTION) -> Message:
    """A question that finds nothing."""
    shop.private(1, question)
    return await shop.reply(timeout=20)


async def test_gaps_show_what_was_not_found(shop: FakeTelegram) -> None:
    """The same question counts once more; who asked is not there."""
    assert (await listed(shop)).text == ZH.gaps_none
    for question in ("火星在哪里？", "火星在哪里"):
        await missed(shop, question)
    shown = await listed(shop)
    assert "1. 火星在哪里 ×2" in shown.text
    assert SAID.open_one.format(1) in shown.buttons


async def test_gaps_are_not_kept_unless_a_setting_says_so(
    telegram: FakeTelegram, collection: Collection
) -> None:
    """And what was kept is forgotten once the setting is gone."""
    given: dict[str, Any] = {"admins": (KEEPER,), "data_dir": collection.data_dir}
    for days, expected in ((30, "火星"), (0, ZH.gaps_off), (30, ZH.gaps_none)):
        async with at_work(telegram, collection, keep_questions_days=days, **given):
            if expected != ZH.gaps_none:
                await missed(telegram, "火星在哪里？")
            assert expected in (await listed(telegram)).text


async def test_a_synonym_holds_from_the_next_question_on(
    shop: FakeTelegram, collection: Collection, caplog: pytest.LogCaptureFixture
) -> None:
    """A tap on a word that comes close closes the gap; another one opens it again; both are on record."""
    caplog.set_level("INFO")
    assert ZH.not_found in (await missed(shop)).text
    shop.press(await listed(shop), SAID.open_one.format(1), user=KEEPER)
    asked = await shop.reply()
    assert asked.text.startswith(SAID.prompt + QUESTION.rstrip("？"))
    assert asked.marked("code") == ["退票"]
    shop.press(asked, "退票 = 退费", user=KEEPER)
    taught = await shop.reply(timeout=20)
    assert taught.text == SAID.taught.format("退票 = 退费")
    assert (collection.data_dir / "synonyms.txt").read_text("utf-8") == "退票 = 退费\n"
    assert "退费在十天以内办完。" in (await missed(shop)).text
    assert (await listed(shop)).text == f"{ZH.gaps_none}\n\n{SAID.now_found.format(1)}"
    shop.press(taught, SAID.undo, user=KEEPER)
    assert (await shop.reply(timeout=20)).text == SAID.undone.format("退票 = 退费")
    assert not (collection.data_dir / "synonyms.txt").read_text("utf-8").strip()
    assert ZH.not_found in (await missed(shop)).text
    press = shop.press(taught, data=taught.buttons[SAID.undo], user=KEEPER)
    assert await shop.toast(press) == SAID.undo_gone
    acts = [one.getMessage() for one in caplog.records if one.name == "bot.database.acts"]
    assert [act.split("：")[1] for act in acts] == ["teach 退票 = 退费", "unteach 退票 = 退费"]
    assert all(str(KEEPER) in act for act in acts)


async def test_a_reply_says_how_the_documents_put_it(shop: FakeTelegram, collection: Collection) -> None:
    """One word goes with the one that was asked about; a whole rule stands for itself."""
    await missed(shop)
    shop.press(await listed(shop), SAID.open_one.format(1), user=KEEPER)
    asked = await shop.reply()
    shop.private(KEEPER, "退还", reply_to=asked)
    assert (await shop.reply(timeout=20)).text == SAID.taught.format("退票 = 退还")
    shop.private(KEEPER, "狗粮＝剩饭", reply_to=asked)
    assert (await shop.reply(timeout=20)).text == SAID.taught.format("狗粮 = 剩饭")
    written = (collection.data_dir / "synonyms.txt").read_text("utf-8")
    assert written == "退票 = 退还\n狗粮 = 剩饭\n"


async def test_of_two_words_a_reply_says_which(shop: FakeTelegram, collection: Collection) -> None:
    """Otherwise it could not be known; nothing is written."""
    await missed(shop, TWO)
    shop.press(await listed(shop), SAID.open_one.format(1), user=KEEPER)
    asked = await shop.reply()
    assert asked.marked("code") == ["繳納", "款項", "退票"]
    shop.private(KEEPER, "退费", reply_to=asked)
    assert (await shop.reply()).text == SAID.whole_rule.format("繳納 = …")
    assert not (collection.data_dir / "synonyms.txt").exists()


async def test_a_command_teaches_words_and_synonyms(shop: FakeTelegram, collection: Collection) -> None:
    """What would be a bad line in the file is refused with the file's own reason."""
    shop.private(KEEPER, "/gaps 图书室守则")
    assert (await shop.reply(timeout=20)).text == SAID.taught.format("图书室守则")
    assert (collection.data_dir / "words.txt").read_text("utf-8") == "图书室守则\n"
    assert collection.index.words == ("图书室守则",)
    shop.private(KEEPER, "/gaps 退票 =")
    assert "= 的一边没有词" in (await shop.reply()).text
    assert not (collection.data_dir / "synonyms.txt").exists()


async def test_nobody_else_teaches(shop: FakeTelegram, collection: Collection) -> None:
    """Neither by the command nor by forged buttons nor by a reply."""
    shop.private(1, "/gaps 退票 = 退费")
    refused = await shop.reply()
    assert refused.text == ZH.unknown_command
    press = shop.press(refused, data="g:k:退票:退费", user=1)
    assert await shop.toast(press) == ZH.old_button
    await missed(shop)
    shop.press(await listed(shop), SAID.open_one.format(1), user=KEEPER)
    asked = await shop.reply()
    shop.private(1, "退费", reply_to=asked)
    await shop.reply()
    assert not (collection.data_dir / "synonyms.txt").exists()


@pytest.mark.parametrize("data", ["g", "g:o:zz", "g:u:999", "g:u:x", "g:k:退票:", "g:k:a:b:c:d", "g:x"])
async def test_forged_buttons_do_nothing(shop: FakeTelegram, collection: Collection, data: str) -> None:
    """Whatever stands behind them, in the hands of those who may."""
    await missed(shop)
    shown = await listed(shop)
    press = shop.press(shown, data=data, user=KEEPER)
    assert await shop.toast(press) in (ZH.old_button, SAID.undo_gone)
    assert not (collection.data_dir / "synonyms.txt").exists()


async def test_not_found_says_what_was_looked_for_and_what_comes_close(shop: FakeTelegram) -> None:
    """All the words as they were written, those that stand nowhere, and a tap asks with another word."""
    answer = await missed(shop, TWO)
    assert answer.text.startswith(f"{ZH.not_found}\n{ZH.missing.format('繳納、款項、退票')}\n")
    shop.press(answer, SAID.try_it.format("退费"))
    other = await shop.reply()
    assert other.id == answer.id
    assert other.text.startswith(SAID.instead.format("退费"))
    assert "退费在十天以内办完。" in other.text
    assert ZH.more not in other.buttons
    shop.press(other, ZH.back)
    assert (await shop.reply()).text == answer.text


async def test_what_is_only_noise_is_no_near_miss(shop: FakeTelegram) -> None:
    """A question that has nothing to do with the documents gets none of their words."""
    answer = await missed(shop, "火星上的引力是多少？")
    assert ZH.near not in answer.text
    assert not answer.marked("blockquote", "expandable_blockquote")
