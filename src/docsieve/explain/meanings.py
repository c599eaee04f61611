"""What a measure of the scorer means: a base measure in words, and a grammar for the names made of one.

``words_before_8`` is told of the eight blocks before, ``words_+1`` of the next block, and so on.
"""

from collections.abc import Callable

from docsieve.explain.words import FIRST, KNOWN, LAYOUTS, OF_SEVERAL, PRICES, SPANS, STYLES, Meaning


def meaning(name: str) -> Meaning:
    """Say what a measure of the scorer means; raises KeyError for a name that is none.

    >>> meaning("words_behind_8").words
    'in the 8 blocks below: words a block'
    >>> meaning("indent_-2")
    Meaning(aspect='neighbours', words='2 blocks above: spaces that it is indented by', told_as='number')
    """
    ways: tuple[Callable[[str], Meaning | None], ...] = (KNOWN.get, _shifted, _score, _around, _span, _surest)
    found = next((each for way in ways if (each := way(name)) is not None), None)
    if found is None:
        raise KeyError(f"no measure of the scorer is called {name!r}")
    return found


def shift_of(name: str) -> int | None:
    """How many blocks below a measure looks (above where negative), None where it is not of one other block.

    >>> shift_of("words_+2"), shift_of("words_before_8")
    (2, None)
    """
    last = name.rpartition("_")[2]
    return int(last) if last[:1] in ("+", "-") and last[1:].isdecimal() else None


def _where(shift: int) -> str:
    side, many = ("above" if shift < 0 else "below"), abs(shift)
    return f"the block {side}" if many == 1 else f"{many} blocks {side}"


def _shifted(name: str) -> Meaning | None:
    shift, base = shift_of(name), name.rpartition("_")[0]
    if shift is None:
        return None
    if base == "score":
        return Meaning("first look", f"{_where(shift)}: what {FIRST} says of it")
    return Meaning("neighbours", f"{_where(shift)}: {KNOWN[base].words}", KNOWN[base].told_as)


def _blocks(side: str, many: str) -> str | None:
    if side not in ("before", "behind") or not many.isdecimal():
        return None
    where = "above" if side == "before" else "below"
    return f"in the block {where}" if many == "1" else f"in the {many} blocks {where}"


def _score(name: str) -> Meaning | None:
    match name.split("_"):
        case ["score", side, many, "by", each] if blocks := _blocks(side, many):
            return Meaning("first look", f"{blocks}: what {FIRST} says, a {each}")
    return None


def _around(name: str) -> Meaning | None:
    match name.rsplit("_", 2):
        case [base, side, many] if base in OF_SEVERAL and (blocks := _blocks(side, many)):
            words, told_as = OF_SEVERAL[base]
            return Meaning("neighbours", f"{blocks}: {words}", told_as)
    return None


def _span(name: str) -> Meaning | None:
    base, _, cut = name.rpartition("_")
    how = SPANS.get(cut) or PRICES.get(cut)
    if how is None or base not in KNOWN:
        return None
    return Meaning(KNOWN[base].aspect, f"{KNOWN[base].words} ({how})", KNOWN[base].told_as)


def _surest(name: str) -> Meaning | None:
    base, _, last = name.rpartition("_")
    if base in LAYOUTS and last == "score":
        return Meaning("first look", f"the page's other blocks of {LAYOUTS[base]}: what {FIRST} says")
    if base in LAYOUTS and last == "blocks":
        return Meaning("first look", f"how many other blocks of the page have {LAYOUTS[base]} (logarithm)")
    for ending, words in STYLES.items():
        base = name.removesuffix(f"_{ending}")
        if base != name:
            return Meaning("first look", f"{words}: {KNOWN[base].words}")
    return None
