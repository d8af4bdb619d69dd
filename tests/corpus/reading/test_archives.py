"""Archives and XML are judged before they can do harm."""

from __future__ import annotations

import io
import zipfile

import pytest

from corpus.errors import Unreadable
from corpus.reading.archives import Archive, Limits, parse

LIMITS = Limits(entries=5, unpacked=4 << 20, part=3 << 20, ratio=50)


def packed(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_parts_are_read_by_name() -> None:
    """What lies in an archive is listed and read."""
    archive = Archive(packed({"a/b.xml": b"<a/>"}))
    assert archive.names == ("a/b.xml",)
    assert archive.xml("a/b.xml").tag == "a"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed({str(at): b"" for at in range(6)}), "多于 5 个"),
        (packed({"a": b"\0" * (2 << 20)}), "压缩比"),
        (packed({"a": bytes(range(256)) * (20 << 10)}, zipfile.ZIP_STORED), "解开后超过 4 MB"),
        (packed({"../a": b"x"}), "指向外面"),
        (packed({"/a": b"x"}), "指向外面"),
        (packed({"a": b"x"})[:-30], "损坏"),
        (b"PK\x03\x04", "损坏"),
    ],
    ids=["many", "bomb", "large", "above", "root", "torn", "stub"],
)
def test_a_hostile_archive_is_refused(data: bytes, words: str) -> None:
    """Too many parts, too many bytes, bombs, and names that point outside end with a sentence."""
    with pytest.raises(Unreadable, match=words):
        Archive(data, LIMITS)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed({"b": b"x"}), "缺少 a"),
        (packed({"a": bytes(3 << 20) + b"x"}, zipfile.ZIP_STORED), "超过 3 MB"),
        (packed({"a": b"x" * 100}, zipfile.ZIP_LZMA), "损坏"),
        (packed({"a": b"x" * 100}, zipfile.ZIP_STORED).replace(b"xxx", b"yyy", 1), "损坏"),
    ],
    ids=["missing", "large", "method", "checksum"],
)
def test_a_part_that_cannot_be_trusted_is_refused(data: bytes, words: str) -> None:
    """Missing, large, damaged and oddly packed parts end with a sentence."""
    archive = Archive(data, LIMITS)
    with pytest.raises(Unreadable, match=words):
        archive.read("a")


def test_no_part_grows_past_its_declared_size() -> None:
    """A directory that declares less than there is gives no more than it declares."""
    data = bytearray(packed({"a": b"x" * 1000}))
    at = data.rindex(b"PK\x01\x02") + 24
    assert int.from_bytes(data[at : at + 4], "little") == 1000
    data[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(Unreadable, match="损坏"):
        Archive(bytes(data), LIMITS).read("a")


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
        b"<a><b></a>",
        b"<a>" * 300 + b"</a>" * 300,
        b"",
    ],
    ids=["entity", "external", "torn", "deep", "empty"],
)
def test_hostile_xml_is_refused(xml: bytes) -> None:
    """Entities, inner and outer, broken and bottomless XML end with a sentence."""
    with pytest.raises(Unreadable):
        parse(xml)


def test_a_doctype_that_only_names_one_is_passed() -> None:
    """Old tables of contents name a DOCTYPE, and nothing is fetched for it."""
    assert parse(b'<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx" "http://localhost/a.dtd"><ncx/>').tag == "ncx"
