"""Word documents as LibreOffice lays them out, looked at on the page."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from bot.notebook.citing import Style
from bot.notebook.entries import Session, Used
from bot.notebook.papers import Manner, Paper, by_works, paper_of_kept, paper_of_session
from bot.notebook.word import word
from bot.texts import ZH, ZH_HANT
from tests.notebook.clippings import clipping, kept

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed: `make office` installs it where apt-get may"
)
IN_ZH = Manner(ZH, Style.TITLED, ZoneInfo("Asia/Shanghai"))
SENTENCE = "读书会第{}次集会，主持人请大家把好句子抄下来，写明篇名和章节，一个月以后再读一遍。"
MARGIN = 1.5 / 2.54 * 72


def laid_out(paper: Paper, folder: Path, language: str = "zh-CN") -> pypdfium2.PdfDocument:
    """The document as pages."""
    assert OFFICE is not None
    path = folder / "paper.docx"
    path.write_bytes(word(paper, language))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    converting = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(converting, check=True, capture_output=True, timeout=120)
    return pypdfium2.PdfDocument(folder / "paper.pdf")


def texts(pages: pypdfium2.PdfDocument) -> list[str]:
    """The text of each page, without white space."""
    return ["".join(page.get_textpage().get_text_range().split()) for page in pages]


def height(page: pypdfium2.PdfPage, words: str) -> float:
    """How far up on the page words stand."""
    text = page.get_textpage()
    found = text.search(words).get_next()
    assert found is not None, words
    return float(text.get_charbox(found[0])[1])


def test_a_long_list_is_laid_out_with_its_citations_at_the_foot(tmp_path: Path) -> None:
    """Every quotation and every citation is on a page, within the margins, and pages are numbered."""
    selection = [
        kept(n, clipping(SENTENCE.format(n), work=f"第{n % 3}本书", code=f"code{n:04}", start=n))
        for n in range(40)
    ]
    paper = paper_of_kept(by_works(selection, []), IN_ZH, now=0, works=True)
    pages = laid_out(paper, tmp_path)
    written = texts(pages)
    assert len(written) >= 4
    for one in selection:
        number = next(n for n, text in enumerate(written) if one.clipping.text in text)
        assert f"（编号{one.clipping.code}）" in written[number]
        page = pages[number]
        assert height(page, one.clipping.code) < height(page, one.clipping.text[:8])
    for number, page in enumerate(pages, 1):
        assert written[number - 1].endswith(str(number)) or str(number) in written[number - 1]
        width, tall = page.get_size()
        assert (round(width), round(tall)) == (595, 842)
        ink = page.render(scale=0.5).to_pil().convert("L").point(lambda shade: 255 * (shade < 160))
        box = ink.getbbox()
        assert box is not None
        left, top, right, bottom = (edge * 2 for edge in box)
        assert left >= MARGIN
        assert right <= width - MARGIN
        assert top >= MARGIN / 2
        assert bottom <= tall - MARGIN / 4
        assert 0.005 < ink.histogram()[255] / (ink.width * ink.height) < 0.3


def test_minutes_are_laid_out_in_traditional_script_too(tmp_path: Path) -> None:
    """What is quoted stays as it is written."""
    used = [Used(1, "李老師", "怎樣請假？", clipping("章程里写明了请假的办法。", code="a1"), 60)]
    session = Session(1, 1, "第一講", 1, "李老師", 0, 3600)
    manner = Manner(ZH_HANT, Style.STANDARD, ZoneInfo("Asia/Taipei"))
    pages = laid_out(paper_of_session(session, used, manner), tmp_path, "zh-TW")
    (written,) = texts(pages)
    for words in ("學習紀要：第一講", "李老師：怎樣請假？", "章程里写明了请假的办法。", "[出版者不详]"):
        assert words in written
