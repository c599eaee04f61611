"""How much a block looks like chrome, learned from pages whose text is known; measured on text alone."""

from docsieve.scorer.judge import Lines, Reason, Scores, score, score_many

__all__ = ["Lines", "Reason", "Scores", "score", "score_many"]
