"""The outline is the one that a reader would write down."""

from __future__ import annotations

import pytest

from tests.corpus.reader import outline, quotable, where, work

BODY = "这里说的是平常的事情，谁都看得明白。说完这一句，再说下一句。"


def test_a_law_has_its_books_chapters_divisions_and_articles() -> None:
    """Each article is a section of its own, with its whole path."""
    text = f"""水库养鱼管理法

第一编　总则
第一分编　一般规定
第一章　宗旨
第一条　为了把鱼养好，制定本法。
第二条　养鱼的人应当爱惜水面。
第二章　职责
第一节　县里
第三条　县里管水库。{BODY}
第二节　乡里
第四条　乡里管鱼塘。
第二编　分则
第一章　鱼苗
第五条　鱼苗应当检验。"""
    assert outline(text) == [
        "第一编 总则",
        "  第一分编 一般规定",
        "    第一章 宗旨",
        "      第一条",
        "      第二条",
        "    第二章 职责",
        "      第一节 县里",
        "        第三条",
        "      第二节 乡里",
        "        第四条",
        "第二编 分则",
        "  第一章 鱼苗",
        "    第五条",
    ]


def test_the_items_of_an_article_are_no_sections() -> None:
    """（一）（二）（三） below an article belong to it, however long they are."""
    text = f"""守则
第一条 鱼塘边上禁止下列行为：
（一）倒垃圾。{BODY}
（二）放鞭炮。{BODY}
（三）夜里大声唱歌。{BODY}
第二条 违反前条的，应当：
1. 当面道歉。{BODY}
2. 捞起垃圾。{BODY}
第三条 本守则从今天起施行。"""
    assert outline(text) == ["第一条", "第二条", "第三条"]
    assert where(work(text), "夜里大声唱歌") == ["第一条"]


def test_an_annex_after_the_articles_has_sections_again() -> None:
    """附件 ends the last article, and its 一、 二、 are headings."""
    text = f"""守则
第一条 大家守时。
第二条 大家守信。
附件
一、时间表
{BODY}
二、座位表
{BODY}"""
    assert outline(text) == ["第一条", "第二条", "附件", "  一、时间表", "  二、座位表"]


def test_inserted_articles_and_missing_numbers_keep_their_place() -> None:
    """第X条之一 counts, and a law that leaves out numbers goes on."""
    text = "办法\n第九条 甲。\n第十条 乙。\n第十条之一 丙。\n第十条之二 丁。\n第十五条 戊。\n第十六条 己。"
    assert outline(text) == ["第九条", "第十条", "第十条之一", "第十条之二", "第十五条", "第十六条"]


def test_a_reference_at_the_beginning_of_a_line_is_no_heading() -> None:
    """「第三条规定的…」 speaks of an article."""
    text = """办法
第一条 鱼塘归村里。
第二条 村里可以出租。
第一条规定的鱼塘不包括水库。
第三条、第五条所说的租金由村里定。
第九十九条第二款说的情形除外。
第三条 租金一年一交。
第四条 租期三年。"""
    assert outline(text) == ["第一条", "第二条", "第三条", "第四条"]


def test_a_number_that_leaps_ahead_does_not_swallow_the_rest() -> None:
    """A stray 第九十条 between 第二条 and 第三条 is passed over."""
    text = "办法\n第一条 甲。\n第二条 乙。\n第九十条 见别的办法。\n第三条 丙。\n第四条 丁。"
    assert outline(text) == ["第一条", "第二条", "第三条", "第四条"]


def test_headings_in_a_report_nest_by_their_numbering() -> None:
    """一、 encloses （一）, which encloses 1. and （1）."""
    text = f"""报告
一、回顾
（一）天气
1. 春天
{BODY}
（1）三月
{BODY}
（2）四月
{BODY}
2. 夏天
{BODY}
（二）收成
{BODY}
二、打算
{BODY}"""
    assert outline(text) == [
        "一、回顾",
        "  （一）天气",
        "    1.春天",
        "      （1）三月",
        "      （2）四月",
        "    2.夏天",
        "  （二）收成",
        "二、打算",
    ]


def test_a_speech_with_ordinals_has_run_in_headings() -> None:
    """第一，…。 is heading and text at once; the closing paragraph stands outside."""
    text = f"""发言
各位朋友：
今天说三点。{BODY}
第一，早起。{BODY}
第二，早睡。{BODY}
第三，少说。{BODY}
说了这么多，做起来不容易。{BODY}
谢谢大家！"""
    assert outline(text) == ["第一，早起", "第二，早睡", "第三，少说"]
    assert where(work(text), "说了这么多") == []
    assert "第一，早起。" in quotable(work(text))
    assert "谢谢大家" not in quotable(work(text)) and "各位朋友" not in quotable(work(text))


def test_first_next_and_last_are_headings() -> None:
    """首先，其次，最后 at the head of paragraphs make an outline."""
    text = f"发言\n首先，要看天。{BODY}\n其次，要看地。{BODY}\n最后，要看人。{BODY}"
    assert outline(text) == ["首先，要看天", "其次，要看地", "最后，要看人"]


def test_points_counted_with_shi_are_headings() -> None:
    """一是…。 at the head of a paragraph is heading and text at once."""
    text = f"总结\n一、今年\n一是种菜。{BODY}\n二是养鱼。{BODY}\n二、明年\n{BODY}"
    assert outline(text) == ["一、今年", "  一是种菜", "  二是养鱼", "二、明年"]


def test_a_paper_has_decimal_numbering() -> None:
    """1, 1.1 and 1.1.1 nest; measures at the beginning of a line do not."""
    text = f"论鱼塘\n1 引言\n{BODY}\n1.1 背景\n{BODY}\n1.1.1 水\n{BODY}\n1.1.2 土\n{BODY}\n1.2 问题\n{BODY}"
    text += f"\n3.5 亩水面{BODY}\n2 方法\n{BODY}\n2.1 走访\n{BODY}\n2.2 统计\n{BODY}\n参考文献\n{BODY}"
    assert outline(text) == [
        "1 引言",
        "  1.1 背景",
        "    1.1.1 水",
        "    1.1.2 土",
        "  1.2 问题",
        "2 方法",
        "  2.1 走访",
        "  2.2 统计",
        "参考文献",
    ]


def test_parallel_openings_are_headings() -> None:
    """Three paragraphs of the same build are sections without a number."""
    text = f"""体会
{BODY}
在种菜上用心，才有菜吃。{BODY}
在养鱼上用心，才有鱼吃。{BODY}
在养蜂上用心，才有蜜吃。{BODY}
{BODY}"""
    assert outline(text) == ["在种菜上用心，才有菜吃", "在养鱼上用心，才有鱼吃", "在养蜂上用心，才有蜜吃"]


@pytest.mark.parametrize(
    "openings",
    [
        ["老张笑着说，“今天真冷。”", "老李笑着说，“是真冷。”", "老王笑着说，“明天更冷。”"],
        ["一月三日，下雪了。", "一月五日，雪停了。", "一月八日，又下了。"],
        ["据说，有一条鱼。", "据说，有两条鱼。", "据说，没有鱼。"],
    ],
)
def test_dialogue_and_dates_are_no_parallel_headings(openings: list[str]) -> None:
    """Who speaks, and what day it is, begins many a paragraph in a story."""
    assert outline("故事\n" + "\n".join(opening + BODY for opening in openings)) == []


def test_a_list_of_short_items_is_no_outline() -> None:
    """Items without text of their own are a list, with dots, with commas or with brackets."""
    for one, two, three in (("1.", "2.", "3."), ("一、", "二、", "三、"), ("（1）", "（2）", "（3）")):
        text = f"菜单\n今天要买的东西：\n{one}白菜\n{two}萝卜\n{three}豆腐\n{BODY}"
        assert outline(text) == []
        assert "白菜" in quotable(work(text))


def test_a_list_inside_a_section_is_no_outline() -> None:
    """The headings stay, the list under one of them is text."""
    text = f"报告\n一、采购\n要买：\n1. 白菜；\n2. 萝卜；\n3. 豆腐。\n二、做菜\n{BODY}"
    assert outline(text) == ["一、采购", "二、做菜"]
    assert where(work(text), "萝卜") == ["一、采购"]


def test_people_addressed_again_end_the_subsections() -> None:
    """各位代表！ in the middle turns from the last point to the whole."""
    text = f"""报告
各位代表：
{BODY}
一、今年
（一）种菜
{BODY}
（二）养鱼
{BODY}
各位代表！
一年过去了，都不容易。
二、明年
{BODY}"""
    assert outline(text) == ["一、今年", "  （一）种菜", "  （二）养鱼", "二、明年"]
    assert where(work(text), "一年过去了") == ["一、今年"]


def test_closing_words_are_headings_of_their_own() -> None:
    """结束语 and 附则 stand beside the chapters."""
    assert outline(f"报告\n一、今年\n{BODY}\n二、明年\n{BODY}\n结束语\n{BODY}") == [
        "一、今年",
        "二、明年",
        "结束语",
    ]
    assert outline(f"章程\n前　言\n{BODY}\n第一章 总则\n{BODY}\n附　则\n{BODY}")[::2] == ["前　言", "附　则"]


def test_text_after_a_wide_gap_belongs_to_no_section() -> None:
    """A notice below the text is not part of its last section."""
    text = f"报告\n一、今年\n{BODY}\n二、明年\n{BODY}" + "\n" * 10 + "本文由村里的图书室保存。"
    assert where(work(text), "图书室") == []


def test_a_chapter_takes_its_name_from_the_line_below() -> None:
    """A label alone is completed by a short line without punctuation."""
    text = f"长河\n第一章\n渡口\n{BODY}\n第二章\n山路\n{BODY}\n第三章\n{BODY}"
    assert outline(text) == ["第一章 渡口", "第二章 山路", "第三章"]
    assert "渡口" not in quotable(work(text))


def test_a_heading_without_text_is_quoted_by_its_words() -> None:
    """No words are lost when a section has nothing but its heading."""
    text = f"章程\n第一章 总则\n{BODY}\n第二章 暂缺\n第三章 附则\n{BODY}"
    assert "第二章暂缺" in quotable(work(text))


def test_one_heading_run_into_its_text_is_cut_at_its_first_clause() -> None:
    """Where the other headings stand alone, the words after the comma are text."""
    text = f"报告\n一、天气\n{BODY}\n二、收成我们今年种了三亩，收了两亩。{BODY}\n三、打算\n{BODY}"
    assert outline(text) == ["一、天气", "二、收成我们今年种了三亩", "三、打算"]
    assert "收了两亩" in quotable(work(text))


def test_inner_numbering_in_a_quotation_does_not_take_the_outer_over() -> None:
    """一、二、 inside a letter that is quoted leave the outer 二、 where it is."""
    text = (
        f"报告\n一、来信\n信里说：\n“一、鱼少了；\n二、水浑了。”\n{BODY}\n二、回信\n{BODY}\n三、后来\n{BODY}"
    )
    assert outline(text) == ["一、来信", "二、回信", "三、后来"]


def test_traditional_script_has_the_same_outline() -> None:
    """節, 條, 編 and 結語 are read as their simplified forms are."""
    text = "辦法\n第一編 總則\n第一節 宗旨\n第一條 養魚。\n第二條 種菜。\n第二節 名詞\n第三條 魚苗。\n"
    assert outline(f"{text}結語\n{BODY}") == [
        "第一編 總則",
        "  第一節 宗旨",
        "    第一條",
        "    第二條",
        "  第二節 名詞",
        "    第三條",
        "結語",
    ]


def test_questions_and_answers_have_no_outline() -> None:
    """An interview is text from beginning to end."""
    text = "访谈\n" + "\n".join(f"问：第{n}个问题是什么？\n答：{BODY}" for n in "一二三四")
    assert outline(text) == []
    assert "第三个问题" in quotable(work(text))


def test_a_novel_has_its_chapters_and_nothing_else() -> None:
    """Chapter titles may shout and ask; dialogue is text."""
    talk = "“你来了？”她问。\n“来了。”他说。\n“坐吧。”\n"
    text = "渡口\n" + "".join(
        f"第{n}章 {title}\n{talk}{BODY}\n"
        for n, title in zip("一二三", ("谁？", "跑！快跑！", "尾声"), strict=True)
    )
    assert outline(text) == ["第一章 谁？", "第二章 跑！快跑！", "第三章 尾声"]


def test_windows_line_ends_and_indents_change_nothing() -> None:
    """CRLF and 　　 before every line are how many files look."""
    lines = ["报告", "一、今年", BODY, "（一）种菜", BODY, "（二）养鱼", BODY, "二、明年", BODY]
    plain = outline("\n".join(lines))
    assert plain == ["一、今年", "  （一）种菜", "  （二）养鱼", "二、明年"]
    assert outline("\r\n".join("　　" + line for line in lines)) == plain
    assert outline("\r\n\r\n".join(lines)) == plain


def test_english_text_is_read_as_it_is() -> None:
    """A text without Chinese has its paragraphs, and numbered headings if there are any."""
    text = "Notes\n1. Morning\nWe rose early. The river was high.\n2. Evening\nWe came home. It rained."
    assert outline(text, "notes.txt") == ["1.Morning", "2.Evening"]


LONG = "这里说的是平常的事情，谁都看得明白。" * 4


def test_short_lines_above_long_paragraphs_are_headings() -> None:
    """Without number or mark, where all of them are alike; the signature below is none."""
    text = f"一年\n\n春耕\n\n{LONG}\n\n夏收\n\n{LONG}\n\n{LONG}\n\n冬藏\n\n{LONG}\n\n丁小满\n2031年3月1日"
    assert outline(text) == ["春耕", "夏收", "冬藏"]
    assert "夏收" not in quotable(work(text))


@pytest.mark.parametrize(
    "text",
    [
        f"一年\n春耕\n{LONG}\n夏收\n{LONG}",
        f"一年\n春耕\n{LONG}\n夏收\n冬藏\n{LONG}\n过年\n{LONG}",
        f"一年\n春耕\n{LONG}\n\n夏收\n{LONG}\n冬藏\n{LONG}",
        f"访谈\n记者\n{LONG}\n船工\n{LONG}\n记者\n{LONG}\n船工\n{LONG}",
        "一年\n春天种菜\n夏天养鱼\n秋天收谷\n冬天看雪\n春天又来",
    ],
    ids=["two", "one above another", "of two forms", "said again", "a poem"],
)
def test_short_lines_are_text_where_it_is_not_plain(text: str) -> None:
    """Nothing is left out for a guess."""
    assert outline(text) == []


def test_regression_a_section_whose_number_was_miscounted_was_cited_as_the_one_before() -> None:
    """一、二、四、 and 一、二、二、 are headings if they are set alike; a leap that is taken back is none."""
    for numbers, expected in (("一二四", "一二四"), ("一二二三", "一二二三"), ("一二九三", "一二三")):
        text = "报告\n" + "".join(f"{n}、第{n}件事\n{BODY}\n" for n in numbers)
        assert [name[0] for name in outline(text)] == list(expected)


def test_months_that_begin_a_paragraph_are_no_numbers() -> None:
    """「三、四月间…」 after 一、 and 二、 counts months."""
    text = f"渠上\n一、开渠\n{BODY}\n二、用渠\n{BODY}\n五、六月间放水。{BODY}\n"
    assert outline(text) == ["一、开渠", "二、用渠"]


def test_regression_a_number_was_taken_for_the_next_of_another_section() -> None:
    """Where a section begins to count again, 3. does not go on with the one before; without that it may."""
    again = f"报告\n一、春\n1.种。{BODY}\n2.收。{BODY}\n二、秋\n1.种。{BODY}\n3.收。{BODY}\n"
    assert outline(again) == ["一、春", "  1.种", "  2.收", "二、秋"]
    on = f"题库\n一、单选\n1.水？\n{BODY}\n2.土？\n{BODY}\n二、多选\n3.风？\n{BODY}\n4.云？\n{BODY}\n"
    assert outline(on) == ["一、单选", "  1.水？", "  2.土？", "二、多选", "  3.风？", "  4.云？"]


@pytest.mark.parametrize("numbers", ["123", "一二三", ["（一）", "（二）", "（三）"]])
def test_regression_text_below_a_number_alone_was_cited_as_the_preface(numbers: list[str]) -> None:
    """Chapters may have a number for their whole heading."""
    text = f"渠边\n序\n{BODY}\n" + "".join(f"{n}\n{BODY}\n" for n in numbers) + f"后记\n{BODY}"
    assert outline(text) == ["序", *numbers, "后记"]


def test_numbers_alone_amid_sentences_are_no_headings() -> None:
    """Cells of a table that was copied, one a line."""
    assert outline(f"水位\n序号\n村\n1\n东村\n2\n西村\n3\n南村\n{BODY}") == []


def test_the_stanzas_of_a_poem_may_be_numbered() -> None:
    """一, 二 with a gap above; verses have no full stops."""
    assert outline("渡口\n\n一\n\n水来\n船来\n\n二\n\n水去\n船去\n") == ["一", "二"]


@pytest.mark.parametrize(
    "names",
    [
        ["第一讲 水", "第二讲 土"],
        ["第一单元 水", "第二单元 土"],
        ["第一幕", "第二幕"],
        ["卷一", "卷二"],
        ["卷上", "卷下"],
        ["上篇 水", "下篇 土"],
        ["壹、水", "贰、土"],
        ["Ⅰ．水", "Ⅱ．土"],
        ["I.水", "II.土"],
        ["甲、水", "乙、土"],
        ["0 水", "1 土"],
        ["一 水塘", "二 土坡"],
    ],
    ids=lambda names: names[0],
)
def test_divisions_have_many_names(names: list[str]) -> None:
    """Lessons, units, acts, volumes and stems enclose what is numbered below them."""
    text = "渠书\n" + "".join(f"{name}\n{BODY}\n（1）甲事\n{BODY}\n（2）乙事\n{BODY}\n" for name in names)
    assert outline(text) == [row for name in names for row in (name, "  （1）甲事", "  （2）乙事")]


def test_a_sentence_that_begins_like_a_division_is_text() -> None:
    """第一场雨, 上篇说过 and 卷一卷 are no labels without a space."""
    assert outline(f"渠事\n第一场雨下了三天\n{BODY}\n上篇说过的话\n{BODY}\n卷一卷袖子\n{BODY}") == []


@pytest.mark.parametrize(
    "name",
    ["附录 大事记", "附件1：分工表", "附件：分工表", "附表2 水位", "跋：灯", "后记 谢意", "注释", "代序"],
)
def test_regression_an_annex_with_a_name_was_part_of_the_last_article(name: str) -> None:
    """What follows the last article stands in a section of its own."""
    text = f"守则\n第一条 守时。\n第二条 守信。\n{name}\n{BODY}"
    assert outline(text) == ["第一条", "第二条", name]


@pytest.mark.parametrize("line", ["附件1中的表格要填好", "附件里有一张表", "序幕拉开了", "跋山涉水的人"])
def test_a_sentence_about_an_annex_is_text(line: str) -> None:
    """Only a space, a colon or a number parts the word from a name."""
    assert outline(f"守则\n第一条 守时。\n第二条 守信。\n{line}\n{BODY}") == ["第一条", "第二条"]


def test_pieces_that_are_called_by_their_names_alone_are_sections() -> None:
    """《渡口》 on a line of its own; a list of books is none."""
    pieces = f"文选\n\n《渡口》\n罗望\n\n{BODY}\n\n《山路》\n沈小雨\n\n{BODY}"
    assert outline(pieces) == ["《渡口》", "《山路》"]
    assert outline(f"书单\n{BODY}\n《渡口》\n《山路》\n《灯下》\n{BODY}") == []


def test_regression_a_heading_above_chapters_stood_below_the_last_article_before_it() -> None:
    """一、护渠法 encloses its 第一章, where each of its kind stands above a first chapter."""
    text = "法规选编\n" + "".join(
        f"{name}\n第一章 总则\n第一条 {name}。\n第二条 {BODY}\n" for name in ("一、护渠法", "二、用水法")
    )
    law = ["  第一章 总则", "    第一条", "    第二条"]
    assert outline(text) == ["一、护渠法", *law, "二、用水法", *law]


def test_regression_a_heading_without_a_number_was_text_of_the_numbered_one_before_it() -> None:
    """Short lines that enclose what is numbered, before the first number and after others."""
    again = f"渠事\n为什么修\n1. 水\n{BODY}\n2. 土\n{BODY}\n怎么修\n1. 人\n{BODY}\n2. 钱\n{BODY}"
    assert outline(again) == ["为什么修", "  1.水", "  2.土", "怎么修", "  1.人", "  2.钱"]
    once = f"渠事\n\n为什么修\n{LONG}\n\n一、水\n{LONG}\n\n二、土\n{LONG}\n\n怎么修\n{LONG}"
    assert outline(once) == ["为什么修", "  一、水", "  二、土", "怎么修"]


def test_short_lines_between_numbers_that_count_on_are_text() -> None:
    """They stand below a number, and do not end it."""
    text = (
        f"渠事\n\n一、水\n{LONG}\n\n东村的井\n{LONG}\n\n二、土\n{LONG}\n\n西村的井\n{LONG}\n\n三、石\n{LONG}"
    )
    assert outline(text) == ["一、水", "二、土", "三、石"]


def test_short_lines_enclose_nothing_where_others_are_text() -> None:
    """What stands below a heading that is not seen would be cited as the one before it."""
    text = f"渠事\n\n河湾\n{LONG}\n\n一、水\n{LONG}\n\n二、土\n{LONG}\n\n山边\n短。\n\n桥头\n{LONG}"
    assert outline(text) == ["一、水", "二、土"]


def test_regression_who_signed_a_text_was_cited_as_its_last_article() -> None:
    """The names and the day at the end belong to the whole."""
    text = f"公约\n第一条 {BODY}\n第二条 {BODY}\n\n东村村委会\n西村村委会\n2031年1月1日\n"
    assert where(work(text), "东村") == []
    assert where(work(text), "2031年") == []
    assert work(text).outline[-1].end == text.index("\n\n东村")


def test_regression_a_heading_on_two_lines_ended_before_it_began() -> None:
    """The name of a chapter above the day of its writing is no signature."""
    (section,) = work("卷一\n总则\n2031年3月5日").outline
    assert (section.label, section.heading) == ("卷一", "总则")
    assert section.start <= section.body <= section.end


def test_regression_measures_at_the_head_of_a_line_were_numbers_of_sections() -> None:
    """「1.1 亿元」 is no label, and 3.2 does not follow 1.1."""
    assert outline(f"报告\n1.1 亿元已经花了。{BODY}\n1.2 公里已经修了。{BODY}\n") == []
    assert outline(f"报告\n1.1 水流得急。{BODY}\n3.2 土塌得快。{BODY}\n") == []


def test_the_name_of_a_chapter_encloses_nothing() -> None:
    """The line below 第一章 belongs to it, whatever stands before it."""
    text = f"长河\n\n前面的话\n\n{LONG}\n\n第一章\n\n渡口\n\n{LONG}"
    assert outline(text) == ["第一章 渡口"]


def test_numerals_with_a_space_amid_text_are_no_headings() -> None:
    """「三 四里路」 in a table or a verse."""
    assert outline(f"渠事\n村名 里程\n一 里\n二 四里路\n三 五里路，不远\n{BODY}") == []
