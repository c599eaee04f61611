"""Outgoing links, in one form: no tracking, no punctuation that the sentence put behind them."""

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

LONGEST_LINK = 2000
NOT_IN_LINKS = '\\s<>"“”„«»‹›`|\\\\^{}。，、；）」』】'
LINK = re.compile(rf"(?:https?://|www\.)[^{NOT_IN_LINKS}]+", re.IGNORECASE)
TRAILING = ".,;:!?'\N{RIGHT SINGLE QUOTATION MARK}*_…·"
# What `urlsplit` leaves out wherever it stands, so that the marks before it would be the last ones.
UNSEEN = str.maketrans("", "", "\t\r\n")
PAIRS = {")": "(", "]": "["}
# Parameters that only say where a reader came from.
TRACKING = frozenset(
    """
    fbclid gclid dclid gbraid wbraid msclkid twclid igshid igsh yclid ysclid mc_cid mc_eid _hsenc _hsmi
    mkt_tok oly_anon_id oly_enc_id vero_id ref_src ref_url wt_mc spm share_source si
    """.split()
)
TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_")


def links(texts: Iterable[str]) -> tuple[str, ...]:
    """Returns the links in texts, normalised, each once, in the order they first stand in.

    Reads ``http://``, ``https://`` and bare ``www.`` addresses; a link broken over two lines is read to
    the end of the first.

    >>> links(["See www.Example.org, (https://example.org/a_(b)?utm_source=x&id=1)."])
    ('https://www.example.org', 'https://example.org/a_(b)?id=1')
    """
    told = (text for text in texts if "://" in text or "www." in text.lower())
    found = (normalised(match.group()) for text in told for match in LINK.finditer(text))
    return tuple(dict.fromkeys(link for link in found if link))


def normalised(written: str) -> str | None:
    """Returns one address in the form all its spellings share; None where it is no address.

    >>> normalised("HTTP://Example.org:80/Path/?fbclid=1#top."), normalised("www.")
    ('http://example.org/Path/#top', None)
    """
    told, again = None, _once(written[:LONGEST_LINK].translate(UNSEEN))
    while again is not None and again != told:  # what is left out at the end can bare another mark
        told, again = again, _once(again)
    return again


def _once(written: str) -> str | None:
    address = without_trailing(written)
    if address[:4].lower() == "www.":
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").rstrip(".")
    if "." not in host or host in ("www", "www."):
        return None
    return urlunsplit(without_tracking(parts, host, port))


def without_trailing(address: str) -> str:
    """Returns an address without the marks of the sentence around it; brackets it opened itself stay."""
    while address:
        last = address[-1]
        unpaired = last in PAIRS and address.count(last) > address.count(PAIRS[last])
        if last not in TRAILING and not unpaired:
            break
        address = address[:-1]
    return address


def without_tracking(parts: SplitResult, host: str, port: int | None) -> SplitResult:
    """Returns an address with its host in lower case, usual ports and tracking parameters off."""
    scheme = parts.scheme.lower()
    usual = port is None or (scheme, port) in (("http", 80), ("https", 443))
    query = [
        (key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not is_tracking(key)
    ]
    clean = (
        parts.query if len(query) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(query)
    )
    fragment = "" if parts.fragment.startswith(":~:") else parts.fragment
    path = "" if parts.path == "/" and not clean and not fragment else parts.path
    return SplitResult(scheme, host if usual else f"{host}:{port}", path, clean, fragment)


def is_tracking(key: str) -> bool:
    """Tells whether a parameter only says where a reader came from."""
    lowered = key.lower()
    return lowered in TRACKING or lowered.startswith(TRACKING_PREFIXES)
