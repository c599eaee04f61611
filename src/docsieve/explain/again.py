"""A published document judged again from what is published of it, to be asked what the rows do not hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from docsieve import pipeline
from docsieve.explain.asked import Row
from docsieve.label import label
from docsieve.model import Finding, Guess, LabelledBlock, Prepared, RawDocument
from docsieve.repeats import Trace, carried, evidence, numbers_of, trace
from docsieve.rules import Page, page_of


@dataclass(frozen=True, slots=True)
class _KnownAlready:
    """Ranks no languages: those of the blocks are published."""

    name: str = "published"

    def ranked(self, _text: str, _expected: Mapping[str, float]) -> tuple[Guess, ...]:
        return ()


def judged_again(document: Row, blocks: Sequence[Row], site: Iterable[Row]) -> Page | None:
    """Give a document as the rules saw it, None where judging it again does not give all that is published.

    ``site`` has a row for each published document of its site, itself among them: ``document_id``,
    ``content_sha256`` and the ``fingerprints`` of its blocks. Published is not what was judged where names of
    persons were taken out or words erased, or where a page of the site was set aside.
    """
    prepared = _prepared(document, blocks)
    if prepared is None:
        return None
    others = [row for row in site if row["document_id"] != document["document_id"]]
    traces = [
        Trace(document["site"], row["content_sha256"], numbers_of(row["fingerprints"])) for row in others
    ]
    (said, *_) = carried([trace(prepared), *traces])
    page = page_of(prepared, evidence(prepared, said))
    judged = zip(label(page), blocks, strict=True)
    return page if all(_is_published(labelled, row) for labelled, row in judged) else None


def _prepared(document: Row, blocks: Sequence[Row]) -> Prepared | None:
    text = "".join(row["text"] + row["separator"] for row in blocks)
    who = {name: document[name] for name in ("document_id", "source", "site", "content_sha256")}
    raw = RawDocument(**who, text=text, encoding="", encoding_found_by="published")
    prepared = pipeline.prepare(raw, _KnownAlready())
    if len(prepared.blocks) != len(blocks):
        return None
    guesses = tuple(Guess(row["language"], row["language_confidence"]) for row in blocks)
    return replace(prepared, guesses=guesses)


def _is_published(labelled: LabelledBlock, row: Row) -> bool:
    finding, block = labelled.finding, labelled.block
    told = None if row["rule"] is None else (row["rule"], row["measured"], row["threshold"])
    return (
        (block.start, block.end, block.shape, labelled.fingerprint, labelled.kept, labelled.label)
        == (row["start"], row["end"], row["shape"], row["fingerprint"], row["kept"], row["label"])
        and told == (None if finding is None else _numbers(finding))
        and [_numbers(one) for one in labelled.also] == [_row_numbers(one) for one in row["also"]]
        and [_numbers(one) for one in labelled.near] == [_row_numbers(one) for one in row["near"]]
    )


def _numbers(finding: Finding) -> tuple[str, float, float]:
    return finding.rule, finding.measured, finding.threshold


def _row_numbers(row: Row) -> tuple[str, float, float]:
    return row["rule"], row["measured"], row["threshold"]
