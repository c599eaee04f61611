"""Parties put together one merge at a time, never against a judgement, never with what excludes it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from docsieve.entities.parties import Party, disjoint
from docsieve.model import Kind, Merge


class Clusters:
    """A partition of the parties, each cluster named by one of them; grows by `join` alone.

    Most parties stay by themselves: only what was put together or barred is written down.
    """

    def __init__(self, parties: Iterable[Party]) -> None:
        """Start with every party by itself."""
        self._parties = {party.id: party for party in parties}
        self._parent: dict[str, str] = {}
        self._members: dict[str, list[Party]] = {}
        self._merges: dict[str, list[Merge]] = defaultdict(list)
        self._barred: dict[str, set[str]] = defaultdict(set)
        self._countries: dict[str, frozenset[str]] = {}
        self._documents: dict[str, set[str]] = {}  # sets that grow, for a person may sign every letter

    def of(self, party: Party) -> str:
        """The name of the cluster a party is in."""
        at = party.id
        while at in self._parent:
            above = self._parent[at]
            self._parent[at] = self._parent.get(above, above)
            at = above
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
        if right in self._barred.get(left, ()) or not (judged or self._may_be_one(one.kind, left, right)):
            return False
        if len(self._members_of(left)) < len(self._members_of(right)):
            left, right = right, left
        self._absorb(left, right)
        self._merges[left] += [*self._merges.pop(right, ()), merge]
        return True

    def _members_of(self, name: str) -> list[Party]:
        return self._members.get(name) or [self._parties[name]]

    def _countries_of(self, name: str) -> frozenset[str]:
        found = self._countries.get(name)
        return self._parties[name].countries if found is None else found

    def _documents_of(self, name: str) -> set[str]:
        found = self._documents.get(name)
        return set(self._parties[name].documents) if found is None else found

    def _may_be_one(self, kind: Kind, left: str, right: str) -> bool:
        if kind is Kind.PERSON and not self._documents_of(left).isdisjoint(self._documents_of(right)):
            return False
        return not disjoint(self._countries_of(left), self._countries_of(right))

    def _absorb(self, left: str, right: str) -> None:
        self._parent[right] = left
        self._countries[left] = self._countries_of(left) | self._countries_of(right)
        self._documents[left] = self._documents_of(left)
        self._documents[left] |= self._documents_of(right)
        self._members[left] = self._members_of(left)
        self._members[left] += self._members_of(right)
        for kept in (self._members, self._countries, self._documents):
            kept.pop(right, None)
        for other in self._barred.pop(right, set()):
            self._barred[other] = (self._barred[other] - {right}) | {left}
            self._barred[left].add(other)

    def all(self) -> list[tuple[Sequence[Party], Sequence[Merge]]]:
        """Every cluster with the merges that made it."""
        names = sorted(name for name in self._parties if name not in self._parent)
        return [(self._members_of(name), self._merges.get(name, ())) for name in names]
