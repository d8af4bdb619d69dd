"""What is said when words were looked for in vain, and to those who can do something about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seeking:
    """The sentences of one language. What `prompt` has before its mark tells the bot that it asked this."""

    close: str
    try_it: str
    instead: str

    hint: str
    now_found: str
    open_one: str
    prompt: str
    prompt_more: str
    no_words: str
    whole_rule: str
    to_list: str
    taught: str
    undo: str
    undone: str
    undo_gone: str


ZH = Seeking(
    close="资料里有这些相近的词，点一个再找：",
    try_it="🔍 {}",
    instead="换成「{}」来找：",
    hint=(
        "点数字，告诉我资料里是怎么说的，下次就找得到。也可以直接写：\n"
        "/gaps 退款 = 退费（意思一样的词）\n"
        "/gaps 两个确立（不该拆开的词）"
    ),
    now_found="有 {} 个现在答得上了，不再列出。",
    open_one="➕ {}",
    prompt="资料里是怎么说的？大家问的是：",
    prompt_more="点一个意思一样的词，或回复这条消息写下来。",
    no_words=(
        "这一句里的词资料里都有，只是没有一处答它。"
        "可以补一篇文件，或回复这条消息写下意思一样的词，如：退款 = 退费"
    ),
    whole_rule="请写出两边，如：{}",
    to_list="↩ 回到清单",
    taught="✅ 记下了：{}。从下一个问题起就作数。",
    undo="↩ 撤销",
    undone="撤销了：{}。",
    undo_gone="这一条已经不在了。",
)

ZH_HANT = Seeking(
    close="資料裡有這些相近的詞，點一個再找：",
    try_it="🔍 {}",
    instead="換成「{}」來找：",
    hint=(
        "點數字，告訴我資料裡是怎麼說的，下次就找得到。也可以直接寫：\n"
        "/gaps 退款 = 退費（意思一樣的詞）\n"
        "/gaps 兩個確立（不該拆開的詞）"
    ),
    now_found="有 {} 個現在答得上了，不再列出。",
    open_one="➕ {}",
    prompt="資料裡是怎麼說的？大家問的是：",
    prompt_more="點一個意思一樣的詞，或回覆這條訊息寫下來。",
    no_words=(
        "這一句裡的詞資料裡都有，只是沒有一處答它。"
        "可以補一篇文件，或回覆這條訊息寫下意思一樣的詞，如：退款 = 退費"
    ),
    whole_rule="請寫出兩邊，如：{}",
    to_list="↩ 回到清單",
    taught="✅ 記下了：{}。從下一個問題起就作數。",
    undo="↩ 撤銷",
    undone="撤銷了：{}。",
    undo_gone="這一條已經不在了。",
)

EN = Seeking(
    close="The documents have these similar words. Tap one to look again:",
    try_it="🔍 {}",
    instead="Looked for “{}” instead:",
    hint=(
        "Tap a number and tell me how the documents put it, and it is found next time. Or write:\n"
        "/gaps refund = reimbursement (words that mean the same)\n"
        "/gaps 两个确立 (a word not to be torn apart)"
    ),
    now_found="{} can be answered now and are no longer listed.",
    open_one="➕ {}",
    prompt="How do the documents put it? People asked: ",
    prompt_more="Tap a word that means the same, or reply to this message with one.",
    no_words=(
        "All its words stand in the documents, but no place answers it. Add a document, or reply to this "
        "message with words that mean the same, like: refund = reimbursement"
    ),
    whole_rule="Please write both sides, like: {}",
    to_list="↩ Back to the list",
    taught="✅ Kept: {}. It holds from the next question on.",
    undo="↩ Undo",
    undone="Undone: {}.",
    undo_gone="That one is gone already.",
)
