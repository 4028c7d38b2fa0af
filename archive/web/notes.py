"""Sentences to the reader about how a search was understood."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["parameter", "syntax", "relaxed"]


@dataclass(frozen=True, slots=True)
class Note:
    """A message id of the catalogue with `{named}` places and the values to fill in; `kind` tells machines what it is about."""

    message: str
    values: tuple[tuple[str, str], ...] = ()
    kind: Kind = "parameter"
