"""Write the names that `docsieve.language.names` knows: `src/docsieve/data/language/names.txt`.

One command, from the project's folder: `uv run --with faker training/names.py ../shared/gold`. Not part of
CI. Takes the given and family names of every locale of Faker (MIT licence) that are written in scripts
with capitals, and leaves out those that stand in lower case five times or more in the kept lines of the
extraction gold or in the language gold: they are words as well. Nothing else of those texts is written.
"""

import argparse
import gzip
import importlib
import json
import pkgutil
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import faker.providers.person as person

TARGET = Path(__file__).parents[1] / "src/docsieve/data/language/names.txt"
A_WORD_AT_LEAST = 5
HEADER = """\
# Name words in lower case: given names, then a line of "--", then family names.
# Source: the locales of Faker {version} (MIT licence), without those that are usual words; by training/names.py.
"""


def names(kinds: tuple[str, ...]) -> set[str]:
    """Give the single words of every locale's names of these kinds."""
    found: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            listed = getattr(provider, attribute)
            if attribute.startswith(kinds) and isinstance(listed, tuple | list | dict):
                found.update(word for name in listed for word in str(name).split())
    return {word.casefold() for word in found if len(word) > 1 and word[0].isupper() and word[1:].islower()}


def usual_words(gold: Path) -> set[str]:
    """Give the words that stand in lower case in real texts, often enough to be words."""
    counts = Counter(word for line in real_lines(gold) for word in line.split() if word.islower())
    return {word for word, count in counts.items() if count >= A_WORD_AT_LEAST}


def real_lines(gold: Path) -> Iterator[str]:
    with gzip.open(gold / "extraction/pages.jsonl.gz", "rt", encoding="utf-8") as pages:
        for page in map(json.loads, pages):
            yield from (line for line, label in zip(page["lines"], page["labels"], strict=True) if label == 1)
    with gzip.open(gold / "language/items.jsonl.gz", "rt", encoding="utf-8") as items:
        yield from (item["text"] for item in map(json.loads, items) if item["length_class"] != "word")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("gold", type=Path)
    words = usual_words(arguments.parse_args().gold)
    given = names(("first_name", "middle_name")) - words
    family = names(("last_name", "surname")) - words - given
    lines = [HEADER.format(version=version("faker")), "\n".join(sorted(given)), "\n--\n", "\n".join(sorted(family))]
    TARGET.write_text("".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
