"""How often a word stands where, as a small picture: a bar for each year, or else for each work.

Few bars in large type, for a phone. The plotting library works in a process of its own, which is given all it
may know, so that a chart costs this one nothing that lasts.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import DataError
from bot.pictures.fonts import SANS, Fonts
from bot.texts import Texts
from retrieval import Trace

_MOST_BARS = 10
_MOST_YEARS = 16
_LABEL = 24
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Bars:
    """What a chart shows: numbers by year or by work."""

    by_year: bool
    bars: tuple[tuple[str, int], ...]


def charted(trace: Trace, texts: Texts, fonts: Fonts, cache: Path) -> bytes | None:
    """The chart of a word, or None where there is nothing to compare. Raises as `chart` does."""
    said = texts.pictures
    bars = bars_of(trace, said.chart_rest, said.chart_undated)
    if bars is None:
        return None
    subtitle = said.chart_by_year if bars.by_year else said.chart_by_work
    return chart(said.chart_title.format(trace.word, trace.count), subtitle, bars.bars, fonts, cache)


def bars_of(trace: Trace, rest: str, undated: str) -> Bars | None:
    """The bars for a word, by year where most of its places have one; None where one bar would be all.

    `rest` names the works that share the last bar, `undated` the places without a year.
    """
    years: Counter[int] = Counter()
    for share in trace.works:
        if share.year is not None:
            years[share.year] += share.count
    without = trace.count - years.total()
    if len(years) > 1 and without < years.total():
        bars = [(str(year), years[year]) for year in sorted(years)]
        if len(years) > _MOST_YEARS:
            decades: Counter[int] = Counter()
            for year, count in years.items():
                decades[year // 10 * 10] += count
            bars = [(f"{decade}–", decades[decade]) for decade in sorted(decades)]
        return Bars(True, tuple([*bars, (undated, without)] if without else bars))
    works = sorted(trace.works, key=lambda share: -share.count)
    kept, others = works[:_MOST_BARS], works[_MOST_BARS:]
    bars = [(_short(share.work), share.count) for share in kept]
    if others:
        bars.append((rest.format(len(others)), sum(share.count for share in others)))
    return Bars(False, tuple(bars)) if len(bars) > 1 else None


def chart(title: str, subtitle: str, bars: Sequence[tuple[str, int]], fonts: Fonts, cache: Path) -> bytes:
    """The picture, as PNG. Raises FontMissing, or DataError where it cannot be drawn."""
    text = "".join([title, subtitle, *(label for label, _ in bars), "0123456789,"])
    faces = fonts.faces(text, SANS)
    told = {
        "title": title,
        "subtitle": subtitle,
        "bars": list(bars),
        "fonts": [str(face.path) for face in faces],
    }
    command = [sys.executable, "-m", "bot.pictures.plotting"]
    surroundings = {"MPLCONFIGDIR": str(cache / "charts"), "PYTHONPATH": ":".join(filter(None, sys.path))}
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=json.dumps(told).encode(),
            capture_output=True,
            timeout=_PATIENCE,
            env=surroundings,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise DataError(
            f"图没有画成（{type(error).__name__}）；请检查内存和 {cache} 的权限，再试一次。"
        ) from error
    return done.stdout


def _short(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= _LABEL else f"{title[: _LABEL - 1]}…"
