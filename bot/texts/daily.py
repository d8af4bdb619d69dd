"""What is said about daily passages besides the list of them: what was missed, who reads, how it all goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Daily:
    """The sentences of one language."""

    # a passage of another day, and what was missed
    of_day: str
    notice: str
    missed_one: str
    missed_several: str
    missed_blocked: str
    missed_hint: str
    reached: str
    window: str
    owed: str
    zone_first: str
    course_first: str

    # reading together
    read: str
    read_noted: str
    read_undone: str
    done_together: str
    done_alone: str
    readers: str
    privacy: str

    # catching up
    catch_up: str
    catch_up_here: str
    catch_up_refused: str
    caught_up: str
    caught_up_but: str
    left: str
    read_and_next: str
    next: str
    nothing_missed: str
    make_up: str
    make_up_next: str
    make_up_later: str

    # the health of all pushes
    health_good: str
    health_bad: str
    health_day: str
    health_late: str
    health_skipped: str
    health_again: str
    health_overdue: str
    health_chats: str
    health_resting: str
    health_blocked: str
    health_next: str
    health_refused: str
    health_alone: str


ZH = Daily(
    of_day="{} 月 {} 日的一段",
    notice="今天没有送：{}。想换一种读法，请写 /daily。",
    missed_one="（{} 没有送：{}。）",
    missed_several="（{} 到 {} 有 {} 天没有送：{}。）",
    missed_blocked="（{} 起发不进来，今天接着送。）",
    missed_hint="（想补上，写 /daily missed。）",
    reached="　读到：第 {} 段",
    window="　迟了也补：{} 小时以内",
    owed="　没送到的：{} 天，可以补",
    zone_first="那里的时区是 {0}。订的时候写上就好：/daily 07:30 {0}",
    course_first="每次多少、哪天读完，要同一篇的题目一起写，比如：/daily 07:30 《题目》 600字",
    read="✅ 读过",
    read_noted="记下了。再按一次就收回。",
    read_undone="收回了。",
    done_together="大家一起读了 {} 天，共 {} 段。",
    done_alone="你读了 {} 天，共 {} 段。",
    readers="有 {} 位按过 ✅，平均每段 {} 位。",
    privacy="· 你在群里按过 ✅ 的：{} 段。",
    catch_up="📥 补读",
    catch_up_here="想补读前面的，点下面的按钮，我在私聊里一段一段给你。",
    catch_up_refused="那里的段落只给那个群里的人看。",
    caught_up="都读过了，前面没有漏下的。",
    caught_up_but="这就到最近的一段了。前面还有 {} 段没有按 ✅，想读的时候再来。",
    left="（后面还有 {} 段）",
    read_and_next="✅ 读过，下一段",
    next="下一段 ▶",
    nothing_missed="这里没有漏下的。要补群里的，请在那个群里写 /daily missed。",
    make_up="📥 补上",
    make_up_next="📥 补下一段（还有 {} 段）",
    make_up_later="正有一段在路上，请过一会儿再补。",
    health_good="✅ 推送正常",
    health_bad="⚠️ 推送有要看的地方",
    health_day="最近 24 小时该送 {}：送到 {}，跳过 {}；在路上 {}。",
    health_late="送到的里面迟了一分钟以上的 {}，最晚的迟了 {} 秒。",
    health_skipped="跳过的：{}。",
    health_again="重启后再送了一次的（可能重复）：{}。",
    health_overdue="到点还没有送的 {}，最久的等了 {} 秒。",
    health_chats="{} 个聊天，{} 项在送。",
    health_resting="停着的：{}。",
    health_blocked="发不进去的聊天 {} 个：{}",
    health_next="下一次：{}",
    health_refused="推送的情况只说给管理员。",
    health_alone="推送的情况，请在私聊里问我。",
)

ZH_HANT = Daily(
    of_day="{} 月 {} 日的一段",
    notice="今天沒有送：{}。想換一種讀法，請寫 /daily。",
    missed_one="（{} 沒有送：{}。）",
    missed_several="（{} 到 {} 有 {} 天沒有送：{}。）",
    missed_blocked="（{} 起發不進來，今天接著送。）",
    missed_hint="（想補上，寫 /daily missed。）",
    reached="　讀到：第 {} 段",
    window="　遲了也補：{} 小時以內",
    owed="　沒送到的：{} 天，可以補",
    zone_first="那裡的時區是 {0}。訂的時候寫上就好：/daily 07:30 {0}",
    course_first="每次多少、哪天讀完，要同一篇的題目一起寫，比如：/daily 07:30 《題目》 600字",
    read="✅ 讀過",
    read_noted="記下了。再按一次就收回。",
    read_undone="收回了。",
    done_together="大家一起讀了 {} 天，共 {} 段。",
    done_alone="你讀了 {} 天，共 {} 段。",
    readers="有 {} 位按過 ✅，平均每段 {} 位。",
    privacy="· 你在群裡按過 ✅ 的：{} 段。",
    catch_up="📥 補讀",
    catch_up_here="想補讀前面的，按下面的按鈕，我在私訊裡一段一段給你。",
    catch_up_refused="那裡的段落只給那個群裡的人看。",
    caught_up="都讀過了，前面沒有漏下的。",
    caught_up_but="這就到最近的一段了。前面還有 {} 段沒有按 ✅，想讀的時候再來。",
    left="（後面還有 {} 段）",
    read_and_next="✅ 讀過，下一段",
    next="下一段 ▶",
    nothing_missed="這裡沒有漏下的。要補群裡的，請在那個群裡寫 /daily missed。",
    make_up="📥 補上",
    make_up_next="📥 補下一段（還有 {} 段）",
    make_up_later="正有一段在路上，請過一會兒再補。",
    health_good="✅ 推送正常",
    health_bad="⚠️ 推送有要看的地方",
    health_day="最近 24 小時該送 {}：送到 {}，跳過 {}；在路上 {}。",
    health_late="送到的裡面遲了一分鐘以上的 {}，最晚的遲了 {} 秒。",
    health_skipped="跳過的：{}。",
    health_again="重啟後再送了一次的（可能重複）：{}。",
    health_overdue="到點還沒有送的 {}，最久的等了 {} 秒。",
    health_chats="{} 個聊天，{} 項在送。",
    health_resting="停著的：{}。",
    health_blocked="發不進去的聊天 {} 個：{}",
    health_next="下一次：{}",
    health_refused="推送的情況只說給管理員。",
    health_alone="推送的情況，請在私訊裡問我。",
)

EN = Daily(
    of_day="The passage of {}/{}",
    notice="Nothing today: {}. For something else, write /daily.",
    missed_one="(Nothing on {}: {}.)",
    missed_several="(Nothing from {} to {}, {} days: {}.)",
    missed_blocked="(Since {} nothing could be delivered; it goes on today.)",
    missed_hint="(To make up for it, write /daily missed.)",
    reached="  Read so far: {} parts",
    window="  May come late by: {} h",
    owed="  Days without a passage, to be made up for: {}",
    zone_first="The zone there is {0}. Name it when you subscribe: /daily 07:30 {0}",
    course_first="How much at a time and by when goes with a work, like: /daily 07:30 《Title》 600chars",
    read="✅ Read",
    read_noted="Noted. Press again to take it back.",
    read_undone="Taken back.",
    done_together="Read together in {} days, {} parts.",
    done_alone="You read it in {} days, {} parts.",
    readers="{} pressed ✅, on average {} a part.",
    privacy="· Passages in groups on which you pressed ✅: {}.",
    catch_up="📥 Catch up",
    catch_up_here="To catch up, press the button below: I give you what came before, one by one, in private.",
    catch_up_refused="These passages are for the members of that group.",
    caught_up="You have read them all.",
    caught_up_but="That was the latest. {} before it have no ✅ of yours; come back when you like.",
    left="({} more)",
    read_and_next="✅ Read, next",
    next="Next ▶",
    nothing_missed="Nothing was missed here. For a group's, write /daily missed in that group.",
    make_up="📥 Make up",
    make_up_next="📥 The next one ({} left)",
    make_up_later="Something is on its way just now; please try again in a while.",
    health_good="✅ The pushes are well",
    health_bad="⚠️ The pushes want a look",
    health_day="Due in the last 24 hours: {}. Arrived {}, skipped {}; on the way {}.",
    health_late="Of those that arrived, {} came more than a minute late, the latest by {} seconds.",
    health_skipped="Skipped: {}.",
    health_again="Sent once more after a restart (perhaps twice): {}.",
    health_overdue="Due and not sent yet: {}; the first has waited {} seconds.",
    health_chats="{} chats, {} subscriptions at work.",
    health_resting="Resting: {}.",
    health_blocked="Chats that cannot be reached, {}: {}",
    health_next="Next: {}",
    health_refused="Only administrators hear about the pushes.",
    health_alone="About the pushes, please ask me in private.",
)
