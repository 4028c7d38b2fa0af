"""Files of every format, made from invented text: binary fixtures that can be read as code."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

Mark = tuple[float, float, float, str]
"""A line of a printed page: how far from the left and from the bottom, its size, its text."""

MEASURES = "近年来，望川市坚持保护优先，湿地面积不断扩大，候鸟数量逐年增加，市民说，湖水清了，鸟也多了，城市更美了。"


def zip_of(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of members by name."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return whole.getvalue()


def docx_file(title: str = "在湿地保护大会上的讲话", author: str = "") -> bytes:
    """A speech as Word writes it: heading styles, first-line indents, a list Word numbers, a table, an insertion and a deletion."""
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = title, author
    document.add_heading("在湿地保护大会上的讲话", 0)
    document.add_paragraph("（2020年3月5日）")
    document.add_paragraph("林知远")
    document.add_paragraph("同志们：")
    paragraph = document.add_paragraph("近年来，望川市坚持保护优先，")
    paragraph.paragraph_format.first_line_indent = Pt(24)
    for tag, text, kind in (("ins", "湿地面积不断扩大。", "t"), ("del", "湿地面积没有变化。", "delText")):
        run = f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a"><w:r><w:{kind}>{text}</w:{kind}></w:r></w:{tag}>'
        paragraph._p.append(parse_xml(run))
    document.add_heading("一、加强保护", 1)
    for text in ("管好水源", "守住红线"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("不设限的一点", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, text in zip([cell for row in table.rows for cell in row.cells], ("年份", "面积", "2019", "120"), strict=True):
        cell.text = text
    document.add_paragraph("谢谢大家！")
    whole = BytesIO()
    document.save(whole)
    return whole.getvalue()


def odt_file() -> bytes:
    """An article as LibreOffice writes it: a heading, spaces and breaks as elements, a note, a comment, deleted text, a table."""
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "meta"))
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>指松溪书店。</text:p></text:note-body></text:note>"
    comment = "<office:annotation><text:p>批注</text:p></office:annotation>"
    cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in ("书", "三千册"))
    content = f"""<office:document-content {spaces}><office:body><office:text>
<text:tracked-changes><text:changed-region><text:deletion><text:p>删去的话。</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">小城的书店</text:h>
<text:p>何守真</text:p>
<text:p>书店是一座城市的客厅，亮着灯，等着人{note}，也等着<text:s text:c="2"/>下一个爱读书的孩子。<text:line-break/>换行{comment}。</text:p>
<table:table><table:table-row>{cells}</table:table-row></table:table></office:text></office:body></office:document-content>"""
    meta = f"""<office:document-meta {spaces} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>小城的书店</dc:title>
<meta:initial-creator>温澜</meta:initial-creator></office:meta></office:document-meta>"""
    return zip_of({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": meta})


def epub_file(members: Mapping[str, str] | None = None) -> bytes:
    """A collection of speeches: a page with a title, one that the table of contents names, and two chapters on one page."""
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{}</body></html>'
    items = "".join(
        f'<item id="{key}" href="{href}" {more} media-type="application/xhtml+xml"/>'
        for key, href, more in (
            ("nav", "nav.xhtml", 'properties="nav"'),
            ("cover", "cover.xhtml", ""),
            ("a", "text/a%20.xhtml", ""),
            ("b", "text/b.xhtml", ""),
        )
    )
    order = "".join(f'<itemref idref="{key}"/>' for key in ("cover", "nav", "a", "b", "gone"))
    package = f"""<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>望川讲演集</dc:title>
<dc:creator>林知远</dc:creator><dc:language>zh-Hans</dc:language></metadata><manifest>{items}</manifest><spine>{order}</spine></package>"""
    contents = "".join(
        f'<li><a href="{target}">{title}</a></li>'
        for target, title in (("text/a%20.xhtml", "湿地"), ("text/b.xhtml", "第二讲　城市"), ("text/b.xhtml#rivers", "河流"))
    )
    container = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    found = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "OEBPS/book.opf": package,
        "OEBPS/nav.xhtml": page.format(f"<nav><ol>{contents}</ol></nav>"),
        "OEBPS/cover.xhtml": page.format('<img src="cover.jpg"/>'),
        "OEBPS/text/a .xhtml": page.format("<h1>湿地</h1><p>同志们：</p><p>近年来&mdash;&mdash;尤其是去年，候鸟数量逐年增加。</p>"),
        "OEBPS/text/b.xhtml": page.format(
            '<p>（2020年3月5日）</p><p>城市不是只有高楼，也有小店。</p><h2 id="rivers">河流</h2><h2>河流</h2><p>王小路</p>'
            "<p>河流是城市的记忆，一条河养一座城，一座城也要养一条河。</p>"
        ),
    }
    return zip_of({**found, **(members or {})})


def rtf_file() -> bytes:
    """An article as Word writes it in China: GBK bytes under a Western font, one character as a number, a table row."""

    def gbk(text: str) -> str:
        return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))

    fonts = r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}}"
    info = rf"{{\info{{\title {gbk('湿地的春天')}}}{{\author {gbk('周彤')}}}}}"
    text = rf"{gbk('近年来，望川市坚持保护优先，')}\u28287 ?{gbk('地面积不断扩大。')}\par"
    body = rf"\pard\qc\f1 {gbk('湿地的春天')}\par\pard\loch\af0\dbch\af1\hich\f0 {text}"
    row = rf"\trowd {gbk('年份')}\cell {gbk('面积')}\cell\row"
    link = r'{\field{\*\fldinst{HYPERLINK "https://example.org"}}{\fldrslt{ ' + gbk("链接") + r"}}}\par"
    return rf"{{\rtf1\ansi\ansicpg936\deff0{fonts}{info}{{\header {gbk('页眉')}\par}}{body}{row}{link}}}".encode("ascii")


def pdf_file(pages: Sequence[Sequence[Mark]], *, encoding: str = "UniGB-UCS2-H", codec: str = "utf-16-be", trailer: str = "") -> bytes:
    """Printed pages. The font is named, not embedded, as Chinese PDFs of old did it."""
    ordering = "GB1" if "GB" in encoding else "CNS1"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /{encoding} /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /FontDescriptor 5 0 R /DW 1000"
        f" /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 2 >> >>",
        "<< /Type /FontDescriptor /FontName /Song /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120"
        " /CapHeight 880 /StemV 93 >>",
    ]
    kids = []
    for marks in pages:
        shown = "".join(f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode(codec).hex()}> Tj\n" for x, y, size, text in marks)
        objects.append(f"<< /Length {len(shown) + 6} >>\nstream\nBT\n{shown}ET\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return pdf_of(objects, trailer)


def pdf_of(objects: Sequence[str | bytes], trailer: str = "") -> bytes:
    """A PDF of numbered objects, the first of them its catalogue."""
    whole, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, content.encode("ascii") if isinstance(content, str) else content)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
    return whole + f"{end}startxref\n{len(whole)}\n%%EOF\n".encode("ascii")


def printed_pages() -> list[list[Mark]]:
    """Three pages of a gazette: running head, page number, a headline, indented paragraphs of full lines, one across two pages."""
    pages = []
    for number in range(1, 4):
        marks: list[Mark] = [(72, 800, 9, f"望川市公报 2020年第{number + 3}期"), (290, 30, 9, f"— {number} —")]
        height = 740.0
        if number == 1:
            marks += [(200, 770, 20, "湿地的春天"), (264, 745, 12, "林知远")]
            height = 715
        for part in range(3):
            text = f"{MEASURES}这是第{number}页的第{part + 1}段，" + (
                "还没有说完，翻过一页接着说下去，" if (number, part) == (1, 2) else "到此为止。"
            )
            lines = [text[:34], *(text[start : start + 36] for start in range(34, len(text), 36))]
            if (number, part) == (1, 2):
                lines[-1] = (lines[-1] + "一件一件地说，" * 5)[:36]
            for place, line in enumerate(lines):
                marks.append((72 + (0 if place else 24), height, 12, line))
                height -= 20
        if number == 2:
            marks = [*marks[:2], (72, 740, 12, "直到这里才说完。"), *((x, y - 20, size, text) for x, y, size, text in marks[2:])]
        pages.append(marks)
    return pages
