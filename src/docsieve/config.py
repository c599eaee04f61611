"""What a user may set, checked at the door: ``docsieve.toml`` in, one frozen ``Config`` out.

A key that is not known, or a value that is not allowed, ends the run with the file, the key and what
would be allowed; nothing is guessed or silently ignored.
"""

import hashlib
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

FILE_NAME = "docsieve.toml"
HOW_NOT_WHAT = {"engine", "ray_address", "workers", "characters_per_portion", "lock_wait_seconds"}
# What stands in these places decides, not which place it is: it is counted among the inputs of a run.
WHERE_NOT_WHAT = {"persons_key_env", "persons_key_file", "entity_judgements", "expectations"}


class ConfigError(ValueError):
    """The configuration cannot be used; the message names file, key and what is allowed."""


class Config(BaseModel):
    """Every knob of a run, with its unit; thresholds of rules are no knobs, they stand in the rule table.

    >>> Config(workers=2).max_bytes
    10000000
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    max_bytes: int = Field(
        default=10_000_000,
        ge=1,
        le=1_000_000_000,
        description="Largest file that is read, in bytes; a longer one waits in quarantine.",
    )
    max_characters: int = Field(
        default=2_000_000,
        ge=1,
        le=1_000_000_000,
        description="Longest document that is accepted, in code points; a longer one waits in quarantine.",
    )
    max_container_bytes: int = Field(
        default=20_000_000_000,
        ge=1,
        le=10_000_000_000_000,
        description="How many bytes a file of many documents may unpack to; its rest waits in quarantine.",
    )
    record_text: str = Field(
        default="text", min_length=1, description="Field of a record, or column, that holds the text."
    )
    record_id: str = Field(
        default="id", min_length=1, description="Field of a record that names it within its file."
    )
    record_url: str = Field(
        default="url", min_length=1, description="Field of a record that holds the page's address."
    )
    record_site: str = Field(
        default="site", min_length=1, description="Field of a record that names its site."
    )
    record_scraped_at: str = Field(
        default="scraped_at", min_length=1, description="Field of a record that says when it was scraped."
    )
    language_engine: Literal["pooled", "langdetect"] = Field(
        default="pooled",
        description="Which library guesses languages.",
    )
    engine: Literal["local", "ray"] = Field(
        default="local",
        description="Where the work is done: on this machine, or on the nodes of a Ray cluster.",
    )
    ray_address: str | None = Field(
        default=None,
        min_length=1,
        description="Address of the Ray cluster, as HOST:PORT; without one, a cluster on this machine.",
    )
    workers: int = Field(
        default=0,
        ge=0,
        le=256,
        description="Processes that prepare and judge documents; 0 is one for each core.",
    )
    characters_per_portion: int = Field(
        default=2_000_000,
        ge=1,
        le=1_000_000_000,
        description="Text that a worker is handed at a time, in code points; one document may be longer.",
    )
    lock_wait_seconds: float = Field(
        default=60.0,
        ge=0.0,
        le=86_400.0,
        description="How long a run waits for another one on the same dataset before giving up, in seconds.",
    )
    dataset_name: str = Field(
        default="docsieve dataset",
        min_length=1,
        max_length=200,
        description="What the dataset is called in its card and its Croissant description.",
    )
    dataset_description: str = Field(
        default="Documents and signatories of public statements, read from scraped text.",
        min_length=1,
        max_length=10_000,
        description="What the dataset holds, in a sentence or two.",
    )
    dataset_url: str | None = Field(default=None, description="Where the dataset is found.")
    dataset_license: str | None = Field(default=None, description="Address of the licence it is under.")

    expectations: str | None = Field(
        default=None,
        description="File (TOML) of a project's own expectations, added to those that docsieve ships.",
    )
    drift: Literal["off", "info", "warning", "critical"] = Field(
        default="warning",
        description="How grave it is when figures have jumped since the run before; critical: not published.",
    )
    entity_judgements: str | None = Field(
        default=None,
        description="File (CSV) in which people say which names are the same and which are not.",
    )
    persons: Literal["keep", "pseudonymise", "drop"] = Field(
        default="keep",
        description="What is published of persons who signed: everything, a pseudonym for the name, nothing.",
    )
    persons_key_env: str = Field(
        default="DOCSIEVE_PERSONS_KEY",
        min_length=1,
        description="Environment variable that holds the key of the pseudonyms.",
    )
    persons_key_file: str | None = Field(
        default=None,
        description="File that holds the key of the pseudonyms, in place of the environment variable.",
    )

    def digest(self) -> str:
        """SHA-256 of what decides the result: not how many work, who waits, or where a key or file is.

        >>> Config(workers=1).digest() == Config(workers=2).digest() != Config(max_bytes=5).digest()
        True
        """
        deciding = self.model_dump_json(exclude=HOW_NOT_WHAT | WHERE_NOT_WHAT)
        return hashlib.sha256(deciding.encode()).hexdigest()


def load(path: Path | None = None) -> Config:
    """Read the configuration from ``path``, or from ``docsieve.toml`` in the working folder if there is one.

    Without a file the defaults hold. Raises ConfigError where the file named is missing, is not TOML or
    sets what it must not.
    """
    if path is None and not Path(FILE_NAME).exists():
        return Config()
    path = path or Path(FILE_NAME)
    try:
        return Config(**tomllib.loads(path.read_text("utf-8")))
    except ValidationError as error:
        raise ConfigError("\n".join(_complaint(path, each) for each in error.errors())) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as TOML: {error}") from error


def _complaint(path: Path, error: ErrorDetails) -> str:
    """One sentence for one error of pydantic."""
    key = ".".join(str(part) for part in error["loc"])
    field = Config.model_fields.get(key)
    if field is None:
        return f"{path}: {key}: is no setting; there are {', '.join(sorted(Config.model_fields))}."
    return f"{path}: {key}: is {error['input']!r}: {error['msg']}. {field.description}"
