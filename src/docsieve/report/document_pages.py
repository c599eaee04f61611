"""The page of a document: its raw text beside its clean text, block by block, each with its reason."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from docsieve.report.addresses import block_anchor, document_page, entity_anchor, entity_page
from docsieve.report.folder import Folder, digest_of
from docsieve.report.gather import Gathered, Row, documents
from docsieve.report.pages import fragment, page, root_of
from docsieve.report.telling import Told, told

Piece = tuple[str, tuple[int, ...]]
NOTHING = Markup("")
ROOT = root_of(document_page("0" * 16))


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as the page shows it; ``section`` is its raw text and what came of it."""

    row: Row
    finding: Told | None
    section: Markup


def write_documents(folder: Path, site: Folder, names: Mapping[str, str], made_by: str) -> None:
    """Write the page of every document of a snapshot that is not there, or was made from something else.

    ``names`` are the sources by id, ``made_by`` stands for the code and templates.
    """
    for one in documents(folder):
        address = document_page(one.document["document_id"])
        digest = digest_of(one, made_by)
        if not site.is_fresh(address, digest):
            site.write(address, document_html(one, names), digest)


def document_html(one: Gathered, names: Mapping[str, str]) -> str:
    """The page of one document."""
    starts = [row["start"] for row in one.blocks]
    shown = _shown(one, starts, names)
    values = {
        "document": one.document,
        "shown": shown,
        "removed": [each for each in shown if not each.row["kept"]],
        "labels": Counter(row["label"] for row in one.blocks if not row["kept"]).most_common(),
        "claims": [_claim(row) for row in one.claims],
        "whole": [_whole(row, names) for row in _like(one)],
        "at": lambda start: _block_at(starts, start),
    }
    return page(document_page(one.document["document_id"]), "document.html", values)


def _shown(one: Gathered, starts: Sequence[int], names: Mapping[str, str]) -> list[Shown]:
    claims, repeats = defaultdict(list), defaultdict(list)
    for claim in one.claims:
        claims[_block_at(starts, claim["start"])].append(claim)
    for repeat in one.repeats:
        if _points_back(repeat):
            repeats[repeat["position"]].append(_first(repeat, names))
    return [_block(row, claims[at], repeats[row["position"]]) for at, row in enumerate(one.blocks)]


def _block(row: Row, claims: Sequence[Row], repeats: Sequence[tuple[str, str, str]]) -> Shown:
    raw, kept, label, at = row["text"], row["kept"], row["label"], row["position"]
    clean = (row["repaired_text"] or raw).strip() if kept else ""
    finding = told(row) if row["rule"] is not None else None
    also = tuple(map(told, row["also"]))
    section = _section(
        attributes=fragment("attributes", at, kept, kept and clean == raw.strip(), label),
        lang=fragment("lang", row["language"]),
        raw=_with_marks(raw, row["start"], claims) if claims else escape(raw),
        clean=escape(clean) if kept else None,
        short=fragment("short", label, finding),
        repeats=NOTHING.join(fragment("repeat", ROOT, *each) for each in repeats) if repeats else NOTHING,
        at=at,
        why=fragment("why", ROOT, kept, label, finding, also, row["duplicate_of"]),
    )
    return Shown(row, finding, section)


def _with_marks(text: str, start: int, claims: Iterable[Row]) -> Markup:
    """The raw text of a block, cut where somebody signs."""
    cut = pieces(text, start, claims)
    return NOTHING.join(fragment("marked", each, by) if by else escape(each) for each, by in cut)


def _section(
    attributes: Markup,
    lang: Markup,
    raw: Markup,
    clean: Markup | None,
    short: Markup,
    repeats: Markup,
    at: int,
    why: Markup,
) -> Markup:
    """A block of the page. Put together here, of what is escaped: a page has hundreds, a report millions."""
    said = f' dir="auto">{short}' if clean is None else f' dir="auto"{lang}><span class="t">{clean}</span>'
    return Markup(
        f'<section {attributes}>\n<div class="raw" dir="auto"{lang}>{raw}</div>\n'
        f'<div class="clean"{said}{repeats}</div>\n'
        f'<div class="why" id="w{at}" role="note">{why}</div>\n</section>'
    )


def _block_at(starts: Sequence[int], start: int) -> int:
    return max(bisect_right(starts, start) - 1, 0)


def _claim(row: Row) -> dict[str, Any]:
    return {**row, "page": entity_page(row["entity_id"]), "anchor": entity_anchor(row["entity_id"])}


def pieces(text: str, start: int, claims: Iterable[Row]) -> list[Piece]:
    """Cut a block's raw text where claims stand; a piece with claims carries their positions.

    >>> pieces("Signed: Ada Elm, Bo Ash", 100, [{"position": 0, "start": 108, "end": 115}])
    [('Signed: ', ()), ('Ada Elm', (0,)), (', Bo Ash', ())]
    """
    marks: list[tuple[int, int, tuple[int, ...]]] = []
    for claim in sorted(claims, key=lambda each: (each["start"], each["position"])):
        here, there = claim["start"] - start, min(claim["end"] - start, len(text))
        if marks and here < marks[-1][1]:
            first, end, positions = marks.pop()
            marks.append((first, max(end, there), (*positions, claim["position"])))
        else:
            marks.append((here, there, (claim["position"],)))
    found: list[Piece] = []
    end = 0
    for here, there, positions in marks:
        found += [(text[end:here], ()), (text[here:there], positions)]
        end = there
    return [piece for piece in [*found, (text[end:], ())] if piece[0] or piece[1]]


def _points_back(repeat: Row) -> bool:
    """Whether it is a block that repeats another one, and not the first occurrence itself."""
    first, own = (
        (repeat[of], repeat[at])
        for of, at in (("first_document_id", "first_position"), ("document_id", "position"))
    )
    return None not in (repeat["position"], repeat["first_position"]) and first != own


def _first(repeat: Row, names: Mapping[str, str]) -> tuple[str, str, str]:
    """What a repeat is, where its first occurrence stands in words, and the address of that."""
    identifier, position = repeat["first_document_id"], repeat["first_position"]
    here = identifier == repeat["document_id"]
    where = f"block {position}" if here else f"{names.get(identifier, identifier)}, block {position}"
    last = repeat.get("last_position") or repeat["position"]
    what = repeat["kind"] if last == repeat["position"] else f"{repeat['kind']} as far as block {last}"
    return what, where, f"#b{position}" if here else block_anchor(identifier, position)


def _like(one: Gathered) -> list[Row]:
    """The documents that this one is like as a whole."""
    own = one.document["document_id"]
    near: list[Row] = [
        row for row in one.repeats if row["position"] is None and row["first_document_id"] != own
    ]
    same = one.document["duplicate_of"]
    return near if same is None else [{"first_document_id": same, "similarity": None}, *near]


def _whole(row: Row, names: Mapping[str, str]) -> dict[str, Any]:
    identifier = row["first_document_id"]
    return {
        "page": document_page(identifier),
        "source": names.get(identifier, identifier),
        "similarity": row["similarity"],
    }
