"""What the scraper knew of a page: the ``NAME.meta.json`` beside ``NAME.txt``."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from docsieve.read.decode import Reason, Refusal

MAX_BYTES = 65_536
"""A sidecar is three short fields; a longer one is something else."""


def _iso_only(value: object) -> object:
    if not isinstance(value, str) or len(value) < len("2024-01-31"):
        raise ValueError("must be an ISO 8601 date and time in a string, such as 2024-01-31T12:00:00Z")
    return value


def _in_utc(value: datetime) -> datetime:
    """A time without zone is taken as UTC, so that it means the same on every machine."""
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or not value.isprintable() or " " in value:
        raise ValueError("must be an address that starts with http:// or https://")
    return value


def _one_line(value: str) -> str:
    if not value.isprintable() or value != value.strip():
        raise ValueError("must be printable, without white space around it")
    return value


class Sidecar(BaseModel):
    """The fields of a sidecar; all may be missing, and fields we do not know are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    url: Annotated[str, Field(max_length=2_048), AfterValidator(_web_address)] | None = None
    scraped_at: Annotated[datetime, BeforeValidator(_iso_only), AfterValidator(_in_utc)] | None = None
    site: Annotated[str, Field(min_length=1, max_length=253), AfterValidator(_one_line)] | None = None


def parse_sidecar(data: bytes) -> Sidecar | Refusal:
    """The sidecar's fields, or the first thing that is wrong with it. Raises nothing."""
    try:
        return Sidecar.model_validate_json(data.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        return _refusal(error)


def checked_sidecar(values: Mapping[str, object]) -> Sidecar | Refusal:
    """The same of fields that were read already."""
    try:
        return Sidecar.model_validate(values)
    except ValidationError as error:
        return _refusal(error)


def _refusal(error: ValidationError) -> Refusal:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "the file"
    return Refusal(Reason.BAD_SIDECAR, f"{where}: {first['msg']}")
