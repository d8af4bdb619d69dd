"""The verdicts on a whole essay as a table: a Word document, or a sheet."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document

from bot.check_table import document, sheet, tally, written
from bot.errors import DataError
from bot.texts import CATALOGUES, EN, ZH, Texts
from retrieval import Check, Citation, Difference, Quotation, Span

ESSAY = "他说“领读稿不超过三页”，又说“=天下没有不散的筵席”，还说“散会以后…锁门”。"


def checked() -> Check:
    """Three quotations: one altered, one absent, one verbatim with words left out."""
    citation = Citation("读书会章程", ("第五章 领读与记录", "第二十九条"), "a.txt", 47, None, "7jxzg5t63d")
    altered = Quotation("领读稿不超过两页", citation, 10, 18, 0.9, ((0, 6), (7, 8)))
    left_out = Quotation("散会以后，最后三个人锁门", citation, 30, 42, 1.0, ((0, 4), (10, 12)))

    def span(words: str) -> tuple[int, int]:
        return ESSAY.index(words), ESSAY.index(words) + len(words)

    at = ESSAY.index("三页")
    return Check(
        ESSAY,
        (
            Span(
                *span("领读稿不超过三页"),
                "altered",
                (altered,),
                (Difference("replaced", at, at + 1, "三", "两"),),
            ),
            Span(*span("=天下没有不散的筵席"), "absent"),
            Span(
                *span("散会以后…锁门"),
                "verbatim",
                (left_out,),
                (Difference("omitted", 0, 0, "…", "，最后三个人"),),
            ),
        ),
    )


def test_the_document_has_a_row_for_each_quotation() -> None:
    """With what differs in red on both sides, and nothing else."""
    made = Document(io.BytesIO(document(checked(), ZH)))
    (table,) = made.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ZH.checks.columns.split("|")
    assert rows[1][:4] == ["1", "领读稿不超过三页", ZH.checks.altered, "领读稿不超过两页"]
    assert rows[1][4].split("\n") == [
        "《读书会章程》",
        "第五章 领读与记录 › 第二十九条",
        "第 47 段 · 7jxzg5t63d",
    ]
    assert rows[2] == ["2", "=天下没有不散的筵席", ZH.checks.absent, "", ""]
    assert rows[3][3] == "散会以后，最后三个人锁门"
    red = [
        run.text
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
        if run.font.underline
    ]
    assert red == ["三", "两"]


def test_the_sheet_opens_as_chinese_and_computes_nothing() -> None:
    """A byte order mark, and no cell that begins as a formula does."""
    made = sheet(checked(), ZH)
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    assert rows[0] == ZH.checks.columns_of_sheet.split("|")
    assert [row[2] for row in rows[1:]] == [ZH.checks.altered, ZH.checks.absent, ZH.checks.verbatim]
    assert rows[1][3] == "三→两"
    assert rows[2][1] == "'=天下没有不散的筵席"
    assert {len(row) for row in rows} == {9}


def test_verdicts_are_counted() -> None:
    """Those that there are, in every language."""
    assert tally(checked(), ZH) == "核对了 3 处引文：逐字一致 1、有出入 1、资料中未见 1。"
    assert EN.checks.absent in tally(checked(), EN)


@pytest.mark.parametrize("texts", CATALOGUES, ids=lambda texts: texts.language)
def test_a_text_without_quotations_is_a_table_without_rows(texts: Texts) -> None:
    """And no fault."""
    assert len(Document(io.BytesIO(document(Check("", ()), texts))).tables[0].rows) == 1
    assert len(sheet(Check("", ()), texts).splitlines()) == 1


def test_a_name_that_is_no_table_is_refused(tmp_path: Path) -> None:
    """With the names that are; as is a place that cannot be written."""
    with pytest.raises(DataError, match="docx"):
        written(checked(), tmp_path / "a.xls", ZH)
    with pytest.raises(DataError):
        written(checked(), tmp_path / "no" / "a.csv", ZH)
    written(checked(), tmp_path / "a.csv", ZH)
    assert (tmp_path / "a.csv").read_bytes() == sheet(checked(), ZH)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_opens_it_on_one_page(tmp_path: Path) -> None:
    """As a page on its side."""
    import pypdfium2

    written(checked(), tmp_path / "a.docx", ZH)
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=120)
    pages = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    assert len(pages) == 1
    width, height = pages[0].get_size()
    assert width > height
    words = pages[0].get_textpage().get_text_range()
    assert "领读稿不超过三页" in words.replace("\r\n", "")
    pages.close()
