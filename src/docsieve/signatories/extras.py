"""What stands in an entry beside names and what is said of them: markers, days, links, handles."""

import re

from docsieve.dates import find_dates

LONGEST_ENDING = 7
LONGEST_DAY, YEAR_DIGITS, FIGURES = 12, 4, re.compile(r"\d+")
HANDLE_MARKS = "()[],;:/|–-"
NETWORKS = frozenset(("", *"ig insta instagram twitter x tw fb facebook tiktok mastodon".split()))


def without_marker(text: str) -> str:
    """Take a letter that numbers an entry off its beginning: ``b) Harbour Watch``."""
    numbered = text[:1].isalpha() and text[1:3] in (") ", "．", "）")
    return text[2:].strip() if numbered else text


def without_date(text: str) -> str:
    """Take the day of a signature off an entry's beginning or end, where figures say it.

    >>> without_date("12.03.2021 Ana Sol, Cork"), without_date("Ana Sol, Cork, 2021-03-12")
    ('Ana Sol, Cork', 'Ana Sol, Cork')
    >>> without_date("12 March Movement")
    '12 March Movement'
    """
    if not any(map(str.isdigit, text)):
        return text
    first, _, rest = text.partition(" ")
    if rest[:1].strip(" -–|").isalpha() and is_day(first):
        return rest
    head, _, last = text.rpartition(" ")
    return head.rstrip(" ,;–-(") if head and is_day(last.strip("()")) else text


def is_day(word: str) -> bool:
    """Say whether a word is a day in figures, with its year."""
    dated = len(word) <= LONGEST_DAY and any(len(part) == YEAR_DIGITS for part in FIGURES.findall(word))
    found = find_dates(word.strip(":,;")) if dated else ()
    return len(found) == 1 and found[0].start == 0 and found[0].separator != "" and bool(found[0].readings)


def without_url(text: str) -> tuple[str, str | None]:
    """Take addresses out of an entry: links, and a domain alone in brackets or after a mark.

    >>> without_url("Harbour Watch (harbourwatch.example)"), without_url("harbourwatch.example")
    (('Harbour Watch', 'harbourwatch.example'), ('harbourwatch.example', None))
    """
    url = None
    kept: list[str] = []
    for word in text.split(" "):
        inner = word.strip("()[]<>,;.")
        apart = bool(kept) and (word[:1] in ("(", "<", "[") or kept[-1].endswith((",", "–", "-")))
        if inner.startswith(("http://", "https://", "www.")) or (apart and is_domain(inner)):
            url = url or inner
        elif not ("@" in inner[1:] and "." in inner):
            kept.append(word)
    return " ".join(kept).rstrip(" ,–-("), url


def without_handles(text: str) -> tuple[str, list[str]]:
    """Take the handles behind a name out of an entry, with the network named before them.

    >>> without_handles("Ana Sol, poet, @anasol"), without_handles("Tide Watch (IG: @tidewatch)")
    (('Ana Sol, poet', ['@anasol']), ('Tide Watch', ['@tidewatch']))
    >>> without_handles("Women @ Quay")
    ('Women @ Quay', [])
    """
    if "@" not in text:
        return text, []
    kept: list[str] = []
    handles: list[str] = []
    for word in text.split(" "):
        handle = word.strip(HANDLE_MARKS)
        whole = word[:1] not in "([" or word.rstrip(".,;")[-1:] in ")]"
        if (
            kept
            and whole
            and handle.startswith("@")
            and handle[1:].replace("_", "").replace(".", "").isalnum()
        ):
            handles.append(handle)
            while len(kept) > 1 and kept[-1].strip(HANDLE_MARKS).casefold() in NETWORKS:
                kept.pop()
        else:
            kept.append(word)
    return (" ".join(kept).rstrip(" ,;/|–-(["), handles) if handles else (text, [])


def is_domain(word: str) -> bool:
    """Say whether a word is a domain, in small letters."""
    name, dot, ending = word.rpartition(".")
    formed = bool(dot) and ending.isascii() and ending.isalpha() and 2 <= len(ending) <= LONGEST_ENDING
    return formed and word == word.lower() and len(name) > 1 and "@" not in word and " " not in word
