"""The one process that knows matplotlib: a chart as JSON on stdin ▶ a PNG on stdout.

It is started for one picture and ends with it, so that its memory, its caches and its faults stay its own.
"""

from __future__ import annotations

import json
import sys
from typing import Any

_DPI = 200
_WIDTH = 5.4
_ROW, _HEAD, _FOOT = 0.62, 0.95, 0.35
_PAPER, _INK, _FAINT, _BAR = "#FBF8F1", "#2A2622", "#7D746A", "#B23A2E"
_SHORT = 6
"""Characters of labels that stand beside their bars; longer ones stand above them."""


def main() -> None:
    """Draw what is told."""
    told: dict[str, Any] = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(drawn(**told))


def drawn(title: str, subtitle: str, bars: list[tuple[str, int]], fonts: list[str]) -> bytes:
    """A bar for each label with its number, as PNG. `fonts` are files, the best first."""
    from io import BytesIO

    from matplotlib import font_manager, rcParams
    from matplotlib.figure import Figure

    before = len(font_manager.fontManager.ttflist)
    for path in fonts:
        font_manager.fontManager.addfont(path)
    added = {(entry.fname, entry.name) for entry in font_manager.fontManager.ttflist[before:]}
    names = [
        name for path in fonts for name in sorted(name for at, name in added if str(at).startswith(path))
    ]
    ours = [name for name in names if name.endswith(("SC", "CN"))]
    rcParams["font.family"] = list(dict.fromkeys([*ours, *names]))
    rcParams["text.parse_math"] = False

    beside = all(len(label) <= _SHORT for label, _ in bars)
    row = _ROW * (0.72 if beside else 1)
    height = _HEAD + row * len(bars) + _FOOT
    figure = Figure(figsize=(_WIDTH, height), dpi=_DPI, facecolor=_PAPER)
    figure.text(0.06, 1 - 0.42 / height, title, size=17, color=_INK, weight="normal", va="center")
    figure.text(0.06, 1 - 0.76 / height, subtitle, size=10.5, color=_FAINT, va="center")
    left = 0.06 + (0.035 * max(len(label) for label, _ in bars) if beside else 0)
    axes = figure.add_axes((left, _FOOT / height, 0.94 - left, row * len(bars) / height))
    most = max(count for _, count in bars) or 1
    places = range(len(bars), 0, -1)
    axes.set_xlim(0, most * 1.16)
    axes.set_ylim(0.45, len(bars) + 0.55)
    axes.axis("off")
    axes.barh(
        [place - (0 if beside else 0.18) for place in places],
        [count for _, count in bars],
        0.5 if beside else 0.3,
        color=_BAR,
    )
    for place, (label, count) in zip(places, bars, strict=True):
        y = place - (0 if beside else 0.18)
        axes.text(count + most * 0.015, y, f"{count:,}", size=12, color=_INK, va="center")
        if beside:
            figure.text(
                0.06, 0, label, size=12, color=_INK, va="center", transform=_sideways(figure, axes, y)
            )
        else:
            axes.text(0, place + 0.2, label, size=11.5, color=_INK, va="center")
    file = BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


def _sideways(figure: Any, axes: Any, y: float) -> Any:
    """Across as in the figure, down as a row of the axes."""
    from matplotlib.transforms import Affine2D, blended_transform_factory

    shifted = Affine2D().translate(0, y) + axes.transData
    return blended_transform_factory(figure.transFigure, shifted)


if __name__ == "__main__":
    main()
