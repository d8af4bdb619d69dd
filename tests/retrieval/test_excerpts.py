"""Quotations are runs of whole sentences, cut only where one is too long, and no two overlap."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from corpus import parse, sentences
from retrieval import Index, Quotation
from retrieval.sentences import PARTS
from retrieval.weights import Weights
from tests.retrieval.shelf import document, index_of

LONG = (
    "书院的章程规定，每月初一开讲，初二休息，初三采茶，初四晒书，初五会客，"
    "初六由山长亲自批改学生的文章，初七放榜，初八至月底各自读书。"
)
TEXTS = (
    f"书院在山脚下。{LONG}学生自带饭食。山长姓陈，今年七十岁。",
    "饭食每日两餐，早餐在辰时。晚餐在申时，由邻村的王家送来。",
    "邻村有三户人家。晚餐在申时，由邻村的王家送来。",
)


@pytest.fixture(scope="module")
def academy(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Index:
    documents = [document(f"{number}.txt", text) for number, text in enumerate(TEXTS)]
    return index_of(tmp_path_factory.mktemp("academy"), documents, cache)


def first(index: Index, question: str, max_chars: int = 120) -> Quotation:
    """The best quotation."""
    answer = index.search(question, max_chars=max_chars)
    return (*answer.quotations, *answer.near)[0]


@pytest.mark.parametrize("max_chars", [20, 60, 120])
def test_quotations_are_whole_sentences_where_they_fit(academy: Index, max_chars: int) -> None:
    """So that nothing is cut that need not be."""
    best = first(academy, "山长多大年纪", max_chars)
    assert "山长姓陈，今年七十岁。" in best.text
    assert best.text[-1] == "。"
    assert not best.cut_before
    assert not best.cut_after


def test_a_sentence_that_is_too_long_is_cut_at_its_clauses(academy: Index) -> None:
    """And says so."""
    best = first(academy, "山长哪天批改学生的文章", 25)
    assert "初六由山长亲自批改学生的文章，" in best.text
    assert best.text in LONG
    assert best.text[0] != "，"
    assert best.cut_before
    assert best.cut_after


@pytest.mark.parametrize("max_chars", [40, 50, 60, 70])
def test_regression_a_cut_sentence_ended_amid_what_it_lists(
    tmp_path: Path, cache: Path, max_chars: int
) -> None:
    """Words that 、 joins stay together where they fit."""
    text = "山上种茶，山下种稻、麦、豆、麻，湖里养鱼、虾、蟹、蚌，湖边种藕、菱、芡、茭，屋后养蚕，屋前种花。"
    index = index_of(tmp_path, [document("a.txt", text)], cache)
    for question in ("湖里养什么", "湖边种什么", "屋后养什么", "山下种什么"):
        best = first(index, question, max_chars)
        assert best.cut_before or best.cut_after or best.text == text
        assert best.text[-1] in "，。"
        assert text[: text.index(best.text)][-1:] in ("，", "")


def test_the_parts_of_a_cut_sentence_do_not_join_others(academy: Index) -> None:
    """A quotation is whole sentences, or one part of one."""
    answer = academy.search("初八至月底读书，学生自带饭食吗", limit=5, max_chars=40)
    for quotation in (*answer.quotations, *answer.near):
        whole = {TEXTS[0][a:b] for a, b in sentences(TEXTS[0])}
        if quotation.cut_before or quotation.cut_after:
            assert quotation.text in LONG
        elif quotation.citation.document == "0.txt":
            assert {quotation.text[a:b] for a, b in sentences(quotation.text)} <= whole


def test_quotations_do_not_overlap(academy: Index) -> None:
    """Several come from different places."""
    answer = academy.search("书院的饭食和山长", limit=5, max_chars=30)
    shown = (*answer.quotations, *answer.near)
    assert len(shown) > 1
    for one, other in combinations(shown, 2):
        apart = one.end <= other.start or other.end <= one.start
        assert one.citation.document != other.citation.document or apart


def test_the_same_words_are_shown_once_with_both_places(academy: Index) -> None:
    """A sentence that stands in two documents."""
    answer = academy.search("晚餐由邻村的王家送来", max_chars=25)
    assert ["晚餐在申时，由邻村的王家送来。" in q.text for q in answer.quotations].count(True) == 1
    best = answer.quotations[0]
    documents = {best.citation.document, *(also.document for also in best.also)}
    assert documents == {"1.txt", "2.txt"}


def test_regression_a_place_was_cited_for_sentences_that_do_not_stand_there(
    tmp_path: Path, cache: Path
) -> None:
    """Of two sentences, one stands elsewhere, too: that one is quoted, with both places."""
    shared = "祠堂的钟每天敲十二下，由守祠的老人来敲。"
    texts = (f"祠堂修了三年。{shared}老人姓郭。", f"河边有一片柳林。{shared}钟声传到对岸。")
    index = index_of(tmp_path, [document(f"{n}.txt", text) for n, text in enumerate(texts)], cache)
    best = first(index, "祠堂的钟每天敲几下")
    assert best.text == shared
    assert {best.citation.document, *(also.document for also in best.also)} == {"0.txt", "1.txt"}


def test_regression_what_stands_beside_a_shared_sentence_was_never_shown(tmp_path: Path, cache: Path) -> None:
    """It stands in one place only, and comes as a quotation of its own."""
    shared = "值班员应当检查祠堂的大钟和锁具是否完好。"
    texts = (f"{shared}检查在每晚九点进行。", f"{shared}发现损坏的，报告族长。")
    index = index_of(tmp_path, [document(f"{n}.txt", text) for n, text in enumerate(texts)], cache)
    answer = index.search("值班员什么时候检查祠堂的大钟")
    one, other = answer.quotations[:2]
    assert (one.text, len(one.also)) == (shared, 1)
    assert (other.text, other.also) == ("检查在每晚九点进行。", ())


@pytest.mark.parametrize(
    ("one", "other", "question"),
    [
        ("东村去年产量增长3.5%，全部卖给了县里。", "东村去年产量增长35%，全部卖给了县里。", "产量增长多少"),
        ("会员可以在周末借用钥匙。", "非会员可以在周末借用钥匙。", "会员可以借用钥匙吗"),
        ("水位上升3-5米的时候关上闸门。", "水位上升35米的时候关上闸门。", "水位上升多少米关上闸门"),
        ("夜里的气温降到-5度就点炉子。", "夜里的气温降到5度就点炉子。", "气温降到多少度点炉子"),
        ("村里的水渠今年要重修。", "村里的水渠今年要重修？", "水渠今年要重修"),
        ("误差≤5毫米的零件送到车间。", "误差≥5毫米的零件送到车间。", "误差多少毫米的零件送到车间"),
        ("开放的日子是1, 5两天，请准时来。", "开放的日子是15两天，请准时来。", "开放的日子是哪两天"),
    ],
)
def test_regression_another_number_or_word_was_taken_for_the_same_sentence(
    tmp_path: Path, cache: Path, one: str, other: str, question: str
) -> None:
    """3.5% is not 35%, and who is no member is not one: each is quoted from its own place."""
    index = index_of(tmp_path, [document(f"{n}.txt", text) for n, text in enumerate((one, other))], cache)
    answer = index.search(question)
    shown = (*answer.quotations, *answer.near)
    assert {quotation.text for quotation in shown} == {one, other}
    assert [quotation.also for quotation in shown] == [(), ()]


def test_regression_a_place_was_cited_for_a_clause_of_a_long_sentence(tmp_path: Path, cache: Path) -> None:
    """What is cut out of a long sentence is cited elsewhere only where all of it stands."""
    clause = "由守祠的老人按照祖上传下的规矩来敲，"
    texts = (
        f"祠堂的钟每天敲十二下，{clause}敲完之后要在簿子上记下时辰，月底由族长查看，年底再封存入柜。",
        f"桥头的鼓在涨水的时候才敲，{clause}敲鼓的人站在桥的中间，听到鼓声的人家都要搬到高处去。",
    )
    index = index_of(tmp_path, [document(f"{n}.txt", text) for n, text in enumerate(texts)], cache)
    best = first(index, "祠堂的钟由谁按照祖上传下的规矩来敲", 40)
    assert clause in best.text
    assert best.text in texts[0]
    assert best.also == ()


def test_what_matches_is_marked(academy: Index) -> None:
    """Words and pairs of the question, where they stand in the quotation."""
    best = first(academy, "早餐在什么时辰", 25)
    assert "早餐" in {best.text[start:end] for start, end in best.matches}


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "船夫在夜里很少开船。开船要先看水位，再看风向。船夫在渡口住了三代，常听见对岸的船声。"
            "船夫独自在夜里修船，修好了才睡。",
            "船夫在夜里常开船吗",
            "很少开船",
        ),
        (
            "山里的木匠只收本村学徒。学徒满师要三年。木匠说，学徒要先学磨刀，外村来的学徒没有刀。"
            "学徒收得多的是城里的木匠铺。",
            "木匠收哪里的学徒",
            "只收本村学徒",
        ),
    ],
)
def test_regression_the_first_sentence_was_taken_for_a_name(
    tmp_path: Path, cache: Path, text: str, question: str, answer: str
) -> None:
    """What the text is about as a whole tells no sentences apart; what its first sentence says does."""
    index = index_of(tmp_path, [document("a.txt", text)], cache)
    assert answer in first(index, question, max_chars=40).text


def test_regression_asked_who_the_quotation_said_he_and_no_name(tmp_path: Path, cache: Path) -> None:
    """What is said of 他 is quoted with the sentence that names him, rather than with what follows."""
    text = (
        "林阿福是村里最老的采药人，认得三百多种草药。他年轻时走遍了后山。他还教人用海水煮出饮用的淡水。"
        "村里的小学在河对面，每天有船来往。"
    )
    index = index_of(tmp_path, [document("a.txt", text)], cache)
    best = first(index, "谁教人用海水煮出淡水？", max_chars=60)
    assert "林阿福" in best.text
    assert "煮出饮用的淡水" in best.text


def test_a_quotation_begins_with_what_it_speaks_of(tmp_path: Path, cache: Path) -> None:
    """Rather with the sentence that names the mill than with 该厂, which says nothing by itself."""
    named = "北渡的水磨厂建在河湾，已有百年。该厂每天磨面三百斤。"
    index = index_of(
        tmp_path, [document("a.txt", f"{named}磨面的工人每天换两班。河对岸种着一片柳树。")], cache
    )
    assert first(index, "水磨厂每天磨面多少斤", max_chars=30).text == named


TALK = (
    "渡口的茶棚夏天卖凉茶，冬天卖姜汤。船工们傍晚在棚下修补渔网，孩子们围着看。集市逢五逢十开市，"
    "卖菜的天不亮就来占位置。河堤上种着三排柳树，最老的一棵有两百岁。镇上的豆腐坊用山泉水做豆腐，"
    "远近都来买。每年端午，各村的龙船都在这里比赛。赛完以后，村里的人一起吃饭，饭桌从街头摆到街尾。"
)
VIEW = (
    "山上的亭子可以望见对岸的塔。塔里住着一位看塔的老人，每天早晚各敲一次钟。钟声传到渡口，船工们就知道"
    "时辰。亭子边有一口井，井水冬暖夏凉。挑水的人在井边歇脚，说说各家的事情。井栏上的绳印有半寸深。"
    "秋天，山上的枫叶红了，游人从城里坐船来看。他们带走一片叶子，夹在书里。"
)


def test_regression_another_passage_of_the_text_was_quoted(tmp_path: Path, cache: Path) -> None:
    """Every passage of a text has its title; the one whose sentence answers is quoted."""
    passages = (
        f"白鹭洲书会的会址几经变动，会员轮流做东。{TALK}{TALK[:100]}",
        f"{VIEW}书会于1928年秋天买下旧盐仓，不再搬动。{VIEW[60:]}",
    )
    text = "# 白鹭洲书会\n\n" + "\n\n".join(passages)
    index = index_of(tmp_path, [parse(text.encode(), "a.md")], cache)
    assert "1928年秋天买下旧盐仓" in first(index, "白鹭洲书会什么时候买房子", max_chars=60).text


@pytest.mark.parametrize(("headings", "sections"), [(("", ""), 1), (("## 会址\n\n", "## 景色\n\n"), 2)])
def test_sentences_are_compared_within_a_section(
    tmp_path: Path, cache: Path, headings: tuple[str, str], sections: int
) -> None:
    """The articles of a law stand each for itself, the paragraphs of an essay together."""
    text = f"# 白鹭洲\n\n{headings[0]}{TALK}{TALK}\n\n{headings[1]}{VIEW}{VIEW}\n"
    index = index_of(tmp_path, [parse(text.encode(), "a.md")], cache)
    evidence = index.questions.find("渡口的船工和山上的亭子", max_chars=120).evidence
    assert evidence is not None
    assert len(evidence.candidates) == 2
    assert len(set(evidence.sections.tolist())) == sections


def test_weights_have_a_name_for_every_part() -> None:
    """And no other."""
    assert tuple(Weights.load().sentence) == PARTS
