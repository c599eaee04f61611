"""What stands in an entry beside names and what is said of them: markers, days, links, handles."""

import re

from docsieve.dates import find_dates
from docsieve.places import country_codes

LONGEST_ENDING = 7
LONGEST_DAY, YEAR_DIGITS, FIGURES = 12, 4, re.compile(r"\d+")
# The hour before the day a wiki or a form stamps: "11:04, 3 February 2019 (UTC)".
STAMP = re.compile(r"[ ,]\d{1,2}:\d\d(?::\d\d)?,? (?=[^:]{6,30}$)")
# Cards and registers whose numbers petitions of the Americas, Spain and Portugal ask for.
IDENTITY = re.compile(
    r"\b(?:DNI|D\.N\.I\.?|CPF|NIF|NIE|RUT|CUIT|CURP|C\.I\.|C\.C\.|OAB|CC|CI|LE|LC|BI)"
    r"[:.º°#\s]{0,3}(?:N[º°o.]{1,2}\s?)?\d[\d./-]{4,14}[A-Z]?\b\)?"
)
HANDLE_MARKS = "()[],;:/|–-"
NETWORKS = frozenset(("", *"ig insta instagram twitter x tw fb facebook tiktok mastodon".split()))
MARKS_BEHIND_A_NAME = (",", ";", "(", "[", " – ", " — ", " - ", "،")
LEAST_WORDS_OF_A_NAME = 2
DOMAINS_OF_NO_COUNTRY = frozenset(("ac", "eu", "su", "uk"))
LATIN_ENDS, LATIN_EXTENDED = 0x250, range(0x1E00, 0x1F00)


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
    stamp = STAMP.search(text)
    if stamp and find_dates(text[stamp.end() :]):
        text = text[: stamp.start()]
    first, _, rest = text.partition(" ")
    if rest[:1].strip(" -–|").isalpha() and is_day(first):
        return rest
    head, _, last = text.rpartition(" ")
    return head.rstrip(" ,;–-(") if head and is_day(last.strip("()")) else text


def without_identity(text: str) -> str:
    """Take the number of an identity card or a register out of an entry: it is no part of a name.

    >>> without_identity("Ana Sol, DNI 12.345.678, Quay"), without_identity("Ben Mar - D.N.I. N° 1234567")
    ('Ana Sol, Quay', 'Ben Mar')
    >>> without_identity("Radio RUT 98"), without_identity("CPF Union")
    ('Radio RUT 98', 'CPF Union')
    """
    found = IDENTITY.search(text) if any(map(str.isdigit, text)) else None
    return text[: found.start()].rstrip(" ,;–-(") + text[found.end() :] if found else text


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
    return " ".join(kept).rstrip(" ,–-(/"), url


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
    """Say whether a word is a domain, in small letters; an ending of two letters is a country's.

    >>> is_domain("tide.org"), is_domain("tide.co.uk"), is_domain("tide.qz")
    (True, True, False)
    """
    name, dot, ending = word.rpartition(".")
    formed = bool(dot) and ending.isascii() and ending.isalpha() and 2 <= len(ending) <= LONGEST_ENDING
    of_country = len(ending) > 2 or ending.upper() in country_codes() or ending in DOMAINS_OF_NO_COUNTRY
    return (
        formed
        and of_country
        and word == word.lower()
        and len(name) > 1
        and "@" not in word
        and " " not in word
    )


def in_one_script(text: str) -> tuple[str, str]:
    """Split a name from the same name in another script behind it: ``Qiu Wenyan 邱雯燕``.

    >>> in_one_script("Qiu Wenyan 邱雯燕, poet"), in_one_script("Ana Sol / Ана Соль")
    (('Qiu Wenyan, poet', '邱雯燕'), ('Ana Sol', 'Ана Соль'))
    >>> in_one_script("Клуб YMCA"), in_one_script("Harbour Watch")
    (('Клуб YMCA', ''), ('Harbour Watch', ''))
    """
    if text.isascii():
        return text, ""
    cut = min((at for at in map(text.find, MARKS_BEHIND_A_NAME) if at > 0), default=len(text))
    words = text[:cut].split()
    other = [_is_latin(word) for word in words if word != "/"]
    plain = [word for word in words if word != "/"]
    turns = [at for at in range(1, len(other)) if other[at] != other[at - 1]]
    if len(turns) != 1 or any(not any(map(str.isalpha, word)) for word in plain):
        return text, ""
    first, second = plain[: turns[0]], plain[turns[0] :]
    if any(len(part) < LEAST_WORDS_OF_A_NAME and _is_latin(part[0]) for part in (first, second)):
        return text, ""
    return " ".join(first) + text[cut:], " ".join(second)


def _is_latin(word: str) -> bool:
    return all(ord(c) < LATIN_ENDS or ord(c) in LATIN_EXTENDED or not c.isalpha() for c in word)
