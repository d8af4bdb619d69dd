"""A file broken in any way is read as far as it goes, or refused by a sentence: nothing else comes out."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

import docx
import pytest

import corpus
from corpus import reading
from tests.corpus.reading import oracle, test_docx, test_odt, test_rtf

ROUNDS = 120


def docx_file() -> bytes:
    """A Word document with lists, a table and headings."""
    document = docx.Document()
    test_docx.numbered(document, [("chineseCounting", "第%1章", "space"), ("lowerRoman", "（%2）", "tab")])
    for level, text in oracle.SPEECH:
        test_docx.item(document, text, level or 0)
    document.add_table(2, 2).cell(0, 0).text = "甲"
    return test_docx.saved(document)


def odt_file() -> bytes:
    """An OpenDocument text with a list, a table and headings."""
    style = test_odt.list_style("L", ("一, 二, 三, ...", "", "、"), ("1", "（", "）"))
    item = "<text:list-item><text:p>词</text:p></text:list-item>"
    content = "".join(f'<text:h text:outline-level="1">{text}</text:h>' for _, text in oracle.SPEECH)
    row = "<table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row>"
    content += f'<text:list text:style-name="L">{item}</text:list><table:table>{row}</table:table>'
    return test_odt.archive(content, style)


def rtf_file() -> bytes:
    """A Rich Text file with a table, a note and both notations of Chinese."""
    lines = "".join(
        rf"\pard\s1 {test_rtf.by_bytes(text)}{{\footnote {test_rtf.by_unicode('注')}}}\par"
        for _, text in oracle.SPEECH
    )
    return test_rtf.file(rf"{lines}\trowd\intbl a\cell b\cell\row")


FILES: dict[str, Callable[[], bytes]] = {"docx": docx_file, "odt": odt_file, "rtf": rtf_file}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them changed, lost, doubled or moved."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(found))
        end = min(len(found), at + chance.randint(1, 120))
        match chance.randrange(4):
            case 0:
                found[at] = chance.randrange(256)
            case 1 if end - at < len(found):
                del found[at:end]
            case 2:
                found[at:at] = found[at:end]
            case _:
                found[at:end] = reversed(found[at:end])
    return bytes(found)


def repacked(data: bytes, chance: random.Random) -> bytes:
    """An archive with one of its parts mutated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        victim = chance.choice([name for name in before.namelist() if name.endswith(".xml")])
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, mutated(part, chance) if name == victim else part)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", FILES)
def test_a_whole_file_is_read(kind: str) -> None:
    """The files that are broken below are sound themselves."""
    assert corpus.parse(FILES[kind](), f"a.{kind}").format == kind


@pytest.mark.parametrize("kind", FILES)
def test_a_mutated_file_gives_a_document_or_a_sentence(kind: str) -> None:
    """No reader lets out anything but DocumentError, nor leans on the net below it."""
    data, chance = FILES[kind](), random.Random(4)
    for turn in range(ROUNDS):
        change = repacked if data.startswith(b"PK") and turn % 3 else mutated
        try:
            reading.read(change(data, chance), f"a.{kind}")
        except corpus.DocumentError as error:
            assert error.__cause__ is None or isinstance(error.__cause__, corpus.CorpusError), error.__cause__
