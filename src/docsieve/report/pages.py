"""Templates to pages: every value is escaped, and no page may run or load anything from elsewhere."""

from collections.abc import Hashable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

HERE = Path(__file__).parent
STATIC = ("report.css", "report.js")


def page(address: str, template: str, values: Mapping[str, Any]) -> str:
    """The page that lies at ``address``, from a template; ``root`` leads from it to the front page."""
    return _templates().get_template(template).render(root=root_of(address), **values)


def root_of(address: str) -> str:
    """The way from a page to the front page.

    >>> root_of("documents/43/4322d6bdc05ac144.html")
    '../../'
    """
    return "../" * address.count("/")


@lru_cache(maxsize=65_536)
def fragment(macro: str, *values: Hashable) -> Markup:
    """What a macro of ``finding.html`` says of these values; thousands of blocks are told alike."""
    made: Markup = getattr(_templates().get_template("finding.html").module, macro)(*values)
    return made


def static_files() -> dict[str, str]:
    """The style and the script that all pages share, by address."""
    return {name: (HERE / "static" / name).read_text("utf-8") for name in STATIC}


def number(value: float | None) -> str:
    """A number for people: whole ones with thousands apart, others with four digits that count.

    >>> number(12345), number(0.123456), number(2.0), number(None)
    ('12,345', '0.1235', '2', '–')
    """
    if value is None:
        return "–"
    return f"{int(value):,}" if float(value).is_integer() else f"{value:.4g}"


def percent(share: float | None) -> str:
    """A share of 1 in percent.

    >>> percent(0.1234), percent(None)
    ('12.3 %', '–')
    """
    return "–" if share is None else f"{100 * share:.1f} %"


def shortened(text: str, most: int = 160) -> str:
    r"""A text on one line, cut where it is long.

    >>> shortened("one\n two", 6)
    'one t…'
    """
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else line[: most - 1] + "…"


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(number=number, percent=percent, shortened=shortened)
    return made
