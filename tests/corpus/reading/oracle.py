"""One work each of two kinds, as the text form gives it: what every other format has to give again.

A rule book in 章 and 条, and a speech in 一、 and （一）. A format writes `WORKS` in its own way and asks for
their `shape`: the same paragraphs, and the same outline.
"""

from __future__ import annotations

import corpus
from corpus import Section

Line = tuple[int | None, str]
"""A line of a work: 0 for its title, 1 and 2 for headings by depth, None for text."""

RULES: tuple[Line, ...] = (
    (0, "河湾村图书室借阅规则"),
    (1, "第一章 总则"),
    (None, "第一条 为了让村里的书有人读、有人还，制定本规则。"),
    (None, "第二条 图书室的书属于全村，任何人不得据为己有。"),
    (1, "第二章 借书"),
    (None, "第三条 凡在河湾村居住的人，都可以凭借书证借书。每人每次最多借三本，借期为三十天。"),
    (None, "第四条 下列图书只能在室内阅读："),
    (None, "（一）县志和村志；"),
    (None, "（二）只有一册的工具书。"),
    (1, "第三章 还书"),
    (None, "第五条 借期届满前可以续借一次，续借十五天。"),
    (None, "第六条 书有破损的，应当说明原因，由管理员修补。"),
)

SPEECH: tuple[Line, ...] = (
    (0, "在修渠完工会上的讲话"),
    (None, "乡亲们："),
    (None, "今天水渠通水，我说几句心里话。"),
    (1, "一、这一年我们做了什么"),
    (None, "春天动土，秋天完工，前后用了二百零三天。"),
    (2, "（一）先把路修通"),
    (None, "没有路，石料就进不来。大家先用半个月修了一条便道。"),
    (2, "（二）再把人分好"),
    (None, "年轻人在坡上凿石，年长的人在坡下和灰，谁也没有闲着。"),
    (1, "二、往后还要做什么"),
    (None, "渠修好了，还要有人守。守渠比修渠更难。"),
    (2, "（一）定下守渠的人"),
    (None, "每户轮值七天，轮到谁，谁就把闸门的钥匙挂在自己家里。"),
    (2, "（二）记下用水的账"),
    (None, "哪块田什么时候放水、放了多久，都写在渠首的木牌上。"),
)

OUTLINES = {
    "rules": (
        "第一章 总则",
        "  第一条",
        "  第二条",
        "第二章 借书",
        "  第三条",
        "  第四条",
        "第三章 还书",
        "  第五条",
        "  第六条",
    ),
    "speech": (
        "一、这一年我们做了什么",
        "  （一）先把路修通",
        "  （二）再把人分好",
        "二、往后还要做什么",
        "  （一）定下守渠的人",
        "  （二）记下用水的账",
    ),
}

WORKS = {"rules": RULES, "speech": SPEECH}


def text(name: str) -> bytes:
    """A work as plain text."""
    return "\n".join(line for _, line in WORKS[name]).encode()


def markdown(name: str) -> bytes:
    """A work as Markdown, its title and headings marked."""
    marks = ("" if level is None else "#" * (level + 1) + " " for level, _ in WORKS[name])
    return "\n\n".join(mark + line for mark, (_, line) in zip(marks, WORKS[name], strict=True)).encode()


def paragraphs(name: str) -> tuple[str, ...]:
    """The paragraphs of a work, its title first."""
    return tuple(line for _, line in WORKS[name])


def shape(data: bytes, name: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """A document's one work as its title, its paragraphs and its outline, indented by depth."""
    (work,) = corpus.parse(data, name).works
    return (
        work.title,
        tuple(work.text[start:end] for start, end in work.paragraphs),
        tuple("  " * (len(path) - 1) + _name(path[-1]) for path in work.walk()),
    )


def expected(name: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What `shape` has to give for a work in any format."""
    return WORKS[name][0][1], paragraphs(name), OUTLINES[name]


def _name(section: Section) -> str:
    return section.name.strip()
