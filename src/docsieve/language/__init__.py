"""Languages of blocks and documents, and ``und`` where a text cannot tell.

The way of a text: `prepare` takes out what speaks no language, an `engine` ranks the languages,
`guess` draws the line. Reads and writes nothing but the text it is given.
"""

from docsieve.language.documents import document_language, multilingual
from docsieve.language.engines import DEFAULT_ENGINE, ENGINES, Engine, engine
from docsieve.language.guesses import guess, guess_all

__all__ = [
    "DEFAULT_ENGINE",
    "ENGINES",
    "Engine",
    "document_language",
    "engine",
    "guess",
    "guess_all",
    "multilingual",
]
