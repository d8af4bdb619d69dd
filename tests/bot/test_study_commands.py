"""`chuchu quote`, `chuchu kept` and `chuchu export`, run as processes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from bot import study_commands
from bot.notebook.citing import Style
from bot.notebook.exporting import FORMATS, ORDERS
from tests.bot.commands import chuchu

TOPIC = "领读人"


def code_of(data: Path, topic: str = TOPIC) -> str:
    return str(chuchu(data, "quote", topic, "--json").json["quotations"][0]["code"])


def test_quotations_are_found_on_a_topic(data: Path) -> None:
    """From several works, each with its place, as JSON by the contract's form and ready to paste."""
    shown = chuchu(data, "quote", "读书", "--limit", "3")
    assert shown.out.count("  — 《") == 3
    given = chuchu(data, "quote", "读书", "--limit", "3", "--json").json
    assert given["topic"] == "读书"
    assert len({one["work"] for one in given["quotations"]}) > 1
    for one in given["quotations"]:
        assert one["cited"].startswith(f"{one['text']}\n——《{one['work']}》")
        assert one["text"].replace("\n", "") in shown.out.replace("\n", "").replace(" ", "")


def test_quotations_are_ready_to_paste_in_a_style(data: Path) -> None:
    """One after the other, nothing wrapped."""
    ran = chuchu(data, "quote", TOPIC, "--limit", "2", "--style", "gbt7714", "--work", "章程")
    blocks = ran.out.strip().split("\n\n")
    assert len(blocks) == 2
    for block in blocks:
        assert "\n读书会章程[Z]. [出版地不详]: [出版者不详]" in block


def test_nothing_to_quote_is_said(data: Path) -> None:
    """As an answer, not as an error; a work that there is not is one."""
    ran = chuchu(data, "quote", "火星移民")
    assert (ran.status, "没有说到「火星移民」" in ran.out) == (0, True)
    assert chuchu(data, "quote", TOPIC, "--work", "没有这本").failed_with_one_sentence()


@pytest.mark.parametrize("words", [("quote", ""), ("quote", " 。"), ("trace", "……")])
def test_words_without_a_letter_are_no_topic(data: Path, words: tuple[str, str]) -> None:
    """It is not said of them that they stand nowhere."""
    ran = chuchu(data, *words)
    assert ran.failed_with_one_sentence()
    assert "没有可以查找的字" in ran.err


def test_a_list_without_a_match_is_not_called_empty(data: Path) -> None:
    """Neither where it is searched nor where a tag is exported."""
    chuchu(data, "kept", "add", code_of(data))
    assert chuchu(data, "kept", "find", "火星").out == "收藏里没有「火星」。\n"
    ran = chuchu(data, "export", "--tag", "火星")
    assert ran.failed_with_one_sentence()
    assert "没有带标签「火星」" in ran.err


def test_the_terminals_list_is_kept_tagged_noted_found_and_emptied(data: Path) -> None:
    """All the way."""
    code = code_of(data)
    assert chuchu(data, "kept", "add", code).out == "收藏了，号码 1。\n"
    assert chuchu(data, "kept", "add", code).out.startswith("已经收藏过，号码 1。")
    assert "#青年 #读书" in chuchu(data, "kept", "tag", "1", "青年", "#读书").out
    assert "笔记：先念 这一句" in chuchu(data, "kept", "note", "1", "先念", "这一句").out
    (given,) = [chuchu(data, "kept", "--json").json]
    assert (given["number"], given["code"], given["tags"], given["note"], given["state"]) == (
        1,
        code,
        ["青年", "读书"],
        "先念 这一句",
        "stands",
    )
    assert "先念" in chuchu(data, "kept", "find", "#青年").out
    assert chuchu(data, "kept", "remove", "1").out == "去掉了。\n"
    assert "没有收藏" in chuchu(data, "kept").out


def test_a_sentence_of_a_passage_can_be_kept(data: Path) -> None:
    """If it stands there word for word."""
    (one,) = chuchu(data, "quote", TOPIC, "--limit", "1", "--json").json["quotations"]
    assert chuchu(data, "kept", "add", one["code"], one["text"]).status == 0
    assert chuchu(data, "kept", "--json").json["text"] == one["text"]
    assert chuchu(data, "kept", "add", one["code"], "没有这句话").failed_with_one_sentence()


@pytest.mark.parametrize(
    "typed",
    [
        ("kept", "add", "nothing"),
        ("kept", "tag", "5", "青年"),
        ("export", "--tag", "青年"),
    ],
)
def test_what_is_not_there_fails_with_a_sentence(data: Path, typed: tuple[str, ...]) -> None:
    """That names the remedy."""
    ran = chuchu(data, *typed)
    assert ran.failed_with_one_sentence()
    assert "chuchu" in ran.err


def test_the_list_becomes_a_file(data: Path, tmp_path: Path) -> None:
    """In each format, where it was wanted; what cannot be written is said in one sentence."""
    chuchu(data, "kept", "add", code_of(data))
    for form, ending in FORMATS.items():
        out = tmp_path / f"out{ending}"
        ran = chuchu(data, "export", "--format", form, "--order", "kept", "--out", str(out))
        assert (ran.status, ran.out) == (0, f"{out}\n")
        assert out.stat().st_size > 100
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) == 2
    assert chuchu(data, "export", "--out", str(tmp_path / "nowhere" / "x.docx")).failed_with_one_sentence()


def test_what_can_be_typed_is_what_there_is() -> None:
    """The commands name the formats, orders and styles without loading them."""
    assert set(study_commands.FORMATS.choices) == set(FORMATS)
    assert set(study_commands.ORDERS.choices) == set(ORDERS)
    assert set(study_commands.STYLES.choices) == {style.value for style in Style}
