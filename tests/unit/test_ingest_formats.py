"""Every format: what is read, what is left out, what the file says of itself, and what is refused with a sentence."""

import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from archive.errors import BadFile
from archive.ingest import parse, unpack
from archive.ingest.readers import read
from archive.ingest.readers.numbering import _written
from archive.ingest.readers.pdf_lines import PdfLine, paragraphs
from archive.model import Document
from tests.golden.formats import making

OLD_WORD = Path(__file__).parents[1] / "golden" / "formats" / "old.doc"


def texts(document: Document) -> list[str]:
    return [paragraph.text for speech in document.speeches for paragraph in speech.paragraphs]


def messages(document: Document) -> list[str]:
    return [warning.message.format(**dict(warning.values)) for warning in document.warnings]


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", making.docx_file()),
        ("a.md", making.pdf_file(making.printed_pages())),
        ("a.pdf", making.rtf_file()),
        ("a.doc", making.rtf_file()),
        ("a.doc", making.docx_file()),
        ("a.txt", page("<p>近年来，望川市坚持保护优先。</p>")),
        ("a.docx", making.odt_file()),
        ("a.zip", making.docx_file()),
        ("a.csv", making.docx_file()),
    ],
)
def test_a_wrong_suffix_is_told_and_the_file_is_read_as_what_it_is(name: str, data: bytes) -> None:
    (item,) = unpack(name, data)
    document = parse(*item)
    assert any("后缀与内容不符" in message for message in messages(document))
    assert any("望川市" in text or "书店" in text for text in texts(document))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "7z"])
def test_what_is_no_document_is_called_by_its_name(kind: str) -> None:
    start = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff\xe0", "7z": b"7z\xbc\xaf\x27\x1c"}[kind]
    with pytest.raises(BadFile, match=f"其实是 {kind} 文件"):
        parse("a.txt", start + b"\0" * 100)


class TestPages:
    def test_the_declared_encoding_is_believed_where_the_bytes_agree(self) -> None:
        source = page("<h1>湿地</h1><p>近年来，望川市坚持保护优先。</p>", '<meta charset="gb2312">').decode()
        assert parse("a.html", source.encode("gb18030")).warnings == ()

    def test_a_wrong_declaration_is_told(self) -> None:
        document = parse("a.html", page("<h1>湿地</h1><p>近年来，望川市坚持保护优先。</p>", '<meta charset="big5">'))
        assert messages(document) == ["网页声明的编码是 big5，实际是 utf-8。"]
        assert texts(document) == ["近年来，望川市坚持保护优先。"]

    def test_a_few_wrong_bytes_do_not_spoil_a_page(self) -> None:
        source = page("<h1>湿地</h1><p>" + making.MEASURES * 30 + "完</p>", '<meta charset="gbk">').decode().encode("gbk")
        document = parse("a.html", source.replace("完".encode("gbk"), b"\xff"))
        assert messages(document) == ["有 1 处字节不合编码，已用“�”代替。"]

    def test_only_the_text_of_a_page_is_read(self) -> None:
        body = (
            "<nav><a href=1>首页</a>，<a href=2>新闻。</a></nav><div id=main><h1>湿地的春天</h1>"
            f"<p>{making.MEASURES}</p><p>{making.MEASURES}</p><p>{making.MEASURES}</p></div>"
            "<div class=comments><p>网友说，写得真好。</p></div><div><p>关于我们，联系我们。</p></div>"
        )
        document = parse("a.html", page(body))
        assert document.speeches[0].title == "湿地的春天"
        assert texts(document) == [making.MEASURES] * 3
        assert messages(document) == ["网页上正文以外的 1 段文字没有收录。"]

    def test_a_page_of_several_contributions_is_kept_whole(self) -> None:
        parts = "".join(
            f"<div class=item><h2>标题{name}</h2><p>望川市副市长  林知{name}</p><p>{making.MEASURES}</p></div>" for name in "远近新"
        )
        document = parse("a.html", page(f"<div>{parts}</div>"))
        assert [(speech.title, speech.speaker) for speech in document.speeches] == [(f"标题{name}", f"林知{name}") for name in "远近新"]

    def test_markup_that_is_written_out_stays(self) -> None:
        assert texts(parse("a.html", page("<p>标签写作&amp;lt;p&amp;gt;，或者&lt;b&gt;，都是文字。</p>"))) == [
            "标签写作&lt;p&gt;，或者<b>，都是文字。"
        ]

    def test_what_the_head_says_speaks_only_where_the_text_is_silent(self) -> None:
        head = '<title>别的标题</title><meta name="author" content="周彤"><meta name="pubdate" content="2020-3-6 10:00">'
        silent = parse("a.html", page(f"<p>{making.MEASURES}</p>", head)).speeches[0]
        assert (silent.title, silent.speaker, silent.date) == ("别的标题", "周彤", "2020-03-06")
        telling = parse("a.html", page(f"<h1>湿地</h1><p>2019年1月2日</p><p>作者：林知远</p><p>{making.MEASURES}</p>", head)).speeches[0]
        assert (telling.title, telling.speaker, telling.date) == ("湿地", "林知远", "2019-01-02")


class TestWord:
    def test_the_title_of_the_properties_counts_and_nothing_is_lost(self) -> None:
        speech = parse("a.docx", making.docx_file(title="一份讲话")).speeches[0]
        assert speech.title == "一份讲话"
        assert speech.paragraphs[0].text == "在湿地保护大会上的讲话"

    @pytest.mark.parametrize("title", ["", "Word Document", "Microsoft Word - 讲话.doc", "文档1", "讲话.docx", "untitled"])
    def test_a_title_that_a_program_filled_in_does_not(self, title: str) -> None:
        assert parse("a.docx", making.docx_file(title=title)).speeches[0].title == "在湿地保护大会上的讲话"

    def test_who_typed_it_is_no_speaker_where_the_text_names_one(self) -> None:
        assert parse("a.docx", making.docx_file(author="周彤")).speeches[0].speaker == "林知远"

    def test_footnotes_become_notes(self) -> None:
        document = docx.Document()
        document.add_paragraph("小城的书店").runs[0].font.size = Pt(20)
        document.add_paragraph("书店是一座城市的客厅，亮着灯，等着人，也等着下一个爱读书的孩子。")
        whole = BytesIO()
        document.save(whole)
        found = parse("a.docx", with_footnote(whole.getvalue(), "指松溪书店。"))
        assert "客厅〔1〕" in texts(found)[0]
        assert found.credits == ("注释", "〔1〕指松溪书店。")

    @pytest.mark.parametrize(
        ("count", "style", "written"),
        [
            (1, "decimal", "1"),
            (12, "chineseCounting", "十二"),
            (20, "chineseCountingThousand", "二十"),
            (103, "chineseCounting", "一百〇三"),
            (110, "chineseCounting", "一百一十"),
            (3, "chineseLegalSimplified", "叁"),
            (7, "decimalEnclosedCircle", "⑦"),
            (3, "lowerLetter", "c"),
            (14, "upperRoman", "XIV"),
            (9, "lowerRoman", "ix"),
        ],
    )
    def test_numbers_as_word_sets_them(self, count: int, style: str, written: str) -> None:
        assert _written(count, style) == written


def with_footnote(data: bytes, note: str) -> bytes:
    """The document with a footnote after 客厅."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    mark = '客厅</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>'
    members["word/document.xml"] = members["word/document.xml"].replace("客厅".encode(), mark.encode())
    separator = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    own = f'<w:footnote w:id="2"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {space}>{separator}{own}</w:footnotes>"
    members["word/footnotes.xml"] = notes.encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(b"</Relationships>", relation.encode())
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/></Types>'
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(b"</Types>", override.encode())
    return making.zip_of(members)


class TestOldWord:
    def test_it_is_read_by_a_converter_or_refused_with_advice(self) -> None:
        data = OLD_WORD.read_bytes()
        if not any(map(shutil.which, ("soffice", "libreoffice", "antiword"))):
            with pytest.raises(BadFile, match="LibreOffice 或者 antiword"):
                parse("old.doc", data)
            return
        speech = parse("old.doc", data).speeches[0]
        assert (speech.title, speech.date) == ("在湿地保护大会上的讲话", "2020-03-05")
        assert "同志们：" in [paragraph.text for paragraph in speech.paragraphs]
        assert "2019　120" in [paragraph.text for paragraph in speech.paragraphs]

    @pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
    def test_antiword_alone_is_enough(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = shutil.which("antiword")
        monkeypatch.setattr(shutil, "which", lambda name: found if name == "antiword" else None)
        assert "2019　120" in texts(parse("old.doc", OLD_WORD.read_bytes()))

    def test_without_a_converter_it_is_refused_with_advice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        with pytest.raises(BadFile, match="LibreOffice 或者 antiword"):
            parse("old.doc", OLD_WORD.read_bytes())


class TestPrinted:
    @pytest.mark.parametrize(
        ("encoding", "codec"),
        [("UniGB-UCS2-H", "utf-16-be"), ("GBK-EUC-H", "gbk"), ("ETen-B5-H", "big5"), ("UniCNS-UTF16-H", "utf-16-be")],
    )
    def test_fonts_of_every_chinese_encoding(self, encoding: str, codec: str) -> None:
        text = "望川市的湖水清了，鸟也多了。" if "GB" in encoding else "望川市的湖水清了，鳥也多了。"
        data = making.pdf_file([[(72, 700, 12, text), (72, 620, 12, "完。")]], encoding=encoding, codec=codec)
        assert texts(parse("a.pdf", data)) == [text, "完。"]

    def test_a_page_of_a_picture_among_others_is_told(self) -> None:
        pages = making.printed_pages()
        assert messages(parse("a.pdf", making.pdf_file([pages[0], [], pages[1]])))[0] == "第 2 页没有文字，可能是图片。"

    def test_a_scan_is_refused(self) -> None:
        with pytest.raises(BadFile, match="扫描件"):
            parse("a.pdf", making.pdf_file([[], [(290, 30, 9, "2")]]))

    def test_an_encrypted_one_is_refused(self) -> None:
        encrypted = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'00' * 32}> /U <{'11' * 32}> /P -4 >> /ID [<00> <00>]"
        with pytest.raises(BadFile, match="密码"):
            parse("a.pdf", making.pdf_file(making.printed_pages(), trailer=encrypted))

    def test_points_begin_paragraphs_even_behind_a_full_line(self) -> None:
        lines = ["一条规定说，商品房预售应当符合下面的条件：", "（一）已经交付全部土地使用权出让金和证书；", "（二）持有规划许可证。"]
        placed = [PdfLine(text, 72, 72 + 12 * len(text), 700 - 20 * place, 12, 0) for place, text in enumerate(lines)]
        assert paragraphs(placed).split("\n") == lines

    def test_latin_words_that_meet_at_a_line_end_keep_their_space(self) -> None:
        placed = [PdfLine("一个叫 Yanlu of the archive", 72, 232, 700, 12, 0), PdfLine("house 的程序。", 72, 150, 680, 12, 0)]
        assert paragraphs(placed) == "一个叫 Yanlu of the archive house 的程序。"


class TestRichText:
    def test_big5(self) -> None:
        escaped = "".join(f"\\'{byte:02x}" for byte in "望川市的湖水清了，鳥也多了。".encode("big5"))
        source = rf"{{\rtf1\ansi\ansicpg950{{\fonttbl{{\f0\fcharset136 M;}}}}\f0 {escaped}\par}}"
        assert texts(parse("a.rtf", source.encode())) == ["望川市的湖水清了，鳥也多了。"]

    def test_raw_bytes(self) -> None:
        source = b"{\\rtf1\\ansi\\ansicpg936 " + "望川市的湖水清了。".encode("gbk") + b"\\par}"
        assert texts(parse("a.rtf", source)) == ["望川市的湖水清了。"]


class TestBooks:
    def test_a_locked_book_is_refused(self) -> None:
        locked = (
            '<encryption><EncryptedData><CipherData><CipherReference URI="OEBPS/text/b.xhtml"/></CipherData></EncryptedData></encryption>'
        )
        with pytest.raises(BadFile, match="加了锁"):
            parse("a.epub", making.epub_file({"META-INF/encryption.xml": locked}))

    def test_a_printed_table_of_contents_is_left_out_with_a_warning(self) -> None:
        links = "".join(f'<p>{number}. <a href="b.xhtml">第{number}讲</a></p>' for number in range(1, 9))
        book = making.epub_file({"OEBPS/cover.xhtml": f"<html><body><h1>目录</h1>{links}</body></html>"})
        document = parse("a.epub", book)
        assert [speech.title for speech in document.speeches] == ["湿地", "第二讲 城市", "河流"]
        assert messages(document) == ["书中有 1 页没有正文（封面、目录之类），没有收录。"]

    def test_a_caller_names_the_publication(self) -> None:
        assert parse("a.epub", making.epub_file(), {"publication": "别的书"}).origin.publication == "别的书"


def test_a_line_without_end_is_cut_at_sentences() -> None:
    document = parse("a.txt", ("湖水清了。" * 10_000).encode())
    assert messages(document)[0] == "有 1 行超过 20000 字，已在句末分段。"
    assert {text[-1] for text in texts(document)} == {"。"}
    assert "".join(texts(document)) == "湖水清了。" * 10_000


def test_reading_is_the_same_twice() -> None:
    data = making.pdf_file(making.printed_pages())
    assert read("a.pdf", data) == read("a.pdf", data)


@pytest.mark.parametrize(
    ("title", "speaker", "office"),
    [
        ("让老人安心\n——望川市民政局局长周彤就养老服务答记者问", "周彤", "望川市民政局局长"),
        ("周彤答本报记者问", "周彤", None),
        ("望川市民政局负责人答记者问", None, "望川市民政局负责人"),
    ],
)
def test_who_answers_is_named_by_the_headline(title: str, speaker: str | None, office: str | None) -> None:
    turns = "问：今年有什么新举措？\n答：要办三件事，第一件是建食堂。\n问：什么时候建好？\n答：年底以前都要建好。\n"
    answers = parse("a.txt", f"{title}\n2020年3月5日\n{turns}".encode()).speeches[1::2]
    assert [(speech.speaker, speech.office) for speech in answers] == [(speaker, office)] * 2
