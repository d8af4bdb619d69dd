"""The fonts of the machine on which the tests run."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import FontMissing
from bot.pictures.fonts import Fonts

FONTS = Fonts(Path("no such folder"))


def _are_there() -> bool:
    try:
        return bool(FONTS.faces("出处「，。」"))
    except FontMissing:
        return False


needs_fonts = pytest.mark.skipif(not _are_there(), reason="no Chinese fonts here: install fonts-noto-cjk")
