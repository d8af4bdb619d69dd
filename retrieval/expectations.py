"""What kind of answer a question expects: 多少 a number, 哪年 a date, 为什么 a reason.

Only what the question itself says and any reader of Chinese would say too; a sentence that holds such a thing
is a little likelier to be the answer. Patterns are held against folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMERALS = "0-9一二两三四五六七八九十百千万亿"
_NUMERAL = f"[{_NUMERALS}]"
_COUNTED = f"(?<![第{_NUMERALS}]){_NUMERAL}"
"""A number that is not the number of an article or a chapter."""
PRONOUN = re.compile(r"\W*[^,。]{0,4}?[他她]")
"""How a sentence begins that says something of a person without the name."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A kind of answer. `given` is how it looks in a text; None for a kind that is known by its place."""

    name: str
    asked: re.Pattern[str]
    given: re.Pattern[str] | None


PERSON = Expectation(
    "person", re.compile("谁|[哪何]一?[位名]|[哪何什]么?个?人"), re.compile("[·•・‧]|\\([a-z][a-z]+")
)
DEFINITION = Expectation(
    "definition",
    re.compile(
        "^ *(?:请问)?(?:什么是|何谓|何为|什么叫)"
        "|(?:是什么|是谁|是何人|指什么|是指什么|什么意思|怎么解释|是个?什么.{0,4}|属于什么.{0,5}) *[?。]* *$"
    ),
    None,
)
"""「什么是…」: answered where the passage begins, as a rule."""

KINDS = (
    Expectation(
        "number",
        re.compile(
            "多少|几|多[大长高远宽深重久快厚]|百分|比例|比率|面积|人口|数量|总数|第几|排名|[哪何][一]?年"
        ),
        re.compile(f"{_COUNTED}(?:(?<!一)|(?={_NUMERAL}))"),
    ),
    Expectation(
        "date",
        re.compile("何时|时候|[哪何]一?[年天日]|几[年月号日点时]|年份|日期|时间|年代|多久|哪个月|世纪|期限"),
        re.compile(
            f"[0-9]+ *[年月日号]|{_NUMERAL}+ *个?[年月日天点时周]"
            "|世纪|[年朝]间|时期|小时|星期|[早晚]上|[上下]午"
        ),
    ),
    Expectation(
        "reason",
        re.compile("为什么|为何|原因|怎么会|何以|缘由|理由|为啥"),
        re.compile("因为|由于|所以|因此|因而|为了|原因|导致|以便|使得|为由"),
    ),
    Expectation(
        "place",
        re.compile(
            "哪里|哪儿|何处|何地|什么地[方区]|哪个(?:国家|省|城市|市|地|州|县)|哪[国省市县区州座]|位于|什么国家"
        ),
        re.compile("位于|地处|[坐座]落|[国省市县区州岛镇村路街洲]"),
    ),
    Expectation(
        "list", re.compile("哪些|哪几|哪两|哪三|分别|包括什么|有什么"), re.compile("、|以及|包括|分别")
    ),
    PERSON,
    Expectation(
        "name",
        re.compile("叫什么|什么名|名称|名字|[称叫]为?做?作?什么|被称为|简称|又称|别名|叫做"),
        re.compile('[称叫名“「《"]'),
    ),
)
_MEASURED = re.compile("(?:多少|第?几)([^\\W0-9_])")

_MONEY = "元块角"
_EXPLAINED = re.compile(
    "^ *(?:什么是|何谓|何为|什么叫(?:做|作)?|怎[么样](?:理解|解释))([^?。,]{1,20})[?。 ]*$"
    "|^([^?。,]{1,20}?)(?:指的?是什么|是?指什么|是什么意思|什么意思|是什么|是谁|是何人|是什么人)[?。 ]*$"
)
"""What is to be explained: 要约 in 「什么是要约」."""

MEANING = "meaning"
NAMES = (*(kind.name for kind in KINDS), "measure", MEANING, DEFINITION.name)


def expectations(folded: str) -> Iterator[Expectation]:
    """What a folded question expects: none, or several."""
    yield from (kind for kind in (*KINDS, DEFINITION) if kind.asked.search(folded))
    units = sorted({measured[1] for measured in _MEASURED.finditer(folded)})
    if units:
        units = [*units, *(_MONEY if "钱" in units else "")]
        given = re.compile(f"{_NUMERAL} *(?:{'|'.join(map(re.escape, units))})")
        yield Expectation("measure", _MEASURED, given)
    explained = _EXPLAINED.search(folded)
    if explained and (subject := (explained[1] or explained[2]).strip()):
        given = re.compile(
            f"(?:^|\\W|所?称){re.escape(subject)}[\"'”’》」』]?(?: *\\([^)]*\\))?,? *(?:是|[系即]|指|——)"
        )
        yield Expectation(MEANING, _EXPLAINED, given)
