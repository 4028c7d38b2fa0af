"""The points above a paragraph."""

from archive.model import Document, Origin, Paragraph, Speech
from archive.store import Store
from archive.store.records import OutlinePoint

LONG = "三、守住每一座灯塔"
PARAGRAPHS = (
    Paragraph("各位代表："),
    Paragraph(LONG, (LONG,)),
    Paragraph("先说人。", (LONG,)),
    Paragraph("（一）添置船只。每个岛两条。", (LONG, "（一）")),
    Paragraph("船要新的。", (LONG, "（一）")),
    Paragraph("1．木船。", (LONG, "（一）", "1．")),
)


def test_points_above_paragraphs(database_url: str) -> None:
    store = Store.open(database_url)
    speeches = (Speech("灯塔", "沈知微", None, None, None, PARAGRAPHS), Speech("又一篇", None, None, None, None, PARAGRAPHS[1:3]))
    store.save("a", "a", b"a", Document(speeches, (), "sample", 1.0, "样本", (), None, Origin()), None)
    rows = list(store.index_rows([store.changes()[0][1]]))
    ids = [row.id for row in rows]
    above = store.outlines(ids)
    whole, boats = OutlinePoint(LONG, LONG), OutlinePoint("（一）", PARAGRAPHS[3].text)
    assert [above.get(one) for one in ids] == [None, None, (whole,), (whole,), (whole, boats), (whole, boats), None, (whole,)]
    assert store.outlines([]) == {}
    assert store.outlines(["00000000"]) == {}
    store.close()
