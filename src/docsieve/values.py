"""How the values of which a page has hundreds are declared, and what is worked out of them once, or added."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Generic, TypeVar, dataclass_transform

Kind = TypeVar("Kind")
Owner = TypeVar("Owner")
Answer = TypeVar("Answer")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(kind: type[Kind]) -> type[Kind]:
    """Make a class of fields a value: compared and hashed by its fields, never changed.

    That nobody changes it is checked where types are checked, not at run time: the lock of ``dataclass``
    sets every field by a call of its own, four times the price of building the value without.

    >>> @value
    ... class Place:
    ...     name: str
    >>> Place("Eastport") == Place("Eastport"), len({Place("Eastport"), Place("Eastport")})
    (True, 1)
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)


def added(numbers: Iterable[float]) -> float:
    """The sum from left to right, to the last bit the same on every Python.

    What a threshold is held against is added so: since Python 3.12 ``sum`` makes up for what rounding
    loses, and a score that stood just below its line stood on it. Floats alone need it.

    >>> added([0.1] * 10)
    0.9999999999999999
    """
    return reduce(add, numbers, 0)


class once(Generic[Owner, Answer]):  # noqa: N801 - reads as the decorator it is
    """A property that is worked out when it is first asked for, and kept with its owner.

    As ``functools.cached_property``, without its lock, which in Python 3.11 costs more than most of the work;
    for owners with a ``__dict__`` that one thread asks.
    """

    def __init__(self, work: Callable[[Owner], Answer]) -> None:
        """Take the method that works it out."""
        self.work, self.name, self.__doc__ = work, work.__name__, work.__doc__

    def __get__(self, owner: Owner, kind: type[Owner] | None = None) -> Answer:
        """Work it out; the next time Python finds it in the owner's own attributes and does not ask."""
        answer = owner.__dict__[self.name] = self.work(owner)
        return answer
