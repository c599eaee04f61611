"""Parties put together one merge at a time, never against a judgement, never with what excludes it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from docsieve.entities.parties import Party, disjoint
from docsieve.model import Kind, Merge


class Clusters:
    """A partition of the parties, each cluster named by one of them; grows by `join` alone."""

    def __init__(self, parties: Iterable[Party]) -> None:
        """Start with every party by itself."""
        self._parent = {party.id: party.id for party in parties}
        self._members = {party.id: [party] for party in parties}
        self._merges: dict[str, list[Merge]] = defaultdict(list)
        self._barred: dict[str, set[str]] = defaultdict(set)
        self._countries = {party.id: party.countries for party in parties}
        # Sets that grow, for a person may sign every letter.
        self._documents = {party.id: {claim.document_id for claim in party.claims} for party in parties}

    def of(self, party: Party) -> str:
        """The name of the cluster a party is in."""
        at = party.id
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def bar(self, one: Party, other: Party) -> bool:
        """Keep two parties apart for good; False where they are together already."""
        left, right = self.of(one), self.of(other)
        if left == right:
            return False
        self._barred[left].add(right)
        self._barred[right].add(left)
        return True

    def join(self, one: Party, other: Party, merge: Merge, *, judged: bool = False) -> bool:
        """Put the clusters of two parties together; False where that is barred.

        Without a judgement, bodies whose countries disagree and persons of one document stay apart.
        """
        left, right = self.of(one), self.of(other)
        if left == right:
            return True
        if right in self._barred[left] or not (judged or self._may_be_one(one.kind, left, right)):
            return False
        if len(self._members[left]) < len(self._members[right]):
            left, right = right, left
        self._absorb(left, right)
        self._merges[left] += [*self._merges.pop(right, []), merge]
        return True

    def _may_be_one(self, kind: Kind, left: str, right: str) -> bool:
        if kind is Kind.PERSON and not self._documents[left].isdisjoint(self._documents[right]):
            return False
        return not disjoint(self._countries[left], self._countries[right])

    def _absorb(self, left: str, right: str) -> None:
        self._parent[right] = left
        self._members[left] += self._members.pop(right)
        self._countries[left] |= self._countries.pop(right)
        self._documents[left] |= self._documents.pop(right)
        for other in self._barred.pop(right, set()):
            self._barred[other] = (self._barred[other] - {right}) | {left}
            self._barred[left].add(other)

    def all(self) -> list[tuple[Sequence[Party], Sequence[Merge]]]:
        """Every cluster with the merges that made it."""
        return [(self._members[name], self._merges[name]) for name in sorted(self._members)]
