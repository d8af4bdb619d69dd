"""English, for those whose Telegram speaks it. Quotations stay in the language of their documents."""

from __future__ import annotations

from bot.texts import checks, daily, notebook, pictures, quiz, seeking
from bot.texts.catalogue import Texts

EN = Texts(
    language="en",
    name="English",
    start=(
        "Hello, I am Chuchu 出处.\n"
        "Ask me about your documents: I find the exact words, and tell you the work, section and paragraph "
        "where they stand.\n"
        "I only quote. What the documents don't say, I don't say either."
    ),
    start_samples=(
        "There are no documents of yours yet, so I answer from the samples that came with me; administrators "
        "add documents by sending them to me. Try: 怎样请假？"
    ),
    courtesy="Here I am. Ask the documents anything: just write it down.",
    hello_group=(
        "Hello, I am Chuchu. Ask me about the documents, and I bring you the exact words and their place.\n"
        "Please use /ask QUESTION, @{bot} QUESTION, or a reply to me; otherwise I keep quiet. More in /help."
    ),
    help=(
        "Just write your question, for example: 怎样请假？\n\n"
        "In groups, use /ask QUESTION, @{bot} QUESTION, or reply to one of my messages; "
        "otherwise I stay silent. Reply /ask to any message, and I ask with its words.\n\n"
        "Tap a source to open the text around it and to read on; it still opens when you forward it.\n\n"
        "Write @{bot} and some words in any chat to insert a quotation with its source.\n\n"
        "/check and a text: I tell whether it quotes rightly.\n"
        "/quote TOPIC finds sentences worth quoting. ⭐ under a quotation keeps it; /kept shows and exports "
        "what was kept. /study begin TOPIC records a session, /study end gives its minutes.\n\n"
        "/works lists the works, /today has a passage for the day, /daily brings one every day, /trace "
        "counts a word and shows its places, /quiz asks you, /settings changes language and length."
    ),
    commands=(
        ("ask", "Ask the documents"),
        ("quote", "Quotations worth quoting on a topic"),
        ("check", "Is this really a quotation?"),
        ("trace", "How often and where a word stands"),
        ("card", "A passage as a picture"),
        ("quiz", "A question from the documents"),
        ("today", "A passage for today"),
        ("daily", "A passage a day, on time"),
        ("kept", "Kept quotations: tags, notes, files"),
        ("study", "Record a session and get its minutes"),
        ("works", "The works there are"),
        ("work", "Open a work and its outline"),
        ("passage", "Open a passage by its code"),
        ("settings", "Language, number and length of quotations"),
        ("privacy", "What I know about you, and how to delete it"),
        ("help", "How to use me"),
    ),
    commands_of_administrators=(
        ("documents", "The documents in the collection"),
        ("gaps", "What was asked and not found"),
        ("pushes", "Are the daily passages on time"),
    ),
    usage="Please write your question after it, for example: /ask 怎样请假？",
    unknown_command="I don't know that command. Just write your question, or see /help.",
    words_only="I can only read text for now. Could you write your question?",
    work="《{}》",
    paragraph="paragraph {}",
    page="page {}",
    also="Also in",
    also_more="{} more",
    missing="Not in the documents: {}",
    too_long="This quotation is too long for one message. Please read it under “Context” below.",
    not_found="Not found. Nothing in the documents answers this.",
    not_found_hint="Try other words, or a more specific question.",
    looked_for="Words looked for: {}",
    near="These are the closest, but may not be what you want:",
    nothing_more="There is no more.",
    question_gone="I can no longer see the question. Please ask me again.",
    comma=", ",
    context="📖 Context",
    context_short="📖",
    more="More ▶",
    earlier="◀ Back",
    copy="Copy",
    before="↑ Before",
    here="Here",
    after="↓ After",
    goes_on="… (goes on: see “Section”)",
    previous="◀ Previous",
    following="Next ▶",
    whole="Section",
    back="↩ To the answer",
    back_to_passage="↩ To the passage",
    previous_page="◀ Page before",
    next_page="Next page ▶",
    page_of="page {} of {}",
    changed="The text of this passage has changed. It now reads:",
    gone="I can't find this passage; it may have changed or gone. Please ask again for a new source.",
    old_button="I don't know this button any more. Please ask again.",
    passage_usage="Please write a code after it, for example: /passage {}. Each source ends with one.",
    today="A passage for today · {}/{}",
    works="There are {} works:",
    works_hint="To open one, write /work and its title.",
    work_usage="Please write a title after it, for example: /work {}",
    no_such_work="No title holds “{}”. See /works for what there is.",
    several_works="Several titles hold “{}”:",
    characters="{} characters",
    outline="Outline",
    read_opening="📖 Read from the beginning",
    check_usage="Please put the text after /check, or reply /check to the message that holds it.",
    nothing_quoted="There is nothing here to check.",
    verbatim="✅ Word for word",
    verbatim_but="✅ The same words, written differently",
    altered="⚠️ Not quite the same",
    misplaced="↪️ The words are real, but stand elsewhere",
    absent="❌ Not in the documents",
    replaced="other words",
    left_out="left out",
    added="added",
    width="width",
    script="script",
    space="space",
    punctuation="punctuation",
    omitted="omitted",
    instead="“{}”, where the text has “{}”",
    more_differences="… {} in all",
    stands="The text:",
    cut_short="The rest does not fit here. Please check it in parts.",
    settings=(
        "How I speak here:\n\nLanguage: {}\nQuotations at most: {}\nLength of each: about {} characters\n"
        "Citations when copied: {}\n\n"
        "The buttons below change it."
    ),
    settings_group="In a group, only its administrators can.",
    settings_automatic="As in Telegram",
    settings_count="{}",
    settings_length="{} characters",
    settings_refused="The group's administrators decide this.",
    inline_nothing="Nothing found: tap to ask me",
    inline_refused="These documents are for agreed people only",
    file_declined="Thank you, but only administrators add files here. If you have a question, just ask.",
    file_too_big="This file is too big: Telegram lets me fetch 20 MB at most. Please send it in parts.",
    file_lost="I could not fetch the file. Please send it again.",
    file_unreadable="I can't read this file. {}",
    file_corrections="“{}” holds corrections; on the server, put it into documents/ beside what it corrects.",
    receipt="I have “{}”; it is not in the collection yet. Did I read it rightly?",
    receipt_work="{} sections · {} characters",
    receipt_replaces="⚠️ There is a document of this name, which it would replace.",
    confirm="✅ Add it",
    rename="✏️ Mend the title",
    discard="✖ Discard",
    rename_prompt="Reply to this message with the title of this work.",
    arrival_code="(arrival {})",
    kept="✅ Added: {}",
    discarded="“{}” was not added.",
    arrival_gone="This file was dealt with already, or waited too long. Please send it again if you need it.",
    failed="That did not work. {}",
    no_documents="There are no documents yet. Send me files to add them.",
    documents="There are {} documents:",
    remove="🗑 {}",
    remove_yes="🗑 Remove",
    remove_ask="Remove “{}” from the collection? Its quotations will not be found any more.",
    keep="Keep it",
    removed="“{}” is removed.",
    remove_gone="There is no such document any more.",
    gaps="Asked lately, and not in the documents:",
    gaps_none="Nothing was asked lately that was not found.",
    gaps_off=(
        "Not recorded: questions are not kept. To see them, set CHUCHU_KEEP_QUESTIONS_DAYS "
        "to a number of days."
    ),
    privacy="This is what I know about you:",
    privacy_kept="· Questions without an answer are kept for {} days, without who asked.",
    privacy_not_kept="· What you ask is not kept.",
    privacy_settings="· What you chose in /settings: {}, {}, {} characters, citations: {}.",
    privacy_daily="· What you arranged in /daily: {}.",
    privacy_alone="· What concerns you alone, please ask me in private.",
    privacy_nothing="· Nothing else.",
    privacy_acts="· {} times you changed documents or synonyms as an administrator. These records stay.",
    forget="🗑 Forget it all",
    forgotten="Forgotten.",
    not_here="Sorry, I only answer in agreed chats. An administrator can add this one, number {}.",
    too_fast="A little slower, please: I can't keep up. Ask me again in a minute.",
    trouble="Sorry, something went wrong on my side and I could not answer. Please try again in a while.",
    daily_part="Part {} of {}",
    daily_about="On “{}”",
    daily_end="— This is the end of 《{}》.",
    daily_usage=(
        "For a passage a day, tell me when:\n"
        "/daily 07:30\n"
        "\n"
        "You may add:\n"
        "· a city or a zone: /daily 07:30 Tokyo\n"
        "· days: weekdays, weekend, mon,wed,fri\n"
        "· a work to read: 《Title》 with 600chars or 5min at a time, or “by 30”\n"
        "· a question: about leave\n"
        "· anything worth a moment: random\n"
        "· how late it may still come: late 3h\n"
        "\n"
        "Send me a place, and its time zone is yours. /daily off ends all, /daily 2 off the second; "
        "/daily missed makes up for what you missed."
    ),
    daily_none="No daily passage comes here yet.",
    daily_here="The daily passages here:",
    daily_item="{}. {} {} ({}) · {}",
    daily_every_day="every day",
    daily_days="Mon Tue Wed Thu Fri Sat Sun",
    daily_course="《{}》, about {} characters at a time",
    daily_course_until="《{}》, to be finished by {}",
    daily_chance="a passage by chance",
    daily_next="  Next: {}",
    daily_last="  Last: {}",
    daily_skipped="  Nothing on {}: {}",
    daily_paused="  Resting: {}",
    daily_asked="stopped by hand",
    daily_finished="it is finished",
    daily_blocked="it could not be delivered here",
    daily_no_text="there was no fit passage",
    daily_no_work="the work is not there any more",
    daily_no_more="there is no more on it",
    daily_late="it would have been too late",
    daily_trouble="something went wrong here",
    daily_rest="⏸ {}",
    daily_go_on="▶ {}",
    daily_drop="✖ {}",
    daily_off="Done. Nothing will come any more.",
    daily_not_understood="I don't understand “{}”.",
    daily_no_such_work="No title holds “{}”.",
    daily_too_fast="That would be {} characters a day: too much. Please choose a later date.",
    daily_most="A chat can have {}; please end one first.",
    daily_refused="Administrators of this group decide what comes daily.",
    daily_zone="Done: the time zone is {} now.",
    daily_back=(
        "For a while nothing could be delivered here, and the daily passages rested. "
        "They go on from the next time."
    ),
    daily=daily.EN,
    notebook=notebook.EN,
    checks=checks.EN,
    pictures=pictures.EN,
    quiz=quiz.EN,
    seeking=seeking.EN,
)
