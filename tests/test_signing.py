"""Signing parts: where they begin and end, and what announces them."""

import tomllib
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsieve.segment import segment
from docsieve.signing import find
from docsieve.signing.phrases import holds_listed, listed_phrases, opening_phrase

PROSE = (
    "We demand that the council opens the harbour path again, for it was closed without a hearing.\n\n"
    "Many children have no other way to school, and the road around it has no pavement at all.\n\n"
)


def parts(text: str) -> list[tuple[str, str, str]]:
    blocks = segment(text)
    return [(part.found_by, blocks[part.first].text, blocks[part.last].text) for part in find(blocks)]


@pytest.mark.parametrize(
    "heading",
    [
        "Signed by:", "SIGNATORIES", "Signatories as of 3 May 2021:", "Initial signatories", "Endorsed by:",
        "Firman:", "Organizaciones firmantes:", "Adhesiones:", "ADHIEREN", "Primeras firmas:",
        "Signataires", "Premiers signataires :", "Les organisations signataires :", "Ont signé :",
        "Unterzeichnende", "Erstunterzeichner*innen:", "Unterzeichnende Organisationen:",
        "Assinam:", "Signatários", "Firmatari:", "Hanno firmato:", "Ondertekenaars:", "Undertecknat av:",
        "Underskrivere", "Allekirjoittajat", "Podpisali:", "Sygnatariusze", "Podepsáni:", "Podpísaní:",
        "Aláírók:", "Semnatari:", "Подписали:", "Подписавшие организации:", "Підписали:", "Подписали",
        "Potpisnici:", "Потписници:", "Υπογράφουν:", "Οι υπογράφοντες:", "İmzacılar:", "İMZA VERENLER",
        "الموقعون:", "المنظمات الموقعة:", "امضاکنندگان:", "החתומים:", "हस्ताक्षरकर्ता:", "স্বাক্ষরকারী:",
        "Penandatangan:", "Ditandatangani oleh:", "Những người ký tên:", "ผู้ลงนาม", "签署人：", "联署团体",
        "連署人：",
        "賛同団体", "연서명자", "서명 단체",
    ],
)  # fmt: skip
def test_headings_of_many_languages(heading: str) -> None:
    text = f"Open letter\n\n{PROSE}{heading}\n\nHarbour Watch\nBay Workers Union\nTide Foundation\n"

    assert parts(text) == [("heading", "Harbour Watch", "Tide Foundation")]


@pytest.mark.parametrize(
    "closing",
    [
        "Yours sincerely,", "Respectfully,", "In solidarity", "Atentamente,", "Cordialmente,",
        "Cordialement,",
        "Mit freundlichen Grüßen", "Atenciosamente,", "Cordiali saluti,", "Met vriendelijke groet,",
        "Med vänliga hälsningar", "Venlig hilsen", "Med vennlig hilsen", "Kunnioittavasti", "Z poważaniem,",
        "S pozdravem", "S úctou", "Tisztelettel,", "Cu stimă,", "С уважением,", "З повагою,", "С уважение,",
        "S poštovanjem,", "Με εκτίμηση,",
        "Saygılarımızla,", "مع فائق الاحترام",
        "با احترام", "בכבוד רב,", "सादर", "Hormat kami,",
        "Trân trọng,", "ด้วยความเคารพ", "敬具",
    ],
)  # fmt: skip
def test_closing_formulas_of_many_languages(closing: str) -> None:
    text = f"Open letter\n\n{PROSE}{closing}\n\nHarbour Watch\nBay Workers Union\n"

    assert parts(text) == [("closing", "Harbour Watch", "Bay Workers Union")]


@pytest.mark.parametrize(
    "after",
    [
        "Leave a Reply",
        "Share this:",
        "3 thoughts on “Open letter”",
        "Notes:",
        "Contact: harbour@bay.example",
        "Cc: Minister of Transport",
        "For more information, please contact Ana Sol, ana@bay.example.",
        "©2021 Bay News | Home | Members",
        "Para adherir: puerto@bahia.example",
        "(Ver lista completa)",
        "Quelle: Hafenblatt",
        "--",
        "Fotoğraflar: Elif Yıldırım",
    ],
)
def test_something_else_ends_a_part(after: str) -> None:
    text = (
        f"Open letter\n\n{PROSE}Signed by:\n\nHarbour Watch\nBay Workers Union\n\n{after}\n\nSol Net Guild\n"
    )

    assert parts(text) == [("heading", "Harbour Watch", "Bay Workers Union")]


def test_numbered_comments_are_not_of_the_list_above_them() -> None:
    names = "Harbour Watch (Ireland)\n\nBay Forum (Peru)\n\nTide Trust (Kenya)"
    text = f"On the bay\n\n{PROSE}{names}\n\n  1. Me too!\n"

    assert parts(text) == [("list", "Harbour Watch (Ireland)", "Tide Trust (Kenya)")]


def test_a_list_goes_on_below_a_subheading() -> None:
    names = "• Ana Sol\n• Ben Mar\n\nOrganizations\n\n• Bay Forum\n• Tide Trust"
    text = f"Open letter\n\n{PROSE}Signed:\n\n{names}\n"

    (part,) = find(segment(text))

    assert len(part.entries) == 4
    assert len(part.subheads) == 1


def test_a_part_says_what_it_was_found_by() -> None:
    (part,) = find(segment(f"Open letter\n\n{PROSE}Signatories:\n\nBay Forum, Peru\n"))

    assert part.found_by == "heading"
    assert part.score == pytest.approx(sum(weight for _, weight in part.evidence))


@given(st.text(max_size=300))
def test_parts_lie_in_the_text_and_apart(text: str) -> None:
    blocks = segment(text)
    found = find(blocks)

    assert all(0 <= part.first <= part.last < len(blocks) for part in found)
    assert all(0 <= part.start < part.end <= len(text) for part in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


WORDS = {
    name: table
    for name, table in tomllib.loads(
        files("docsieve.data").joinpath("signing.toml").read_text("utf-8")
    ).items()
    if "sign" in table
}
LISTED = ("Harbour Union", "Ana Sol, teacher", "Tide Trust (TT), Ireland")


@pytest.mark.parametrize("language", WORDS)
def test_every_language_has_the_words_of_a_letter(language: str) -> None:
    table = WORDS[language]

    assert table["sign"] or table["headings"]
    assert all(table[key] for key in ("voice", "group", "text", "closing", "undersigned", "stop"))


@pytest.mark.parametrize("language", WORDS)
def test_a_word_for_signing_with_a_colon_announces_a_list(language: str) -> None:
    table = WORDS[language]
    words = [word.rstrip("*") for word in str(table["sign"]).split() if len(word) > 1]

    for head in (*words, *table.get("headings", ())):
        blocks = segment("\n".join((f"{head}:", "", *LISTED, "")))
        assert find(blocks), head


@pytest.mark.parametrize("language", WORDS)
def test_a_valediction_stands_above_a_signature(language: str) -> None:
    for phrase in WORDS[language]["closing"]:
        if opening_phrase(phrase.split(), "weak_closings"):
            continue
        blocks = segment(f"We ask the town to open the quay again.\n\n{phrase},\n\nAna Sol\nHarbour Union\n")
        assert find(blocks), phrase


@pytest.mark.parametrize("name", ["voice", "undersigned"])
def test_a_listed_phrase_is_heard_where_words_begin(name: str) -> None:
    phrases = listed_phrases(name)

    assert all(holds_listed(f"today, {phrase} that", name) for phrase in phrases)
    assert not any(
        holds_listed(f"x{phrase}", name) for phrase in phrases if phrase.isascii() and phrase.isalpha()
    )
