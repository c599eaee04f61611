"""What was found out about one line, kept for the next page that has it: sites repeat their lines."""

from collections.abc import Callable
from functools import lru_cache, wraps
from types import FunctionType
from typing import Concatenate, ParamSpec, TypeVar, cast

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")

LONGEST = 200
"""Characters of a text whose answer is kept: longer ones are prose, which hardly ever comes again."""

MOST = 1 << 13
"""Answers a function keeps, the least lately asked for go first: at most some megabytes a function."""


def remembered(
    function: Callable[Concatenate[str, Rest], Answer],
) -> Callable[Concatenate[str, Rest], Answer]:
    """Let a function of a text keep its last answers; what it gives stays the same.

    Only for functions that see nothing but their arguments and give values that nobody changes. Takes
    hashable arguments only; answers for texts of more than 200 characters are found anew each time.

    >>> remembered(str.title)("harbour watch")
    'Harbour Watch'
    """
    kept = cast(Callable[Concatenate[str, Rest], Answer], lru_cache(maxsize=MOST)(function))

    # Asked hundreds of times a page: to pass on further arguments costs as much as to find the answer.
    def of_text(text: str, /) -> Answer:
        return (kept if len(text) <= LONGEST else function)(text)  # type: ignore[call-arg]

    def of_all(text: str, /, *rest: Rest.args, **named: Rest.kwargs) -> Answer:
        return (kept if len(text) <= LONGEST else function)(text, *rest, **named)

    alone = isinstance(function, FunctionType) and function.__code__.co_argcount == 1
    return cast(Callable[Concatenate[str, Rest], Answer], wraps(function)(of_text if alone else of_all))
