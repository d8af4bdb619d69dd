"""What a person says of a document goes before what was read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from corpus import Document, DocumentError
from tests.corpus.reader import quotable
from tests.corpus.test_properties import TEXTS, check

BODY = "这里说的是平常的事情，谁都看得明白。"
TEXT = f"""春耕动员讲话
种菜
{BODY}
白菜怎么种
{BODY}第二句。
养鱼
{BODY}
"""


def corrected(said: str, text: str = TEXT) -> Document:
    """A text with corrections."""
    return corpus.parse(text.encode(), "讲话.txt", corrections=said.encode())


def outline(document: Document) -> list[str]:
    """The sections of a document's only work, indented by depth."""
    (work,) = document.works
    return ["  " * (len(path) - 1) + path[-1].name for path in work.walk()]


def test_title_author_and_date_are_set() -> None:
    """A bare date is a date, too."""
    (work,) = corrected('title = "春耕"\nauthor = "丁小满"\ndate = 2031-03-05\n').works
    assert (work.title, work.author, work.date) == ("春耕", "丁小满", "2031-03-05")


def test_an_outline_names_lines_by_their_beginnings() -> None:
    """A whole line is a heading of its own; a beginning runs into its paragraph."""
    document = corrected('outline = """\n种菜\n  白菜怎么种\n    这里说的是平常的事情\n养鱼\n"""')
    assert outline(document) == ["种菜", "  白菜怎么种", "    这里说的是平常的事情", "养鱼"]
    assert quotable(document.works[0]) == BODY + BODY + "第二句。" + BODY
    assert document.warnings == ()


def test_what_is_not_in_the_outline_is_no_heading() -> None:
    """A judgement is overruled, and its line becomes text."""
    text = f"章程\n一、种菜\n{BODY}\n二、养鱼\n{BODY}"
    assert outline(corrected("", text)) == ["一、种菜", "二、养鱼"]
    document = corrected('outline = "二、养鱼"', text)
    assert outline(document) == ["二、养鱼"]
    assert "一、种菜" in quotable(document.works[0])


def test_works_begin_where_they_are_said_to() -> None:
    """Each with its own title and outline; what stands above the first belongs to it."""
    document = corrected('[[works]]\nbegins = "种菜"\n[[works]]\nbegins = "养鱼"\ntitle = "养鱼记"\n')
    assert [work.title for work in document.works] == ["春耕动员讲话", "养鱼记"]
    assert document.works[1].text.startswith("养鱼\n")


@pytest.mark.parametrize(
    ("said", "line", "words"),
    [
        ('title = "春耕"\nauthor = 丁小满\n', 2, "TOML"),
        ('title = "春耕"\nautor = "丁小满"\n', 2, "autor"),
        ("title = 3\n", 1, "title"),
        ('outline = """\n种菜\n  没有这一行\n养鱼\n"""', 3, "没有这一行"),
        ('[[works]]\nbegins = "种菜"\n\n[[works]]\ntitle = "养鱼"\n', 4, "begins"),
        ('[[works]]\nbegins = "种菜"\n\n[[works]]\nbegins = "无此行"\n', 5, "无此行"),
        ('works = "种菜"\n', 1, "[[works]]"),
        ('title = "春耕"\n\ndate = "', 3, "TOML"),
    ],
)
def test_a_mistake_is_a_warning_with_its_line(said: str, line: int, words: str) -> None:
    """The document is read all the same."""
    document = corrected(said)
    (warning,) = document.warnings
    assert warning.startswith(f"讲话.txt.toml 第 {line} 行：")
    assert words in warning
    assert document.works


def test_corrections_that_are_no_utf_8_are_named() -> None:
    """As an old editor saves them."""
    document = corpus.parse(TEXT.encode(), "讲话.txt", corrections='\ntitle = "春耕"'.encode("gb18030"))
    assert document.warnings == ("讲话.txt.toml 第 2 行：不是 UTF-8；请改好这一行",)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_whatever_is_said_the_places_are_sound(text: str, data: st.DataObject) -> None:
    """Corrections made of any lines of the text, at any depth, keep every promise of reading."""
    lines = [line.strip() for line in text.splitlines() if line.strip()] or ["无"]
    row = st.tuples(st.integers(0, 3), st.sampled_from(lines), st.integers(1, 30))
    rows = "\n".join("  " * depth + line[:most] for depth, line, most in data.draw(st.lists(row, max_size=8)))
    begins = data.draw(st.lists(st.sampled_from(lines), max_size=3))
    said = f"outline = {json.dumps(rows)}\n"
    said += "".join(
        f"[[works]]\nbegins = {json.dumps(line)}\noutline = {json.dumps(rows)}\n" for line in begins
    )
    try:
        document = corpus.parse(text.encode("utf-8", "replace"), "杂.txt", corrections=said.encode())
    except DocumentError:
        return
    for work in document.works:
        check(work)


@pytest.mark.parametrize("said", [b"", b"\xff", b"[" * 5_000, b"a=" + b"[" * 5_000, b"\0", b"[[works]]"])
def test_nothing_in_corrections_stops_the_reading(said: bytes) -> None:
    """At worst they are not used."""
    assert corpus.parse(TEXT.encode(), "讲话.txt", corrections=said).works[0].title == "春耕动员讲话"


def test_a_label_and_its_words_may_be_two_rows() -> None:
    """Then the second is a section of the first."""
    document = corrected('outline = """\n第一章\n  总则\n"""', f"章程\n第一章\n总则\n{BODY}")
    assert outline(document) == ["第一章", "  总则"]


@pytest.mark.parametrize("file", corpus.scan(corpus.SAMPLES), ids=lambda file: str(file.name))
def test_the_template_says_what_was_read(file: corpus.File) -> None:
    """With it beside them, the samples are read as without it."""
    read = corpus.read(file)
    data = file.path.read_bytes()
    again = corpus.parse(data, file.name, corrections=corpus.template(read).encode())
    assert again.warnings == ()
    assert again.works == read.works


def test_corrections_belong_to_their_document(tmp_path: Path) -> None:
    """They are no documents, and a change in them is a change of the document."""
    (tmp_path / "讲话.txt").write_text(TEXT, encoding="utf-8")
    (before,) = corpus.scan(tmp_path)
    (tmp_path / "讲话.txt.toml").write_text('title = "春耕"', encoding="utf-8")
    (after,) = corpus.scan(tmp_path)
    assert (after.size, after.digest()) != (before.size, before.digest())
    document = corpus.read(after)
    assert document.works[0].title == "春耕"
    assert (document.size, document.modified) == (after.size, after.modified)
    assert document.digest == after.digest()
