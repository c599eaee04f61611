"""The report in a real browser: what is hostile stays text, and everything works from the disk, offline."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from playwright import sync_api as api
from sample_batch import BATCH, GARDENS, RIVERS, judged, published

from docsieve import snapshot
from docsieve.model import Evidence, Footnote, Judged, Kind, Signatory
from docsieve.report import write_report
from docsieve.report.addresses import document_page, rule_page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no Chromium: install it (Debian: chromium)"
)

HOSTILE = "<img src=x onerror=\"alert('seen')\"><script>alert('seen')</script>\"><svg onload=alert('seen')>'"
PHONE = {"width": 360, "height": 740}


@dataclass(slots=True)
class Seen:
    """A page of the browser, with what must not happen on it."""

    page: api.Page
    report: Path
    dialogs: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, address: str) -> api.Page:
        self.page.goto(f"{self.report.as_uri()}/{address}")
        return self.page


def hostile() -> Judged:
    """A document with markup wherever a text can stand."""
    made = judged("hostile", [HOSTILE, HOSTILE, f"We ask. {HOSTILE}"], ((HOSTILE, Kind.ORGANIZATION),))
    signed: Signatory = replace(
        made.signatories[0], native_name=HOSTILE, aliases=(HOSTILE,), role=HOSTILE, url=HOSTILE
    )
    raw = replace(made.raw, source=f"{HOSTILE}/a.txt", site=HOSTILE, url=HOSTILE, encoding=HOSTILE)
    said = Evidence(HOSTILE, 0, 5, "en")
    about = replace(made.metadata, published_on=None, published_on_reason=HOSTILE, links=(HOSTILE,))
    about = replace(about, issuers=(said,), place=said, footnotes=(Footnote(HOSTILE, (said,), said),))
    return replace(made, raw=raw, signatories=(signed,), metadata=about)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    curated = tmp_path_factory.mktemp("curated")
    published(curated, (*BATCH, hostile()))
    now = snapshot.current(curated)
    assert now is not None
    write_report(now.path, curated / "report", curated / snapshot.REFUSED)
    return curated / "report"


@pytest.fixture(scope="module")
def browser() -> Iterator[api.Browser]:
    as_root = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--disable-gpu", "--disable-background-networking", *as_root]
        )
        yield started
        started.close()


def opened(browser: api.Browser, report: Path, **options: Any) -> Iterator[Seen]:
    context = browser.new_context(offline=True, **options)
    seen = Seen(context.new_page(), report)

    def dismiss(dialog: api.Dialog) -> None:
        seen.dialogs.append(dialog.message)
        dialog.dismiss()

    seen.page.on("dialog", dismiss)
    seen.page.on("console", lambda message: seen.complaints.append(message.text))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    yield seen
    context.close()


@pytest.fixture
def seen(browser: api.Browser, report: Path) -> Iterator[Seen]:
    yield from opened(browser, report, viewport={"width": 1280, "height": 900})


@pytest.fixture
def phone(browser: api.Browser, report: Path) -> Iterator[Seen]:
    yield from opened(browser, report, viewport=PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def scriptless(browser: api.Browser, report: Path) -> Iterator[Seen]:
    yield from opened(browser, report, java_script_enabled=False)


def addresses(report: Path) -> list[str]:
    return sorted(path.relative_to(report).as_posix() for path in report.rglob("*.html"))


class TestWhatIsHostile:
    def test_stays_text_on_every_page(self, seen: Seen, report: Path) -> None:
        for address in addresses(report):
            page = seen.open(address)
            foreign = page.locator(
                "img, iframe, object, embed, form, svg:not([role=img]), script:not([src$='report.js'])"
            )

            assert foreign.count() == 0, address
        assert (seen.dialogs, seen.complaints) == ([], [])

    def test_can_be_read_as_it_was_scraped(self, seen: Seen) -> None:
        page = seen.open(document_page(hostile().raw.document_id))

        assert page.locator("#b0 .raw").inner_text() == HOSTILE
        assert page.locator("h1").inner_text() == HOSTILE

    def test_stays_text_among_what_is_found(self, seen: Seen) -> None:
        page = seen.open("index.html")
        page.get_by_role("searchbox").fill("onerror")
        page.locator("#found a").first.wait_for()

        assert HOSTILE[:20] in page.locator("#found a").first.inner_text()
        assert page.locator("#found img").count() == 0
        assert (seen.dialogs, seen.complaints) == ([], [])

    def test_could_not_run_if_it_were_markup(self, seen: Seen, report: Path) -> None:
        page = (report / "index.html").read_text("utf-8")
        inserted = "<script>alert('seen')</script><img src=x onerror=alert('seen')><p style='color:red'>"
        (report / "inserted.html").write_text(page.replace("<main>", f"<main>{inserted}"), "utf-8")
        try:
            seen.open("inserted.html")
        finally:
            (report / "inserted.html").unlink()

        assert seen.dialogs == []
        assert len([each for each in seen.complaints if "Content Security Policy" in each]) >= 3


def test_nothing_is_asked_of_anybody_else(seen: Seen, report: Path) -> None:
    for address in ("index.html", document_page(GARDENS.raw.document_id)):
        page = seen.open(address)
        page.get_by_role("searchbox").fill("gardens")
        page.locator("#found a").first.wait_for()

    assert {"report.css", "report.js", "search.js"} <= {each.rpartition("/")[2] for each in seen.requests}
    assert [each for each in seen.requests if not each.startswith(report.as_uri())] == []


class TestWhy:
    def test_a_line_was_removed_is_two_clicks_away(self, seen: Seen) -> None:
        page = seen.open("index.html")
        page.get_by_role("link", name="Documents", exact=True).click()
        page.get_by_role("link", name="For the rivers").click()
        assert not page.locator("#w1").is_visible()
        page.locator("#b1").hover()

        assert page.locator("#w1").is_visible()
        assert (
            page.locator("#w1")
            .inner_text()
            .startswith("Removed as navigation by short_link_like_line: measured 0.75")
        )

    def test_shows_on_focus_for_the_keyboard_and_goes_with_escape(self, seen: Seen) -> None:
        page = seen.open(document_page(RIVERS.raw.document_id))
        page.locator("#only").focus()
        page.keyboard.press("Tab")
        shown = page.locator("#w1").is_visible()
        page.keyboard.press("Escape")

        assert shown
        assert not page.locator("#w1").is_visible()

    def test_shows_on_a_tap(self, phone: Seen) -> None:
        page = phone.open(document_page(RIVERS.raw.document_id))
        page.locator("#b2 .raw").tap()

        assert page.locator("#w2").is_visible()

    def test_shows_without_scripts(self, scriptless: Seen) -> None:
        page = scriptless.open(document_page(RIVERS.raw.document_id))
        page.locator("#b1").hover()

        assert page.locator("#w1").is_visible()
        assert not page.locator("#search").is_visible()

    def test_can_be_looked_at_alone(self, seen: Seen) -> None:
        page = seen.open(document_page(RIVERS.raw.document_id))
        page.locator("#only").check()

        assert [page.locator(f"#b{position}").is_visible() for position in (0, 1, 2)] == [False, True, False]


class TestFinding:
    def test_goes_to_the_document(self, seen: Seen) -> None:
        page = seen.open("rules.html")
        page.get_by_role("searchbox").fill("RIVÉRS the")
        page.locator("#found a").first.click()

        assert page.locator("h1").inner_text() == "For the rivers"

    def test_goes_to_the_entity_from_a_page_in_a_folder(self, seen: Seen) -> None:
        page = seen.open(document_page(RIVERS.raw.document_id))
        page.get_by_role("searchbox").fill("ada elm")
        page.locator("#found a").first.click()

        assert "/entities/" in page.url
        assert page.locator("h1:visible").all_inner_texts() == ["Ada Elm"]

    def test_says_when_there_is_nothing(self, seen: Seen) -> None:
        page = seen.open("index.html")
        page.get_by_role("searchbox").fill("zzzz")
        page.locator("#found li").first.wait_for()

        assert page.locator("#found").inner_text() == "Nothing found."


def test_a_table_is_sorted_by_a_column_up_and_down(seen: Seen) -> None:
    page = seen.open("documents.html")
    button = page.get_by_role("button", name="Signatories")
    button.click()
    up = page.locator("tbody td:last-child").all_inner_texts()
    button.click()
    down = page.locator("tbody td:last-child").all_inner_texts()

    assert (up, down) == (["0", "1", "2", "3"], ["3", "2", "1", "0"])
    assert page.locator("th[aria-sort=descending]").count() == 1


def test_a_signatory_leads_to_the_line(seen: Seen) -> None:
    page = seen.open(document_page(GARDENS.raw.document_id))
    page.locator("#c1").get_by_role("link", name="Ada Elm").last.click()

    assert page.url.endswith("#s1")
    assert page.locator("#s1").inner_text() == "Ada Elm"
    assert page.locator("#b5 #s1").count() == 1


def test_no_page_is_wider_than_a_phone(phone: Seen, report: Path) -> None:
    for address in addresses(report):
        page = phone.open(address)

        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_in_light_and_dark(browser: api.Browser, report: Path, scheme: str) -> None:
    for seen in opened(browser, report, color_scheme=scheme):
        for address in (
            "index.html",
            document_page(RIVERS.raw.document_id),
            "rules.html",
            rule_page("short_link_like_line"),
        ):
            worst = seen.open(address).evaluate(CONTRAST)

            assert worst["ratio"] >= 4.5, (address, worst)


CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const paper = getComputedStyle(document.body).backgroundColor;
  function painted(colours) {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }
  function luminance(colour) {
    const linear = (c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = colour.map((c) => linear(c / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function behind(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.unshift(getComputedStyle(at).backgroundColor);
    return painted([paper, ...layers]);
  }
  let worst = { ratio: 21, text: "" };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    if (!words || element.closest("desc, title")) continue;
    const style = getComputedStyle(element);
    const ink = element.closest("svg") ? style.fill : style.color;
    const back = behind(element);
    const pair = [luminance(painted([`rgb(${back})`, ink])), luminance(back)].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < worst.ratio) worst = { ratio, text: words, ink, back };
  }
  return worst;
}"""
