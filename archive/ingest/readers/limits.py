"""What a file may ask of the archive, in one place. Beyond these it is refused with a sentence."""

from dataclasses import dataclass
from typing import Final

LARGEST: Final = 64 << 20
"""The most bytes a file may have; a member of an archive too, once it is unpacked."""
LARGEST_UNPACKED: Final = 256 << 20
"""The most bytes all members of an archive may have together, once they are unpacked."""
MOST_TIMES: Final = 100
"""How many times its own size an archive may have when it is unpacked (text packs to a third, XML to a twentieth), but
SMALL bytes it may always have."""
SMALL: Final = 2 << 20
MOST_MEMBERS: Final = 10_000
"""The most members an archive may have, and the most records a table."""
LONGEST_LINE: Final = 20_000
"""The most characters a paragraph may have; a longer line is cut at the ends of sentences."""
DEEPEST: Final = 1_000
"""How deep the elements of a web page may nest: time grows with depth where end tags fit nothing."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What another program may use: seconds of processor time for any file and for every megabyte of it, bytes of memory."""

    seconds: int
    seconds_per_mb: int
    memory: int


PDF: Final = Allowance(seconds=3, seconds_per_mb=5, memory=1 << 30)
CONVERTER: Final = Allowance(seconds=30, seconds_per_mb=5, memory=4 << 30)
PATIENCE: Final = 4
"""How many times its processor time a program may take by the clock, on a busy machine."""
MOST_PRINTED: Final = 64 << 20
"""The most bytes another program may answer."""
