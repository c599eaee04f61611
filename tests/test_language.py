"""Languages: right for a heading as for a document, and ``und`` where a text cannot tell."""

import json
import os
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import eldc
import langdetect
import pycld2
import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsieve import language
from docsieve.language import opinions
from docsieve.language.codes import one_code
from docsieve.language.prepare import LONGEST, prepare
from docsieve.language.scripts import LANGUAGES_OF, script_of
from docsieve.language.telling import neighbours, votes
from docsieve.language.thresholds import THRESHOLDS, rows_for_people
from docsieve.model import UNDETERMINED, Guess

ROOT = Path(__file__).parent.parent
Case = dict[str, Any]
SPANISH = (
    "Los fareros de la costa piden al consejo que la lámpara siga encendida durante todo el invierno.",
    "Sin esa luz, los barcos pequeños no encuentran la entrada del puerto y nadie responde por ellos.",
)
ENGLISH_BODIES = (
    "Friends of the Northern Light",
    "Harbour Workers Union",
    "Sampleton Sailing Club",
    "Society for Better Lamps",
    "Keepers Without Borders",
    "Bell Buoy Association",
    "International Council of Ferries",
    "Women of the Old Quay",
)


def cases(name: str) -> list[Any]:
    found: list[Case] = json.loads((ROOT / f"tests/cases/language/{name}.json").read_text("utf-8"))
    return [pytest.param(case, id=case["label"], marks=known(case)) for case in found]


def known(case: Case) -> list[pytest.MarkDecorator]:
    reason = case["status"].partition("fails: ")[2]
    return [pytest.mark.xfail(reason=reason, strict=True)] if reason else []


@pytest.mark.parametrize("case", cases("texts"))
def test_text(case: Case) -> None:
    assert language.guess(case["given"]).language == case["expect"]


def codes_of(engine: str) -> list[str]:
    if engine == "pycld2":
        return [code for _, code in pycld2.LANGUAGES]
    if engine == "eldc":
        return [*eldc.LANGUAGES, "und"]
    if engine == "py3langid":
        return list(opinions._naive_bayes().labels)
    return os.listdir(Path(langdetect.__file__).parent / "profiles")


def is_one_code(code: str) -> bool:
    """Two letters where ISO 639-1 has the language, three of ISO 639-3 where it has not."""
    if len(code) == 2:
        return pycountry.languages.get(alpha_2=code) is not None
    named = pycountry.languages.get(alpha_3=code)
    return named is not None and getattr(named, "alpha_2", None) is None


@pytest.mark.parametrize("engine", ["pycld2", "eldc", "py3langid", "langdetect"])
def test_every_code_that_an_engine_can_give_is_one_of_ours(engine: str) -> None:
    wrong = {
        code
        for code in codes_of(engine)
        if one_code(code) != UNDETERMINED and not is_one_code(one_code(code))
    }

    assert codes_of(engine)
    assert not wrong


@pytest.mark.parametrize("code", ["nb", "iw", "fil", "zh-cn", "ZH-Hant", "zxx", "un", "xx-Latn", "arz", "mo"])
def test_mapping_twice_is_mapping_once(code: str) -> None:
    assert one_code(one_code(code)) == one_code(code) != code


def test_what_engines_do_not_know_is_what_their_own_lists_lack() -> None:
    sorani_only = {"ku"}
    cld = opinions.LANGUAGES - {one_code(code) for code in codes_of("pycld2")} | sorani_only
    eld = opinions.LANGUAGES - {one_code(code) for code in codes_of("eldc")} | sorani_only
    nb = opinions.LANGUAGES - set(codes_of("py3langid"))

    assert {"cld": cld - {"ckb"}, "eld": eld - {"ckb"}, "nb": nb} == opinions.UNKNOWN_TO


def test_every_language_has_a_weight_and_every_group_its_languages() -> None:
    fitted = json.loads((ROOT / "src/docsieve/data/language/pool.json").read_text("utf-8"))

    for stage in ("first", "full"):
        assert fitted[stage]["bias"].keys() == opinions.LANGUAGES | {UNDETERMINED}
        assert fitted[stage]["groups"].keys() == neighbours().keys()
    assert {each for group in neighbours().values() for each in group} <= opinions.LANGUAGES


@pytest.mark.parametrize("name", sorted(language.ENGINES))
def test_every_engine_answers_and_pickles(name: str) -> None:
    chosen = pickle.loads(pickle.dumps(language.engine(name)))

    assert language.guess("Die Bibliothek ist am Montag wieder geöffnet.", chosen).language == "de"
    assert language.guess("", chosen) == Guess()


def test_an_unknown_engine_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="langdetect, pooled"):
        language.engine("nobody")


@pytest.mark.parametrize("name", sorted(language.ENGINES))
def test_the_same_answer_in_every_order_and_thread(name: str) -> None:
    texts = [case.values[0]["given"] for case in cases("texts")]
    chosen = language.engine(name)
    forwards = [language.guess(text, chosen) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        threads = list(pool.map(lambda text: language.guess(text, chosen), texts))

    assert [language.guess(text, chosen) for text in reversed(texts)][::-1] == forwards
    assert threads == forwards


@given(st.text(max_size=80))
def test_a_guess_for_every_text(text: str) -> None:
    found = language.guess(text)

    assert 0.0 <= found.confidence <= 1.0
    assert (found.language == UNDETERMINED) == (found.confidence == 0.0)
    assert found.language == UNDETERMINED or is_one_code(found.language)


@given(st.text(max_size=900))
def test_what_is_prepared_is_short_and_in_one_line(text: str) -> None:
    prepared = prepare(text)

    assert len(prepared) <= LONGEST + 8  # a letter may be two in lower case
    assert "\n" not in prepared


@given(
    st.lists(st.sampled_from([*SPANISH, *ENGLISH_BODIES, "12.5.2031", "", "¿Quién responde?"]), max_size=12)
)
def test_a_guess_for_every_block(texts: list[str]) -> None:
    assert len(language.guess_all(texts)) == len(texts)


@pytest.mark.parametrize("text", ["a" * 5000, "a." * 2000, "(" * 3000, "::" * 2000, "/a" * 2000, "1a" * 2000])
def test_long_runs_are_read_once(text: str) -> None:
    assert len(prepare(text)) <= LONGEST


def test_a_list_of_signatories_does_not_change_the_language_of_its_document() -> None:
    texts = [*SPANISH, "Firmantes:", *ENGLISH_BODIES]
    guesses = language.guess_all(texts)

    assert [each.language for each in guesses[:2]] == ["es", "es"]
    assert {each.language for each in guesses[3:]} == {UNDETERMINED}
    assert language.document_language(texts, guesses)[0].language == "es"


def test_a_list_of_names_is_und_in_every_line() -> None:
    names = [
        "Maria Novak",
        "Peter Schmidt",
        "Anna Silva, teacher",
        "Old Quay Choir",
        "John Brown",
        "Elena Petrova",
    ]
    guesses = language.guess_all([*SPANISH, *names])

    assert {each.language for each in guesses[2:]} == {UNDETERMINED}


def test_a_note_in_another_language_does_not_speak_for_a_list() -> None:
    note = "This page is an archive of the old harbour; write to the keepers."
    letter = [text for _ in range(3) for text in SPANISH]

    assert {each.language for each in language.guess_all([*letter, *ENGLISH_BODIES, note])[6:-1]} == {
        UNDETERMINED
    }
    assert "en" in {each.language for each in language.guess_all([*ENGLISH_BODIES, note])[:-1]}


def test_chrome_in_another_language_does_not_change_that_of_its_document() -> None:
    chrome = ["Leave a Reply", "Share this:", "Cancel reply", "You are commenting using your account."]
    texts = [*SPANISH, *SPANISH, *chrome]
    guesses = language.guess_all(texts)

    assert [each.language for each in guesses[:4]] == ["es"] * 4
    assert language.document_language(texts, guesses)[0].language == "es"


def test_votes_are_of_words_then_beginnings_then_insides() -> None:
    assert votes("objekat", ["south_slavic"])["south_slavic"] == {"bs": 0.0, "hr": 0.0, "sr": 0.0}
    assert votes("naposljetku", ["south_slavic"])["south_slavic"]["sr"] < 0
    assert votes("qqq", ["south_slavic"]) == {}
    assert votes("我哋唔知", ["han", "han_counted"]).keys() == {"han"}
    assert votes("我们不知道", ["han", "han_counted"]) == {"han_counted": {"zh": 1.0}}


def test_what_is_counted_stands_in_one_row_of_its_group() -> None:
    lines = (ROOT / "src/docsieve/data/language/counted_words.txt").read_text("utf-8").splitlines()
    rows = [line.partition(":") for line in lines if line and not line.startswith("#")]
    words = [(head.split()[0], word) for head, _, listed in rows for word in listed.split()]

    assert len(set(words)) == len(words) > 5000


def test_a_list_in_the_language_of_the_document_keeps_it() -> None:
    bodies = [
        "Asociación de Fareros",
        "Sindicato del Puerto",
        "Colectivo Noche Clara",
        "Red de Bibliotecas",
        "Liga Norte",
    ]
    guesses = language.guess_all([*SPANISH, *bodies])

    assert {each.language for each in guesses[2:]} == {"es"}


def test_a_title_in_another_language_keeps_its_own() -> None:
    guesses = language.guess_all(["Keep the lamp burning, for all of us", "등대의 불을 끄지 마라", *SPANISH])

    assert [each.language for each in guesses] == ["en", "ko", "es", "es"]


def test_a_short_line_is_weighed_with_its_document() -> None:
    danish = (
        "Fyrpasserne beder rådet om at lade lampen brænde hele vinteren, ellers finder ingen skibe havnen."
    )
    norwegian = "Fyrvokterne ber rådet om å la lampen brenne hele vinteren, ellers finner ingen skip havnen."
    line = "Lampen i havnen"

    assert language.guess_all([danish, line])[1].language == "da"
    assert language.guess_all([norwegian, line])[1].language == "no"


def test_shares_are_of_the_characters_that_have_a_language() -> None:
    main, shares = language.document_language(
        ["a" * 90, "b" * 10, "123"], [Guess("de", 0.9), Guess("fr", 0.8), Guess()]
    )

    assert main.language == "de"
    assert main.confidence == pytest.approx(0.9)
    assert shares == (("de", 0.9), ("fr", 0.1))
    assert sum(share for _, share in shares) == pytest.approx(1.0)
    assert language.multilingual(shares) is not None


def test_a_document_that_says_nothing_has_no_language() -> None:
    assert language.document_language(["12", ""], [Guess(), Guess()]) == (Guess(), ())
    assert language.document_language([], []) == (Guess(), ())
    assert language.multilingual(()) is None
    assert language.multilingual((("de", 0.96), ("fr", 0.04))) is None


@pytest.mark.parametrize("script", sorted(LANGUAGES_OF))
def test_every_language_of_a_script_is_asked_for(script: str) -> None:
    assert len(set(LANGUAGES_OF[script])) == len(LANGUAGES_OF[script])


@pytest.mark.parametrize(
    ("text", "script"), [("Keeper", "Latn"), ("свет", "Cyrl"), ("ひかり", "Kana"), ("光", "Hani")]
)
def test_script(text: str, script: str) -> None:
    assert script_of(text) == script


def test_every_threshold_says_where_its_number_is_from() -> None:
    assert len({each.name for each in THRESHOLDS}) == len(THRESHOLDS)
    assert all(each.source and each.unit for each in THRESHOLDS)


def test_the_page_has_the_thresholds_as_they_are() -> None:
    assert rows_for_people() in (ROOT / "docs/languages.md").read_text("utf-8")
