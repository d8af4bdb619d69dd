"""`chuchu trace`, `chuchu card` and `chuchu check --out`, as processes."""

from __future__ import annotations

from pathlib import Path

from tests.bot.commands import chuchu
from tests.pictures.fonts import needs_fonts

PNG = b"\x89PNG"


def test_trace_counts_and_lists_places(data: Path) -> None:
    """By work, with the places; nothing is said to be nothing."""
    shown = chuchu(data, "trace", "引文", "--limit", "2")
    assert shown.status == 0
    assert "「引文」共" in shown.out
    assert "《读书会章程》 · 2025" in shown.out
    assert shown.out.count("— 《") == 2
    assert "没有一处写到「火星」" in chuchu(data, "trace", "火星").out


def test_trace_as_json_has_every_number(data: Path) -> None:
    """And slices with their places."""
    said = chuchu(data, "trace", "引文", "--json", "--work", "读书会章程").json
    assert said["count"] == sum(work["count"] for work in said["works"])
    assert [work["work"] for work in said["works"]] == ["读书会章程"]
    for place in said["places"]:
        start, end = place["matches"][0]
        assert place["text"][start:end] == "引文"
    failed = chuchu(data, "trace", "引文", "--work", "没有这篇")
    assert failed.failed_with_one_sentence()


@needs_fonts
def test_pictures_are_written_where_they_are_wanted(data: Path, tmp_path: Path) -> None:
    """A card by its code, and a chart."""
    out = tmp_path / "cards"
    made = chuchu(data, "card", "7jxztcsfox", "--square", "--out", str(out))
    assert made.status == 0
    assert (out / "7jxztcsfox.png").read_bytes().startswith(PNG)
    chart = tmp_path / "chart.png"
    assert chuchu(data, "trace", "引文", "--out", str(chart)).status == 0
    assert chart.read_bytes().startswith(PNG)
    failed = chuchu(data, "card", "nothing")
    assert failed.failed_with_one_sentence()


def test_an_essay_from_standard_input_becomes_a_table(data: Path, tmp_path: Path) -> None:
    """The whole input is one text; a name that is no table is refused in one sentence."""
    essay = "他说“领读稿不超过两页”。\n又说\n“天下没有不散的筵席”。\n"
    table = tmp_path / "verdicts.csv"
    made = chuchu(data, "check", "-", "--out", str(table), stdin=essay)
    assert made.status == 0
    assert made.out.startswith("核对了 2 处引文")
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) == 3
    failed = chuchu(data, "check", "-", "--out", str(tmp_path / "a.xls"), stdin=essay)
    assert failed.failed_with_one_sentence()
