"""What a file is, told by its content: a name's ending is often wrong, and never to be trusted.

What is no text, or no text that can be read here, is refused by a sentence with the way out.
"""

from __future__ import annotations

import re

from corpus.errors import Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED = (
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"\x1f\x8b", "压缩文件"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"Rar!", "压缩包"),
    (b"\x7fELF", "程序"),
)
_SHEETS = {"xl/workbook": "Excel 表格", "ppt/presentation": "PPT 演示文稿"}
_MIME_TYPES = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/epub+zip": "epub",
}
_PDF = re.compile(rb"(?:\A|[\r\n\0])%PDF-\d")
_PAGE = re.compile(rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_TAG = re.compile(rb"<(?:h[1-6]|p|div|br|table|article|span|title|meta)\b[^<>]*>", re.I)
_PAGE_NAMES = (".html", ".htm", ".xhtml")
_ARCHIVED_PAGE = re.compile(rb"(?:\A|\n)content-type:\s*multipart/related", re.I)
_SAVE_AS_TEXT = "请另存为 UTF-8 的 .txt 或 .md"


def kind(data: bytes, name: str = "") -> str | None:
    """The format of a file that is more than plain text, or None; raises Unreadable for what is no text.

    The name tells only whether text with a few tags is a page or, say, Markdown.
    """
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if _PDF.search(data, 0, 1024):
        return "pdf"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\0", b"")[2:]
    if _PAGE.match(start) or (name.lower().endswith(_PAGE_NAMES) and _TAG.search(data, 0, 1 << 16)):
        return "html"
    if start.lower().startswith((b"from:", b"mime-version:")) and _ARCHIVED_PAGE.search(data, 0, 4096):
        raise Unreadable("这是网页存档（MHTML）；请在浏览器里打开，另存为“网页，仅 HTML”后再加")
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith(_OLE):
        raise Unreadable(_old_office(data))
    for signature, what in _REFUSED:
        if data.startswith(signature):
            raise Unreadable(f"这是{what}，不是文字；{_SAVE_AS_TEXT}")
    return None


def _packed(data: bytes) -> str:
    from corpus.reading.archives import Archive

    archive = Archive(data)
    if any(re.fullmatch(r"word/document\d*\.xml", name) for name in archive.names):
        return "docx"
    if "mimetype" in archive.names:
        mime_type = archive.read("mimetype").decode("latin-1").strip()
        if mime_type in _MIME_TYPES:
            return _MIME_TYPES[mime_type]
    if "META-INF/container.xml" in archive.names:
        return "epub"
    for part, what in _SHEETS.items():
        if any(name.startswith(part) for name in archive.names):
            raise Unreadable(f"这是 {what}，不是文章；{_SAVE_AS_TEXT}")
    raise Unreadable("这是压缩包；请解开后把里面的文件放进来")


def _old_office(data: bytes) -> str:
    """What an OLE file is; the names in its directory are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "文件加了密码；请打开它、去掉密码、另存为 .docx 后再加"
    if "WordDocument".encode("utf-16-le") in data:
        return "这是旧版 Word 文档（.doc）；请在 Word 或 WPS 里另存为 .docx 后再加"
    return f"这是旧版 Office 文件；{_SAVE_AS_TEXT}"
