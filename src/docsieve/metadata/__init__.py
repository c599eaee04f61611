"""What a document says of itself: title, date, issuer, place, footnotes and links, each with evidence."""

from collections.abc import Sequence

from docsieve.metadata.footnotes import footnotes
from docsieve.metadata.issuers import issuers
from docsieve.metadata.lines import lines_of
from docsieve.metadata.links import links
from docsieve.metadata.published import published
from docsieve.metadata.titles import titles
from docsieve.model import UNDETERMINED, LabelledBlock, Metadata

__all__ = ["read"]


def read(
    blocks: Sequence[LabelledBlock],
    language: str = UNDETERMINED,
    site: str = "",
    carried: Sequence[int] = (),
) -> Metadata:
    """Returns what the blocks of one document say of it; what they do not say stays empty.

    ``language`` is the document's, without it the one most of the kept text is in;
    ``site`` the name of its site, as far as known, ``carried`` on how many pages of it each block stands.
    Reads no sentence for facts, sees no other document, and takes time linear in the text.
    """
    spoken = language if language != UNDETERMINED else main_language(blocks)
    lines = lines_of(blocks, spoken)
    titled = titles(lines, site, carried, spoken or UNDETERMINED)
    date = published(lines, titled)
    markers, notes = footnotes(blocks, lines)
    return Metadata(
        title=titled.title,
        other_titles=titled.others,
        published_on=date.on,
        published_on_reason=date.reason,
        date_evidence=date.evidence,
        issuers=issuers(lines, titled.after),
        place=date.place,
        footnote_markers=markers,
        footnotes=notes,
        links=links(line.text for line in lines if line.kept),
    )


def main_language(blocks: Sequence[LabelledBlock]) -> str | None:
    """Returns the language that most of the kept text is guessed to be in."""
    length: dict[str, int] = {}
    for labelled in blocks:
        if labelled.kept and labelled.guess.language != UNDETERMINED:
            length[labelled.guess.language] = length.get(labelled.guess.language, 0) + len(
                labelled.block.text
            )
    return max(sorted(length), key=lambda language: length[language], default=None)
