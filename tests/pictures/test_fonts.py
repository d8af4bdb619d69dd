"""Which font can write what, and a clear word where none can."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.errors import FontMissing
from bot.pictures.fonts import SANS, SERIF, Fonts
from tests.pictures.fonts import FONTS, needs_fonts

RARE = "\U00031350"


def test_without_fonts_it_says_what_to_do(tmp_path: Path) -> None:
    """It names the character, a package, and the folder for one's own."""
    with pytest.raises(FontMissing) as raised:
        Fonts(tmp_path / "fonts", []).face("读书")
    for said in ("读书", "fonts-noto-cjk", str(tmp_path / "fonts")):
        assert said in str(raised.value)


def test_what_is_no_font_is_passed_over(tmp_path: Path) -> None:
    """Whatever lies in the folder."""
    (tmp_path / "letter.ttf").write_bytes(b"no font at all")
    (tmp_path / "empty.ttc").write_bytes(b"")
    with pytest.raises(FontMissing):
        Fonts(tmp_path, []).face("书")


@needs_fonts
def test_every_character_of_a_face_is_there() -> None:
    """Coverage is asked of the font, character by character."""
    face = FONTS.face("出处「，。」123")
    assert face.has("读书會AB")
    assert not face.has(f"读{RARE}")


@needs_fonts
def test_a_character_that_the_first_font_lacks_comes_from_another() -> None:
    """The best font first; only one that none has is missing."""
    text = "读书ابجد"
    assert len(FONTS.faces(text)) > 1
    assert all(any(face.has(one) for face in FONTS.faces(text)) for one in text)
    with pytest.raises(FontMissing) as raised:
        FONTS.faces(f"读{RARE}书")
    assert raised.value.characters == RARE


@needs_fonts
def test_serif_and_sans_are_told_apart() -> None:
    """Where both are there."""
    faces = {FONTS.face("书", SERIF), FONTS.face("书", SANS)}
    families = {face.family for face in faces}
    assert len(faces) == 1 or any("Serif" in family or "Song" in family for family in families)


@needs_fonts
def test_a_font_of_ones_own_comes_first(tmp_path: Path) -> None:
    """Put into the data directory, it goes before the system's."""
    system = FONTS.face("书", SANS)
    own = tmp_path / f"mine{system.path.suffix}"
    shutil.copyfile(system.path, own)
    assert Fonts(tmp_path).face("书", SERIF).path == own
