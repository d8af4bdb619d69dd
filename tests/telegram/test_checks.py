"""/check on a whole essay: a line for each quotation, and the table as a file."""

from __future__ import annotations

import io

from docx import Document

from bot.telegram.reply import UNITS
from bot.texts import ZH
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram.rules import units

ESSAY = (
    "《读书会章程》说：“领读稿不超过两页”，又说“领读稿中的引文应当注明页码”。"
    "《一起读书的三条经验》说“第六章 资料与引文”。还有人说“天下没有不散的筵席”。"
)


async def test_an_essay_gets_a_table_and_a_file(circle: FakeTelegram) -> None:
    """In reply to any message that holds it."""
    essay = circle.group(-1001, 2, ESSAY)
    circle.group(-1001, 1, "/check", reply_to=essay)
    table = await circle.reply(timeout=30)
    assert table.reply_to == essay.id
    lines = table.text.split("\n")
    assert lines[0].startswith("核对了 4 处引文")
    assert [line.split()[1] for line in lines[2:]] == ["✅", "⚠️", "↪️", "❌"]
    assert table.links["《读书会章程》 · 第 47 段"].startswith("https://t.me/chuchu_bot?start=")
    file = await circle.reply(timeout=30)
    assert file.file_name == f"{ZH.checks.file}.docx"
    (made,) = Document(io.BytesIO(circle.sent_files[file.id])).tables
    assert [row.cells[2].text for row in made.rows][1:] == [
        ZH.checks.verbatim,
        ZH.checks.altered,
        ZH.checks.misplaced,
        ZH.checks.absent,
    ]


async def test_a_few_quotations_are_shown_whole(circle: FakeTelegram) -> None:
    """And need no file."""
    circle.private(1, "/check “领读稿不超过两页”，“天下没有不散的筵席”")
    shown = await circle.reply(timeout=30)
    assert ZH.verbatim in shown.text
    assert ZH.absent in shown.text
    assert not circle.called("sendDocument")


async def test_another_script_is_not_called_the_same_letter_by_letter(circle: FakeTelegram) -> None:
    """The words are the same; how they are written is named."""
    circle.private(1, "/check 領讀稿不超過兩頁")
    shown = await circle.reply(timeout=30)
    assert shown.text.startswith(ZH.verbatim_but)
    assert ZH.script in shown.text


async def test_a_very_long_list_ends_with_the_file(circle: FakeTelegram) -> None:
    """The message stays within its bounds; the file has all."""
    quotations = [f"“没有这样的一句话{number}”" for number in range(160)]
    circle.private(1, f"/check {''.join(quotations)}"[:4096])
    table = await circle.reply(timeout=30)
    assert units(table.text) <= UNITS
    file = await circle.reply(timeout=30)
    (made,) = Document(io.BytesIO(circle.sent_files[file.id])).tables
    assert len(made.rows) > 150
