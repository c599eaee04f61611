"""Where each page lies, made from ids alone: nothing that was scraped becomes part of a path."""

import re

from docsieve.tables import stable_id

_ID = re.compile(r"[0-9a-f]{8,64}")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,79}")


def document_page(document_id: str) -> str:
    """The page of a document, in a folder of those that begin alike.

    >>> document_page("4322d6bdc05ac144")
    'documents/43/4322d6bdc05ac144.html'
    """
    name = _name(_ID, document_id)
    return f"documents/{name[:2]}/{name}.html"


def block_anchor(document_id: str, position: int) -> str:
    """A block on the page of its document."""
    return f"{document_page(document_id)}#b{position}"


def entity_page(entity_id: str) -> str:
    """The page that an entity shares with those that begin alike: one file each would be too many."""
    return f"entities/{_name(_ID, entity_id)[:3]}.html"


def entity_anchor(entity_id: str) -> str:
    """An entity's own place on its page.

    >>> entity_page("11eb37cbd62b"), entity_anchor("11eb37cbd62b")
    ('entities/11e.html', 'e-11eb37cbd62b')
    """
    return f"e-{_name(_ID, entity_id)}"


def rule_page(rule: str) -> str:
    """The page of a rule.

    >>> rule_page("../../etc") == rule_page("learned_score")
    False
    >>> "." in rule_page("../../etc").removesuffix(".html")
    False
    """
    return f"rules/{_name(_WORD, rule)}.html"


def list_page(name: str, number: int) -> str:
    """Page ``number``, from 1, of a list.

    >>> list_page("documents", 1), list_page("documents", 2)
    ('documents.html', 'documents-2.html')
    """
    return f"{name}.html" if number == 1 else f"{name}-{number}.html"


def site_anchor(site: str) -> str:
    """The place of a site's first document in the list of documents."""
    return f"site-{stable_id(site)[:12]}"


def _name(form: re.Pattern[str], given: str) -> str:
    return given if form.fullmatch(given) else stable_id(given)
