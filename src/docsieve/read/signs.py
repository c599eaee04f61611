"""How likely a sign that is no letter stands where it stands: quotation marks, dashes, currencies...

A wrong reading of a legacy text has letters as signs: "caf\u201a", "s\u00a3o". Costs are in tenths of a
nat, set by hand on generated texts of 50 languages so that common typography stays under 60.
"""

ODD = 130
"""Cost of a sign where it usually does not stand, or that prose does not have."""

ODD_INSIDE_WORD = 300
"""Cost of a sign between two letters: it takes the place of a letter, and so of two pairs."""

APOSTROPHES = frozenset("\u2019\u0640")
MIDDLE_DOT_WORD = "l\u00b7l"
"""The only word-inner dot, in Catalan."""

CLOSING = frozenset("\u2019\u201c\u201d\u00bb\u203a")
OPENING = frozenset("\u201e\u201a\u2039\u00bf\u00a1")
EITHER = frozenset("\u2018\u00ab")
PAIRED = frozenset("\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a")
DASHES = frozenset("\u2013\u2014")
BLANKS = frozenset("\u00a0\u00ad")
BESIDE_DIGITS = frozenset(
    "\u20ac\u00a3\u00a7\u00b0\u00ba\u00aa\u2116\u00bd\u00bc\u00be\u00b2\u00b3\u00b9\u00d7\u00b1"
)
AFTER_WORDS = frozenset("\u2026\u060c\u061b\u061f\u00ae\u2122")
BEFORE_WORDS = frozenset("\u2022\u00b7\u00a9")


def sign_cost(before: str, sign: str, after: str) -> int:
    """What a sign costs between its neighbours, in tenths of a nat."""
    if sign in BLANKS:
        return 70 if before.isalpha() and after.isalpha() else 40
    if before.isalpha() and after.isalpha():
        return _inside_word(before, sign, after)
    left, right = before.isalnum(), after.isalnum()
    if sign in CLOSING:
        return 35 if left != right or sign == "\u00bb" else 60
    if sign in OPENING or sign in EITHER:
        return 45 if right and not left else 60 if sign in EITHER else 110
    if sign in DASHES:
        return 35 if left == right else 80
    return _beside(before, sign, after)


def _inside_word(before: str, sign: str, after: str) -> int:
    if sign in APOSTROPHES or before + sign + after == MIDDLE_DOT_WORD:
        return 50
    return 70 if sign in DASHES else ODD_INSIDE_WORD


def _beside(before: str, sign: str, after: str) -> int:
    left, right = before.isalnum(), after.isalnum()
    if sign in BESIDE_DIGITS:
        return ODD if before.isalpha() or after.isalpha() else 45
    if sign in AFTER_WORDS:
        return 45 if left and not right else 80
    if sign in BEFORE_WORDS:
        return ODD if left else 55
    return ODD


def opens(before: str, sign: str, after: str) -> int:
    """1 for a quotation mark that opens a word, -1 for one that closes it, 0 for all else."""
    left, right = before.isalnum(), after.isalnum()
    if left == right or sign not in PAIRED:
        return 0
    return 1 if right else -1
