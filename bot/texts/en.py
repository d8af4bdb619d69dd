"""English, for those whose Telegram speaks it. Quotations stay in the language of their documents."""

from __future__ import annotations

from bot.texts.catalogue import Texts

EN = Texts(
    language="en",
    start=(
        "Hello, I am Chuchu 出处.\n"
        "Ask me about your documents: I find the exact words, and tell you the work, section and paragraph "
        "where they stand.\n"
        "I only quote. What the documents don't say, I don't say either."
    ),
    start_samples=(
        "There are no documents of yours yet, so I answer from the samples that came with me. Try: 怎样请假？"
    ),
    help=(
        "Just write your question, for example: 怎样请假？\n\n"
        "In groups, use /ask QUESTION, @{bot} QUESTION, or reply to one of my messages; "
        "otherwise I stay silent.\n\n"
        "Under each quotation stands its source. “Context” shows the text around it, "
        "and you can leaf on from there.\n\n"
        "Tap the code at the end of a source to copy it."
    ),
    commands=(("ask", "Ask the documents"), ("help", "How to use me"), ("start", "Say hello")),
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
    comma=", ",
    context="Context",
    before="↑ Before",
    here="Here",
    after="↓ After",
    previous="◀ Previous",
    following="Next ▶",
    gone="That passage is not here any more: the documents may have changed. Please ask again.",
    old_button="I don't know this button any more. Please ask again.",
    not_here="Sorry, I only answer in agreed chats. An administrator can add this one, number {}.",
    trouble="Sorry, something went wrong on my side and I could not answer. Please try again in a while.",
)
