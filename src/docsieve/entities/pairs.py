"""Which parties are worth comparing: those that share a block, so that the work stays linear."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from docsieve.entities.measures import words_of_name
from docsieve.entities.names import core, is_distinctive, letters
from docsieve.entities.parties import Party
from docsieve.model import Kind

MOST_WITH_ALL = 40
"""Parties of a block that are all compared with each other; in a larger one each with its next NEIGHBOURS."""

NEIGHBOURS = 10

Pair = tuple[Party, Party]


def candidates(parties: Sequence[Party]) -> list[Pair]:
    """Every pair of parties that shares a block, once, in an order that their ids alone decide.

    Misses pairs of a block with more than MOST_WITH_ALL parties that stand far apart in it.
    """
    blocks: dict[tuple[str, ...], list[Party]] = defaultdict(list)
    names = Counter(party.name for party in parties if party.kind is Kind.PERSON)
    for party in sorted(parties, key=lambda one: one.id):
        if party.kind is Kind.PERSON and names[party.name] == 1:
            continue  # persons share a block with namesakes only
        for block in sorted(set(_blocks(party))):
            blocks[block].append(party)
    found = {(one.id, other.id): (one, other) for block in blocks.values() for one, other in _pairs(block)}
    return [found[ids] for ids in sorted(found)]


def _pairs(block: Sequence[Party]) -> Iterator[Pair]:
    reach = len(block) if len(block) <= MOST_WITH_ALL else NEIGHBOURS
    for place, party in enumerate(block):
        for other in block[place + 1 : place + 1 + reach]:
            yield party, other


def _blocks(party: Party) -> Iterator[tuple[str, ...]]:
    return _of_person(party) if party.kind is Kind.PERSON else _of_body(party)


def _of_body(party: Party) -> Iterator[tuple[str, ...]]:
    yield "letters", party.name
    for name in party.names:
        own = core(name)
        yield "core", *own
        if len(own) > 2:
            yield "words", *sorted(own)
        yield from _one_word_open(own)
    for name in (*party.names, *party.other_names):
        if is_distinctive(name):
            yield "stated", letters(name)


def _one_word_open(own: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The other words, with the beginning or the end of the one left open: one slip leaves one of them."""
    for place, word in enumerate(own):
        half = len(word) // 2 if len(word) > 4 else len(word)
        rest = (*own[:place], "", *own[place + 1 :])
        for part in (f"{word[: min(half, 4)]}-", f"-{word[-min(half, 4) :]}"):
            yield "open", part, *rest


def _of_person(party: Party) -> Iterator[tuple[str, ...]]:
    """Only parties of the same name, and only where something more may be shared."""
    if words_of_name(party.names[0]) > 3:
        yield "long", party.name
    for said in (claim.said for claim in party.claims):
        if said.url:
            yield "url", party.name, said.url.casefold().rstrip("/")
        yield from (("affiliation", party.name, word) for word in core(said.affiliation or ""))
        if said.role:
            where: Iterable[str] = (*said.countries, " ".join(core(said.place or "")))
            yield from (("role", party.name, place) for place in where if place)
