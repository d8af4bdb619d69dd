"""PDF pages give back the paragraphs that were set on them, and the pages where they stand."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import corpus
from corpus.reading import read
from corpus.reading.lines import Draft
from tests.corpus.reading import oracle

FONT = "STSong-Light"
WIDTH, HEIGHT = 300.0, 260.0
LEFT, SIZE, LEADING = 40.0, 10.0, 16.0
CELLS = 22


@dataclass
class Press:
    """Sets text on small pages, so that paragraphs run over lines and pages."""

    head: str | None = None
    indent: float = 2.0
    space: float = 0.0
    password: str | None = None
    buffer: io.BytesIO = field(default_factory=io.BytesIO)
    page: int = 0
    y: float = 0.0

    def __post_init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        locked = StandardEncryption(self.password) if self.password else None
        self.canvas = Canvas(self.buffer, (WIDTH, HEIGHT), encrypt=locked, invariant=1)
        self.turn()

    def turn(self) -> None:
        """The next page, with its head and number."""
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.y = HEIGHT - 50
        if self.head:
            self.put(WIDTH / 2 - 40, HEIGHT - 20, self.head, 8)
            self.put(WIDTH / 2, 15, f"{self.page}", 8)

    def put(self, x: float, y: float, text: str, size: float = SIZE) -> None:
        """Text at a place."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, text)

    def row(self, text: str, x: float = LEFT, size: float = SIZE) -> None:
        """A row of text, on the next page where this one is full."""
        if self.y < 35:
            self.turn()
        self.put(x, self.y, text, size)
        self.y -= LEADING * size / SIZE

    def paragraph(self, text: str) -> None:
        """Text in rows of equal width, the first of them indented."""
        first, rest = text[: CELLS - int(self.indent)], text[CELLS - int(self.indent) :]
        self.row(first, LEFT + self.indent * SIZE)
        for at in range(0, len(rest), CELLS):
            self.row(rest[at : at + CELLS])
        self.y -= self.space

    def heading(self, text: str, size: float, *, centred: bool = False) -> None:
        """A larger row, which the file's own outline names."""
        x = (WIDTH - len(text) * size) / 2 if centred else LEFT
        self.y -= 8
        self.row(text, x, size)

    def bookmark(self, text: str, depth: int) -> None:
        """A line of the file's own outline, which leads to this page."""
        self.canvas.bookmarkPage(text)
        self.canvas.addOutlineEntry(text, text, depth)

    def data(self) -> bytes:
        """The file."""
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()


def printed(name: str, press: Press, *, sizes: bool = True) -> bytes:
    """A work, set."""
    for level, text in oracle.WORKS[name]:
        if level is None:
            press.paragraph(text)
        else:
            press.heading(text, 16 - 2 * level if sizes else SIZE, centred=level == 0)
    return press.data()


def draft(data: bytes) -> Draft:
    """What is read of a file."""
    return read(data, "书.pdf").draft


def texts(data: bytes) -> list[str]:
    """The lines of a file."""
    return [line.text for line in draft(data).lines]


@pytest.mark.parametrize("name", oracle.WORKS)
@pytest.mark.parametrize(
    "press",
    [
        lambda: Press(head="河湾村文集"),
        lambda: Press(indent=0, space=8),
        lambda: Press(head="河湾村文集", space=4),
    ],
    ids=["indented", "spaced", "both"],
)
def test_a_pdf_gives_the_same_work_as_its_text(name: str, press: Callable[[], Press]) -> None:
    """Paragraphs are joined over lines and pages, and heads and page numbers are left out."""
    assert oracle.shape(printed(name, press()), "书.pdf") == oracle.expected(name)


def test_what_is_repeated_on_every_page_is_left_out_and_named() -> None:
    """Running heads and page numbers are counted for the receipt."""
    found = draft(printed("rules", Press(head="河湾村文集")))
    pages = max(line.page or 0 for line in found.lines)
    assert pages > 1
    assert found.left_out == (f"页眉页脚（{pages} 处）", f"页码（{pages} 处）")


def test_a_passage_knows_its_page() -> None:
    """The page on which a paragraph begins is carried to its passages."""
    (work,) = corpus.parse(printed("rules", Press()), "书.pdf").works
    pages = [passage.page or 0 for passage in work.passages]
    assert pages == sorted(pages)
    assert pages[0] == 1 < pages[-1]


def test_bookmarks_tell_headings_that_look_like_text() -> None:
    """Where the file has an outline of its own, its lines are headings."""
    press = Press()
    press.heading("河湾", 16, centred=True)
    for title, depth in (("缘起", 0), ("早年", 1), ("后来", 1)):
        press.bookmark(title, depth)
        press.row(title)
        press.paragraph("水从山上来，绕过村子，又往东去了。" * 2)
    levels = {line.text: line.level for line in draft(press.data()).lines if line.level}
    assert levels == {"河湾": 1, "缘起": 2, "早年": 3, "后来": 3}


def test_columns_are_read_one_after_the_other() -> None:
    """The left column ends before the right one begins, and a title over both comes first."""
    press = Press()
    press.row("两栏的文章", 100, 14)
    left, right = "甲乙丙丁戊己庚辛壬癸" * 9, "子丑寅卯辰巳午未申酉" * 9
    for at in range(0, 90, 10):
        press.put(LEFT, press.y, left[at : at + 10])
        press.put(LEFT + 120, press.y, right[at : at + 10])
        press.y -= LEADING
    assert texts(press.data()) == ["两栏的文章", left + right]


def test_a_table_is_read_row_by_row() -> None:
    """Cells that stand below each other are a table's, and their row is a line."""
    press = Press()
    for row in (("书名", "册数", "位置"), ("县志", "2", "甲架"), ("村史", "1", "乙架")):
        for at, cell in enumerate(row):
            press.put(LEFT + 70 * at, press.y, cell)
        press.y -= LEADING
    assert texts(press.data()) == ["书名 | 册数 | 位置", "县志 | 2 | 甲架", "村史 | 1 | 乙架"]


def test_latin_words_are_joined_as_words() -> None:
    """A hyphen at the end of a row goes, and a space comes between words."""
    press = Press()
    for row in (
        "The water came down from the moun-",
        "tain and went around the village, then",
        "to the east.",
    ):
        press.row(row)
    assert texts(press.data()) == [
        "The water came down from the mountain and went around the village, then to the east."
    ]


def test_a_footnote_does_not_part_a_paragraph() -> None:
    """A note at the foot of a page follows the paragraph that it interrupts."""
    press = Press()
    text = "水从山上来，绕过村子，又往东去了" * 12
    for at in range(0, 110, CELLS):
        press.row(text[at : at + CELLS])
    press.put(LEFT, 40, "① 见县志。", 7)
    press.turn()
    for at in range(110, len(text), CELLS):
        press.row(text[at : at + CELLS])
    assert texts(press.data()) == [text, "① 见县志。"]


def test_vertical_writing_is_read_from_right_to_left_and_warned_of() -> None:
    """Columns of characters are read downward, beginning at the right."""
    press = Press()
    for column, words in enumerate(("河湾村有一条渠很长", "水从山上来往东去了", "人人都爱惜它的清水")):
        for at, character in enumerate(words):
            press.put(200 - 20 * column, 200 - 12 * at, character)
    found = draft(press.data())
    assert (
        "".join(line.text for line in found.lines) == "河湾村有一条渠很长水从山上来往东去了人人都爱惜它的清水"
    )
    assert "竖排" in found.warnings[0]


def test_a_watermark_is_left_out() -> None:
    """Slanted text is no part of the text."""
    press = Press()
    press.paragraph("水从山上来，绕过村子，又往东去了。")
    press.canvas.translate(60, 60)
    press.canvas.rotate(45)
    press.put(0, 0, "内部资料", 30)
    found = draft(press.data())
    assert [line.text for line in found.lines] == ["水从山上来，绕过村子，又往东去了。"]
    assert found.left_out == ("斜排或旋转的字（4 处）",)


def test_a_turned_page_is_read_as_it_is_seen() -> None:
    """A page that lies on its side is read along its lines."""
    press = Press()
    press.canvas.translate(WIDTH, 0)
    press.canvas.rotate(90)
    press.put(40, 200, "水从山上来，")
    press.put(40, 184, "绕过村子，又往东去了。")
    assert "".join(texts(press.data())) == "水从山上来，绕过村子，又往东去了。"


def test_a_name_that_a_program_gave_is_no_title() -> None:
    """A title is what a person called the document."""
    found = []
    for title in ("河湾", "Microsoft Word - 1.doc"):
        press = Press()
        press.canvas.setTitle(title)
        press.paragraph("水从山上来。")
        found.append(draft(press.data()).title)
    assert found == ["河湾", None]


def test_regression_the_day_a_pdf_was_made_was_the_date_of_its_text() -> None:
    """An old speech that was printed yesterday is not of yesterday."""
    press = Press()
    press.paragraph("水从山上来。")
    data = press.data()
    assert b"CreationDate" in data
    assert draft(data).date is None


def test_a_scan_without_text_is_refused_with_the_remedy() -> None:
    """A PDF of images needs text recognition first, and says so."""
    press = Press()
    press.canvas.rect(20, 20, 100, 100, fill=1)
    with pytest.raises(corpus.DocumentError, match="OCR"):
        corpus.parse(press.data(), "书.pdf")


def test_a_locked_pdf_is_refused_with_the_remedy() -> None:
    """A PDF with a password says so."""
    press = Press(password="门")
    press.paragraph("水从山上来。")
    with pytest.raises(corpus.DocumentError, match="密码"):
        corpus.parse(press.data(), "书.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"])
def test_a_broken_pdf_is_refused_with_the_remedy(data: bytes) -> None:
    """A file that is only the beginning of a PDF ends with a sentence."""
    with pytest.raises(corpus.DocumentError, match="重新导出"):
        corpus.parse(data, "书.pdf")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_pdf_never_fails_otherwise(data: st.DataObject) -> None:
    """Whatever bytes are changed, a PDF is read or refused."""
    whole = bytearray(_WHOLE)
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=20)):
        whole[at] = data.draw(st.integers(0, 255))
    with suppress(corpus.DocumentError):
        corpus.parse(bytes(whole[: data.draw(st.integers(1, len(whole)))]), "书.pdf")


_WHOLE = printed("rules", Press(head="河湾村文集"))
