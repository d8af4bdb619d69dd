"""The folder is the truth, and a file that cannot be read is a document with a reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import corpus
from corpus import DocumentError

BODY = "这里说的是平常的事情，谁都看得明白。"


def test_the_folder_is_listed_by_name_with_its_subfolders(tmp_path: Path) -> None:
    """Hidden files and a word processor's lock files are passed over."""
    for name in ("b.txt", "a/c.md", "a/.git/x.txt", ".hidden", "~$b.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(BODY, encoding="utf-8")
    assert [file.name for file in corpus.scan(tmp_path)] == ["a/c.md", "b.txt"]
    assert corpus.scan(tmp_path)[0].size == len(BODY.encode())


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    """The first start finds nothing and says so elsewhere."""
    assert corpus.scan(tmp_path / "nirgends") == []


def test_links_that_lead_nowhere_and_pipes_are_passed_over(tmp_path: Path) -> None:
    """Nothing that is no file stops the listing, or is waited for."""
    (tmp_path / "nowhere.txt").symlink_to("gone.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "here.txt").write_text(BODY, encoding="utf-8")
    assert [file.name for file in corpus.scan(tmp_path)] == ["here.txt"]


def test_a_name_that_is_no_utf_8_can_be_written_down(tmp_path: Path) -> None:
    """Regression: a file from an old archive made a name that no JSON could carry."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb4\xba.txt")).write_text(BODY, encoding="utf-8")
    (file,) = corpus.scan(tmp_path)
    file.name.encode()
    assert corpus.read(file).error is None


def test_a_file_is_read_with_its_digest_and_size(tmp_path: Path) -> None:
    """What the index compares to see a change stands in the document."""
    (tmp_path / "春.txt").write_text(BODY, encoding="utf-8")
    (file,) = corpus.scan(tmp_path)
    document = corpus.read(file)
    assert (document.name, document.format, document.encoding) == ("春.txt", "text", "utf-8")
    assert (document.size, document.modified, len(document.digest)) == (file.size, file.modified, 64)


def test_a_file_that_went_away_has_a_receipt(tmp_path: Path) -> None:
    """Between listing and reading a file may be gone, or be closed to us."""
    (tmp_path / "春.txt").write_text(BODY, encoding="utf-8")
    (file,) = corpus.scan(tmp_path)
    file.path.unlink()
    assert corpus.read(file).error == "春.txt：打不开；请检查它是否还在、有没有读取权限"


def test_a_folder_that_cannot_be_opened_has_a_receipt(tmp_path: Path) -> None:
    """Its documents do not go without a word."""
    closed = corpus.File("里屋", tmp_path, 0, 0)
    assert corpus.read(closed).error == "里屋：打不开；请检查它是否还在、有没有读取权限"


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "空的"),
        (b" \r\n\t ", "空的"),
        ("\ufeff".encode(), "没有文字"),
        ("　\n　".encode("utf-16"), "没有文字"),
        (b"------\n\n******\n", "没有文字"),
        (bytes(range(256)) * 20, "读不出文字"),
        (b"\0" * 1000, "读不出文字"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "图片"),
        (b"\x7fELF" + b"\0" * 50, "程序"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(data: bytes, words: str) -> None:
    """One sentence in Chinese names the file, what is wrong, and what to do."""
    with pytest.raises(DocumentError) as caught:
        corpus.parse(data, "春.txt")
    assert str(caught.value).startswith("春.txt：")
    assert words in caught.value.reason
    assert "；请" in caught.value.reason


def test_an_empty_markdown_file_of_marks_is_refused() -> None:
    """A comment and a rule are no text."""
    with pytest.raises(DocumentError, match="没有文字"):
        corpus.parse("<!-- 草稿 -->\n\n---\n".encode(), "春.md")


def test_control_characters_are_left_out_and_counted() -> None:
    """A stray byte from an old program does not make a file unreadable, nor a text unprintable."""
    document = corpus.parse(f"{BODY}\x07\x00{BODY * 9}".encode(), "春.txt")
    assert document.works[0].text == BODY * 10
    assert document.warnings == ("去掉了 2 个看不见的控制字符",)


def test_the_samples_are_read_without_a_warning() -> None:
    """What ships with the bot is in order: works, sections and passages."""
    documents = [corpus.read(file) for file in corpus.scan(corpus.SAMPLES)]
    assert len(documents) >= 6
    for document in documents:
        assert document.error is None
        assert not document.warnings
        assert all(work.passages and work.outline for work in document.works)


def test_the_files_own_author_and_date_serve_where_the_text_is_silent() -> None:
    """And its own title where nobody gave the file a name in Chinese."""
    page = (
        '<html><head><title>河边读书记</title><meta name="author" content="{}"></head>'
        f"<body><p>{BODY}</p><p>{BODY}</p></body></html>"
    )
    (work,) = corpus.parse(page.format("丁小满").encode(), "download.html").works
    assert (work.title, work.author) == ("河边读书记", "丁小满")
    (work,) = corpus.parse(page.format("Administrator").encode(), "春.html").works
    assert (work.title, work.author) == ("春", None)


def test_a_front_matter_names_its_text() -> None:
    """In Markdown it is written by the author."""
    text = f'---\ntitle: "河边读书记"\ntags: [书]\n---\n\n{BODY}\n'
    assert corpus.parse(text.encode(), "笔记.md").works[0].title == "河边读书记"
