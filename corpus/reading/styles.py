"""Which lines are headings by their look, judged over the whole document.

Many people make a heading by hand: bold, or a size larger. Neither means anything by itself, so a line is
measured against what most of the text looks like, and the looks are trusted only where they agree with the
numbering: in an official paper 一、 is often set in another typeface and only （一） is bold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import headings

_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])")
_TITLES = frozenset({"title", "标题", "標題"})
_LONGEST = 60
_LARGER = 1.08
_SENTENCE_ENDS = "。；;，,：:！!、"
_MOST = 0.4
"""A look that more of the lines have is how this document writes, and no heading."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a line looks like: its size in points (0: unknown), and whether all of it is bold.

    `named` is the level that the format itself gives it; 0 is the title of the whole document.
    """

    text: str
    size: float = 0.0
    bold: bool = False
    named: int | None = None


def named_level(style: str) -> int | None:
    """The level that a paragraph style's name tells, 0 for the title, or None."""
    name = style.strip().lower()
    heading = _NAME.fullmatch(name)
    return int(heading.group(1)) if heading else 0 if name in _TITLES else None


def levels(looks: Sequence[Look]) -> list[int | None]:
    """The heading level of each line, or None: 1 is outermost, and a title has it to itself."""
    named = {
        at: look.named for at, look in enumerate(looks) if look.named is not None and _is_line(look.text)
    }
    body = _body(looks)
    titled = _titled(looks, body)
    if named.keys() - {titled}:
        # The sections of a titled document stand below its title, which a Heading 1 may be itself.
        shift = 0 in named.values() or (titled is not None and titled not in named)
        found: dict[int, int] = {at: max(1, level + shift) for at, level in named.items()}
    else:
        found = _guessed(looks, body, titled)
    if titled is not None:
        found[titled] = 1
    return [found.get(at) for at in range(len(looks))]


def _body(looks: Sequence[Look]) -> Look:
    """The look that most characters have."""
    sizes: Counter[float] = Counter()
    bold = total = 0
    for look in looks:
        if look.size:
            sizes[look.size] += len(look.text)
        bold += look.bold * len(look.text)
        total += len(look.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    return Look("", size, bold * 2 > total)


def _stands_out(look: Look, body: Look) -> bool:
    return look.size > body.size * _LARGER or (look.bold and not body.bold and look.size >= body.size)


def _is_line(text: str) -> bool:
    """Whether a text may be a heading at all: an article that is set whole in a heading's style is none."""
    return len(text) <= 2 * _LONGEST and "。" not in text and text[-1:] not in "；;"


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST and text[-1:] not in _SENTENCE_ENDS and "。" not in text


def _titled(looks: Sequence[Look], body: Look) -> int | None:
    """The first line, where it stands out as no other does, or where the format calls it the title."""
    if not looks or not _is_short(looks[0].text):
        return None
    first = looks[0]
    if first.named == 0:
        return 0
    if headings.label(first.text):
        return None
    if first.named is not None:
        return 0 if first.named == 1 and all(look.named != 1 for look in looks[1:]) else None
    if not _stands_out(first, body):
        return None
    rivals = [look for look in looks[1:] if _is_short(look.text)]
    largest = max((look.size for look in rivals), default=0.0)
    bolder = first.bold and not any(look.bold for look in rivals if look.size == largest)
    return 0 if first.size > largest or (first.size == largest and bolder) else None


def _guessed(looks: Sequence[Look], body: Look, titled: int | None) -> dict[int, int]:
    candidates = [
        at
        for at, look in enumerate(looks)
        if at != titled and _is_short(look.text) and _stands_out(look, body) and look.text[:1] not in "〔—-"
    ]
    labels = [headings.label(look.text) if _is_line(look.text) else None for look in looks]
    numbered = [(at, found.family) for at, found in enumerate(labels) if found]
    chosen = set(candidates)
    own = {family for at, family in numbered if at in chosen}
    outermost = min((family for _, family in numbered), default=headings.Family.ARTICLE)
    if len(candidates) > _MOST * len(looks) or outermost < min(own, default=headings.Family.ARTICLE):
        return {}
    # Bold lines without numbers enclose numbered ones only if they come first: under 一、 they are its own.
    if not own and any(at < candidates[0] for at, _ in numbered if candidates):
        return {}
    groups: dict[tuple[float, bool], set[int]] = {}
    for at in candidates:
        found = labels[at]
        groups.setdefault(_look(looks[at]), set()).update({int(found.family)} if found else ())
    ranks = sorted(
        (-size, not bold, family) for (size, bold), group in groups.items() for family in (group or {0})
    )
    levels = {}
    for at in candidates:
        found, look = labels[at], _look(looks[at])
        family = int(found.family) if found else min(groups[look], default=0)
        levels[at] = 2 + ranks.index((-look[0], not look[1], family))
    return levels


def _look(look: Look) -> tuple[float, bool]:
    return round(look.size, 1), look.bold
