"""What long lists say of their people in free words, kept whole: ``President, Harbour Watch``."""

from collections.abc import Sequence

from docsieve.folding import small_words
from docsieve.signatories.drafts import Draft

# Of lists of 12 and more told roles in six sets of texts, marked by several people, those were kept whole
# where about half or more of the roles stand alone (nine, 0.48 to 0.97; one of 0.80 was parted), and those
# parted where 0.29 and 0.42 do; shorter lists were parted nearly all.
LEAST_TOLD, LEAST_ALONE = 12, 0.45
# Of such lists in the gold and two later sets, the four kept whole have 0.14 to 0.53 of free descriptions,
# the nine parted at most 0.08.
LEAST_FREE, LEAST_STRETCHES = 0.1, 2
# "доктор исторических наук, профессор": a degree in words is no second role.
OF_SCIENCES = "наук"


def keep_whole(people: Sequence[Draft]) -> None:
    """Join role and body again in a long list of people most of whose roles stand without a body.

    Such a list describes its people in free words - "poet and gardener"; "former Secretary, Dep't of Tides,
    President, Harbour Watch" - and those who read it take each for one description. Lists that give a body
    with most roles stay parted, as do those that only have a role and perhaps a body behind each name, and
    what an entry's own form parts: cells, lines, dashes, "on behalf of". A body that stands alone stays the
    affiliation.

    >>> alone = [Draft("Ana Sol", "", role="poet and cook", said=["poet and cook"]) for _ in range(11)]
    >>> chair = Draft("Ben Mar", "", role="Chair", affiliation="Tide Trust", said=["Chair", "Tide Trust"])
    >>> keep_whole([*alone, chair])
    >>> chair.role, chair.affiliation
    ('Chair, Tide Trust', None)
    """
    told = [draft for draft in people if draft.role and draft.said and draft.role != draft.title]
    alone = sum(draft.affiliation is None for draft in told)
    if len(told) < LEAST_TOLD or alone < LEAST_ALONE * len(told):
        return
    if sum(map(_is_free, told)) < LEAST_FREE * len(told):
        return
    for draft in told:
        if draft.affiliation:
            draft.role, draft.affiliation = ", ".join(draft.said), None


def _is_free(draft: Draft) -> bool:
    """Say whether a description holds two roles, a body before the role, or more than two stretches."""
    role = draft.role or ""
    joined = any(word.casefold() in small_words("conjunctions") for word in role.split())
    behind = draft.affiliation is not None and len(draft.said) > 1 and draft.said[0] == draft.affiliation
    # "Fellow, Department of Tides, Quay University": a body told in two stretches is no free description.
    parted = draft.affiliation is not None and ", ".join(draft.said[1:]) == draft.affiliation
    several = sum(not part.endswith(OF_SCIENCES) for part in role.split(", ")) > 1
    return several or joined or (len(draft.said) > LEAST_STRETCHES and not parted) or behind
