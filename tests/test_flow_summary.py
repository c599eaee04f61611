from summary import MOST_NAMED, SetAside, Summary, as_markdown, as_text

from docsieve.console import escaped

EVIL = SetAside("a/<img src=x onerror=y>|[b](c)\x1b[2J.txt", "binary", "`code` & **bold**")
SUMMARY = Summary(
    headline="Published.",
    documents=3,
    signatories=5,
    kept=40,
    removed=(("navigation", 7), ("share", 2)),
    quarantined=(EVIL,),
    passed="3 files: 2 .html, 1 .md",
    quality="12 expectations met, 1 warning",
    complaints=("warning: few dates",),
    look=(("tables", "curated/latest"),),
)


def test_the_text_tells_everything_there_is_to_know() -> None:
    text = as_text(SUMMARY)
    for told in ("Published.", "40 kept, 9 removed: 7 navigation, 2 share", "1 file", "12 expectations met"):
        assert told in text
    assert "passed over  3 files: 2 .html, 1 .md\n" in text
    assert "warning: few dates" in text
    assert "tables       curated/latest" in text


def test_what_was_scraped_does_not_command_the_terminal() -> None:
    assert "\x1b" not in as_text(SUMMARY)


def test_what_was_scraped_is_no_markup_in_the_artifact() -> None:
    markdown = as_markdown(SUMMARY)
    row = next(line for line in markdown.splitlines() if "binary" in line)
    assert "<" not in row
    assert row.replace("\\|", "").count("|") == 4
    assert "\\[b\\]\\(c\\)" in row
    assert "\\`code\\` &amp; \\*\\*bold\\*\\*" in row


def test_a_long_quarantine_is_cut_and_says_where_the_rest_is() -> None:
    many = Summary(
        "Published.", quarantined=[SetAside(f"{n}.txt", "empty", "") for n in range(MOST_NAMED + 2)]
    )
    assert "and 2 more: uv run docsieve export quarantine" in as_text(many)
    assert "and 2 more: uv run docsieve export quarantine" in as_markdown(many)


def test_plain_words_stay_as_they_are() -> None:
    assert escaped("Letter from the harbour, 1999") == "Letter from the harbour, 1999"
