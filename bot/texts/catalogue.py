"""What a catalogue holds: one field for every sentence a person can read in a chat.

A dataclass without defaults, so that a language with a sentence missing does not load. `{}` marks are filled
with `str.format`; words from documents and people only ever fill them, and are never a template themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.texts.checks import Checks
from bot.texts.daily import Daily
from bot.texts.notebook import Notebook
from bot.texts.pictures import Pictures
from bot.texts.quiz import Quiz
from bot.texts.seeking import Seeking

Commands = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences of one language."""

    language: str
    name: str

    # hello
    start: str
    start_samples: str
    hello_group: str
    courtesy: str
    help: str
    commands: Commands
    commands_of_administrators: Commands
    usage: str
    unknown_command: str
    words_only: str

    # an answer
    work: str
    paragraph: str
    page: str
    also: str
    also_more: str
    missing: str
    too_long: str
    not_found: str
    not_found_hint: str
    looked_for: str
    near: str
    nothing_more: str
    question_gone: str
    comma: str
    context: str
    context_short: str
    more: str
    earlier: str
    copy: str

    # a passage in its place
    before: str
    here: str
    after: str
    goes_on: str
    previous: str
    following: str
    whole: str
    back: str
    back_to_passage: str
    previous_page: str
    next_page: str
    page_of: str
    changed: str
    gone: str
    old_button: str
    passage_usage: str

    # what there is to read
    today: str
    works: str
    works_hint: str
    work_usage: str
    no_such_work: str
    several_works: str
    characters: str
    outline: str
    read_opening: str

    # is it really said so
    check_usage: str
    nothing_quoted: str
    verbatim: str
    verbatim_but: str
    altered: str
    misplaced: str
    absent: str
    replaced: str
    left_out: str
    added: str
    width: str
    script: str
    space: str
    punctuation: str
    omitted: str
    instead: str
    more_differences: str
    stands: str
    cut_short: str

    # how the bot behaves here
    settings: str
    settings_group: str
    settings_automatic: str
    settings_count: str
    settings_length: str
    settings_refused: str

    # in any chat
    inline_nothing: str
    inline_refused: str

    # those who keep the documents
    file_declined: str
    file_too_big: str
    file_lost: str
    file_unreadable: str
    file_corrections: str
    receipt: str
    receipt_work: str
    receipt_replaces: str
    confirm: str
    rename: str
    discard: str
    rename_prompt: str
    arrival_code: str
    kept: str
    discarded: str
    arrival_gone: str
    failed: str
    no_documents: str
    documents: str
    remove: str
    remove_yes: str
    remove_ask: str
    keep: str
    removed: str
    remove_gone: str
    gaps: str
    gaps_none: str
    gaps_off: str

    # what is known about a person
    privacy: str
    privacy_kept: str
    privacy_not_kept: str
    privacy_settings: str
    privacy_daily: str
    privacy_alone: str
    privacy_nothing: str
    privacy_acts: str
    forget: str
    forgotten: str

    # when it cannot be
    not_here: str
    too_fast: str
    trouble: str

    # a passage a day
    daily_part: str
    daily_about: str
    daily_end: str
    daily_usage: str
    daily_none: str
    daily_here: str
    daily_item: str
    daily_every_day: str
    daily_days: str
    daily_course: str
    daily_course_until: str
    daily_chance: str
    daily_next: str
    daily_last: str
    daily_skipped: str
    daily_paused: str
    daily_asked: str
    daily_finished: str
    daily_blocked: str
    daily_no_text: str
    daily_no_work: str
    daily_no_more: str
    daily_late: str
    daily_trouble: str
    daily_rest: str
    daily_go_on: str
    daily_drop: str
    daily_off: str
    daily_not_understood: str
    daily_no_such_work: str
    daily_too_fast: str
    daily_most: str
    daily_refused: str
    daily_zone: str
    daily_back: str
    daily: Daily
    notebook: Notebook
    checks: Checks
    pictures: Pictures
    quiz: Quiz
    seeking: Seeking
