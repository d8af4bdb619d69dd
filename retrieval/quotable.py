"""Quotations worth quoting on a topic: whole sentences that name it and can stand alone, from places.

What answers a question may lean on what stands before it; what is read out to others may not. So a sentence
counts here only if nothing in it points outside (这, 上述, 因此, 前款…), it is no heading, question or torn
item of a list, and it holds the topic in its own words. Of those that remain the fitting ones come first, and
each further one from a work or section that was quoted already comes later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from retrieval.answer import Quotation
from retrieval.collection import Collection, Place
from retrieval.evidence import Evidence, Held, Integers, Piece
from retrieval.excerpts import matches
from retrieval.search import Search, citation
from retrieval.sought import GRAMS, WORDS

LONGEST = 160
"""Characters of the longest sentence that is quoted."""
_SHORTEST = 12
_CANDIDATES = 200
"""Passages that are looked through."""
_GOOD = (20, 90)
"""Lengths that are neither a slogan nor a mouthful."""
_LEAST = 0.55
"""The share of the topic that a sentence has to hold itself."""
_OF_THE_BEST = 0.6
_WHOLE, _PLENTY, _LEAST_IN_PLENTY = 0.95, 10, 0.8
"""Where so many sentences hold the whole topic, those that hold but a part of it are left alone."""
_WORDS = 0.6
"""The share of the topic's words that it has to hold; their pairs of characters alone may be accident."""
_OPENED = 0.15
"""What the share that the first clause holds adds: such a sentence is about the topic."""
_DENSE, _MARKED = 0.1, 6.0
"""What it is worth that a sixth of a sentence is the topic."""
_SAID, _LATER, _LATER_IN_LAW = 1.12, 0.93, 0.85
"""What a sentence is worth that lays something down, and one that does not open its paragraph."""
_SAME_WORK, _SAME_SECTION = 0.88, 0.7
"""What a further sentence from the same work or section is worth."""
_ALIKE = 0.8
"""The share of pairs of characters that two sentences share when one is as good as the other."""

_LABEL = re.compile(
    r"\s*第[〇零一二三四五六七八九十百千\d]+[条條](?:之[一二三四五六七八九十]+)?[\s　]+"
    r"(?:【[^】]{1,20}】[\s　]*)?"
)
"""An article's number, which its citation names; the sentence begins behind it."""
_ITEM = re.compile(
    r"[（(【\[]?[〇零一二三四五六七八九十百\d]{1,4}[)）】\].．、:：]"
    r"|[①-⓿❶-➓㈠-㈩]|[-–—*•·●■◆▲★☆※]"
    r"|第?[一二三四五六七八九十](?:是|则|要|者|方面|类|种|点|条)"
    r"|第[一二三四五六七八九十\d]+[章节節编編款项項]?[\s　，,、：:]"
    r"|[其再]?[一二三][，,、]"
)
_POINTING = re.compile(
    "这|這|那|哪|此|该|該|其|它|他|她|某|上述|以上|以下|前述|上面|前面|下面|下列|如下|同样|同时|同年|同日|同月|当时|当年|当天|当日|當時|當年|當天|當日|"
    "与之|对之|为之|與之|對之|為之|之後|之間|之所以|之后|之前|之外|之中|之间|"
    "因此|因而|因為|所以|于是|於是|从而|從而|进而|進而|然而|但|而|并|並|且|不过|不過|可是|却|卻|否则|否則|"
    "另外|另一|此外|除此|还|還|也|又|再|更|就|都|均|亦|则|則|才|便|"
    "总之|總之|可见|可見|由此|为此|為此|對此|对此|据此|如此|这样|那么|例如|比如|譬如|诸如|换句话|換句話|也就是|即|"
    "其中|首先|其次|再次|最后|最後|接着|随后|隨後|然后|然後|后来|後來|一方面|另一方面|反之|相反|"
    "是|使|让|讓|把它|以便|以免|以至|甚至|尤其|特别|特別|包括|以及|或者|或|和|与|與|及|等|"
    "有的|有些|有人|二者|两者|兩者|前者|后者|後者|双方都|各自|上一|下一|以前款|次年|次日|"
    "我们[还也又]|我們[還也又]|"
    "[了着過过的地得吗呢吧啊]|因(?=其|此|这)"
)
"""What a sentence that leans on the one before it begins with."""
_OPENS_WELL = re.compile(
    "其他|其它|其余|其實|其实|该当|那曲|他人|他国|他乡|哪吒|此生|是非|并购|并轨|并网|并联|更[好加新换改衣名正]|"
    "再[生教贷保见次审融]|就[业医学读诊近]|都[市城会]|还[款贷债本]|又一|使[用命者馆]|让利|让渡|而立|也门|便[民利捷于]|"
    "则[天]|才[能华干智]|亦庄|或许|和[平谐睦解为而衷]|与时|与[会人民国]|及[时早格]|等[级待同额价比]|即[使便将]|的确|地[方区位球理质域]|得[益到知]|"
    "过[去程度]|着[力眼重手]|同样重要|以下简称|但凡|均衡|均等|当年是|当天是|特别(?:行政|法|规定|程序|提款|好)"
)
_ANAPHOR = re.compile(
    r"上述|前述|前款|前条|前條|前项|前項|前两款|前三款|前二款|本款|上款|下列|如下|以下几|以下[一二三四五六七八九十]|以上[几各这]|如前所述|如上|"
    r"(?<![从彼因如至就特])此(?![生刻])|(?<![应應活本])[该該]|(?<![就当當])[这這]|(?<![刹])那(?!么|曲)|(?<![及])其中|(?<!吉|其|利)[他她它](?![人国乡])|"
    r"[相有]关(?:制度|措施|规定|工作|改革|政策|问题|要求|内容|部门)"
)
"""In a first clause: something is meant that stands before it."""
_LAYS_DOWN = re.compile(
    "是(?!否)|必须|必須|只有|才能|不能|决不|絕不|绝不|归根到底|根本|关键|關鍵|基础|核心|离不开|離不開|应当|應當"
)
_ARTICLE = re.compile("第[^条條]{1,12}[条條]")
_POINTS_OUT = re.compile(
    r"第[〇零一二三四五六七八九十百千\d]+[条款项條項](?:[至和或、第]|的?规定|的?規定)|"
    r"[这這][两兩几幾些三四五六七八九]|那[一几两些][晚天次个回年种]?|"
    r"前款|前条|前條|前项|前項|前两款|前三款|前二款|下列|如下|如前所述|见上|见下|同上|上表|下表|附表|附件"
)
"""Anywhere in a sentence."""
_END = re.compile(r"[。！!][”’」』）)】》]*$")
_CLAUSE = re.compile(r"[，,：:；;]")
_ADDRESS = re.compile(
    r"^[^，,。！!]{0,12}(?:各位|同志们|同志們|女士们|朋友们|大家好|谢谢|謝謝)|现在，我|請予審議|请予审议"
)
_PAIRS = ("“”", "‘’", "「」", "『』", "（）", "()", "《》", "【】", "[]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NO_LETTERS = re.compile(r"[\W_]+")
_LEAST_HAN = 0.6


@dataclass
class _Found:
    """A sentence, its worth so far, and where else it stands."""

    passage: int
    start: int
    end: int
    letters: frozenset[str]
    worth: float
    place: Place
    also: list[Place] = field(default_factory=list)


def quotable(
    search: Search, collection: Collection, topic: str, *, limit: int, work: str | None = None
) -> tuple[Quotation, ...]:
    """At most `limit` quotations on a topic, the most fitting first. More of them never change the first."""
    found = search.find(topic, max_chars=LONGEST, work=work, most=_CANDIDATES)
    if found.evidence is None or not topic.strip():
        return ()
    evidence = found.evidence
    sentences = _once(sorted(_standing(evidence, collection), key=lambda one: -one.worth))
    return tuple(
        Quotation(
            text=evidence.candidates[one.passage].text[one.start : one.end],
            citation=citation(one.place),
            start=one.place.passage.start + one.start,
            end=one.place.passage.start + one.end,
            score=one.worth,
            matches=matches(found.sought, evidence.candidates[one.passage].folded, one.start, one.end),
            also=tuple(citation(place) for place in one.also),
        )
        for one in _spread(sentences, limit)
    )


def _standing(evidence: Evidence, collection: Collection) -> Iterator[_Found]:
    """The sentences that hold the topic and stand alone."""
    pieces = [piece for piece in evidence.every_piece if piece.whole]
    if not pieces:
        return
    words, grams = evidence.sought.shares[:, WORDS], evidence.sought.shares[:, GRAMS]
    shares = (words + grams) / (int(words.any()) + int(grams.any()) or 1)
    first_clauses = np.array([piece.first_clause for piece in pieces])
    end_clauses = np.array([piece.end_clause for piece in pieces])
    held = evidence.held(first_clauses, end_clauses)
    covered = (held @ shares + _together(evidence, first_clauses, end_clauses) @ shares) / 2
    opened = evidence.held(first_clauses, first_clauses + 1) @ shares
    plenty = int((covered >= _WHOLE).sum()) >= _PLENTY
    least = max(_LEAST_IN_PLENTY if plenty else _LEAST, _OF_THE_BEST * float(covered.max()))
    named = (held @ words >= _WORDS) if words.any() else np.ones(len(pieces), bool)
    places: dict[int, Place] = {}
    first = {piece.candidate: number for number, piece in reversed(list(enumerate(pieces)))}
    for number, piece in enumerate(pieces):
        if covered[number] < least or not named[number]:
            continue
        candidate = evidence.candidates[piece.candidate]
        place = places.get(candidate.passage) or collection.place(candidate.passage)
        places[candidate.passage] = place
        before = pieces[number - 1] if number > first[piece.candidate] else None
        start = _opening(candidate.text, piece, place)
        text = candidate.text[start : piece.end]
        if stands_alone(text) and _is_whole(candidate.text, piece, before, candidate.passage, collection):
            spans = matches(evidence.sought, candidate.folded, start, piece.end)
            density = min(1.0, _MARKED * sum(last - begin for begin, last in spans) / len(text))
            about = float(covered[number] + _OPENED * opened[number]) * (1 - _DENSE + _DENSE * density)
            opens = piece.start == 0 or "\n" in candidate.text[max(0, piece.start - 2) : piece.start]
            later = _LATER_IN_LAW if _in_law(place) else _LATER
            worth = about * _fitness(text) * (1.0 if opens else later)
            letters = _pairs(candidate.folded[start : piece.end])
            yield _Found(piece.candidate, start, piece.end, letters, worth, place)


def _together(evidence: Evidence, first: Integers, end: Integers) -> Held:
    """For each sentence and each term: does it stand in those two neighbouring clauses that hold the most?"""
    best = np.zeros((len(first), len(evidence.sought.terms)), bool)
    weights = evidence.sought.shares[:, [WORDS, GRAMS]].sum(axis=1)
    for row, (begin, stop) in enumerate(zip(first.tolist(), end.tolist(), strict=True)):
        starts = np.arange(begin, stop)
        held = evidence.held(starts, np.minimum(starts + 2, stop))
        best[row] = held[int((held @ weights).argmax())]
    return best


def _in_law(place: Place) -> bool:
    """Whether it stands in an article, whose later sentences lean on its first."""
    return any(_ARTICLE.match(section.label) for section in place.passage.section[-1:])


def stands_alone(text: str) -> bool:
    """Whether a sentence says something by itself."""
    letters = len(_NO_LETTERS.sub("", text))
    if not _SHORTEST <= len(text) <= LONGEST or not _END.search(text) or "\n" in text or not letters:
        return False
    if len(_HAN.findall(text)) < _LEAST_HAN * letters or _ITEM.match(text) or _ADDRESS.search(text):
        return False
    if any(text.count(pair[0]) != text.count(pair[1]) for pair in _PAIRS):
        return False
    opening = text.lstrip("“‘「『《（(【")
    if _POINTING.match(opening) and not _OPENS_WELL.match(opening):
        return False
    first = _CLAUSE.split(opening, maxsplit=1)[0]
    return not _ANAPHOR.search(first) and not _POINTS_OUT.search(text)


def _opening(text: str, piece: Piece, place: Place) -> int:
    """Where a sentence's own words begin: an article's number before them is named by the citation."""
    label = _LABEL.match(text, piece.start, piece.end)
    return label.end() if label and place.passage.section else piece.start


def _is_whole(text: str, piece: Piece, before: Piece | None, passage: int, collection: Collection) -> bool:
    """Whether what stands before it leaves it whole: it is no part of a list or of a longer sentence."""
    if before is not None:
        preceding = text[before.start : before.end]
        same = "\n" not in text[before.end : piece.start]
    else:
        first = int(collection.work_passages[collection.work_of(passage)])
        preceding = collection.words_of(passage - 1).rstrip() if passage > first else ""
        same = False
    if preceding.endswith(("：", ":", "；", ";", "，", ",", "、")):
        return False
    return not (same and _ITEM.match(preceding) and not _END.search(preceding))


def _fitness(text: str) -> float:
    """How well a sentence is read out: neither too short nor too long, few figures, something laid down."""
    shortest, longest = _GOOD
    length: float = min(1.0, len(text) / shortest) * min(1.0, longest / len(text)) ** 0.5
    figures = sum(character.isdecimal() for character in text) / len(text)
    said = _SAID if _LAYS_DOWN.search(text) else 1.0
    return length * (1 - min(0.5, 2 * figures)) * said


def _once(sentences: Sequence[_Found]) -> list[_Found]:
    """Each once; of those that are as good as the same the best, with the places of the others."""
    kept: list[_Found] = []
    for one in sentences:
        twin = next((other for other in kept if _alike(one.letters, other.letters)), None)
        if twin is None:
            kept.append(one)
        elif one.place.passage.code not in {place.passage.code for place in (twin.place, *twin.also)}:
            twin.also.append(one.place)
    return kept


def _spread(sentences: Sequence[_Found], limit: int) -> Iterator[_Found]:
    """The best one after the other, those of works and sections that were quoted already later."""
    works: dict[str, int] = {}
    sections: dict[object, int] = {}
    left = list(sentences)

    def worth(one: _Found) -> float:
        return (
            one.worth
            * _SAME_WORK ** works.get(_work(one), 0)
            * _SAME_SECTION ** sections.get(_section(one), 0)
        )

    for _ in range(min(limit, len(left))):
        best = max(left, key=worth)
        left.remove(best)
        works[_work(best)] = works.get(_work(best), 0) + 1
        sections[_section(best)] = sections.get(_section(best), 0) + 1
        yield best


def _work(one: _Found) -> str:
    return f"{one.place.document}\n{one.place.work}"


def _section(one: _Found) -> object:
    return _work(one), tuple(section.start for section in one.place.passage.section)


def _pairs(folded: str) -> frozenset[str]:
    letters = _NO_LETTERS.sub("", folded)
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    return shorter >= _ALIKE * longer and len(one & other) >= _ALIKE * len(one | other)
