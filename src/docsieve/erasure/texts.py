"""One document's blocks and clean text without what was erased; all spans stay what they were."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docsieve.batch import clean_text
from docsieve.erasure.marks import Marks
from docsieve.erasure.phrases import Sought, Span, blackened, found, merged, within, without
from docsieve.model import Block, Guess, Label, LabelledBlock, Repaired, Shape
from docsieve.repair import repair, repair_footnote_marks
from docsieve.repeats import fingerprint

Values = dict[str, Any]


@dataclass(frozen=True)
class Changed:
    """A document's blocks after an erasure, as rows; ``spans`` are what became black in its raw text.

    ``mended`` are the repairs of the blocks that changed, by position.
    """

    blocks: tuple[Values, ...] = ()
    spans: tuple[Span, ...] = ()
    mended: "dict[int, list[Values]] | None" = None
    own: bool = False

    def sought(self, marks: Marks, document_id: str) -> Sought:
        """What is looked for in the document."""
        return Sought(marks, document_id, own=self.own)

    @cached_property
    def raw(self) -> str:
        """The raw text as it is now."""
        return "".join(block["text"] + block["separator"] for block in self.blocks)

    @cached_property
    def text(self) -> str:
        """The clean text as it is now."""
        return clean_text([_labelled(block) for block in self.blocks])

    def repairs(self, before: Iterable[Values]) -> list[Values]:
        """The document's repairs: as they were, but for the blocks that changed."""
        mended = self.mended or {}
        changed = merged((each["start"], each["end"]) for each in self.blocks if each["position"] in mended)
        kept = [one for one in before if not within(changed, one["start"], max(one["end"], one["start"] + 1))]
        anew = [one for its_repairs in mended.values() for one in its_repairs]
        return sorted([*kept, *anew], key=lambda one: (one["start"], one["end"]))


def changed_blocks(
    blocks: Sequence[Values], lost: Sequence[Values], staying: Sequence[Span], sought: Sought
) -> Changed:
    """Black out in a document what is sought, and the lines of the claims that are lost.

    A line that another claim was read from too keeps all but the name.
    """
    ordered = sorted(blocks, key=lambda block: int(block["position"]))
    raw = "".join(block["text"] + block["separator"] for block in ordered)
    names = found(raw, sought)  # over all blocks: a name may begin in one and end in the next
    names = merged([*names, *(span for block in ordered for span in _hidden(block, names, sought))])
    staying = merged(staying)
    lines = [(claim["start"], claim["end"]) for claim in lost if _goes(claim, names, staying)]
    spans = merged([*names, *lines])
    new = [_blackened(block, spans) for block in ordered]
    touched = [place for place, block in enumerate(new) if block is not ordered[place]]
    if not touched:
        return Changed(tuple(ordered), own=bool(lost))
    return _mended(new, touched, spans, sought, own=bool(lost))


def _hidden(block: Values, names: Sequence[Span], sought: Sought) -> list[Span]:
    """All of a block whose repair shows more names than its raw text does."""
    if block["repaired_text"] is None:
        return []
    shown = len(found(block["repaired_text"], sought))
    whole = (block["start"], block["end"])
    return [whole] if shown > len(within(names, *whole)) else []


def _goes(claim: Values, names: Sequence[Span], staying: Sequence[Span]) -> bool:
    """Whether the whole line of a claim goes, or only the name, which stands in a line with others."""
    named = within(names, claim["start"], claim["end"])
    return not named or not within(staying, claim["start"], claim["end"])


def _blackened(block: Values, spans: Sequence[Span]) -> Values:
    text = blackened(block["text"], within(spans, block["start"], block["end"]))
    return block if text == block["text"] else {**block, "text": text}


def _mended(
    new: list[Values], touched: Sequence[int], spans: Sequence[Span], sought: Sought, *, own: bool
) -> Changed:
    """Repair and fingerprint the blocks that changed anew; the others stay as they were."""
    made = [_block(block) for block in new]
    repaired = repair_footnote_marks(made, [repair(block.text, block.start) for block in made])
    mended: dict[int, list[Values]] = {}
    for place in touched:
        its_repair = repaired[place]
        if found(its_repair.text, sought):
            whole = (new[place]["start"], new[place]["end"])
            new[place] = _blackened(new[place], [whole])
            spans = merged([*spans, whole])
            its_repair = Repaired(new[place]["text"])
        text = its_repair.text
        new[place] = {
            **new[place],
            "repaired_text": None if text == new[place]["text"] else text,
            "fingerprint": fingerprint(text),
        }
        mended[new[place]["position"]] = [
            {name: getattr(one, name) for name in ("fixer", "start", "end", "before", "after")}
            for one in its_repair.repairs
        ]
    return Changed(tuple(new), tuple(spans), mended, own)


def _block(row: Values) -> Block:
    return Block(
        row["position"], row["start"], row["end"], row["text"], row["separator"], Shape(row["shape"])
    )


def _labelled(row: Values) -> LabelledBlock:
    text = row["text"] if row["repaired_text"] is None else row["repaired_text"]
    return LabelledBlock(
        _block(row), Repaired(text), Guess(), row["fingerprint"], row["kept"], Label(row["label"])
    )


def cleaned(value: Any, sought: Sought, spans: Sequence[Span]) -> Any:
    """A value of a row without what is sought: texts, and texts within lists and structs.

    A struct that says where its text stands loses what became black there; all of it where its text is
    not as long as its span.
    """
    if type(value) is str:
        return without(value, sought)
    if isinstance(value, list | tuple):
        return [cleaned(each, sought, spans) for each in value]
    if not isinstance(value, dict):
        return value
    made = {name: cleaned(each, sought, spans) for name, each in value.items()}
    black = within(spans, value["start"], value["end"]) if {"text", "start", "end"} <= value.keys() else []
    if black:
        same = len(value["text"]) == value["end"] - value["start"]
        made["text"] = blackened(made["text"], black if same else [(0, len(made["text"]))])
    return made
