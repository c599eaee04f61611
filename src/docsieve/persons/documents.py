"""One document without the names of persons: its text changed block by block, its spans moved along."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from docsieve.batch import clean_text
from docsieve.model import (
    Block,
    Evidence,
    Footnote,
    Judged,
    Kind,
    LabelledBlock,
    Metadata,
    RawDocument,
    Signatory,
)
from docsieve.persons.care import PERSON_MARK, Care, Persons
from docsieve.persons.finder import Hit, Names, hits, replaced, with_lines
from docsieve.persons.words import words_in
from docsieve.read import document_id
from docsieve.repair import repair, repair_footnote_marks
from docsieve.repeats import fingerprint


@dataclass(frozen=True, slots=True)
class Moved:
    """Where places of the old text are in the new one, given the changes in order."""

    starts: tuple[int, ...]
    changes: tuple[Hit, ...]
    shifts: tuple[int, ...]

    @classmethod
    def by(cls, changes: Sequence[Hit], text: str) -> "Moved":
        """After the changes given; replacements keep the line ends they replace."""
        shifts = [0]
        made = []
        for change in changes:
            after = with_lines(change.after, text[change.start : change.end])
            made.append(Hit(change.start, change.end, after))
            shifts.append(shifts[-1] + len(after) - (change.end - change.start))
        return cls(tuple(change.start for change in changes), tuple(made), tuple(shifts))

    def start(self, at: int) -> int:
        """A place where something starts; within a change, where what stands for it starts."""
        number = bisect_right(self.starts, at)
        inside = number > 0 and at < self.changes[number - 1].end
        return (
            self.changes[number - 1].start + self.shifts[number - 1] if inside else at + self.shifts[number]
        )

    def end(self, at: int) -> int:
        """A place where something ends; within a change, where what stands for it ends."""
        number = bisect_right(self.starts, at - 1) if at else 0
        if number > 0 and at < self.changes[number - 1].end:
            return self.changes[number - 1].end + self.shifts[number]
        return at + self.shifts[number]


def protected_document(one: Judged, names: Sequence[Names], care: Care, paths: dict[str, str]) -> Judged:
    """The document without the names; blocks that hold one are repaired and fingerprinted anew."""
    changes = _changes(one, names, care)
    moved = Moved.by(changes, one.raw.text)
    text = replaced(one.raw.text, changes)
    blocks = _blocks(one.blocks, text, moved) if changes else one.blocks
    return replace(
        one,
        raw=_raw(one.raw, text, names, paths),
        blocks=blocks,
        text=clean_text(blocks) if changes else one.text,
        metadata=_metadata(one.metadata, names, moved),
        signatories=tuple(
            _signatory(claim, names, moved, text, care)
            for claim in one.signatories
            if claim.kind is not Kind.PERSON or care.persons is not Persons.DROP
        ),
        findings=tuple(replace(one, detail=_without(one.detail, names)) for one in one.findings),
    )


def _changes(one: Judged, names: Sequence[Names], care: Care) -> list[Hit]:
    found = [hit for labelled in one.blocks for hit in _hits_of_block(labelled, names)]
    found += [part for hit in hits(one.raw.text, names) for part in _over_blocks(hit, one.blocks)]
    named = Spans.of((hit.start, hit.end) for hit in found)
    bodies = Spans.of((other.start, other.end) for other in one.signatories if other.kind is not Kind.PERSON)
    for claim in one.signatories:
        if claim.kind is Kind.PERSON:
            is_named, is_shared = (each.meet(claim.start, claim.end) for each in (named, bodies))
            if not is_named or (care.persons is Persons.DROP and not is_shared):
                found += _whole_claim(claim, one.blocks, care)
    return _apart(found)


def _hits_of_block(labelled: LabelledBlock, names: Sequence[Names]) -> list[Hit]:
    """Names in a block; all of it where its repair shows more of them than its raw text does."""
    block, repaired = labelled.block, labelled.repaired.text
    found = hits(block.text, names)
    if repaired != block.text and len(shown := hits(repaired, names)) > len(found):
        return [Hit(block.start, block.end, replaced(repaired, shown))]
    return [Hit(block.start + hit.start, block.start + hit.end, hit.after) for hit in found]


def _over_blocks(hit: Hit, blocks: Sequence[LabelledBlock]) -> list[Hit]:
    """The parts of a name that begins in one block and ends in another; none of one within a block."""
    parts = [Hit(start, end, hit.after) for start, end in _parts(hit.start, hit.end, blocks)]
    return parts if len(parts) > 1 else []


def _whole_claim(claim: Signatory, blocks: Sequence[LabelledBlock], care: Care) -> list[Hit]:
    """All that a person's claim was read from: to drop it, or where the name is not found in it."""
    after = care.pseudonym(word.folded for word in words_in(claim.name))
    return [Hit(start, end, after) for start, end in _parts(claim.start, claim.end, blocks)]


def _parts(start: int, end: int, blocks: Sequence[LabelledBlock]) -> Iterator[tuple[int, int]]:
    """What of a span lies in each of the blocks, which are in order."""
    first = bisect_right(blocks, start, key=lambda labelled: labelled.block.end)
    for place in range(first, len(blocks)):
        block = blocks[place].block
        if block.start >= end:
            return
        yield max(block.start, start), min(block.end, end)


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans put together where they overlap, so that whether any meets another is looked up."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]]) -> "Spans":
        """From spans in any order."""
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted(spans):
            if ends and start < ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        return cls(tuple(starts), tuple(ends))

    def meet(self, start: int, end: int) -> bool:
        """Whether any of them shares a character with ``[start, end)``."""
        place = bisect_right(self.ends, start)
        return place < len(self.starts) and self.starts[place] < end


def _apart(found: Iterable[Hit]) -> list[Hit]:
    """Hits in order; those that overlap become one, with what stands for the longest of them."""
    made: list[Hit] = []
    for hit in sorted(found, key=lambda it: (it.start, -it.end)):
        if made and hit.start < made[-1].end:
            before = made.pop()
            longer = max(before, hit, key=lambda it: it.end - it.start)
            made.append(Hit(before.start, max(before.end, hit.end), longer.after))
        else:
            made.append(hit)
    return made


def _blocks(blocks: Sequence[LabelledBlock], text: str, moved: Moved) -> tuple[LabelledBlock, ...]:
    new = [_block(labelled.block, text, moved) for labelled in blocks]
    repaired = repair_footnote_marks(new, [repair(block.text, block.start) for block in new])
    return tuple(
        replace(old, block=block, repaired=its_repair, fingerprint=fingerprint(its_repair.text))
        for old, block, its_repair in zip(blocks, new, repaired, strict=True)
    )


def _block(block: Block, text: str, moved: Moved) -> Block:
    start, end = moved.start(block.start), moved.end(block.end)
    return replace(block, start=start, end=end, text=text[start:end])


def _raw(raw: RawDocument, text: str, names: Sequence[Names], paths: dict[str, str]) -> RawDocument:
    source = paths[raw.source]
    return replace(
        raw,
        text=text,
        source=source,
        document_id=document_id(source) if source != raw.source else raw.document_id,
        site=_without(raw.site, names[:1]),
        url=_address(raw.url, names) if raw.url else None,
    )


def _without(text: str, names: Sequence[Names]) -> str:
    return replaced(text, hits(text, names))


def _address(url: str, names: Sequence[Names]) -> str:
    plain = unquote(url)
    found = hits(plain, names)
    return replaced(plain, found) if found else url


def _metadata(said: Metadata, names: Sequence[Names], moved: Moved) -> Metadata:
    issuers = (_evidence(issuer, names, moved) for issuer in said.issuers)
    return replace(
        said,
        title=_evidence(said.title, names, moved) if said.title else None,
        other_titles=_evidences(said.other_titles, names, moved),
        date_evidence=_evidence(said.date_evidence, names, moved) if said.date_evidence else None,
        issuers=tuple(issuer for issuer in issuers if issuer.text != PERSON_MARK),
        place=_evidence(said.place, names, moved) if said.place else None,
        footnote_markers=_evidences(said.footnote_markers, names, moved),
        footnotes=tuple(_footnote(note, names, moved) for note in said.footnotes),
        links=tuple(_address(link, names) for link in said.links),
    )


def _footnote(note: Footnote, names: Sequence[Names], moved: Moved) -> Footnote:
    words = _evidence(note.note, names, moved) if note.note else None
    return replace(note, markers=_evidences(note.markers, names, moved), note=words)


def _evidences(said: Iterable[Evidence], names: Sequence[Names], moved: Moved) -> tuple[Evidence, ...]:
    return tuple(_evidence(one, names, moved) for one in said)


def _evidence(said: Evidence, names: Sequence[Names], moved: Moved) -> Evidence:
    return replace(
        said, text=_without(said.text, names), start=moved.start(said.start), end=moved.end(said.end)
    )


def _signatory(claim: Signatory, names: Sequence[Names], moved: Moved, text: str, care: Care) -> Signatory:
    start, end = moved.start(claim.start), moved.end(claim.end)
    placed = replace(claim, start=start, end=end, as_written=text[start:end])
    return _person(placed, names, care) if claim.kind is Kind.PERSON else _body(placed, names)


def _person(claim: Signatory, names: Sequence[Names], care: Care) -> Signatory:
    def pseudonym(name: str) -> str:
        return care.pseudonym(word.folded for word in words_in(name))

    return replace(
        claim,
        name=pseudonym(claim.name),
        native_name=pseudonym(claim.native_name) if claim.native_name else None,
        aliases=tuple(dict.fromkeys(map(pseudonym, claim.aliases))),
        role=_without(claim.role, names) if claim.role else None,
        affiliation=_without(claim.affiliation, names) if claim.affiliation else None,
        place=_without(claim.place, names) if claim.place else None,
        description=_without(claim.description, names) if claim.description else None,
        url=None,
    )


def _body(claim: Signatory, names: Sequence[Names]) -> Signatory:
    return replace(
        claim,
        name=_without(claim.name, names),
        native_name=_without(claim.native_name, names) if claim.native_name else None,
        aliases=tuple(_without(alias, names) for alias in claim.aliases),
        role=_without(claim.role, names) if claim.role else None,
        affiliation=_without(claim.affiliation, names) if claim.affiliation else None,
        place=_without(claim.place, names) if claim.place else None,
        description=_without(claim.description, names) if claim.description else None,
        url=_address(claim.url, names) if claim.url else None,
    )
