"""How much a block looks like chrome, learned from pages whose text is known; measured on text alone."""

from docsieve.scorer.judge import Reason, Scores, score

__all__ = ["Reason", "Scores", "score"]
