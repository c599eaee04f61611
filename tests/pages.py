"""Made documents for the tests: text in, prepared and judged values out."""

from docsieve.language import engine
from docsieve.model import Judged, Prepared, RawDocument
from docsieve.pipeline import judge, prepare, survey

ENGINE = engine("langdetect")


def prepared(text: str, source: str = "eastport/one.txt") -> Prepared:
    """Prepare one made text; its bytes are told apart by the text itself."""
    raw = RawDocument(source, source, source.partition("/")[0], text, text, "utf-8", "made")
    return prepare(raw, ENGINE)


def judged(*texts: str) -> tuple[Judged, ...]:
    """Judge made texts together, as one corpus of documents 0.txt, 1.txt... on sites of their own."""
    documents = [prepared(text, f"site{n}/{n}.txt") for n, text in enumerate(texts)]
    return tuple(judge(document, said) for document, said in zip(documents, survey(documents), strict=True))
