"""Languages of blocks and documents."""

import pickle

import pytest

from docsieve import language
from docsieve.model import Guess


@pytest.mark.parametrize("name", sorted(language.ENGINES))
def test_every_engine_answers_and_pickles(name: str) -> None:
    chosen = pickle.loads(pickle.dumps(language.engine(name)))
    assert language.guess("Die Bibliothek ist am Montag wieder geöffnet.", chosen).language == "de"
    assert language.guess("", chosen) == Guess()


def test_an_unknown_engine_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="pooled"):
        language.engine("nobody")


def test_shares_are_of_the_characters_that_have_a_language() -> None:
    main, shares = language.document_language(
        ["a" * 90, "b" * 10, "123"], [Guess("de", 0.9), Guess("fr", 0.8), Guess()]
    )
    assert main.language == "de"
    assert main.confidence == pytest.approx(0.9)
    assert shares == (("de", 0.9), ("fr", 0.1))
    assert language.multilingual(shares) is not None
