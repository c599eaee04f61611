"""Which care is taken, and the key of the pseudonyms, which is in no value that is printed or written."""

import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

LEAST_KEY_BYTES = 16
DIGITS = 16
"""Hexadecimal digits of a pseudonym: 64 bits, so that a million persons share none by chance."""

PERSON_MARK = "[person]"
ADDRESS_MARK = "[address]"


class Persons(StrEnum):
    """What is published of the persons who signed."""

    KEEP = "keep"
    PSEUDONYMISE = "pseudonymise"
    DROP = "drop"


class PersonsKeyError(ValueError):
    """There is no key for pseudonyms, or it is too short; the message says where it was looked for."""


@dataclass(frozen=True, slots=True)
class Care:
    """The care that is taken, and the key where pseudonyms are made; its `repr` does not show the key."""

    persons: Persons = Persons.KEEP
    key: bytes = field(default=b"", repr=False)

    def pseudonym(self, words: Iterable[str]) -> str:
        """What stands for a name, given as its folded words; their order does not count.

        >>> care = Care(Persons.PSEUDONYMISE, b"sixteen bytes or more")
        >>> care.pseudonym(["elm", "ada"]) == care.pseudonym(["ada", "elm"])
        True
        >>> care, Care(Persons.DROP).pseudonym(["ada", "elm"])
        (Care(persons=<Persons.PSEUDONYMISE: 'pseudonymise'>), '[person]')
        """
        if self.persons is Persons.DROP:
            return PERSON_MARK
        return f"person-{self.keyed('name', *sorted(words))[:DIGITS]}"

    def keyed(self, *parts: str) -> str:
        """HMAC-SHA256 of the parts, as hexadecimal digits; without a key anybody can make it."""
        message = "\x1f".join(parts).encode("utf-8", "surrogatepass")
        return hmac.new(self.key, message, sha256).hexdigest()

    @property
    def trace(self) -> str:
        """What tells runs of different care or key apart, and gives no key away."""
        return f"{self.persons.value} {self.keyed('trace')[:DIGITS]}"


def care_of(persons: str, key_env: str, key_file: str | None = None) -> Care:
    """The care a configuration asks for; the key comes from the file, where one is named, or ``key_env``.

    White space around the key does not count. Raises PersonsKeyError for a key that is missing or has
    fewer than LEAST_KEY_BYTES bytes.
    """
    chosen = Persons(persons)
    if chosen is not Persons.PSEUDONYMISE:
        return Care(chosen)
    where = f"the file {key_file}" if key_file else f"the environment variable {key_env}"
    key = _from_file(Path(key_file)) if key_file else os.environ.get(key_env, "").strip().encode()
    if len(key) < LEAST_KEY_BYTES:
        raise PersonsKeyError(
            f'persons = "pseudonymise" needs a key of {LEAST_KEY_BYTES} bytes or more in {where}, and '
            f"{'there is none' if not key else f'that one has {len(key)}'}. Make one once and keep it: "
            'python -c "import secrets; print(secrets.token_hex(32))"'
        )
    return Care(chosen, key)


def _from_file(path: Path) -> bytes:
    try:
        return path.read_bytes().strip()
    except OSError as error:
        raise PersonsKeyError(
            f"the key of the pseudonyms cannot be read from {path}: {error.strerror}"
        ) from error
