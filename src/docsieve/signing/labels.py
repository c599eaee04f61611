"""Where the label ends that opens a line: at its colon, or at the bracket around it."""

from docsieve.signing.names import is_unspaced

AROUND_LABELS = {"[": "]", "【": "】", "〈": "〉", "<": ">", "［": "］"}
LONGEST_IN_BRACKETS = 40


def colon_in(text: str) -> int:
    """Give the place of the first colon that words follow after a space, -1 for none.

    Scripts without spaces set none behind it either.

    >>> colon_in("Unions: A, B"), colon_in("署名团体:港湾协会"), colon_in("10:30"), colon_in("Unions:")
    (6, 4, -1, -1)
    """
    if ":" not in text and "：" not in text:
        return -1
    for mark in (": ", ":\xa0", ":\n", "："):
        cut = text.find(mark)
        if cut > 0 and text[cut + 1 :].strip():
            return cut
    cut = text.find(":")
    beside = text[max(cut - 1, 0) : cut] + text[cut + 1 : cut + 2]
    return cut if cut > 0 and text[cut + 1 :].strip() and is_unspaced(beside) else -1


def label_ends(text: str) -> int:
    """Give where the label that opens a text ends: at its colon, or the bracket around it; -1 for none.

    >>> [label_ends(text) for text in ("Unions: A, B", "[철학과] 육근별, 제갈윤", "[전문]", "A [B] C")]
    [6, 4, -1, -1]
    """
    cut = _bracket_ends(text)
    return cut if cut > 0 else colon_in(text)


def label_in_brackets(text: str) -> str:
    """Give the label in brackets that opens a text, nothing where none does.

    >>> label_in_brackets("[철학과] 육근별, 제갈윤"), label_in_brackets("육근별 [철학과]")
    ('철학과', '')
    """
    return text[1 : max(_bracket_ends(text), 1)]


def behind_brackets(text: str) -> str:
    """Give what stands behind the label in brackets that opens a text, or the text where none does.

    >>> behind_brackets("[철학과] 육근별, 제갈윤"), behind_brackets("육근별 [철학과]")
    ('육근별, 제갈윤', '육근별 [철학과]')
    """
    cut = _bracket_ends(text)
    return text[cut + 1 :].strip() if cut > 0 else text


def _bracket_ends(text: str) -> int:
    """Give where the bracket closes that opens a text with words behind it, -1 for none."""
    closing = AROUND_LABELS.get(text[:1])
    cut = text.find(closing, 1, LONGEST_IN_BRACKETS) if closing else -1
    return cut if cut > 1 and text[cut + 1 :].strip() else -1
