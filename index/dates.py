"""Partial ISO 8601 dates (`2020`, `2020-03`, `2020-03-05`) as intervals of days that compare as strings."""


def first_day(date: str) -> str:
    """Return the earliest day that a date can mean."""
    return date + "0000-01-01"[len(date) :]


def last_day(date: str) -> str:
    """Return a day not before the latest one that a date can mean."""
    return date + "9999-12-31"[len(date) :]


def may_lie_between(date: str, first: str, last: str) -> bool:
    """Tell whether a date can lie between two inclusive dates; an empty bound is open.

    A date of `2020` may lie between March and May of 2020. An unknown (empty) date lies only between two open bounds.
    """
    if not date:
        return not (first or last)
    return first_day(first) <= last_day(date) and first_day(date) <= last_day(last)
