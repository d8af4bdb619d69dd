"""What is said in quizzes: questions, scores, and what cannot be asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quiz:
    """The sentences of one language."""

    which_work: str
    which_section: str
    which_word: str
    blank: str
    more: str
    no_work: str
    too_little: str
    scores: str
    score: str
    no_scores: str
    privacy: str


ZH = Quiz(
    which_work="这句话出自哪一篇？",
    which_section="这句话出自《{}》的哪一部分？",
    which_word="空着的地方，原文是哪个？",
    blank="＿＿＿",
    more="再来一题 ▶",
    no_work="没有题目里带「{}」的篇。看看 /works 里有哪些吧。",
    too_little="这里的文字太少，出不了题。换一篇，或者再放进几篇吧。",
    scores="答题榜：",
    score="{}. {}：答对 {} / {}",
    no_scores="这里还没有人答过题。写 /quiz 来一题吧。",
    privacy="· 你答过的题：{} 道，答对 {} 道，连同你的名字。",
)

ZH_HANT = Quiz(
    which_work="這句話出自哪一篇？",
    which_section="這句話出自《{}》的哪一部分？",
    which_word="空著的地方，原文是哪個？",
    blank="＿＿＿",
    more="再來一題 ▶",
    no_work="沒有題目裡帶「{}」的篇。看看 /works 裡有哪些吧。",
    too_little="這裡的文字太少，出不了題。換一篇，或者再放進幾篇吧。",
    scores="答題榜：",
    score="{}. {}：答對 {} / {}",
    no_scores="這裡還沒有人答過題。寫 /quiz 來一題吧。",
    privacy="· 你答過的題：{} 道，答對 {} 道，連同你的名字。",
)

EN = Quiz(
    which_work="Which work is this from?",
    which_section="Which part of 《{}》 is this from?",
    which_word="What stands in the gap?",
    blank="＿＿＿",
    more="Another one ▶",
    no_work="No title holds “{}”. See /works for what there is.",
    too_little="There is too little text for a question here. Try another work, or add some.",
    scores="Scores:",
    score="{}. {}: {} of {} right",
    no_scores="Nobody has answered here yet. Write /quiz for a question.",
    privacy="· Quiz answers of yours: {}, of which {} were right, with your name.",
)
