"""The README says what is so: its example comes out as it stands there, its commands are those of CI."""

import re
import tomllib
from pathlib import Path

from docsieve import language, pipeline
from docsieve.config import Config
from docsieve.model import Judged, RawDocument

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    """The fenced blocks of the README of one kind, in order."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def judged(text: str) -> Judged:
    raw = RawDocument("id", "weir/ferry.txt", "weir", "0" * 64, text, "utf-8", "strict_utf8")
    prepared = pipeline.prepare(raw, language.engine())
    return pipeline.judge(prepared, *pipeline.survey([prepared]))


def shown(document: Judged) -> str:
    """What comes out of a document, as the README shows it."""
    title = document.metadata.title
    lines = [
        f"title        {title.text if title else None}",
        f"published    {document.metadata.published_on}",
        f"language     {document.language.language}",
    ]
    for signatory in document.signatories:
        about = [signatory.role, *signatory.countries]
        lines.append("signatory    " + " | ".join(filter(None, [signatory.name, signatory.kind, *about])))
    for block in document.blocks:
        if block.finding is not None and not block.kept:
            finding = f"{block.finding.rule} {block.finding.measured:g}, line at {block.finding.threshold:g}"
            lines.append(f"removed      {block.block.text.strip()} | {block.label} | {finding}")
    return "\n".join(lines) + "\n"


def test_what_comes_out_of_the_broken_page_is_what_stands_there() -> None:
    page, result, *_ = blocks("text")
    assert shown(judged(page)) == result


def test_the_second_command_is_the_one_that_ci_runs() -> None:
    command = next(command for command in blocks("sh") if "scripts/check.py" in command)
    assert (PROJECT / ".ci" / "run").read_text("utf-8").endswith(command)


def test_every_page_it_points_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (PROJECT / target).exists(), target


def test_the_settings_it_shows_are_the_defaults_and_it_names_every_one() -> None:
    [shown] = blocks("toml")
    assert Config(**tomllib.loads(shown)) == Config()
    assert [key for key in Config.model_fields if key not in README] == []
