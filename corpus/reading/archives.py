"""What packed formats (.docx, .odt, .epub) are read through: a ZIP archive held in memory, and its XML parts.

A few kilobytes can unpack to gigabytes or expand through entities, so an archive is judged by its directory
before anything is unpacked, and no part may grow past what that directory declares. Nothing touches the disk.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from corpus.errors import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DIRECTORY_ENTRY = b"PK\x01\x02"
_MEGABYTE = 1 << 20
_DAMAGED = "文件损坏，解不开；请用原来的程序打开后重新保存"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold: entries, bytes in all, bytes of one part that is read, and the ratio of
    unpacked to packed bytes above which a part larger than a megabyte is taken for a bomb."""

    entries: int = 2_000
    unpacked: int = 200 * _MEGABYTE
    part: int = 64 * _MEGABYTE
    ratio: int = 200


class Archive:
    """A ZIP archive whose directory has been judged; raises Unreadable where it is broken or too much."""

    def __init__(self, data: bytes, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        # Counted on the bytes, because opening an archive makes an object of every entry.
        if data.count(_DIRECTORY_ENTRY) > self._limits.entries:
            raise Unreadable(f"里面的文件多于 {self._limits.entries:,} 个；请拆成几个文件")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable(_DAMAGED) from error
        self._entries = {entry.filename.replace("\\", "/"): entry for entry in self._zip.infolist()}
        self.names = tuple(self._entries)
        self._judge()

    def _judge(self) -> None:
        entries = self._zip.infolist()
        if sum(entry.file_size for entry in entries) > self._limits.unpacked:
            raise Unreadable(f"解开后超过 {self._limits.unpacked // _MEGABYTE} MB；请去掉图片或拆成几个文件")
        for name, entry in self._entries.items():
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts:
                raise Unreadable("里面有指向外面的文件名，不安全；请用原来的程序打开后重新保存")
            if entry.flag_bits & 1:
                raise Unreadable("文件加了密码；请去掉密码后再加")
            if entry.file_size > max(_MEGABYTE, self._limits.ratio * entry.compress_size):
                raise Unreadable(
                    f"压缩比超过 {self._limits.ratio} 倍，像是压缩炸弹；请用原来的程序打开后重新保存"
                )

    def read(self, name: str) -> bytes:
        """The bytes of one part; raises Unreadable where it is missing, damaged or too large."""
        entry = self._entries.get(name)
        if entry is None:
            raise Unreadable(f"文件不完整，缺少 {name}；请用原来的程序打开后重新保存")
        if entry.file_size > self._limits.part:
            raise Unreadable(f"正文超过 {self._limits.part // _MEGABYTE} MB；请拆成几个文件")
        # Only these two unpack in steps of a bounded size; the formats read here allow no others.
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable(_DAMAGED)
        try:
            with self._zip.open(entry) as part:
                data = part.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable(_DAMAGED) from error
        if len(data) != entry.file_size:
            raise Unreadable(_DAMAGED)
        return data

    def xml(self, name: str) -> Element:
        """The root element of one XML part."""
        return parse(self.read(name))


def parse(data: bytes) -> Element:
    """The root element of XML without entities, network or DTD; a DOCTYPE that only names one is passed."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(_DAMAGED) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and (list(declared.iterentities()) or list(declared.iterelements())):
        raise Unreadable("里面的 XML 自带定义（DTD），不安全；请用原来的程序打开后重新保存")
    return root
