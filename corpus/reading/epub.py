"""EPUB books to lines: the chapters in reading order, each read as a page is.

A book is one work: its title is the only heading of the first level, and a chapter that has no heading of its
own gets the one that the book's table of contents gives it. What is no text (cover, contents) is left out and
named; a chapter that is missing or broken is warned of, and the others are read.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.errors import Unreadable
from corpus.reading import html
from corpus.reading.archives import Archive
from corpus.reading.html_lines import Page, plain
from corpus.reading.lines import Draft, Line

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONT_KEYS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES = ("application/xhtml+xml", "text/html")
_NO_TEXT = {"cover": "封面", "toc": "目录"}
_NAMELESS = re.compile(
    r"(?:unknown|untitled|section|chapter|part|未命名|无标题)?[\s_-]*(?:title|\d+)?", re.IGNORECASE
)
"""What programs write where nobody gave a name."""
_MOST_CONTENTS = 5_000


@dataclass(frozen=True, slots=True)
class _Part:
    """A file of the reading order: its path in the archive, and what it is if it is no text."""

    path: str
    no_text: str | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the table of contents: what it says, how deep, and the place it leads to."""

    label: str
    depth: int
    path: str
    anchor: str


@dataclass(slots=True)
class _Book:
    """A book as it is read."""

    archive: Archive
    folder: str
    package: Element
    left_out: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def read(data: bytes) -> Draft:
    """The lines of an .epub file; raises Unreadable where it is locked, broken or no such file."""
    archive = Archive(data)
    _judge(archive)
    path = _package_path(archive)
    book = _Book(archive, posixpath.dirname(path), archive.xml(path))
    title, contents = _meta(book.package, "title"), _contents(book)
    for part in _spine(book):
        if part.no_text:
            book.left_out[part.no_text] += 1
            continue
        _set_part(book, part, [entry for entry in contents if entry.path == part.path], title)
    return Draft(
        tuple(book.lines),
        tuple(f"{what}（{count} 处）" for what, count in book.left_out.items()),
        tuple(book.warnings),
        title,
        _meta(book.package, "creator"),
        _meta(book.package, "date"),
    )


def _judge(archive: Archive) -> None:
    """Refuses a book that is locked; fonts alone may be scrambled."""
    if _ENCRYPTION in archive.names:
        methods = [one.get("Algorithm") for one in _named(archive.xml(_ENCRYPTION), "EncryptionMethod")]
        if any(method not in _FONT_KEYS for method in methods):
            raise Unreadable("这本电子书加了版权保护（DRM），读不出文字；请换没有保护的版本")


def _package_path(archive: Archive) -> str:
    roots = _named(archive.xml(_CONTAINER), "rootfile") if _CONTAINER in archive.names else iter(())
    named = [root.get("full-path") or "" for root in roots]
    found = [name for name in (*named, *archive.names) if name in archive.names and name.endswith(".opf")]
    if not found and not (found := [name for name in named if name in archive.names]):
        raise Unreadable("电子书里没有书目（OPF），读不出章节；请用原来的程序重新导出")
    return found[0]


def _spine(book: _Book) -> Iterator[_Part]:
    """The files in reading order; without an order, in that of the manifest."""
    items = {item.get("id"): item for item in _named(book.package, "item")}
    guide = {
        _resolved(book.folder, reference.get("href"))[0]: _NO_TEXT.get(reference.get("type") or "")
        for reference in _named(book.package, "reference")
    }
    order = [reference.get("idref") for reference in _named(book.package, "itemref")]
    seen: set[str] = set()
    for name in order or list(items):
        item = items.get(name)
        if item is None:
            continue
        path, _ = _resolved(book.folder, item.get("href"))
        is_page = item.get("media-type") in _PAGES or path.endswith((".xhtml", ".html", ".htm"))
        if is_page and path not in seen:
            seen.add(path)
            is_nav = "nav" in (item.get("properties") or "").split()
            yield _Part(path, "目录" if is_nav else guide.get(path))


def _set_part(book: _Book, part: _Part, contents: list[_Entry], title: str | None) -> None:
    try:
        text = html.decode(book.archive.read(part.path)).text
        page = html.parse(text, [entry.anchor for entry in contents])
    except Unreadable:
        book.warnings.append(f"{part.path} 读不出来，跳过了")
        return
    if not page.lines:
        book.left_out["没有文字的页"] += 1
    elif page.linked > 0.6 and len(page.lines) >= 3:
        book.left_out["目录"] += 1
    else:
        book.left_out.update(page.left_out)
        book.lines += _headed(_lowered(page.lines, title if not book.lines else None), page, contents, title)


def _lowered(lines: tuple[Line, ...], title: str | None) -> list[Line]:
    """Lines with their headings one level down, but for the book's own title."""
    lowered = []
    for at, line in enumerate(lines):
        if title and at < 3 and line.text == title:
            lowered.append(line._replace(level=1, item=False))
            title = None
        else:
            lowered.append(line._replace(level=line.level and line.level + 1))
    return lowered


def _headed(lines: list[Line], page: Page, contents: list[_Entry], title: str | None) -> list[Line]:
    """Lines with the headings that the table of contents knows: marked where they stand, else put in."""
    put: list[tuple[int, Line]] = []
    for entry in contents:
        at = page.anchors.get(entry.anchor, 0)
        near = range(at, min(at + 3, len(lines)))
        found = next(
            (place for place in near if _squashed(lines[place].text) == _squashed(entry.label)), None
        )
        if found is not None and lines[found].level is None:
            lines[found] = lines[found]._replace(level=entry.depth + 1, item=False)
        elif found is None and entry.label != title and not any(lines[place].level for place in near):
            put.append((at, Line(entry.label, 1, level=entry.depth + 1)))
    for at, line in sorted(put, key=lambda one: one[0], reverse=True):
        lines.insert(at, line)
    return lines


def _contents(book: _Book) -> list[_Entry]:
    """The table of contents, of EPUB 3 or else of EPUB 2."""
    for item in _named(book.package, "item"):
        is_nav = "nav" in (item.get("properties") or "").split()
        if not is_nav and item.get("media-type") != "application/x-dtbncx+xml":
            continue
        path, _ = _resolved(book.folder, item.get("href"))
        try:
            root = book.archive.xml(path)
        except Unreadable:
            book.warnings.append(f"{path} 读不出来，没有用上它的目录")
            continue
        if found := list(_nav(root, path) if is_nav else _ncx(root, path)):
            return found[:_MOST_CONTENTS]
    return []


def _nav(root: Element, path: str) -> Iterator[_Entry]:
    for nav in _named(root, "nav"):
        kinds = [value for key, value in nav.items() if key.endswith("}type") or key == "role"]
        if kinds and not any(kind in ("toc", "doc-toc") for kind in kinds):
            continue
        for link in _named(nav, "a"):
            depth = sum(_local(above) == "ol" for above in link.iterancestors())
            yield from _entry("".join(link.itertext()), depth, path, link.get("href"))


def _ncx(root: Element, path: str) -> Iterator[_Entry]:
    for point in _named(root, "navPoint"):
        depth = 1 + sum(_local(above) == "navPoint" for above in point.iterancestors())
        label = next(("".join(own.itertext()) for own in point if _local(own) == "navLabel"), "")
        target = next((own.get("src") for own in point if _local(own) == "content"), None)
        yield from _entry(label, depth, path, target)


def _entry(label: str, depth: int, path: str, target: str | None) -> Iterator[_Entry]:
    label = plain(label)
    if target and not _NAMELESS.fullmatch(label):
        yield _Entry(label, depth, *_resolved(posixpath.dirname(path), target))


def _resolved(folder: str, target: str | None) -> tuple[str, str]:
    """A reference as a path in the archive and an anchor."""
    path, _, anchor = unquote(target or "").partition("#")
    return posixpath.normpath(posixpath.join(folder, path)), anchor


def _meta(package: Element, name: str) -> str | None:
    texts = (plain("".join(one.itertext())) for one in _named(package, name))
    return next((text for text in texts if not (_NAMELESS.fullmatch(text) and name == "title")), None) or None


def _named(root: Element, name: str) -> Iterator[Element]:
    """Elements by their local name; old and odd books have other namespaces."""
    return (one for one in root.iter() if _local(one) == name)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _squashed(text: str) -> str:
    return "".join(text.split())
