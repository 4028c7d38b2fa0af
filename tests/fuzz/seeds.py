"""Where fuzzing begins: inputs that get far."""

from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.targets import ADDRESSES, SUFFIXES

ROOT = Path(__file__).parents[2]
QUERIES = (
    *(
        "湿地 -港口",
        '"一张图上运行" OR 数字经济',
        "speaker:陆望川 title:港",
        "讲话人:沈知微 (a OR b) -c",
        "港*口 ?",
        '"',
        "((((",
        "-",
        "OR OR",
    ),
    *("text:" * 9, "２０２０年 ＡＢＣ", "海嶼嶼", "\U00020bb7", "a\u0000b", "的"),
)
PARAMETERS = (
    *("q=%E6%B8%AF%E5%8F%A3&speaker=x&not.place=y&from=2020&to=2021-06&sort=newest&page=2", "q=x&view=kwic&order=left&sample=5&seed=3"),
    *("verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01", "verb=ListRecords&resumptionToken=e30=", "id=x&format=ris", "cursor=MQ=="),
    *("lang=en&fields=id,text&q=%22", "find.speaker=lu&year=2020&year=", "q=a&q=b&by=place&measure=passages", "p=1&v=99999999999&was=x"),
)


def seeds(target: str) -> Iterator[bytes]:
    """Inputs for a target."""
    match target:
        case "query":
            yield from (one.encode("utf-8") for one in QUERIES)
        case "address":
            yield from (bytes([which]) + one.encode() for which in range(len(ADDRESSES)) for one in PARAMETERS[:: 1 + which % 3])
        case "reader":
            files = [*(ROOT / "tests" / "golden" / "formats").iterdir(), *(ROOT / "tests" / "golden" / "layouts").iterdir()]
            for path in sorted(files):
                if path.suffix.removeprefix(".") in SUFFIXES:
                    yield bytes([SUFFIXES.index(path.suffix.removeprefix("."))]) + path.read_bytes()
        case _:
            yield from (bytes([which, high, 7, what]) for which in range(12) for high in (0, 1, 5) for what in (0, 1, 128))
