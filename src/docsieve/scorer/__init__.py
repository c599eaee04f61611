"""How much a block looks like chrome, learned from pages whose text is known; measured on text alone."""

from docsieve.scorer.account import Account, Reason, accounts
from docsieve.scorer.judge import Lines, Scores, names, score, score_many

__all__ = ["Account", "Lines", "Reason", "Scores", "accounts", "names", "score", "score_many"]
