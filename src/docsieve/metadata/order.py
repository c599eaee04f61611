"""Day before month or month before day: decided from what else a document says, or not at all."""

from collections.abc import Sequence
from datetime import date, timedelta

from docsieve.dates import DateMention

# Statements answer what happened in the last weeks; two readings of one date lie a month apart at least.
RECENT = timedelta(days=62)
LEAST_APART = timedelta(days=25)


def decided(
    mention: DateMention,
    others: Sequence[DateMention],
    posted: date | None,
    around: Sequence[DateMention] = (),
) -> date | None:
    """Returns the day a mention means, with the document's other dates as evidence; None if they are silent.

    In this order: another date of the same form that can be read in one way only; the same day
    written out elsewhere; the day the site posted it, not long after; the latest events told.
    Dates ``around`` the text, in menus and lists of other pages, say in which form and order a site
    writes, not what the text tells.
    """
    if len(mention.readings) < 2:
        return mention.readings[0] if mention.readings else None
    return (
        by_form(mention, [*others, *around])
        or by_same_day(mention, others)
        or by_post(mention, posted)
        or by_events(mention, others)
    )


def by_form(mention: DateMention, others: Sequence[DateMention]) -> date | None:
    """Returns the reading whose order all other dates with the same mark have."""
    orders = {other.order for other in others if other.iso and other.separator == mention.separator}
    orders &= {"dmy", "mdy"}
    if len(orders) != 1 or mention.separator == "":
        return None
    return mention.readings[0] if orders == {"dmy"} else mention.readings[1]


def by_same_day(mention: DateMention, others: Sequence[DateMention]) -> date | None:
    """Returns the one reading that another date names beyond doubt."""
    named = [day for day in mention.readings if day.isoformat() in {other.iso for other in others}]
    return named[0] if len(named) == 1 else None


def by_post(mention: DateMention, posted: date | None) -> date | None:
    """Returns the one reading that lies in the weeks before the text was posted."""
    if posted is None:
        return None
    near = [day for day in mention.readings if timedelta(0) <= posted - day <= RECENT]
    return near[0] if len(near) == 1 else None


def by_events(mention: DateMention, others: Sequence[DateMention]) -> date | None:
    """Returns the earlier reading where the text tells of days shortly before it, and of none after it.

    The later reading is never chosen so: days after the earlier one may be announced, not told.
    """
    early, late = sorted(mention.readings)
    told = [day for other in others if (day := told_day(other, early))]
    recent = [day for day in told if early - RECENT <= day <= early]
    later = [day for day in told if day > early]
    return early if recent and not later and late - early >= LEAST_APART else None


def told_day(other: DateMention, early: date) -> date | None:
    """Returns the day another mention names; one without a year is taken for the year of the reading."""
    if other.iso:
        return date.fromisoformat(other.iso)
    if other.year is None and other.month and other.day:
        try:
            return date(early.year, other.month, other.day)
        except ValueError:
            return None
    return None
