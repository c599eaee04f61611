"""Why a line was kept or removed: the block it is in, the rule that decided, the numbers, in plain words."""

from docsieve.explain.asked import NotFoundError, Row, blocks_on_line, blocks_with_text, find_document
from docsieve.explain.score import CannotTellError, Published, scores_told
from docsieve.explain.telling import explanations

__all__ = [
    "CannotTellError",
    "NotFoundError",
    "Published",
    "Row",
    "blocks_on_line",
    "blocks_with_text",
    "explanations",
    "find_document",
    "scores_told",
]
