"""What goes wrong on the way to Telegram: the answer comes all the same, and once where that can be had."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.telegram.faults import Busy, Fault, NotSent, ServerDown, Unreadable, fault_of
from tests.fake_telegram import Call, FakeTelegram, Proceed
from tests.fake_telegram.faults import at_first, broken, busy, down, lost, refusing, slow
from tests.fake_telegram.server import Around

ROOM = -1001


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (NotSent("refused"), Fault.UNSENT),
        (ServerDown("502"), Fault.DOWN),
        (TimedOut(), Fault.DOUBTFUL),
        (NetworkError("reset"), Fault.DOUBTFUL),
        (Unreadable("no JSON"), Fault.DOUBTFUL),
        (Busy(3), Fault.BUSY),
        (ChatMigrated(-100), Fault.MOVED),
        (Forbidden("bot was blocked by the user"), Fault.GONE),
        (BadRequest("Chat not found"), Fault.GONE),
        (BadRequest("Not enough rights to send text messages to the chat"), Fault.GONE),
        (BadRequest("Message is not modified: specified new message content"), Fault.HARMLESS),
        (BadRequest("Query is too old and response timeout expired"), Fault.HARMLESS),
        (BadRequest("Can't parse entities"), Fault.OURS),
        (InvalidToken(), Fault.REVOKED),
        (Conflict("terminated by other getUpdates request"), Fault.TAKEN),
        (TelegramError("?"), Fault.OURS),
    ],
)
def test_each_failure_has_one_meaning(error: TelegramError, fault: Fault) -> None:
    """Decided in one place."""
    assert fault_of(error) is fault


@pytest.mark.parametrize("fault", [down, busy(1), slow(0.3)])
async def test_an_answer_arrives_once_in_spite_of(chat: FakeTelegram, fault: Around) -> None:
    """A server that is down, a storm of 429, a slow one: nothing had happened, so it is sent again."""
    chat.around = at_first(2, "sendMessage", fault)
    chat.private(1, "轮流推荐")
    assert (await chat.reply()).marked("bold") == ["轮流推荐"]
    chat.private(1, "每两周")
    assert (await chat.reply()).marked("bold") == ["每两周"]


@pytest.mark.parametrize("fault", [lost, broken])
async def test_what_may_have_arrived_is_sent_once_more_at_most(chat: FakeTelegram, fault: Around) -> None:
    """However often that happens."""
    chat.around = at_first(9, "sendMessage", fault)
    chat.private(1, "轮流推荐")
    for _ in range(2):
        assert (await chat.reply()).marked("bold") == ["轮流推荐"]
    chat.around = at_first(0, "", down)
    chat.private(1, "每两周")
    assert (await chat.reply()).marked("bold") == ["每两周"]


async def test_a_halt_asked_of_one_is_kept_by_all(chat: FakeTelegram) -> None:
    """During the wait nobody is answered, and nothing is sent in vain."""
    chat.around = at_first(1, "sendMessage", busy(1))
    chat.private(1, "轮流推荐")
    await chat.was_called("sendMessage")
    start = asyncio.get_running_loop().time()
    for user in range(2, 10):
        chat.private(user, "轮流推荐")
    for _ in range(9):
        await chat.reply()
    assert asyncio.get_running_loop().time() - start > 0.9
    assert len(chat.called("sendMessage")) == 10


async def test_an_answer_follows_a_group_that_moved(chat: FakeTelegram) -> None:
    """A group that became a supergroup has another id."""
    chat.group(-200, 2, "nothing")

    async def moved(call: Call, proceed: Proceed) -> web.StreamResponse:
        if call.method == "sendMessage" and call.number("chat_id") == ROOM:
            description = "Bad Request: group chat was upgraded to a supergroup chat"
            return await refusing(400, description, migrate_to_chat_id=-200)(call, proceed)
        return await proceed()

    chat.around = moved
    chat.group(ROOM, 1, "/ask 轮流推荐")
    assert (await chat.reply()).chat == -200


@pytest.mark.parametrize(
    ("code", "description"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: bot was kicked from the supergroup chat"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: not enough rights to send text messages to the chat"),
    ],
)
async def test_a_chat_that_is_gone_is_left_alone(chat: FakeTelegram, code: int, description: str) -> None:
    """Nothing is sent after it, and others are answered."""
    chat.around = at_first(1, "sendMessage", refusing(code, description))
    chat.private(1, "轮流推荐")
    chat.private(2, "轮流推荐")
    assert (await chat.reply()).chat in (1, 2)
    await asyncio.sleep(0.2)
    assert len(chat.called("sendMessage")) == 2


@pytest.mark.parametrize("fault", [lost, down, broken, busy(1)])
async def test_an_edit_may_be_repeated(chat: FakeTelegram, fault: Around) -> None:
    """Twice the same edit is one edit."""
    chat.private(1, "轮流推荐")
    answer = await chat.reply()
    chat.around = at_first(3, "editMessageText", fault)
    chat.press(answer, data="p:shelf-0:0")
    assert (await chat.reply()).id == answer.id


async def test_a_storm_while_receiving_loses_nothing(chat: FakeTelegram) -> None:
    """Broken answers to getUpdates are asked for again."""
    for fault in (down, broken, busy(1), lost):
        chat.around = at_first(1, "getUpdates", fault)
        chat.private(1, "轮流推荐")
        chat.private(1, "每两周")
        assert [(await chat.reply()).marked("bold") for _ in range(2)] == [["轮流推荐"], ["每两周"]]
