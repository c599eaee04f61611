"""What of a text can speak for a language: words, without addresses, numbers, codes and brands."""

import re

LONGEST = 400
"""Characters looked at, after preparation; more changes no answer (swept 160-1,000) and costs time."""
_LONGEST_RAW = 700

# What only numbers, addresses, handles and code have: most lines have none, and pass. Two searches, since
# each looks for the characters of one set, which is quick.
_SUSPECT = re.compile(r"[0-9@/\\_=<>{}|~^#&;*+$%\u200b]")
_GLUED = re.compile(r"[.:(](?<=\w[.:(])\w")
# A run without spaces that holds a character no word has; possessive, so that each run is read once.
_NO_WORD = re.compile(r"(?<![!-~])[!-\"&-)'(,-/:;?A-Z\[\]`a-z]*+[0-9@\\_=<>{}|~^#$%*+][!-~]*")
_ADDRESS = re.compile(r"https?://[!-~]*")
_JOINED = re.compile(r"[/.&:](?<=\w[/.&:])[\w/:]|&\w")
_RUN = re.compile(r"[!-~]+")
_NOT_A_WORD = re.compile(r"://|::|\.\w+\(|^/|/.*/|&\w|^www\.|\w\.\w+/")
_MAY_BE_CODE = re.compile(r"[{}\\;=<>_$\[\]*&]|::|\((?<=\w\()")
_HOST = re.compile(r"^[\w-]+(?:\.[\w-]+){0,6}\.[a-z]{2,6}[.,;:!?)]*$")
# Marks of program code; each counts once where it stands.
_CODE_MARK = re.compile(
    r"[A-Za-z_]\((?![a-zA-Z]{1,3}\))|\)[;:{]|[{}\\]|::|\s[=!<>]?=[=>]?\s|=>|->|\w_\w"
    r"|\w\.[a-z]\w{0,40}\(|\(['\"]\w"
    r"|[A-Za-z0-9)\]\"'];$|</?\w|\s[*&]\w|\$\w|\w=[\w\"']|\[\]|[a-z][A-Z][a-z]{1,30}[A-Z][a-z]"
)
_CODE_WORDS = frozenset(
    "char const static void int bool def class struct inline virtual override mut elif "
    "printf println typedef namespace enum".split()
)
_CAPITALS = re.compile("[A-ZÀ-ÖØ-ÞΑ-ΩЀ-Я]{2}")
_EDGES = ".,;:!?…\"'“”„«»‹›‘’()[]{}<>*#|/\\-–—•·~©®™ـ،؛؟。、！？「」『』（）：；"

# Words that stand on pages of every language: brands and words of the web.
_NO_EVIDENCE = frozenset(
    "facebook twitter instagram youtube whatsapp telegram linkedin pinterest tumblr reddit google flickr "
    "tiktok mastodon bluesky snapchat vimeo skype disqus wordpress blogger github vkontakte weibo wechat "
    "viber spotify soundcloud rss pdf html xml url http https www web blog email e-mail tweet tweets "
    "retweet login logout admin copyright faq wifi iphone gmail doc docx xls xlsx ppt jpg jpeg png gif mp3 "
    "mp4 gmt utc cet cest kb mb gb usd eur gbp chf isbn issn doi hashtag podcast newsletter".split()
)

LATIN_LETTERS_AT_LEAST = 2


def prepare(text: str) -> str:
    """Give the words of a text that can speak for a language, in lower case where it is in capitals.

    Addresses, handles, numbers, prices, dates in digits, hashes and program code are taken out; the
    empty string is given where nothing is left. At most 400 characters, from its first 700.

    >>> prepare("The keepers write at https://example.org/ab (12.5.2031)")
    'The keepers write at'
    >>> prepare("WE WILL NOT BE SILENT")
    'we will not be silent'
    >>> prepare("for (int i = 0; i < n; i++) { total += sizes[i]; }")
    ''
    """
    raw = text[:_LONGEST_RAW]
    suspect = _SUSPECT.search(raw) is not None or _GLUED.search(raw) is not None
    if suspect:
        raw = _ADDRESS.sub(" ", raw)
        if _MAY_BE_CODE.search(raw) and is_code(raw):
            return ""
        raw = _NO_WORD.sub(" ", raw)
        if _JOINED.search(raw):
            raw = _RUN.sub(_word_or_blank, raw)
    if raw.count(" ") < _FEW_WORDS and _is_no_evidence(raw):
        return ""
    in_one_line = raw.isprintable() and "  " not in raw
    prepared = (raw.strip() if in_one_line else " ".join(raw.split()))[:LONGEST]
    if _CAPITALS.search(prepared) and _is_in_capitals(prepared):
        prepared = prepared.lower()
    if suspect and prepared != text.strip() and len(prepared) < _LABEL and " " not in prepared:
        return ""  # "Mail:" beside an address, "CHF" beside a price
    return prepared if _has_letters(prepared, alone=not suspect) else ""


_FEW_WORDS = 12
# A single word shorter than this, beside something that was taken out, names what that was.
_LABEL = 9


def _is_no_evidence(raw: str) -> bool:
    return all(word.strip(_EDGES).lower() in _NO_EVIDENCE for word in raw.split())


def _word_or_blank(found: re.Match[str]) -> str:
    run = found[0]
    return " " if _NOT_A_WORD.search(run) or ("." in run and _HOST.match(run)) else run


def is_code(text: str) -> bool:
    """Tell whether a line is program code, by its marks: two or more, and one for every twenty letters.

    One mark is enough where it stands beside twelve letters or fewer. Words that only code uses count
    twice.

    >>> is_code("return sum(sizes.values()) or 1;"), is_code("The minister(s) left; nobody asked.")
    (True, False)
    """
    marks = sum(1 for _ in _CODE_MARK.finditer(text))
    if not marks:
        return False
    letters = sum(map(str.isalpha, text))
    marks += 2 * sum(word in _CODE_WORDS for word in text.split())
    return letters <= marks * (_LETTERS_A_MARK if marks > 1 else _LETTERS_A_SINGLE_MARK)


# Swept 12-24 on half of the language gold's code and texts: 20 finds most and takes no text.
_LETTERS_A_MARK = 20
_LETTERS_A_SINGLE_MARK = 12


def _is_in_capitals(text: str) -> bool:
    upper = sum(map(str.isupper, text))
    return upper * 2 > sum(map(str.isalpha, text))


def _has_letters(text: str, alone: bool) -> bool:
    """Tell whether enough letters are left; a rest beside numbers must be a word, not a unit."""
    if len(text) > 2 and text[:3].isalpha():  # most texts begin with a word
        return True
    if not text.isascii():
        return any(map(str.isalpha, text))
    letters = sum(map(str.isalpha, text[:80]))
    return letters >= (LATIN_LETTERS_AT_LEAST if alone else 3)
