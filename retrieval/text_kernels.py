"""The inner loops of a large build, compiled by numba: texts to terms, and to jieba's words.

As `retrieval.kernels`: what `terms` and `cutting` compute with NumPy.
"""

from __future__ import annotations

import numpy as np

from retrieval.kernels import Array, Whole, compiled

_MULTIPLIER, _HASHED = np.uint64(0x9E3779B97F4A7C15), np.uint64(1 << 63)
_FIRST_HAN, _END_HAN, _POINT, _PER_CENT = 0x4E00, 0x9FD6, ord("."), ord("%")
_SIEVE = 22  # bits of a hash: half a megabyte
_IDEOGRAPH, _LETTER = 1, 2  # as in `retrieval.folding`
_SHORT = 4  # characters of the longest words that are looked up for many places at once
_GROUP = 2048  # places for which they are: what is found stays in the processor's cache
_NEVER = -1e300  # below the logarithm of any chance
_LOWER, _HIGHER = (1, 0, 0, 1), (3, 2, 2, 3)


@compiled
def sifted(slots: Array) -> Array:
    """A bit for each key of a dictionary, by its hash: small enough for the processor's cache, and most of
    what is looked up is not in it.
    """
    sieve = np.zeros(1 << (_SIEVE - 6), np.uint64)
    for i in range(len(slots)):
        if slots[i, 0] == 0:
            continue
        bit = (slots[i, 0] * _MULTIPLIER) >> np.uint64(64 - _SIEVE)
        sieve[bit >> np.uint64(6)] |= np.uint64(1) << (bit & np.uint64(63))
    return sieve


@compiled
def looked_up(sieve: Array, slots: Array, bits: int, key: Whole) -> float:
    """The logarithm of a key, -inf for what only begins words, NaN for what is not in the dictionary."""
    mixed = key * _MULTIPLIER
    bit = mixed >> np.uint64(64 - _SIEVE)
    if not (sieve[bit >> np.uint64(6)] >> (bit & np.uint64(63))) & np.uint64(1):
        return np.nan
    at = np.int64(mixed >> np.uint64(64 - bits))
    while slots[at, 0] != key:
        if slots[at, 0] == 0:
            return np.nan
        at = (at + 1) & ((1 << bits) - 1)
    found: float = slots.view(np.float64)[at, 1]
    return found


@compiled
def singles(sieve: Array, slots: Array) -> Array:
    """The logarithms of all single characters that may stand in a word, -inf for what is none."""
    bits = 0
    while (1 << bits) < len(slots):
        bits += 1
    found = np.empty(_END_HAN)
    for code in range(_END_HAN):
        log = looked_up(sieve, slots, bits, np.uint64(code))
        found[code] = -np.inf if np.isnan(log) else log
    return found


@compiled
def key_at(codes: Array, start: int, length: int) -> Whole:
    """As `retrieval.keys.keys_at`."""
    key = np.uint64(0)
    if length <= 3:
        for i in range(length):
            key = (key << np.uint64(21)) | np.uint64(codes[start + i])
        return key
    power = np.uint64(1)
    for i in range(length):
        power *= _MULTIPLIER
        key += np.uint64(codes[start + i]) * power
    key ^= key >> np.uint64(32)
    return (key * _MULTIPLIER) | _HASHED


@compiled
def words(codes: Array, kinds: Array, texts: Array, starts: Array) -> tuple[Array, Array]:
    """The key and the text of each word, where a word, or what is between words, begins as `starts` says."""
    keys, numbers = np.empty(len(codes), np.uint64), np.empty(len(codes), np.int64)
    count = text = at = 0
    stop = texts[0] if len(texts) else 0
    while at < len(codes):
        end, is_word = at + 1, kinds[at] != 0
        while end < len(codes) and not starts[end]:
            is_word |= kinds[end] != 0
            end += 1
        if is_word:
            while at > stop:
                text += 1
                stop += texts[text] + 1
            keys[count], numbers[count] = key_at(codes, at, end - at), text
            count += 1
        at = end
    return keys[:count], numbers[:count]


@compiled
def grams(codes: Array, kinds: Array, texts: Array) -> tuple[Array, Array]:
    """The key and the text of each term of `retrieval.terms.Lexicon.gram_spans`."""
    keys, numbers = np.empty(len(codes), np.uint64), np.empty(len(codes), np.int64)
    count = text = at = 0
    stop = texts[0] if len(texts) else 0
    while at < len(codes):
        end, kind = at + 1, kinds[at]
        while end < len(codes) and kind != 0 and kinds[end] == kind:
            end += 1
        while at > stop:
            text += 1
            stop += texts[text] + 1
        if kind == _LETTER or (kind == _IDEOGRAPH and end == at + 1):
            keys[count], numbers[count] = key_at(codes, at, end - at), text
            count += 1
        elif kind == _IDEOGRAPH:
            for here in range(at, end - 1):
                keys[count], numbers[count] = key_at(codes, here, 2), text
                count += 1
        at = end
    return keys[:count], numbers[:count]


@compiled
def is_digit(code: int) -> bool:
    """0 to 9."""
    return 48 <= code <= 57


@compiled
def is_letter(code: int) -> bool:
    """A Latin letter without marks, or a digit."""
    return 48 <= code <= 57 or 65 <= code <= 90 or 97 <= code <= 122


@compiled
def likelier(
    lower: float, higher: float, from_lower: float, from_higher: float, emission: float
) -> tuple[float, Whole]:
    """The better of two ways to a state, and 1 if it is the higher one's, as it is when they are equal."""
    by_lower, by_higher = lower + from_lower + emission, higher + from_higher + emission
    is_higher = by_higher >= by_lower
    return (by_higher if is_higher else by_lower), np.int64(is_higher)


@compiled
def join(
    codes: Array,
    first: int,
    end: int,
    start: Array,
    moves: Array,
    emissions: Array,
    starts: Array,
    came: Array,
) -> None:
    """Join single characters by the model of unknown words, and letters and digits by jieba's pattern."""
    at = first
    while at < end:
        stop = at
        han = codes[at] >= _FIRST_HAN
        while stop < end and (codes[stop] >= _FIRST_HAN) == han:
            stop += 1
        if han:
            emission = emissions[codes[at] - _FIRST_HAN]
            begins, ends = start[0] + emission[0], start[1] + emission[1]
            amid, single = start[2] + emission[2], start[3] + emission[3]
            for here in range(at + 1, stop):
                emission = emissions[codes[here] - _FIRST_HAN]
                now_begins, one = likelier(ends, single, moves[1, 0], moves[3, 0], emission[0])
                now_ends, two = likelier(begins, amid, moves[0, 1], moves[2, 1], emission[1])
                now_amid, three = likelier(begins, amid, moves[0, 2], moves[2, 2], emission[2])
                now_single, four = likelier(ends, single, moves[1, 3], moves[3, 3], emission[3])
                begins, ends, amid, single = now_begins, now_ends, now_amid, now_single
                came[here - at] = one | two << 1 | three << 2 | four << 3
            state = 3 if single >= ends else 1
            for here in range(stop - 1, at, -1):
                if here + 1 < stop:
                    starts[here + 1] = state == 1 or state == 3
                state = (_HIGHER if (came[here - at] >> state) & 1 else _LOWER)[state]
            if at + 1 < stop:
                starts[at + 1] = state == 1 or state == 3
        else:
            starts[at + 1 : stop] = False
            here = at
            while here < stop:
                if not is_letter(codes[here]):
                    here += 1
                    continue
                starts[here] = True
                while here < stop and is_letter(codes[here]):
                    here += 1
                if here + 1 < stop and codes[here] == _POINT and is_digit(codes[here + 1]):
                    here += 1
                    while here < stop and is_digit(codes[here]):
                        here += 1
                if here < stop and codes[here] == _PER_CENT:
                    here += 1
                if here < stop:
                    starts[here] = True
        at = stop


@compiled
def find_short(
    codes: Array,
    inside: Array,
    first: int,
    end: int,
    sieve: Array,
    slots: Array,
    singles: Array,
    bits: int,
    alive: Array,
    keys: Array,
    found: Array,
    longer: Array,
) -> None:
    """Put the logarithms of the words of up to `_SHORT` characters that may begin from `first` to `end` into
    `found`, -inf for what is none, and into `longer` whether they may go on; `alive` and `keys` are room to
    work.

    All places are looked up for one length before the next: the processor waits for many at a time.
    """
    logs = slots.view(np.float64)
    count: Whole = 0
    more: Whole = 0
    for here in range(first, end):
        found[here - first, 0] = singles[min(codes[here], _END_HAN - 1)]
        for length in range(1, _SHORT):
            found[here - first, length] = -np.inf
        longer[here - first] = False
        alive[count], keys[count] = here, codes[here]
        count += inside[here]
    for length in range(2, _SHORT + 1):
        more = 0
        for nth in range(count):
            here, last = alive[nth], alive[nth] + length - 1
            if last == end:
                break
            key = (keys[nth] << np.uint64(21)) | np.uint64(codes[last])
            if length > 3:
                key = key_at(codes, here, length)
            bit = (key * _MULTIPLIER) >> np.uint64(64 - _SIEVE)
            alive[more], keys[more] = here, key
            may_be = np.int64((sieve[bit >> np.uint64(6)] >> (bit & np.uint64(63))) & np.uint64(1))
            more += may_be & inside[last]
        count = 0
        for nth in range(more):
            here, key = alive[nth], keys[nth]
            at = np.int64((key * _MULTIPLIER) >> np.uint64(64 - bits))
            held = slots[at, 0]
            while held != key and held != 0:
                at = (at + 1) & ((1 << bits) - 1)
                held = slots[at, 0]
            alive[count], keys[count] = here, key
            if held == key:
                found[here - first, length - 1] = logs[at, 1]
                count += 1
    for nth in range(count):
        longer[alive[nth] - first] = True


@compiled
def cut(
    codes: Array,
    inside: Array,
    sieve: Array,
    slots: Array,
    singles: Array,
    unknown: float,
    start: Array,
    moves: Array,
    emissions: Array,
    starts: Array,
) -> None:
    """Marks in `starts` where the words of the stretches `inside` begin.

    `singles` are the logarithms of single characters; the model is that of `cutting.Cutter`, but a row of
    `emissions` is a character.
    """
    bits = 0
    while (1 << bits) < len(slots):
        bits += 1
    size = len(codes)
    longest = end = at = 0
    while at < size:
        end = at
        while end < size and inside[end]:
            end += 1
        longest = max(longest, end - at)
        at = end + 1
    route, steps = np.zeros(longest + 1 + _SHORT), np.ones(longest + 1, np.int32)
    came = np.zeros(longest + 1, np.int8)
    room = min(size, _GROUP + longest)
    alive, keys = np.empty(room, np.int32), np.empty(room, np.uint64)
    found, longer = np.empty((room, _SHORT)), np.empty(room, np.bool_)
    at = group = known = 0
    while at < size:
        if not inside[at]:
            at += 1
            continue
        end = at
        while end < size and inside[end]:
            end += 1
        if end > known:
            group, known = at, end
            while known < size and (known < group + _GROUP or inside[known]):
                known += 1
            find_short(codes, inside, group, known, sieve, slots, singles, bits, alive, keys, found, longer)
        route[end - at : end - at + _SHORT] = 0.0
        for here in range(end - 1, at - 1, -1):
            top, step = _NEVER, 0
            for length in range(1, _SHORT + 1):
                score = found[here - group, length - 1] + route[here - at + length]
                if score >= top:
                    top, step = score, length
            if longer[here - group]:
                for length in range(_SHORT + 1, end - here + 1):
                    log = looked_up(sieve, slots, bits, key_at(codes, here, length))
                    if np.isnan(log):
                        break
                    score = log + route[here - at + length]
                    if score >= top:
                        top, step = score, length
            if step == 0:
                top, step = unknown + route[here - at + 1], 1
            route[here - at], steps[here - at] = top, step
        here = at
        while here < end:
            run = here
            while run < end and steps[run - at] == 1:
                starts[run] = True
                run += 1
            if run - here > 1:
                log = looked_up(sieve, slots, bits, key_at(codes, here, run - here))
                if not log > -np.inf:
                    join(codes, here, run, start, moves, emissions, starts, came)
            if run < end:
                starts[run] = True
                run += steps[run - at]
            here = run
        at = end
