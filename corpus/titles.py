"""What a text is called, who wrote it and when: the lines above it, which are no text themselves.

A title is a line that could be nothing else; who wrote it is only told where the text says so, by a word
beside the name or by the name's place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import headings
from corpus.headings import Family
from corpus.reading.lines import Line

_NUMBER = r"([0-9０-９]{1,3}|[一二三四五六七八九十百两]{1,4})"
_COUNT = re.compile(rf"[（(【]?\s?(?:共|合集|汇编)?\s?{_NUMBER}\s?篇\s?[）)】]?")
_COUNTED = re.compile(rf".*[（(](?:精选|通用|合集|汇编|最新|优秀|实用|共)?\s?{_NUMBER}\s?篇[）)]")
_NUMBERED = re.compile(
    rf"(?P<above>[^\s【（(].{{1,40}}?)??\s*[【（(]?(?:第\s?{_NUMBER}\s?篇|篇\s?{_NUMBER}|范文\s?{_NUMBER})[】）)]?"
    r"[：:、.\s]*(?P<title>.{0,60})"
)
_WORDS = (
    "发言|讲话|报告|材料|致辞|讲稿|演讲|总结|体会|方案|办法|章程|规定|条例|制度|意见|通知|决定|公约|细则|纲要|手册|指南|提纲"
    "|守则|预案|规则|规程|准则|须知|倡议书|公告|通告|通报|批复|请示|纪要|决议|公报"
    "|發言|講話|報告|總結|規定|條例|意見|決定|綱要|決議"
)
_WORD = re.compile(rf"(?:{_WORDS})(?:稿|提纲)?$")
_AGAIN = re.compile(rf"(?P<above>.{{2,40}}(?:{_WORDS})稿?)\s*[（(【]{_NUMBER}[】）)](?P<title>)")
"""工作总结（一）, 工作总结（二）: works that are called alike."""
_DATE = re.compile(
    r"(?:1[0-9]{3}|20[0-9]{2}|[一二][〇○零一二三四五六七八九]{3})\s*年\s*(?:[0-9一二三四五六七八九十]{1,3}\s*月"
    r"(?:\s*[0-9一二三四五六七八九十]{1,3}\s*日)?)?"
    r"|(?:1[0-9]{3}|20[0-9]{2})(?P<sign>[-/.])(?:0?[1-9]|1[0-2])(?P=sign)(?:[12][0-9]|3[01]|0?[1-9])(?![0-9])"
)
_WHEN = re.compile(rf"(?:会议|會議|发言|活动)?(?:时间|時間|日期)\s?[：:]\s*(?P<date>{_DATE.pattern})")
_MADE = re.compile(
    rf"[（(](?P<date>{_DATE.pattern}).{{0,300}}(?:通过|公布|发布|施行|通過|公佈|發布).{{0,300}}[）)]"
)
"""How a law came about stands in brackets below its title."""
_SURNAMES = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董"
    "潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范廖石韦韋贾賈夏付傅邹鄒熊孟秦邱江尹薛阎閻段雷侯"
    "龙龍史陶黎贺賀顾顧毛郝龚龔邵钱錢严嚴武戴莫孔汤湯温溫康施牛葛邢齐齊易乔喬庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申"
)
_SPACED = "[ \u3000]{1,2}[\u4e00-\u9fff]"
_AUTHOR = re.compile(
    r"(?:(?:作者|发件人|发言人|主讲人?|讲话人|撰稿人?|撰文|采写|起草人?|執筆|作\s+者|發言人|講者|(?:本报|新华社)记者)[：:\s]"
    rf"|文\s?[/／|｜])\s*(?P<name>\S{{2,20}}|[\u4e00-\u9fff]{_SPACED})"
)
_OFFICER = re.compile(
    rf"\S{{0,20}}(?:长|長|书记|書記|主席|主任|教授|代表|委员|经理)[ \u3000]+(?P<name>\S{{2,4}}|\S{_SPACED})"
)
_WRITER = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}}|[\u4e00-\u9fff]{_SPACED})[ \u3000]+(?:著|编著|主编|撰)"
)
_PERSON = re.compile(f"[{_SURNAMES}](?:[\u4e00-\u9fff]{{1,2}}|{_SPACED})")
_SPACED_PERSON = re.compile(f"[{_SURNAMES}]{_SPACED}")
_NAME = re.compile(f"[\u4e00-\u9fff](?:[\u4e00-\u9fff]{{1,3}}|{_SPACED})")
_ABOUT = re.compile(
    r"(?=.*[：:])(?:[12][0-9]{3}.*)?(?:来源|來源|作者|发布|發布|记者|編輯|编辑|浏览|字号|字體|字体)"
)
_CALLED = re.compile(r"(?:标题|標題|题目|題目|篇名|主题|主題)\s?[：:]\s*(?P<title>\S.{0,60})")
_KEYED = re.compile(
    r"(?:[发收]件人|抄送|作者|时间|時間|日期|地点|地點|来源|來源|发布|编辑|主持人?|记录人?|出席|列席|单位|电话)\s?[：:]"
)
_ISSUED = re.compile(r".{0,20}[〔\[［]\s?[0-9]{4}\s?[〕\]］]\s?第?\s?[0-9]{1,5}\s?[号號]")
"""北政发〔2031〕12号: an office's own paper has its number above what it is called."""
_CRUMBS = re.compile(r"[^>›»]{1,12}(?:(?:>>?|›|»)[^>›»]{1,20}){2,}")
"""首页 > 新闻 > 正文: where a page that was copied stood on its site."""
_SPREAD = re.compile(r"[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff]){2,}")
_BODY = re.compile(
    r"(?:[国國省市县縣区區镇鎮乡鄉村]|委员会|委員會|大会|大會|政府|[院部厅局处]|公司|集团|大学|学校|中学|小学|协会)$"
)
"""Who issues a rule often stands on a line of its own above what the rule is called."""
_LETTER = re.compile(r"[^\W\d_]")
_GOES_ON = frozenset("。；;，,、：:！!…")
_LONGEST = 60
_GENERIC = 8
_LINES = 8


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one work; the first `matter` of them are its title, subtitle, date and author."""

    title: str
    lines: tuple[Line, ...]
    matter: int
    author: str | None
    date: str | None


def part(lines: Sequence[Line], stem: str, signed: str | None, *, alone: bool, numbered: bool) -> Part:
    """A work from its lines; without a title line the file's name serves.

    The title that is `signed` has its author's name below it, and works that are `numbered` are called so.
    """
    title = author = None
    matter = 0
    top = lines[:_LINES]
    addressed = next((at for at, line in enumerate(top) if headings.is_salutation(line.text)), 0)
    for at, line in enumerate(top):
        before, after = top[at - 1].text if at else "", top[at + 1] if at + 1 < len(top) else None
        if named := _named(line, before, after, title, numbered=numbered, alone=alone):
            title = named
        elif line.text == signed:
            title = signed
        elif at == 1 and title == top[0].text and _has_second_line(title, line):
            title += _tight(line.text)
        elif (signed and before == signed) or (at == 1 and title and _SPACED_PERSON.fullmatch(line.text)):
            author = _tight(line.text)
        elif not _is_above_title(line, after, title) and (
            at == 0 or not _is_matter(line, above_salutation=at < addressed)
        ):
            break
        matter = at + 1
    for line in top[:matter]:
        signs = _AUTHOR.search(line.text) or _OFFICER.fullmatch(line.text) or _WRITER.fullmatch(line.text)
        author = author or (_tight(signs["name"]) if signs else None)
    date = _date(lines, matter, title)
    if alone and (title is None or (len(title) <= _GENERIC and title in stem)):
        title = stem
    return Part(_plain(title or stem), tuple(lines), matter, author, date)


def _date(lines: Sequence[Line], matter: int, title: str | None) -> str | None:
    """When a work was written: by the lines around its title, or by the last, where a notice is dated."""
    called = _tight(title or "")
    dates = [_DATE.search(line.text) for line in lines[:matter] if _tight(line.text) not in called]
    when = [found for line in lines[:_LINES] if (found := _WHEN.match(line.text))]
    made = _MADE.match(lines[matter].text) if title and matter < len(lines) else None
    found = next(filter(None, dates), None) or next(iter(when), None) or made
    if found:
        return (found.groupdict().get("date") or found.group()).strip()
    last = next((line.text for line in reversed(lines[-3:]) if is_signature(line.text)), "")
    return last.strip() or None


def _named(
    line: Line, before: str, after: Line | None, title: str | None, *, numbered: bool, alone: bool
) -> str | None:
    """The title that a line gives to a work that has been called `title` so far."""
    if numbered and (words := as_numbered(line.text)) and (words["title"].strip() or words["above"]):
        return words["title"].strip() or line.text
    if title is None and (called := _CALLED.fullmatch(line.text)):
        return called["title"]
    if not is_title(line):
        return None
    issued = _ISSUED.fullmatch(before) and _WORD.search(line.text)
    of_several = not alone and after is not None and is_rule(line, after)
    return line.text if title is None or count(before) or issued or of_several else None


def _is_above_title(line: Line, after: Line | None, title: str | None) -> bool:
    """Whether a line stands above the title: where a page was found, who wrote to whom, a paper's number."""
    if _ISSUED.fullmatch(line.text):
        return after is not None and is_title(after) and has_title_word(after.text)
    return _CRUMBS.fullmatch(line.text) is not None or (title is None and _KEYED.match(line.text) is not None)


def _plain(title: str) -> str:
    """A title without the marks around it, and without spaces that only spread its characters."""
    if title[0] == "《" and title.find("》") == len(title) - 1 > 1:
        title = title[1:-1]
    return _tight(title) if _SPREAD.fullmatch(title) else title


def _tight(text: str) -> str:
    return "".join(text.split())


def _has_second_line(title: str, line: Line) -> bool:
    """Whether a title goes on with its second line: 中华人民共和国 / 民法典."""
    rule = has_title_word(line.text) or _tight(line.text).endswith(("法", "法典", "书", "書"))
    return bool(rule and _BODY.search(title)) and is_title(line) and not line.gap


def _is_matter(line: Line, *, above_salutation: bool) -> bool:
    """Whether a line below the title belongs to it: subtitle, 「（2篇）」, date, author."""
    text = line.text
    subtitle = text.startswith(("—", "─", "--"))
    if len(text) > _LONGEST or (line.level and not subtitle) or text[-1] in _GOES_ON:
        return False
    if headings.label(text) is not None:
        return False
    return bool(
        above_salutation
        or count(text)
        or subtitle
        or text.startswith(("（", "("))
        or _DATE.fullmatch(text)
        or _ABOUT.match(text)
        or _AUTHOR.match(text)
        or _WRITER.fullmatch(text)
    )


def is_title(line: Line) -> bool:
    """Whether a line may be a title."""
    text = line.text
    return not (
        len(text) > _LONGEST
        or line.item
        or text[-1] in _GOES_ON
        or "。" in text
        or not _LETTER.search(text)
        or headings.label(text)
        or headings.is_salutation(text)
        or headings.is_closing(text)
        or headings.is_unnumbered_heading(text)
        or headings.is_contents(text)
        or headings.page_number(text) is not None
        or count(text)
        or _KEYED.match(text)
        or _CALLED.fullmatch(text)
        or _ISSUED.fullmatch(text)
        or _CRUMBS.fullmatch(text)
    )


def has_title_word(text: str) -> bool:
    """Whether a line ends as titles do: 发言, 办法, 通知."""
    return _WORD.search(text) is not None


def is_signature(text: str) -> bool:
    """Whether a line is nothing but a day or a month, as below a notice."""
    return 6 < len(text) <= 20 and _DATE.fullmatch(text) is not None


def is_person(text: str, *, known: bool) -> bool:
    """Whether a line may be nothing but a name; a name that is `known` stands below other titles, too."""
    if len(text) > _GENERIC or not (_NAME if known else _PERSON).fullmatch(text):
        return False
    return not (headings.is_unnumbered_heading(text) or headings.is_contents(text))


def is_rule(title: Line, after: Line) -> bool:
    """Whether a line is what the rule is called that begins below it."""
    return title.text[-1] not in "？?" and is_first_article(after)


def is_first_article(line: Line) -> bool:
    """Whether a line begins with 第一条."""
    found = headings.label(line.text)
    return found is not None and (found.family, found.number) == (Family.ARTICLE, 1)


def as_numbered(text: str) -> re.Match[str] | None:
    """篇一：…, 第一篇 … or 工作总结（一）: the words `above` the number, the number, and the `title`."""
    if len(text) > 2 * _LONGEST or text[-1] in _GOES_ON:
        return None
    if "篇" in text or "范文" in text:
        return _NUMBERED.fullmatch(text)
    return _AGAIN.fullmatch(text) if text[-1] in "）)】" else None


def count(text: str) -> int | None:
    """How many works there are, by a line that says nothing else: 「（2篇）」."""
    return _several(_COUNT.fullmatch(text)) if "篇" in text else None


def counted(text: str) -> int | None:
    """How many works there are, by the end of a title: 「…（精选3篇）」."""
    return _several(_COUNTED.fullmatch(text)) if "篇" in text else None


def _several(found: re.Match[str] | None) -> int | None:
    number = headings.parse_number(found[1]) if found else None
    return number if number and 2 <= number <= 500 else None
