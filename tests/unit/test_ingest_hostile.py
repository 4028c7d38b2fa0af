"""Files that mean harm, or have met with some: one clear sentence or a clean text, and never anything else."""

import random
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import BadFile
from archive.ingest import parse, unpack
from archive.ingest.readers import limits
from archive.model import Document
from tests.golden.formats import making

FORMATS = Path(__file__).parents[1] / "golden" / "formats"
WORD = "word/document.xml"
SENTENCE = re.compile(r"(?:文件|表格|压缩包|元数据文件) .+。", re.DOTALL)


def take(name: str, data: bytes) -> list[Document] | None:
    """The documents in a file, or None where it is refused with a sentence that names it."""
    reason = ""
    try:
        return [parse(*item) for item in unpack(name, data)]
    except BadFile as error:
        reason = str(error)
    assert SENTENCE.fullmatch(reason), reason
    return None


def texts(name: str, data: bytes) -> str:
    return "\n".join(
        paragraph.text for document in take(name, data) or () for speech in document.speeches for paragraph in speech.paragraphs
    )


def replaced(data: bytes, member: str, content: bytes) -> bytes:
    """A zip with other content in one member."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return making.zip_of({**members, member: content})


def refused(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(BadFile, match=reason) as refusal:
        [parse(*item) for item in unpack(name, data)]
    assert SENTENCE.fullmatch(str(refusal.value))


class TestZips:
    @pytest.mark.parametrize("path", ["../a.txt", "a/../../b.txt", "/etc/a.txt", "..\\a.txt", "C:\\a.txt"])
    def test_paths_that_lead_outside(self, path: str) -> None:
        refused("a.zip", making.zip_of({"good.txt": "好。", path: "坏。"}), "指向外面")

    def test_a_bomb(self) -> None:
        refused("a.zip", making.zip_of({"a.txt": b"\0" * (limits.LARGEST + 1)}), "解压后太大")

    def test_a_bomb_of_many_parts(self) -> None:
        part = b" " * (limits.LARGEST - 1)
        refused(
            "a.zip", making.zip_of({f"{number}.txt": part for number in range(limits.LARGEST_UNPACKED // limits.LARGEST + 1)}), "解压后太大"
        )

    def test_a_member_larger_than_it_says(self) -> None:
        data = making.zip_of({"a.txt": b"\0" * (1 << 20)})
        size = (1 << 20).to_bytes(4, "little")
        refused("a.zip", data.replace(size, (5).to_bytes(4, "little")), "已损坏")

    def test_too_many_members(self) -> None:
        refused("a.zip", making.zip_of({f"{number}.txt": "" for number in range(limits.MOST_MEMBERS + 1)}), "太多")

    def test_a_password(self) -> None:
        data = bytearray(making.zip_of({"a.txt": "好。"}))
        data[data.index(b"PK\x01\x02") + 8] |= 1
        refused("a.zip", bytes(data), "密码")

    def test_a_zip_in_a_zip_is_not_opened_and_spoils_nothing(self) -> None:
        data = making.zip_of({"a.txt": "湖水清了。", "b.zip": making.zip_of({"c.txt": "坏。"})})
        first, second = unpack("a.zip", data)
        assert parse(*first).speeches[0].paragraphs[0].text == "湖水清了。"
        with pytest.raises(BadFile, match="不再拆开"):
            parse(*second)

    def test_what_systems_leave_in_zips_is_passed_over(self) -> None:
        data = making.zip_of({"a.txt": "好。", "__MACOSX/._a.txt": "x", ".b.txt": "x", "c.png": "x", "sub/.git/d.txt": "x"})
        assert [item.name for item in unpack("a.zip", data)] == ["a.txt"]

    def test_a_damaged_member_refuses_the_whole(self) -> None:
        data = making.zip_of({"a.txt": "好。" * 50, "b.txt": making.MEASURES * 9})
        broken = bytearray(data)
        place = data.index(b"b.txt") + 8
        broken[place : place + 20] = b"\xff" * 20
        refused("a.zip", bytes(broken), "b.txt 已损坏")

    def test_nothing_in_it(self) -> None:
        refused("a.zip", making.zip_of({"a.png": "x"}), "没有可以收录的内容")
        refused("a.zip", b"PK\x03\x04 no", "已损坏")
        refused("a.zip", b"no zip at all", "已损坏")

    @pytest.mark.parametrize(
        ("name", "data"), [("a.docx", making.docx_file()), ("a.epub", making.epub_file()), ("a.odt", making.odt_file())]
    )
    def test_a_bomb_inside_a_document(self, name: str, data: bytes) -> None:
        member = {"a.docx": WORD, "a.epub": "OEBPS/text/b.xhtml", "a.odt": "content.xml"}[name]
        refused(name, replaced(data, member, b" " * (limits.LARGEST + 1)), "解压后太大")


class TestXml:
    LAUGHS = '<!DOCTYPE a [<!ENTITY b0 "哈哈">' + "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
    OUTSIDE = '<!DOCTYPE a [<!ENTITY s SYSTEM "file:///etc/passwd">]>'

    @pytest.mark.parametrize("kind", ["docx", "odt"])
    @pytest.mark.parametrize(("prologue", "entity"), [(LAUGHS, "&b11;"), (OUTSIDE, "&s;")])
    def test_entities_are_not_expanded(self, kind: str, prologue: str, entity: str) -> None:
        if kind == "docx":
            space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{entity}湖水清了。</w:t></w:r></w:p></w:body></w:document>'
            data = replaced(making.docx_file(), WORD, (prologue + body).encode())
        else:
            with zipfile.ZipFile(BytesIO(making.odt_file())) as archive:
                content = archive.read("content.xml").decode()
            data = replaced(making.odt_file(), "content.xml", (prologue + content.replace("何守真", entity)).encode())
        found = texts(f"a.{kind}", data)
        assert "哈哈" not in found
        assert "root:" not in found

    @pytest.mark.parametrize("member", ["META-INF/container.xml", "OEBPS/book.opf", "OEBPS/nav.xhtml"])
    def test_entities_in_books(self, member: str) -> None:
        refused("a.epub", making.epub_file({member: self.LAUGHS + "<a>&b11;</a>"}), "XML 不合格|不完整")

    def test_elements_without_end(self) -> None:
        refused("a.odt", replaced(making.odt_file(), "content.xml", b"<a>" * 100_000), "XML 不合格")
        refused("a.docx", replaced(making.docx_file(), WORD, b"<a>" * 100_000), "已损坏")

    def test_one_element_for_many_spaces(self) -> None:
        with zipfile.ZipFile(BytesIO(making.odt_file())) as archive:
            content = archive.read("content.xml").replace(b'text:c="2"', b'text:c="99999999999"')
        assert len(texts("a.odt", replaced(making.odt_file(), "content.xml", content))) < 500


class TestPages:
    def test_scripts_are_not_read(self) -> None:
        text = "<p onclick=\"alert('坏。')\">湖水清了，鸟也多了。</p>"
        page = f"<script>alert('坏。')</script>{text}<iframe src=x>坏。</iframe><svg><text>坏。</text></svg>"
        assert texts("a.html", page.encode()) == "湖水清了，鸟也多了。"

    @pytest.mark.parametrize("tag", ["<div>", "<b>", "<svg><g>", "<table><tr><td>"])
    def test_elements_without_end(self, tag: str) -> None:
        refused("a.html", (tag * 50_000 + "湖水清了。").encode(), "嵌套太深")

    def test_what_takes_quadratic_time_elsewhere(self) -> None:
        many = " ".join(f"a{number}=1" for number in range(50_000))
        assert texts("a.html", f"<div {many}>湖水清了。</div>".encode()) == "湖水清了。"
        assert texts("a.html", ("<i>" * 900 + "</b>" * 20_000 + "湖水清了。").encode()) == "湖水清了。"
        assert texts("a.html", ("<script " * 20_000 + "湖水清了。").encode()) == ""
        assert texts("a.html", ("<a" * 100_000 + "/><p>湖水清了。").encode()) in ("", "湖水清了。")

    def test_numbers_of_no_character(self) -> None:
        assert "湖水清了。" in texts("a.html", "<p>湖水&#xD800;清&#0;了&#x110000;。</p>".encode()).replace("\ufffd", "")


class TestPrinted:
    def test_a_bomb(self) -> None:
        deflated = zlib.compress(zlib.compress(b"0" * (1 << 28), 9), 9)
        stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(deflated), deflated)
        page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
        data = making.pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream])
        refused("a.pdf", data, "扫描件|已损坏|太久")

    def test_pages_that_hold_themselves(self) -> None:
        data = making.pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])
        refused("a.pdf", data, "扫描件|已损坏")

    @pytest.mark.parametrize("data", [b"%PDF-", b"%PDF-1.7\n" + b"\0" * 1000, making.pdf_file(making.printed_pages())[:900]])
    def test_pieces(self, data: bytes) -> None:
        refused("a.pdf", data, "已损坏")


class TestTables:
    def test_a_line_that_is_no_object(self) -> None:
        refused("a.jsonl", '{"text": "好。"}\n[1]\n'.encode(), "第 2 行不是")
        refused("a.jsonl", '{"text": "好。"}\n{"text": \n'.encode(), "第 2 行读不懂")

    def test_depth_without_end(self) -> None:
        refused("a.jsonl", b"[" * 100_000, "第 1 行")
        refused("a.jsonl", b'{"a":' * 100_000, "第 1 行")

    def test_no_column_of_texts(self) -> None:
        refused("a.csv", "标题,作者\n甲,乙\n".encode(), "没有正文这一列")

    def test_too_many_records(self) -> None:
        refused("a.csv", ("text\n" + "好。\n" * (limits.MOST_MEMBERS + 1)).encode(), "太多")

    def test_a_record_without_text_is_refused_alone(self) -> None:
        first, second = unpack("a.csv", "text,title\n,甲\n湖水清了。,乙\n".encode())
        with pytest.raises(BadFile, match=r"a-1\.txt 是空的"):
            parse(*first)
        assert parse(*second).speeches[0].title == "乙"

    def test_a_field_of_any_length(self) -> None:
        assert len(texts("a.csv", ("text\n" + "湖水清了" * 100_000 + "\n").encode()).replace("\n", "")) == 400_000

    def test_a_quotation_mark_without_end(self) -> None:
        assert texts("a.csv", 'text,title\n"湖水清了。\n鸟也多了。\n'.encode()) == "湖水清了。\n鸟也多了。"


class TestRichText:
    def test_what_takes_cubic_time_elsewhere(self) -> None:
        link = r'{\field{\*\fldinst{HYPERLINK "x"}} { '
        assert take("a.rtf", (r"{\rtf1 " + link * 3000).encode()) is None

    @pytest.mark.parametrize(
        "body", ["{" * 50_000, r"\u" + "9" * 500, r"\uc99999999999\u1 x", r"\ansicpg99999 \'ff", r"\bin9999999999 x", "\0" * 99]
    )
    def test_any_control_word(self, body: str) -> None:
        take("a.rtf", (r"{\rtf1 好" + body + "}").encode())


def test_a_document_with_a_password_is_called_so() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100 + "EncryptedPackage".encode("utf-16-le")
    refused("a.docx", data, "密码")


REAL = {
    "a.docx": making.docx_file(),
    "a.odt": making.odt_file(),
    "a.epub": making.epub_file(),
    "a.rtf": making.rtf_file(),
    "a.html": (FORMATS / "page.html").read_bytes(),
    "a.csv": (FORMATS / "records.csv").read_bytes(),
    "a.jsonl": (FORMATS / "records.jsonl").read_bytes(),
    "a.md": "---\ntitle: 书\n---\n# 标题\n\n正文在这里，有一段话。\n".encode(),
    "a.zip": making.zip_of(
        {"a.docx": making.docx_file(), "b.txt": "好。", "b.yaml": "title: 甲", "metadata.csv": "file,title\nb.txt,乙\n"}
    ),
}
TOKENS = (
    b"<",
    b">",
    b"</w:p>",
    b"&amp;",
    b"\0",
    b"{",
    b"}",
    b"\\'",
    b"\\u-1?",
    b"9" * 20,
    b"\xff\xff",
    b"<!--",
    b"]]>",
    b'"',
    b"-1",
    b"\n",
    b"---\n",
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Bytes with a few of them changed, taken out, doubled, or with something put in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(changed) + 1)
        match chance.randrange(5):
            case 0:
                changed[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[place : place + chance.randint(1, 200)]
            case 2:
                changed[place:place] = chance.choice(TOKENS) * chance.choice((1, 3, 50))
            case 3:
                changed[place:place] = changed[chance.randrange(len(changed) + 1) :][: chance.randint(1, 500)]
            case _:
                changed = changed[: max(place, len(changed) // 2)]
    return bytes(changed)


def mutated_inside(data: bytes, chance: random.Random) -> bytes:
    """A sound zip with one member changed or gone."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(members))
    content = members.pop(name)
    return making.zip_of({**members, name: mutated(content, chance)} if chance.random() < 0.9 else members)


@given(st.sampled_from(sorted(REAL)), st.randoms(use_true_random=False))
@settings(max_examples=400, deadline=None)
def test_damaged_files_are_read_or_refused(name: str, chance: random.Random) -> None:
    data = REAL[name]
    damaged = mutated_inside(data, chance) if data[:2] == b"PK" and chance.random() < 0.8 else mutated(data, chance)
    for document in take(name, damaged) or ():
        assert document.speeches
        assert all(speech.paragraphs for speech in document.speeches)


@given(st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None)
def test_damaged_printed_pages_are_read_or_refused(chance: random.Random) -> None:
    data = bytearray(making.pdf_file(making.printed_pages()))
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    take("a.pdf", bytes(data))


@given(
    st.binary(max_size=2000),
    st.sampled_from([f"a{suffix}" for suffix in (".html", ".docx", ".odt", ".epub", ".rtf", ".zip", ".csv", ".jsonl")]),
)
@settings(max_examples=200, deadline=None)
def test_any_bytes_under_any_name(data: bytes, name: str) -> None:
    take(name, data)
