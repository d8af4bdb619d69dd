"""Citations in the styles that people paste: what stands under a quotation, and both together.

GB/T 7714 follows the edition of 2015. Which kind of source a file was, nobody knows, so it is [Z], "other".
What is not known is said as the standard wants it, [出版地不详] and [出版者不详], or left out as an author
is; a work's own date is no year of publication, so it stands in brackets as an estimated one does.
"""

from __future__ import annotations

import re
from enum import Enum

from bot.notebook.clippings import Clipping
from bot.texts import Texts

_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d{2})(?!\d)")
_CHINESE_YEAR = re.compile("[一二][〇零○一二三四五六七八九]{3}(?=年)")
_FIGURES = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_AUTHORS = re.compile("[、，,;；]")
_MOST_AUTHORS = 3
_HAN = re.compile("[\u3400-\u9fff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_MARKDOWN_LINE = re.compile(r"^([ \t]*)(?:([-+=])|(\d{1,9})([.)]))?", re.MULTILINE)


class Style(Enum):
    """How a citation is written; the value is its name for scripts and in the database."""

    PLAIN = "plain"
    TITLED = "titled"
    STANDARD = "gbt7714"
    MARKDOWN = "markdown"


USUAL = Style.PLAIN


def style_of(name: str | None) -> Style:
    """The style of that name; the usual one for no name, or one that is none any more."""
    return next((style for style in Style if style.value == name), USUAL)


def style_names(texts: Texts) -> dict[Style, str]:
    """What people call the styles."""
    notebook = texts.notebook
    names = (notebook.style_plain, notebook.style_titled, notebook.style_standard, notebook.style_markdown)
    return dict(zip(Style, names, strict=True))


def place(clipping: Clipping, texts: Texts) -> str:
    """The whole place in words: sections, paragraph and page."""
    citation = clipping.citation
    parts = [" ".join(name.split()) for name in citation.section]
    parts.append(texts.paragraph.format(citation.paragraph))
    if citation.page is not None:
        parts.append(texts.page.format(citation.page))
    return texts.notebook.between.join(parts)


def reference(clipping: Clipping, style: Style, texts: Texts, link: str = "") -> str:
    """The citation alone. `link` opens the passage, where the style has room for one."""
    title = " ".join(clipping.citation.work.split())
    if style is Style.PLAIN:
        path = (texts.work.format(title), *(" ".join(name.split()) for name in clipping.citation.section))
        pages = () if clipping.citation.page is None else (texts.page.format(clipping.citation.page),)
        return " · ".join((" › ".join(path), texts.paragraph.format(clipping.citation.paragraph), *pages))
    if style is Style.TITLED:
        names = [" ".join(name.split()) for name in clipping.citation.section]
        page = clipping.citation.page
        names += [texts.page.format(page)] if page is not None else []
        names = names or [texts.paragraph.format(clipping.citation.paragraph)]
        return f"{texts.work.format(title)}{texts.notebook.between.join(names)}"
    if style is Style.STANDARD:
        return _standard(clipping, title, texts)
    words = escaped(f"{texts.work.format(title)}{place(clipping, texts)}")
    return f"[{words}]({link})" if link else words


def ready(clipping: Clipping, style: Style, texts: Texts, link: str = "") -> str:
    """A quotation and its citation, ready to paste."""
    cited = reference(clipping, style, texts, link)
    if style is Style.MARKDOWN:
        quoted = "\n".join(f"> {line}" for line in escaped(clipping.text).split("\n"))
        return f"{quoted}\n>\n> —— {cited}"
    if style is Style.STANDARD:
        return f"{clipping.text}\n{cited}"
    return f"{clipping.text}\n——{cited}"


def escaped(text: str) -> str:
    """A text of which Markdown shows every character as it is."""
    return _MARKDOWN_LINE.sub(_opening, _MARKDOWN.sub(r"\\\1", text))


def _opening(found: re.Match[str]) -> str:
    """The beginning of a line, which must be taken neither for code nor for an item of a list."""
    space, sign, number, mark = found.groups()
    indent = "".join(f"&#{ord(character)};" for character in space)
    return indent + (f"\\{sign}" if sign else f"{number}\\{mark}" if number else "")


def year(date: str | None) -> str | None:
    """The year in a work's date, in figures."""
    if date is None:
        return None
    if found := _YEAR.search(date.translate(_FULL_WIDTH)):
        return found[0]
    chinese = _CHINESE_YEAR.search(date)
    return chinese[0].translate(_FIGURES) if chinese else None


def _standard(clipping: Clipping, title: str, texts: Texts) -> str:
    """责任者. 题名[Z]. 出版地: 出版者, 出版年: 页码. Then the place, for which the standard has no field."""
    known = [" ".join(name.split()).rstrip(".") for name in _AUTHORS.split(clipping.author or "")]
    authors = [name for name in known if name]
    author = ", ".join(authors[:_MOST_AUTHORS])
    if len(authors) > _MOST_AUTHORS:
        author += f", {'等' if _HAN.search(author) else 'et al'}"
    nowhere, nobody = ("出版地不详", "出版者不详") if _HAN.search(title) else ("S.l.", "s.n.")
    dated = f", [{when}]" if (when := year(clipping.date)) else ""
    paged = f": {clipping.citation.page}" if clipping.citation.page is not None else ""
    by = f"{author}. " if author else ""
    placed = texts.notebook.bracketed.format(place(clipping, texts))
    return f"{by}{title}[Z]. [{nowhere}]: [{nobody}]{dated}{paged}.{placed}"
