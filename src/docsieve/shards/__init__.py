"""A run over a corpus in shards: what is large lies on the disk, what has not changed is not done again."""

from docsieve.shards.run import (
    Given,
    Judgements,
    Round,
    before,
    clean_up,
    judge,
    keep_ledger,
    let_go,
    note_touched,
    read,
    stage,
    survey,
)
from docsieve.shards.survey import Count

__all__ = [
    "Count",
    "Given",
    "Judgements",
    "Round",
    "before",
    "clean_up",
    "judge",
    "keep_ledger",
    "let_go",
    "note_touched",
    "read",
    "stage",
    "survey",
]
