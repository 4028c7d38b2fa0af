"""Partial dates."""

import pytest

from index.dates import may_lie_between


@pytest.mark.parametrize(
    ("date", "first", "last", "expected"),
    [
        ("2020-03-05", "2020-03-05", "2020-03-05", True),
        ("2020-03-05", "2020-03-06", "", False),
        ("2020-03-05", "2020", "2020", True),
        ("2020-03-05", "", "2020-02", False),
        ("2020-03-31", "2020-03", "2020-03", True),
        ("2020", "2020-05", "2020-06", True),
        ("2020", "2021", "", False),
        ("2020", "", "2019", False),
        ("2020-03", "2020-03-31", "", True),
        ("2020-03", "2020-04", "", False),
        ("", "", "", True),
        ("", "2020", "", False),
        ("", "", "2020", False),
        ("2020", "", "", True),
    ],
)
def test_a_date_may_lie_between_others(date: str, first: str, last: str, expected: bool) -> None:
    assert may_lie_between(date, first, last) is expected
