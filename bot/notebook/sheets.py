"""Kept quotations as tables: CSV that Excel opens, and a file that Anki imports."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from bot.notebook.citing import Style, place, reference
from bot.notebook.entries import Kept
from bot.notebook.papers import Manner

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet may take for a formula, or a command, at the beginning of a cell."""
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def table(kept: Sequence[Kept], manner: Manner) -> bytes:
    """CSV in UTF-8 with the mark by which Excel knows it. A cell that could be a formula begins with a '."""
    made = io.StringIO()
    style = Style.TITLED if manner.style is Style.MARKDOWN else manner.style
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(manner.texts.notebook.columns.split("|"))
    for one in kept:
        cited = one.clipping.citation
        row = (
            one.clipping.text,
            cited.work,
            manner.texts.notebook.between.join(cited.section),
            cited.paragraph,
            "" if cited.page is None else cited.page,
            one.clipping.author or "",
            one.clipping.date or "",
            cited.document,
            cited.code,
            " ".join(one.tags),
            one.note,
            one.name,
            manner.time(one.at),
            reference(one.clipping, style, manner.texts),
        )
        writer.writerow(harmless(str(cell)) for cell in row)
    return b"\xef\xbb\xbf" + made.getvalue().encode("utf-8", "replace")


def cards(kept: Sequence[Kept], manner: Manner) -> bytes:
    """Tab-separated text with Anki's own headers: quotation, place and note, tags. Once imported, a card is
    known by its first column, so the next import renews it rather than adding another.
    """
    made = io.StringIO()
    for header in ("separator:tab", "html:false", f"deck:{manner.texts.notebook.paper}", "guid column:1"):
        made.write(f"#{header}\n")
    made.write("#tags column:4\n")
    writer = csv.writer(made, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)
    for one in kept:
        title = manner.texts.work.format(" ".join(one.clipping.citation.work.split()))
        back = f"{title}\n{place(one.clipping, manner.texts)}"
        back = f"{back}\n\n{one.note}" if one.note else back
        tags = " ".join(one.tags)
        row = (f"chuchu{one.chat}.{one.number}", one.clipping.text, back, tags)
        writer.writerow(_UNFIT.sub("\ufffd", cell).replace("\r", "\n") for cell in row)
    return made.getvalue().encode("utf-8", "replace")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet computes, of characters that it can hold."""
    cell = _UNFIT.sub("\ufffd", cell)
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
