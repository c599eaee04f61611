"""Segmenting: blocks cover the text exactly, and wrapped lines are joined only where a width shows."""

from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsieve.segment import rebuild, segment

TEXTS = st.text(alphabet=st.sampled_from("ab Z.1)(–•\n\r\t\u2028\u3000é한“”-"), max_size=200) | st.text(
    max_size=200
)

WRAPPED = """\
The harbour council of Eastport met in the old
salt hall on the first day of spring and wrote
down what the fishing crews had asked for over
three long winters: light on the eastern pier.
It also asks for a bell.
"""

NAMES = """\
Mira Sol, Harbour Union, Eastport
Jon Arbel, net maker
Tessa Quill, keeper of the Eastport lighthouse
Odo Lind, Salt Hall Friends
Ana Reef, pilot
"""


@given(TEXTS)
def test_blocks_and_separators_give_the_text_back(text: str) -> None:
    blocks = segment(text)

    assert rebuild(blocks) == (text if text.strip() else "")


@given(TEXTS)
def test_every_non_blank_character_is_in_exactly_one_block(text: str) -> None:
    for block in segment(text):
        assert block.text == text[block.start : block.end]
        assert block.text.strip()
        assert not block.separator.strip()


def test_wrapped_lines_are_one_block() -> None:
    assert [block.text.count("\n") for block in segment(WRAPPED)] == [4]


def test_names_on_lines_stay_apart() -> None:
    assert len(segment(NAMES)) == 5


@pytest.mark.parametrize(
    "names",
    [
        ["Union des Passeurs de la Baie (Belgique)", "Association des Amis du Quai (Sénégal)",
         "Fondation de la Rivière aux Joncs (France)", "Coopérative des Coupeurs d’Osier (Canada)"],
        ["Związek Pasażerów Promu Portowego (Polska)", "Stowarzyszenie Przyjaciół Nabrzeża (Czechy)",
         "Fundacja Rzeka Sitowia w Trzcinnie (Niemcy)", "Spółdzielnia Kosiarzy z Zatoki (Ukraina)"],
        ["Eastport Harbour Passengers Association, Ireland", "Linen Workers Union of the Lower Bay, Norway",
         "Friends of the Old Lighthouse Society, Peru", "Tide Watch Foundation of Gull Island, Brazil"],
        ["اتحاد عمال ميناء الخليج الصغير وركاب العبارة القديمة",
         "جمعية أصدقاء المنارة القديمة في الخليج الصغير",
         "مؤسسة نهر القصب للثقافة والفنون في مدينة الميناء",
         "تعاونية صيادي الخليج الصغير وقاطعي القصب فيه"],
    ],
)  # fmt: skip
def test_long_names_of_one_length_stay_apart(names: list[str]) -> None:
    assert [block.text for block in segment("\n".join(names) + "\n")] == names


@pytest.mark.parametrize(
    "text",
    [
        "Die Gemeinde hat am Montag den Weg zum Hafen gesperrt, und niemand hat den Anwohnern bisher gesagt, "
        "wann die Schranke am Kai wieder geöffnet wird oder ob sie nun für immer so bleiben soll wie jetzt.",
        "أغلقت البلدية طريق الميناء يوم الاثنين دون إنذار، ولم يخبر أحد السكان حتى الآن متى ستفتح البوابة "
        "من جديد، وقد بقي الأطفال بلا طريق إلى المدرسة منذ ذلك اليوم وحتى هذا الأسبوع الماطر.",
    ],
)
def test_wrapped_prose_is_one_block_in_any_script(text: str) -> None:
    assert len(segment("\n".join(wrap(text, 44)) + "\n")) == 1


def test_list_items_are_never_joined() -> None:
    listed = "\n".join(f"{n}. We ask for a bell on the pier, and for light on it, too" for n in range(1, 7))

    assert len(segment(listed)) == 6
