"""What is remembered is what was found, and long texts are not kept."""

from docsieve.memory import LONGEST, remembered


def test_a_short_text_is_asked_about_once() -> None:
    asked: list[str] = []

    @remembered
    def shout(text: str, mark: str = "!") -> str:
        """Call out."""
        asked.append(text)
        return text.upper() + mark

    assert [shout("pier"), shout("pier"), shout("pier", "?")] == ["PIER!", "PIER!", "PIER?"]
    assert asked == ["pier", "pier"]
    assert shout.__doc__ == "Call out."


def test_a_long_text_is_asked_about_each_time() -> None:
    asked: list[int] = []

    @remembered
    def length(text: str) -> int:
        asked.append(len(text))
        return len(text)

    longer = "a" * (LONGEST + 1)

    assert length(longer) == length(longer) == LONGEST + 1
    assert length(longer[1:]) == length(longer[1:]) == LONGEST
    assert asked == [LONGEST + 1, LONGEST + 1, LONGEST]
