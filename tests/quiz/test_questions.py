"""Questions made from the text: one right answer, wrong ones of the same kind, and words that fit a poll."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.collection import Collection
from bot.quiz.questions import Question, Questioner
from bot.quiz.wording import EXPLANATION, OPTION, QUESTION, units, worded
from bot.texts import CATALOGUES, ZH


@pytest.fixture(scope="module")
def drawn(samples: Collection) -> list[Question]:
    """A few questions of each kind."""
    questioner = Questioner(samples, random.Random(5))
    charter = samples.contents.named("读书会章程")
    made = [questioner.question() for _ in range(10)] + [questioner.question(charter) for _ in range(8)]
    return [question for question in made if question is not None]


def test_all_kinds_are_asked(drawn: list[Question]) -> None:
    """From which work, from which section, which word."""
    assert {question.kind for question in drawn} == {"work", "section", "word"}


def test_the_sentence_is_a_slice_of_the_stored_text(samples: Collection, drawn: list[Question]) -> None:
    """With its gap in it, where it has one: what is right is what stands there."""
    for question in drawn:
        passage = samples.passage(question.passage.citation.code)
        assert passage is not None
        end = question.start + len(question.sentence)
        assert passage.text[question.start : end] == question.sentence
        if question.gap is not None:
            assert question.sentence[slice(*question.gap)] == question.choices[question.right]


def test_one_choice_is_right_and_no_other(samples: Collection, drawn: list[Question]) -> None:
    """The sentence stands in no other work that may be chosen, and with no other word in its gap."""
    texts = {work.title: work.text for document in samples.documents for work in document.works}
    every = "\n".join(texts.values())
    for question in drawn:
        assert 2 <= len(question.choices) == len(set(question.choices)) <= 4
        right = question.choices[question.right]
        wrong = [choice for choice in question.choices if choice != right]
        if question.kind == "work":
            assert question.sentence in texts[right]
            assert not any(question.sentence in texts[title] for title in wrong)
        elif question.gap is not None:
            start, end = question.gap
            filled = [question.sentence[:start] + word + question.sentence[end:] for word in wrong]
            assert not any(sentence in every for sentence in filled)
            assert all(word in every for word in wrong)
        else:
            assert question.passage.citation.section[0] == right


def test_wrong_words_are_as_long_as_the_right_one(drawn: list[Question]) -> None:
    """So that nothing but the text tells which it is; figures may be longer."""
    for question in drawn:
        words = [choice for choice in question.choices if not any(map(str.isdigit, choice))]
        if question.kind == "word" and len(words) == len(question.choices):
            assert len({len(word) for word in words}) == 1


def test_polls_keep_within_telegrams_limits(drawn: list[Question]) -> None:
    """In every language; the explanation holds the quotation, cut between clauses only, and its code."""
    for question in drawn:
        for texts in CATALOGUES:
            poll = worded(question, texts)
            assert poll is not None
            assert units(poll.question) <= QUESTION
            assert all(1 <= units(option) <= OPTION for option in poll.options)
            assert units(poll.explanation) <= EXPLANATION
            assert poll.explanation.count("\n") <= 2
            assert question.passage.citation.code in poll.explanation
            assert poll.options[poll.right] == question.choices[question.right]
        shown = worded(question, ZH)
        assert shown is not None
        quoted = shown.explanation.partition("「")[2].rpartition("」")[0]
        assert quoted
        assert quoted in question.sentence
        if question.gap is not None:
            assert question.choices[question.right] in quoted
            assert ZH.quiz.blank in shown.question


def test_a_figure_is_a_word_with_others_of_its_kind(tmp_path: Path, data: Path) -> None:
    """Years among years, and percentages among percentages."""
    lines = [f"{2001 + n}年会费收入增长{n + 2}.{n}%，到会率有所提高，新会员比往年多。" for n in range(8)]
    (tmp_path / "账目.txt").write_text("\n".join(["历年账目", *lines]), encoding="utf-8")
    collection = Collection(data)
    collection.add([tmp_path / "账目.txt"])
    questioner = Questioner(collection, random.Random(3))
    figures = [
        question
        for _ in range(12)
        if (question := questioner.question()) is not None and question.choices[0][0].isdecimal()
    ]
    assert figures
    for question in figures:
        assert len({("." in choice, len(choice) == 4) for choice in question.choices}) == 1


def test_too_little_text_makes_no_question(tmp_path: Path, data: Path) -> None:
    """Rather none than a bad one."""
    (tmp_path / "短.txt").write_text("短文\n\n只有这一句话，别的什么也没有。", encoding="utf-8")
    collection = Collection(data)
    collection.add([tmp_path / "短.txt"])
    assert Questioner(collection, random.Random(1)).question() is None
    assert collection.names
