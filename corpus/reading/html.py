"""Web pages to lines: the text that a reader came for, and not what stands around it.

The bytes are decoded by what they declare unless they plainly are something else, and the part of the page
that holds the text is found. Nothing that a page names is ever fetched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from corpus.errors import Unreadable
from corpus.reading import encodings
from corpus.reading.encodings import Decoded
from corpus.reading.html_lines import Page, Setter, plain
from corpus.reading.lines import Draft, Line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
_CODECS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-1", "latin1", "windows-1252"), "cp1252"),
    **{name: name for name in ("shift_jis", "euc-jp", "euc-kr")},
}
_NESTED = re.compile(
    r"<(/?)(?!(?:a|area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|t[dhr]|tbody|wbr)"
    r"[\s/>])[a-z][a-z0-9]*(?=[\s/>])",
    re.IGNORECASE,
)
_SELF_CLOSED = re.compile(
    r"<(title|script|style|iframe|textarea|noscript|a|div|span|p|i|b)(\s[^<>]*)?/>", re.I
)
_DEEPEST = 2_000
_DATES = (
    "date",
    "pubdate",
    "publishdate",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "article:published_time",
)


def read(data: bytes) -> Draft:
    """The lines of an HTML page; raises Unreadable where there is none."""
    decoded = decode(data)
    tree = _tree(decoded.text)
    body, shown = _main(tree)
    page = Setter(menus=True).page(body)
    if sum(len(line.text) for line in page.lines) * 5 < shown:
        page = Setter(menus=False).page(body)
    title = _meta(tree, "title")
    lines = _titled(page.lines, title)
    return Draft(
        lines,
        tuple(f"{what}（{count} 处）" for what, count in page.left_out.items()),
        (f"编码 {decoded.encoding}：{decoded.doubt}",) if decoded.doubt else (),
        title,
        _meta(tree, "author"),
        next((date for name in _DATES if (date := _meta(tree, name))), None),
    )


def parse(text: str, wanted: Collection[str] = ()) -> Page:
    """The lines of a page that is all text, as a book's chapters are; `wanted` are ids to be found."""
    body = _tree(text).body
    if body is None:
        return Page((), Counter(), {}, 0.0)
    return Setter(menus=False, wanted=frozenset(wanted)).page(body)


def decode(data: bytes) -> Decoded:
    """The text of a page by its bytes, its declared encoding, or what reads best."""
    try:
        return Decoded(data.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data, 0, 4096)
    codec = _CODECS.get(declared.group(1).decode("ascii").lower()) if declared else None
    if codec:
        text = data.decode(codec, "replace")
        lost = text.count("\ufffd")
        if lost * 200 <= len(text):
            return Decoded(text, codec, f"有 {lost} 个坏字符，显示为 \ufffd，请核对原文" if lost else None)
    if decoded := encodings.decode(data):
        return decoded
    raise Unreadable("网页的编码认不出来；请在浏览器里打开后另存为 UTF-8")


def _tree(text: str) -> LexborHTMLParser:
    """The tree of a page. Depth is judged before, because parsing time grows with its square."""
    from selectolax.lexbor import LexborHTMLParser

    depth = 0
    for mark in _NESTED.finditer(text):
        depth = max(0, depth + (-1 if mark.group(1) else 1))
        if depth > _DEEPEST:
            raise Unreadable("网页的标签套得太深，像是损坏了；请在浏览器里打开后另存为文本")
    text = _SELF_CLOSED.sub(r"<\1\2></\1>", text.replace("\0", ""))
    return LexborHTMLParser(text.encode("utf-8", "replace").decode("utf-8"))


def _main(tree: LexborHTMLParser) -> tuple[LexborNode, int]:
    """The element that holds the text, and how many characters are shown in it, menus and all."""
    tree.strip_tags(["script", "style", "noscript", "template"])
    body = tree.body
    if body is None:
        raise Unreadable("网页里没有文字；请放入文字后再加")
    whole = _length(body)
    for selector in ("article", "main, [role=main]"):
        found = sorted(((_length(node), at, node) for at, node in enumerate(tree.css(selector)[:50])))
        if found and found[-1][0] >= max(0.25 * whole, 0.6 * sum(length for length, *_ in found)):
            return found[-1][2], found[-1][0]
    return body, whole


def _length(node: LexborNode) -> int:
    return sum(len(part) for part in (node.text() or "").split())


def _meta(tree: LexborHTMLParser, name: str) -> str | None:
    if name == "title":
        node = tree.css_first("title")
        return plain(node.text()) or None if node else None
    node = tree.css_first(f'meta[name="{name}" i], meta[property="{name}" i]')
    return plain(node.attributes.get("content") or "") or None if node else None


def _titled(lines: tuple[Line, ...], title: str | None) -> tuple[Line, ...]:
    """Lines, of which the one that the page's title begins with is the title if no other is marked so."""
    if not title or any(line.level == 1 for line in lines):
        return lines
    for at, line in enumerate(lines[:10]):
        if len(line.text) >= 4 and title.startswith(line.text):
            return (*lines[:at], line._replace(level=1, item=False), *lines[at + 1 :])
    return lines
