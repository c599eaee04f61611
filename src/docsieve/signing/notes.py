"""Notes in brackets behind a heading: how many sign, in what order their list is."""

from itertools import pairwise

from docsieve.signing.behalf import COLONS

# Behind a number of persons or bodies, in brackets behind a heading.
COUNTERS = "명인개곳단名人位団團团個个家社"


def without_note(text: str) -> str:
    """Take off the end of a heading in a script without spaces what a bracket says of its list's order.

    >>> [without_note(text) for text in ("【賛同団体】(五十音順)", "교사 일동 (31명, 가나다순)", "署名（3）")]
    ['【賛同団体】', '교사 일동', '署名（3）']
    """
    colon = text.rstrip()[-1:] if text.rstrip().endswith(COLONS) else ""
    bare_text = text.rstrip(" :：")
    cut = max(bare_text.rfind("("), bare_text.rfind("（"))
    noted = bare_text[cut:]
    counted = any(mark.isdigit() and after in COUNTERS for mark, after in pairwise(noted))
    if cut <= 0 or bare_text[-1:] not in (")", "）") or (any(map(str.isdigit, noted)) and not counted):
        return text
    return bare_text[:cut].rstrip() + colon
