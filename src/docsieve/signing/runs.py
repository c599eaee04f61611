"""From where signatures begin, which of the following lines are signatures, and where they end."""

from collections.abc import Sequence

from docsieve.signing.asides import NOTE_MARKS, is_aside, is_cell_number, is_page_head, is_remark
from docsieve.signing.closings import is_closing
from docsieve.signing.columns import columns_at, is_header_line, rows_below
from docsieve.signing.countries import HEAD_MARKS, countries_headed, heads_countries
from docsieve.signing.enumerations import is_enumeration
from docsieve.signing.evidence import begins_with_person, is_date, naming, split_head
from docsieve.signing.frames import is_frame_among_names
from docsieve.signing.going_on import (
    CHUNK_NAMING,
    LINES_OF_A_LAYOUT,
    LOOK_AHEAD,
    chunk_names,
    goes_on_at,
    hangs,
    lists_clearly,
    names_go_on,
    names_person_with_more,
    resumes_below,
    stands_in_order,
    wraps,
)
from docsieve.signing.headings import LIKELY, WEAK, Heading, heading_of, label_of
from docsieve.signing.labels import colon_in, label_in_brackets
from docsieve.signing.lines import Line, is_mail, row_head
from docsieve.signing.names import cjk_person, is_uncased, names_person, opens_with_hangul_name
from docsieve.signing.others import heads_other_list
from docsieve.signing.run import Run
from docsieve.signing.stops import (
    is_conjunction,
    is_page_number,
    is_postal,
    is_stop,
    names_network,
    opens_with_street,
)
from docsieve.signing.telling import (
    asks_by_mail,
    describes_entry,
    heads_section,
    is_letter,
    is_short_sentence,
    is_without_names,
    stands_out,
)

LINES_THAT_SHOW_IT = 8
CELLS_OF_A_ROW = 3
LONGEST_ENTRY_WORDS, LONGEST_CALL = 45, 8
# So much of the last lines shows a list's marks, though some have lost theirs.
SHARE_MARKED = 0.75
MOST_HEADINGS_ABOVE = 5


def collect(lines: Sequence[Line], begin: int, *, announced: bool = False) -> Run:
    """Collect the lines of a list of signatures from ``begin`` on, until something else begins."""
    run = Run()
    for position in range(begin, len(lines)):
        line = lines[position]
        run.ends_at = position
        if position < run.resumes_at:
            continue
        if not run.entries and _take_table(lines, position, run):
            break
        if (run.entries or not announced) and _heads_others(lines, position, run):
            break
        if _heads_countries(lines, position, run):
            run.add_subhead(line.index, Heading(WEAK, "country", countries=countries_headed(line) or ()))
            run.by_country = True
            continue
        found = heading_of(line) if not line.marker or line.text[:1] in HEAD_MARKS else None
        verdict = _as_heading(lines, position, found, run) or _as_line(lines, position, run)
        if verdict == "stop":
            break
        if verdict == "entry":
            run.add_entry(line)
        elif verdict == "subhead":
            run.add_subhead(line.index, found or Heading(WEAK, "conjunction"))
        elif verdict == "section":
            run.add_subhead(line.index, Heading(WEAK, "section"))
    while run.subheads and run.entries and next(reversed(run.subheads)) > run.entries[-1]:
        run.subheads.popitem()
    return run


def _heads_others(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a line heads a list of others; words for a group head one more group of a grouped list.

    ``Academics``, names, ``Writers``, names: there writers sign; below a list without groups they may not.
    """
    group = bool(run.subheads) and heading_of(lines[position]) is not None
    return heads_other_list(lines, position) and not group


def _take_table(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Take the rows of a table that stands one cell a line, where its header begins at a position."""
    columns = columns_at(lines, position)
    rows = rows_below(lines, position + len(columns), columns) if columns else []
    run.rows = tuple(rows)
    run.entries = [index for row in rows for _, index in row]
    run.ends_at = run.entries[-1] if rows else position
    return bool(rows)


def _heads_countries(lines: Sequence[Line], position: int, run: Run) -> bool:
    last = lines[run.entries[-1]] if run.entries else None
    in_row = run.is_table and _in_row(lines, position, run)
    return not in_row and heads_countries(lines, position, last, by_country=run.by_country)


def _as_heading(lines: Sequence[Line], position: int, found: Heading | None, run: Run) -> str | None:
    """Say what a line is for a run as far as its being a heading goes: a subheading, its end, or nothing."""
    line = lines[position]
    if found is None or is_stop(line) or not _is_subhead(lines, position, found, run):
        return None
    if not run.entries and len(run.subheads) > MOST_HEADINGS_ABOVE:
        return "stop"
    if found.how == "behalf":
        heads = _person_below(lines, position) and not _tells_of_person_above(lines, position, run)
        return "subhead" if heads else None
    return "stop" if found.strength >= LIKELY and not found.named and run.entries else "subhead"


def _tells_of_person_above(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a line in small letters right below a person's name says for whom: ``for the Union``."""
    line = lines[position]
    below = bool(run.entries) and run.entries[-1] == position - 1 and line.gap == 1
    plain = line.body[:1].islower() and colon_in(f"{line.body} x") < 0
    return below and plain and begins_with_person(lines[position - 1].body)


def _person_below(lines: Sequence[Line], position: int) -> bool:
    return any(begins_with_person(line.body) for line in lines[position + 1 : position + 2])


def _as_line(lines: Sequence[Line], position: int, run: Run) -> str:
    line = lines[position]
    if not any(map(str.isalnum, line.text)):
        return "stop" if run.entries and _is_rule(line.text) else "skip"
    if is_header_line(line) or is_page_number(line) or is_letter(line) or is_remark(line, run):
        return "skip"
    if run.entries and is_conjunction(line) and position + 1 < len(lines):
        return "subhead"
    if is_cell_number(line):
        run.is_table = run.is_table or _opens_table(lines, position, run)
        return "entry" if run.is_table else "skip"
    in_layout = bool(run.entries) and line.marker != "" and lines[run.entries[0]].marker == line.marker
    if _ends(lines, position, run, in_layout=in_layout):
        return _interrupted(lines, position, run)
    if is_closing(line) or is_without_names(lines, position, run):
        return "stop" if run.entries else "skip"
    dated = is_date(line) and not in_layout and not _in_row(lines, position, run)
    dated = dated or (bool(run.entries) and is_page_head(lines, position))
    if dated or is_aside(line) or (run.entries and opens_with_street(line)):
        return "skip"
    return "section" if heads_section(lines, position, run) else _as_entry(lines, position, run)


def _ends(lines: Sequence[Line], position: int, run: Run, *, in_layout: bool) -> bool:
    """Say whether a line opens something else than signatures, whatever the list looks like."""
    line = lines[position]
    if is_stop(line) and not (in_layout and len(line.words) <= LINES_OF_A_LAYOUT):
        return not stands_in_order(lines, position)
    if run.entries and line.text[:1] in NOTE_MARKS:
        return True
    framed = run.entries and not in_layout and is_frame_among_names(line)
    if framed and not (stands_out(lines, position, run) or stands_in_order(lines, position)):
        return True
    if not in_layout and names_network(line) and any(map(names_network, lines[position + 1 : position + 2])):
        return True
    footer = bool(run.entries) and line.gap > 1 and is_postal(line)
    return footer and not is_postal(lines[run.entries[-1]])


def _as_entry(lines: Sequence[Line], position: int, run: Run) -> str:
    line = lines[position]
    if not line.marker and (not run.entries or run.is_enumeration) and is_enumeration(line.text):
        run.is_enumeration = True
        return "entry"
    in_row = _in_row(lines, position, run)
    if run.is_enumeration and not in_row and _is_apart_from_paragraph(lines, position, run):
        return _interrupted(lines, position, run)
    is_row = row_head(line) != ""
    told = line.is_sentence or _asks(line.text) or is_short_sentence(line) or asks_by_mail(line)
    called = line.marker and len(line.words) <= LONGEST_CALL and names_person(split_head(line.body)[0])
    listed = not line.marker and (run.entries or line.text.count(";") > 1) and lists_clearly(line)
    reads_on = (told or len(line.words) > LONGEST_ENTRY_WORDS) and not (is_row or called or listed)
    foreign = bool(run.entries) and _breaks_layout(lines, position, run)
    if reads_on and not in_row and describes_entry(lines, position, run):
        return "skip"
    last = lines[run.entries[-1]] if foreign else line
    if foreign and (wraps(last, line) or (hangs(last, line) and len(line.words) <= LONGEST_CALL)):
        return "entry"
    if (reads_on and not in_row) or (foreign and not reads_on):
        resumes = run.entries and resumes_below(lines, position, run)
        if resumes and foreign and not reads_on and names_person_with_more(line):
            return "entry"  # one of a list whose bullet was lost
        if foreign and not (reads_on or resumes) and names_go_on(lines, position):
            return "entry" if naming(line) >= CHUNK_NAMING else "section"
        return "skip" if resumes else _interrupted(lines, position, run)
    return "entry"


def _is_apart_from_paragraph(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a line apart names nobody clearly where names stood in a paragraph, and none heads it."""
    line = lines[position]
    headed = bool(run.subheads) and next(reversed(run.subheads)) == position - 1
    listed = line.gap == 1 or line.marker != "" or lists_clearly(line) or colon_in(line.body) > 0
    return bool(run.entries) and not (headed or listed) and naming(line) < CHUNK_NAMING


def _asks(text: str) -> bool:
    return text.startswith("¿") or "? " in text


def _is_rule(text: str) -> bool:
    return len(text) >= 2 and text[0] in "-_=*—–~"


def _opens_table(lines: Sequence[Line], position: int, run: Run) -> bool:
    # Below names a number alone is a place that nobody took, or a page's: only a one begins rows there.
    return not run.entries or (lines[position].text.rstrip(".)") == "1" and position + 1 < len(lines))


def _in_row(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a line is in a row that a number opened in one of the three lines before."""
    before = range(max(0, position - CELLS_OF_A_ROW), position)
    return run.is_table and any(is_cell_number(lines[index]) for index in before)


def _is_subhead(lines: Sequence[Line], position: int, found: Heading, run: Run) -> bool:
    line = lines[position]
    if found.inline >= 0:
        return found.strength >= LIKELY
    if found.strength > WEAK:
        return True
    if cjk_person(split_head(line.body)[0]) and split_head(line.body)[1]:
        return False
    if position + 1 >= len(lines) or _in_row(lines, position, run) or opens_with_hangul_name(line.body):
        return False
    above = lines[run.entries[-1]] if run.entries else None
    apart = line.gap > 1 or above is None or above.marker != "" or _is_listed(above.text)
    # Where one group was headed, another group's heading needs no space around it.
    return apart or ((run.is_grouped or run.by_country) and (found.people or found.bodies))


def _is_listed(text: str) -> bool:
    return not is_uncased(text) and is_enumeration(text)


def _breaks_layout(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a line's marker or the space before it is not the list's own."""
    if run.is_table:
        return not _in_row(lines, position, run)
    line = lines[position]
    since = max(run.joined_at, next(reversed(run.subheads), -1))
    lately = [lines[index] for index in run.entries[-LINES_THAT_SHOW_IT:] if index > since]
    if not lately and since == position - 1:
        return False  # below a heading of its own a group is set as it likes
    lately = lately or [lines[index] for index in run.entries[-LINES_THAT_SHOW_IT:] if index > run.joined_at]
    if not lately:
        return False
    barred = _bars(line) > 1 and not any(map(_bars, lately)) and not label_in_brackets(line.body)
    if barred or (any(map(is_mail, line.words)) and not _gives_mails(lines, run)):
        return True
    if len(lately) < LINES_OF_A_LAYOUT:
        return lately[0].marker != "" and line.marker == ""
    marked = [entry.marker for entry in lately]
    mostly = sum(map(bool, marked)) >= SHARE_MARKED * len(marked) and any(marked[-LOOK_AHEAD:])
    unmarked = not line.marker and mostly
    next_row = line.marker == "number" and line.number == lately[-1].number + 1
    untabbed = "\t" not in line.body and all("\t" in entry.body for entry in lately) and not next_row
    if unmarked or untabbed or (not any(marked) and line.marker == "number"):
        return True
    cut = colon_in(line.body) if line.gap > 1 else -1
    alone = cut > 0 and label_of(line.body[:cut]) is None  # "Registered office: 4 Quay Lane"
    if alone and not any(colon_in(entry.body) > 0 or entry.gap > 1 for entry in lately):
        return True
    second = run.entries[1:2] if lines[run.entries[0]].text.endswith((":", ",")) else []
    close = all(entry.gap == 1 or entry.index in second for entry in lately[1:])
    apart = close and line.gap > 1 and lately[-1].index + 1 == line.index
    return apart and not chunk_names(lines, position)


def _gives_mails(lines: Sequence[Line], run: Run) -> bool:
    """Say whether the last entries of a list may give mail addresses: one does, or there are few of them."""
    lately = run.entries[-LINES_THAT_SHOW_IT:]
    return len(lately) < LINES_OF_A_LAYOUT or any(is_mail(word) for at in lately for word in lines[at].words)


def _bars(line: Line) -> int:
    """Count the bars and dots that set the pieces of a menu or a footer apart."""
    return sum(line.body.count(bar) for bar in (" · ", " | ", " • ", " » ", " > "))


def _interrupted(lines: Sequence[Line], position: int, run: Run) -> str:
    """Skip what stands between the lines of a list that goes on below: an advertisement, a form."""
    again = goes_on_at(lines, position, run)
    run.resumes_at = again if again is not None else run.resumes_at
    return "stop" if again is None else "skip"
