"""Where works begin, and what they are called."""

from __future__ import annotations

import pytest

from tests.corpus.reader import outline, paragraphs, quotable, titles, work, works

BODY = "这里说的是平常的事情，谁都看得明白。说完这一句，再说下一句。"


def test_a_text_has_the_title_above_it() -> None:
    """The first line names the work, wherever it comes from."""
    assert titles(f"春天的三件小事\n{BODY}", "a.txt") == ["春天的三件小事"]


def test_a_text_without_title_is_called_by_its_file() -> None:
    """A paragraph, a salutation or a numbered heading is no title."""
    for text in (BODY, f"各位书友：\n{BODY}", f"一、早起\n{BODY}\n二、早睡\n{BODY}", f"第一章 早起\n{BODY}"):
        assert titles(text, "习惯/早睡早起.txt") == ["早睡早起"]


def test_a_title_that_says_less_than_the_file_name_gives_way() -> None:
    """「工作报告」 in 2031年村委会工作报告.txt is called by the file."""
    assert titles(f"工作报告\n{BODY}", "2031年村委会工作报告.txt") == ["2031年村委会工作报告"]


def test_title_matter_is_no_text() -> None:
    """Subtitle, date and author stand under the title and are not quoted."""
    text = f"春耕动员讲话\n——在村民大会上\n作者：丁小满\n（2031年3月5日）\n乡亲们：\n{BODY}"
    only = work(text)
    assert (only.title, only.author, only.date) == ("春耕动员讲话", "丁小满", "2031年3月5日")
    assert quotable(only) == BODY


def test_a_year_in_a_heading_is_not_the_date_of_the_work() -> None:
    """The date is read from the lines under the title only."""
    assert work(f"工作小结\n一、2031年种的菜\n{BODY}\n二、2032年种的菜\n{BODY}").date is None


def test_a_collection_says_how_many_works_it_has() -> None:
    """（2篇） and a separator that is no text make two works."""
    text = f"""种菜发言
（2篇）
各位乡亲：
{BODY}
谢谢大家！
##paidbegin##
养鱼的几点体会
各位乡亲：
{BODY}
谢谢大家！
##paidend##"""
    first, second = works(text)
    assert (first.title, second.title) == ("种菜发言", "养鱼的几点体会")
    assert all("##" not in paragraph for paragraph in paragraphs(text))
    assert quotable(second) == BODY


def test_numbered_works_are_called_by_their_words() -> None:
    """篇一：…, 第一篇 … and 范文1 … begin works; the collection's own title stands above the first."""
    for one, two in (("篇一：", "篇二："), ("第一篇 ", "第二篇 "), ("【范文一】", "【范文二】")):
        text = f"发言材料汇编\n{one}种菜发言\n{BODY}\n{two}养鱼发言\n{BODY}"
        assert titles(text) == ["种菜发言", "养鱼发言"]


def test_an_introduction_before_the_numbered_works_is_kept() -> None:
    """Regression: the text above 篇一 was dropped without a word."""
    text = f"发言材料汇编\n下面收了两篇发言，供大家参考。\n篇一：种菜发言\n{BODY}\n篇二：养鱼发言\n{BODY}"
    assert titles(text, "汇编.txt") == ["发言材料汇编", "种菜发言", "养鱼发言"]
    assert "供大家参考" in quotable(works(text)[0])


def test_the_parts_of_a_book_are_sections() -> None:
    """第一篇 with chapters in it is no work of its own."""
    text = f"农家全书\n第一篇 种菜\n第一章 白菜\n{BODY}\n第二篇 养鱼\n第二章 鲤鱼\n{BODY}"
    assert outline(text) == ["第一篇 种菜", "  第一章 白菜", "第二篇 养鱼", "  第二章 鲤鱼"]
    assert len(works(text.replace("第一篇", "农书第一篇").replace("第二篇", "农书第二篇"))) == 1


def test_a_title_again_begins_a_work() -> None:
    """A title after leave was taken and before people are addressed, with a gap above it."""
    speech = f"各位乡亲：\n{BODY}\n{BODY}\n谢谢大家！"
    text = f"在春耕会上的发言\n{speech}\n\n\n在秋收会上的发言\n{speech}"
    assert titles(text) == ["在春耕会上的发言", "在秋收会上的发言"]


def test_a_rule_below_a_signed_notice_is_a_work() -> None:
    """The notice ends with its date, and the rule that it announces begins with its first chapter."""
    notice = f"用水通知\n现将办法印发给你们。{BODY}\n村委会\n2031年3月1日"
    text = f"{notice}\n\n用水管理办法\n\n第一章 总则\n第一条 节水。\n第二条 爱水。"
    assert titles(text) == ["用水通知", "用水管理办法"]


def test_a_sentence_without_full_stop_does_not_begin_a_work() -> None:
    """One sign alone is no boundary."""
    text = f"在春耕会上的发言\n{BODY}\n会后大家写了总结\n{BODY}\n下午还有一个报告\n{BODY}"
    assert titles(text) == ["在春耕会上的发言"]


def test_several_top_headings_are_several_works() -> None:
    """Markdown with several # headings, each with text, holds several works."""
    assert titles(f"# 种菜\n\n{BODY}\n\n## 白菜\n\n{BODY}\n\n# 养鱼\n\n{BODY}", "农事.md") == ["种菜", "养鱼"]


def test_numbered_top_headings_are_chapters() -> None:
    """# 第一章 … # 第二章 … are sections of one work, called by its file."""
    text = f"# 第一章 种菜\n\n{BODY}\n\n# 第二章 养鱼\n\n{BODY}"
    assert titles(text, "农事.md") == ["农事"]
    assert outline(text, "农事.md") == ["第一章 种菜", "第二章 养鱼"]


@pytest.mark.parametrize(
    "separator", ["##paidbegin##", "## paid_end ##", "******", "------", "<END>", "</div>"]
)
def test_a_separator_is_no_text(separator: str) -> None:
    """What only parts texts is left out, and is not glued to the line after it."""
    text = f"发言\n{BODY}\n{separator}\n另外还有一句没有说完\n{BODY}"
    assert separator not in paragraphs(text)
    assert all(separator not in paragraph for paragraph in paragraphs(text))


@pytest.mark.parametrize("line", ["<红楼梦>", "## 白菜 ##", "……", "A-B"])
def test_a_line_that_only_looks_like_a_separator_is_text(line: str) -> None:
    """Regression: a title in angle brackets and a closed Markdown heading were dropped."""
    assert any(line in paragraph for paragraph in paragraphs(f"杂记\n{BODY}\n\n{line}\n\n{BODY}"))


def test_a_file_of_one_line_is_a_work_that_can_be_quoted() -> None:
    """A title alone, an address alone or a heading alone is the text."""
    for text in ("春天", "各位乡亲：", "第一章 春天", "谢谢大家！"):
        assert quotable(work(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("first", "second"), [("中华人民共和国", "水渠法"), ("河湾村村民委员会", "关于借用农具的通知")]
)
def test_a_title_on_two_lines_is_one(first: str, second: str) -> None:
    """Who issues a rule stands on a line of its own above what the rule is called."""
    only = work(f"{first}\n{second}\n{BODY}")
    assert only.title == first + second
    assert quotable(only) == BODY


def test_the_year_that_a_resolution_is_about_is_not_its_date() -> None:
    """A title on two lines says nothing of when it was written."""
    text = f"河湾县人民代表大会\n关于批准2031年预算的决议\n（2032年3月5日通过）\n{BODY}"
    assert (work(text).title, work(text).date) == (
        "河湾县人民代表大会关于批准2031年预算的决议",
        "2032年3月5日",
    )


def test_a_second_line_that_names_no_rule_is_text() -> None:
    """Nor does a title go on after a blank line."""
    for text in (f"河湾村\n桥头的人家\n{BODY}", f"河湾村\n\n修渠办法\n{BODY}"):
        assert work(text, "村.txt").title == "河湾村"


def test_a_title_may_begin_with_a_number_of_months() -> None:
    """Regression: 「12 月的河」 was taken for item 12 of a list."""
    assert titles(f"12 月的河\n{BODY}", "a.txt") == ["12 月的河"]
    assert outline(f"小结\n1 种菜\n{BODY}\n2 养鱼\n{BODY}") == ["1 种菜", "2 养鱼"]


def test_a_notice_is_dated_where_it_ends() -> None:
    """By a date on a line of its own among the last; one within the text is another matter."""
    assert work(f"用水通知\n{BODY}\n村委会\n2031年3月1日").date == "2031年3月1日"
    assert work(f"用水小记\n{BODY}2031年3月1日的事我记得。").date is None


def test_regression_works_numbered_behind_their_common_name_were_one() -> None:
    """Sites give 「工作总结 篇1」「工作总结（一）」: the text of the second was cited as the first's."""
    for one, two in (("种菜总结　篇1", "种菜总结　篇2"), ("种菜总结（一）", "种菜总结（二）")):
        text = f"种菜总结（精选2篇）\n\n{one}\n{BODY}\n一、春天\n{BODY}\n二、秋天\n{BODY}\n\n{two}\n{BODY}"
        assert titles(text) == [one, two]


def test_a_number_behind_other_words_does_not_begin_a_work() -> None:
    """「白菜（一）」 and 「萝卜（二）」 are no works, nor are the articles that a text speaks of."""
    assert titles(f"农事\n白菜（一）\n{BODY}\n萝卜（二）\n{BODY}") == ["农事"]
    assert titles(f"农事\n先说篇一\n{BODY}\n再说篇二\n{BODY}") == ["农事"]


def test_regression_the_poems_of_one_author_were_one_work() -> None:
    """The same name below each title parts them; a title of the whole stands above the first."""
    poems = "\n\n".join(
        f"{title}\n\n罗望\n\n{verse}\n又一行\n再一行\n" for title, verse in (("渡口", "水"), ("山路", "云"))
    )
    for text in (poems, f"诗两首\n\n{poems}"):
        first, second = works(text)
        assert [(one.title, one.author) for one in (first, second)] == [("渡口", "罗望"), ("山路", "罗望")]
        assert quotable(second) == "云又一行再一行"


def test_regression_the_pieces_of_an_anthology_were_one_work() -> None:
    """Wide gaps, and below each a title with a name: by whom each piece is, too."""
    text = f"渡口\n罗望\n{BODY}\n\n\n山路\n沈小雨\n{BODY}\n\n\n灯下\n周大川\n{BODY}"
    assert [(one.title, one.author) for one in works(text)] == [
        ("渡口", "罗望"),
        ("山路", "沈小雨"),
        ("灯下", "周大川"),
    ]


def test_people_who_talk_in_turns_write_no_works() -> None:
    """Names above what they say, with gaps or without, are text."""
    for gap in ("\n", "\n\n"):
        text = gap.join(["夜话", "罗望", "水真大", "沈小雨", "是啊", "罗望", "关小一点", "沈小雨", "好"])
        assert titles(text) == ["夜话"]
        assert "罗望关小一点" in quotable(work(text))


def test_regression_a_rule_below_the_notice_that_announces_it_was_part_of_it() -> None:
    """What the notice's title names in 《》 begins where it stands as a line, below 「（公开）」 too."""
    notice = f"河湾村关于印发《护渠守则》的通知\n各组：\n{BODY}\n河湾村\n2031年3月8日\n\n（此件公开发布）\n\n"
    text = f"{notice}护渠守则\n\n第一条 不倒垃圾。\n第二条 每年清淤。"
    assert [(one.title, one.date) for one in works(text)] == [
        ("河湾村关于印发《护渠守则》的通知", "2031年3月8日"),
        ("护渠守则", None),
    ]


def test_regression_a_title_between_two_rules_stood_in_the_last_article_of_the_first() -> None:
    """Where 第一条 comes again, another rule begins with the line above it."""
    one, other = "第一条 早晚用水。\n第二条 不浪费。", "第一条 不倒垃圾。\n第二条 每年清淤。"
    text = f"村规汇编\n\n用水制度\n{one}\n\n护渠的约定\n{other}"
    first, second = works(text)
    assert [first.title, second.title] == ["用水制度", "护渠的约定"]
    assert "护渠的约定" not in first.text


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("首页 > 乡村 > 正文\n渡口的灯", ("渡口的灯", None, None)),
        ("渡口的灯\n2031-06-18 08:30 来源：河湾报 作者：罗望", ("渡口的灯", "罗望", "2031-06-18")),
        ("发件人：罗望\n主题：渡口的灯\n日期：2031/6/18", ("渡口的灯", "罗望", "2031/6/18")),
        ("河 湾 乡 文 件\n河湾发〔2031〕7号\n关于渡口的意见", ("关于渡口的意见", None, None)),
        ("河湾法院\n民 事 判 决 书", ("河湾法院民事判决书", None, None)),
        ("《渡口的灯》", ("渡口的灯", None, None)),
        ("护　渠　章　程", ("护渠章程", None, None)),
        ("渡口的灯\n文/罗望", ("渡口的灯", "罗望", None)),
        ("渡口的灯\n作者：罗　望", ("渡口的灯", "罗望", None)),
        ("渡口的灯\n罗　望", ("渡口的灯", "罗望", None)),
        ("渡口的灯\n罗望 著", ("渡口的灯", "罗望", None)),
        ("渡口的灯\n本报记者　罗望", ("渡口的灯", "罗望", None)),
        ("通水讲话\n县长　罗望\n乡亲们：", ("通水讲话", "罗望", None)),
        ("渡口的灯\n前　言", ("渡口的灯", None, None)),
        ("渡口的灯\n记者：水深吗？", ("渡口的灯", None, None)),
    ],
)
def test_what_stands_above_a_text_says_what_it_is(
    above: str, expected: tuple[str, str | None, str | None]
) -> None:
    """Titles, authors and dates as pages, papers, letters and books have them."""
    only = work(f"{above}\n{BODY}", "文.txt")
    assert (only.title, only.author, only.date) == expected
    assert BODY in only.text[only.passages[-1].start :]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (
            f"护渠条例\n（2031年3月5日村民会议通过　2031年6月1日起施行）\n第一条 {BODY}\n第二条 好。",
            "2031年3月5日",
        ),
        (f"站务会议纪要\n时间：2031年7月2日上午9:00\n地点：村部\n{BODY}", "2031年7月2日"),
        ("护渠年表\n1958年　开工。\n1961年\n三月，放水。\n五月，关水。", None),
    ],
    ids=["a law", "minutes", "annals"],
)
def test_a_text_is_dated_by_the_day_that_it_names_as_its_own(text: str, date: str | None) -> None:
    """How a law came about, and when people met; regression: the last year of some annals was their date."""
    assert work(text).date == date


def test_a_subtitle_that_is_marked_as_a_heading_is_none() -> None:
    """Regression: 「## ——…」 below the title of a Markdown text was its first section."""
    text = f"# 渡口\n\n## ——河湾纪事\n\n{BODY}\n\n## 一、水\n\n{BODY}\n"
    assert outline(text, "渡口.md") == ["一、水"]


def test_regression_a_paper_after_another_stood_among_its_references() -> None:
    """A title with a name and an abstract below it, after a gap."""
    paper = f"摘　要：{BODY}\n1 引言\n{BODY}\n2 结论\n{BODY}\n参考文献\n[1] 渠志．"
    text = f"水的流速\n罗望\n{paper}\n\n\n土的黏性\n周大川\n{paper.replace('平常', '特别')}"
    assert titles(text) == ["水的流速", "土的黏性"]
