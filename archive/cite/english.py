"""Dates as the English styles write them. Pure."""

from typing import Final

MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
SHORT_MONTHS: Final = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def parts(iso: str | None) -> tuple[int, ...]:
    """Year, month and day of an ISO date, as many as are known."""
    return tuple(int(part) for part in iso.split("-")) if iso else ()


def month_first(iso: str | None) -> str:
    """`May 6, 2021`, `May 2021`, `2021`, or nothing."""
    known = parts(iso)
    if len(known) == 3:
        return f"{MONTHS[known[1] - 1]} {known[2]}, {known[0]}"
    return f"{MONTHS[known[1] - 1]} {known[0]}" if len(known) == 2 else "".join(map(str, known))


def day_first(iso: str | None) -> str:
    """`6 May 2021`, `May 2021`, `2021`, or nothing."""
    known = parts(iso)
    if not known:
        return ""
    named = [str(known[0]), *(SHORT_MONTHS[month - 1] for month in known[1:2]), *map(str, known[2:])]
    return " ".join(reversed(named))
