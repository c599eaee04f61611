"""Figures over runs as SVG that stands in the page: it follows light and dark, and says itself in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree

import leather
from leather import theme
from markupsafe import Markup

WIDTH, HEIGHT = 480, 270
COLOURS = tuple(f"var(--c{number})" for number in range(1, 8))
MOST_LINES = len(COLOURS)
MOST_TICKS = 8
_INK = {
    theme.tick_color: "var(--grid)",
    theme.zero_color: "var(--grid)",
    theme.label_color: "var(--soft-ink)",
}
_INK |= {
    theme.legend_color: "currentColor",
    theme.title_color: "currentColor",
    theme.axis_title_color: "var(--soft-ink)",
}


@dataclass(frozen=True, slots=True)
class Plot:
    """A figure: lines over runs by name, one value a run; ``svg`` draws it, the table says it in numbers."""

    name: str
    about: str
    runs: Sequence[str]
    lines: Mapping[str, Sequence[float]]

    def svg(self) -> Markup:
        """The figure for a page, the same text for the same values; names in it are escaped."""
        return Markup(ElementTree.tostring(_dressed(self, _drawn(self)), encoding="unicode"))

    def words(self) -> str:
        """The text alternative: each line with its first and last value."""
        told = "; ".join(
            f"{name}: {_value(line[0])}, now {_value(line[-1])}" for name, line in self.lines.items()
        )
        return f"{self.about} Over {len(self.runs)} runs. {told}."


def _drawn(plot: Plot) -> str:
    chart = leather.Chart()
    count = len(plot.runs)
    step = _step(max((max(line) for line in plot.lines.values()), default=0))
    chart.add_x_scale(*((0.5, 1.5) if count == 1 else (1, count)))
    chart.add_y_scale(0, 4 * step)
    chart.add_x_axis(ticks=_spread(count), tick_formatter=lambda run, _i, _n: plot.runs[run - 1][5:10])
    chart.add_y_axis(ticks=[step * part for part in range(5)], tick_formatter=_tick)
    for (name, line), colour in zip(plot.lines.items(), COLOURS, strict=False):
        points = list(enumerate(line, 1))
        if count == 1:  # a line needs two points to be seen
            chart.add_dots(points, name=name, fill_color=colour)
        else:
            chart.add_line(points, name=name, stroke_color=colour)
    return str(chart.to_svg(width=WIDTH, height=HEIGHT))


def _spread(count: int) -> list[int]:
    step = -(-count // MOST_TICKS)
    return list(range(1, count + 1, step))


def _step(top: float) -> float:
    """A round number of which four reach ``top``.

    >>> _step(19), _step(100), _step(0), _step(1234)
    (5.0, 25.0, 1.0, 500.0)
    """
    ten = 1.0
    while 4 * 10 * ten < top:
        ten *= 10
    return next(
        ten * part for part in (1, 2, 2.5, 5, 10) if 4 * ten * part >= top and (part != 2.5 or ten > 1)
    )


def _tick(value: float | Decimal, _index: int, _count: int) -> str:
    return _value(float(value))


def _value(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:.3g}"


def _dressed(plot: Plot, svg: str) -> ElementTree.Element:
    """Give a drawing its words and the colours of the page; it has neither size nor font of its own then."""
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    root = ElementTree.fromstring(svg)
    for each in root.iter():
        for name in ("fill", "stroke"):
            if name in each.attrib:
                each.set(name, _INK.get(each.attrib[name], each.attrib[name]))
        each.attrib.pop("font-family", None)
    (drawing,) = root
    drawing.remove(drawing[0])  # the background
    drawing[0][0].set("transform", "translate(0 0)")  # leather breaks the legend as if it began at the edge
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib |= {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img"}
    for at, (tag, text) in enumerate((("title", plot.name), ("desc", plot.words()))):
        root.insert(at, ElementTree.Element(f"{{http://www.w3.org/2000/svg}}{tag}"))
        root[at].text = text
    return root
