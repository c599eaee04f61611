"""Data Docs: what was expected and what was found, as one page that needs nothing but itself.

Written from the results of Great Expectations by us, because its own pages load scripts, fonts and a
tracking image from other hosts and put values of the data into the page, where a script among them
would run. Here stand expectations, counts and keys made from hashes; nothing is loaded, nothing runs.
"""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from docsieve.expectations.verdict import Outcome, Verdict

KEYS_SHOWN = 20

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --good: #1a7f37; --bad: #cf222e;
  --warn: #9a6700; --info: #0969da; }
@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #ff7b72; --warn: #d29922;
  --info: #58a6ff; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
p { margin: .4rem 0; } nav a { margin-right: .8rem; white-space: nowrap; }
.verdict { border-left: .4rem solid; padding: .3rem .8rem; margin: 1rem 0; background: var(--soft); }
.good { color: var(--good); } .critical { color: var(--bad); } .warning { color: var(--warn); }
.info { color: var(--info); } .verdict span, .verdict p { color: CanvasText; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; min-width: 52rem; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-top: 1px solid var(--line); }
th { border-top: 0; } td.name { white-space: nowrap; }
tr.missed { background: var(--soft); } code { font-size: .88em; overflow-wrap: anywhere; }
.state { font-weight: 600; white-space: nowrap; } details { margin-top: .3rem; }
summary { cursor: pointer; } ul { margin: .3rem 0; padding-left: 1.2rem; }
"""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>docsieve: Data Docs</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


def write_data_docs(verdict: Verdict, folder: Path) -> Path:
    """Write the page for a verdict into ``folder`` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "index.html"
    page.write_bytes(_PAGE.format(style=_STYLE, body="\n".join(_body(verdict))).encode())
    return page


def _body(verdict: Verdict) -> Iterator[str]:
    tables = {table: list(rows) for table, rows in groupby(verdict.outcomes, key=lambda one: one.table)}
    yield "<h1>Data Docs</h1>"
    yield f"<p>Every expectation of the published tables, evaluated by {escape(verdict.engine)}.</p>"
    yield from _verdict(verdict)
    if verdict.off:
        yield f"<p>Switched off: {escape(', '.join(verdict.off))}.</p>"
    yield f"<nav>{' '.join(_link(table, rows) for table, rows in tables.items())}</nav>"
    for table, rows in tables.items():
        yield from _table(table, rows)
    yield "<p>Failing rows are named by their key; look them up with <code>docsieve export TABLE</code>.</p>"


def _verdict(verdict: Verdict) -> Iterator[str]:
    word = "Passed" if verdict.passed else "Refused: nothing was published"
    colour = "critical" if verdict.critical else "warning" if verdict.warning else "good"
    counts = f"{verdict.met} of {len(verdict.outcomes)} expectations met"
    missed = f"{verdict.critical} critical and {verdict.warning} warning missed"
    yield f'<div class="verdict {colour}"><strong>{word}</strong> <span>{counts}; {missed}.</span>'
    if verdict.findings:
        yield f"<ul>{''.join(map(_item, verdict.findings))}</ul>"
    yield "</div>"


def _item(one: Outcome) -> str:
    return f'<li class="{escape(one.severity)}">{escape(one.sentence())}</li>'


def _link(table: str, rows: list[Outcome]) -> str:
    return f'<a href="#{escape(table)}">{escape(table)} {sum(one.met for one in rows)}/{len(rows)}</a>'


def _table(table: str, rows: list[Outcome]) -> Iterator[str]:
    yield f'<h2 id="{escape(table)}">{escape(table)}</h2>'
    yield '<div class="wide"><table><thead><tr><th>Result</th><th>Column</th><th>Expected</th>'
    yield "<th>Observed</th><th>Severity</th></tr></thead><tbody>"
    yield from (_row(one) for one in rows)
    yield "</tbody></table></div>"


def _row(one: Outcome) -> str:
    word, colour, of_row = ("met", "good", "") if one.met else ("not met", one.severity, "missed")
    bounds = f" {one.bounds}" if one.bounds else ""
    return (
        f'<tr class="{of_row}"><td class="state {escape(colour)}">{word}</td>'
        f'<td class="name"><code>{escape(one.column)}</code></td>'
        f"<td>{escape(one.why)}<br><code>{escape(one.expectation + bounds)}</code></td>"
        f"<td>{_observed(one)}{_keys(one)}</td><td>{escape(one.severity)}</td></tr>"
    )


def _observed(one: Outcome) -> str:
    if one.rows is None:
        return escape(one.observed or "nothing to look at")
    return f"{one.failing or 'none'} of {one.rows:,} rows fail{'' if one.failing else 's'}"


def _keys(one: Outcome) -> str:
    if not one.keys:
        return ""
    items = "".join(f"<li><code>{escape(key)}</code></li>" for key in one.keys[:KEYS_SHOWN])
    return f"<details><summary>keys of the first failing rows</summary><ul>{items}</ul></details>"
