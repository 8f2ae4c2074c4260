"""What a Word document is put together from: paragraphs, tables, the flower, the number of a page."""

import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from ideas.exports.contents import storable
from ideas.exports.picture import png
from ideas.flower import Petal
from ideas.words import flower_words


def say(doc: Doc, text: str, style: str | None = None) -> None:
    """Add the text; an empty line in it begins a new paragraph, so that a screen reader hears one."""
    for block in filter(None, storable(text).split("\n\n")):
        doc.add_paragraph(block, style=style)


def named(doc: Doc, name: str, text: str) -> None:
    """Add the text, led by a name in bold."""
    first, *rest = storable(text).split("\n\n")
    paragraph = doc.add_paragraph()
    paragraph.add_run(f"{name}: ").bold = True
    paragraph.add_run(first)
    for block in filter(None, rest):
        doc.add_paragraph(block)


def table(doc: Doc, caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Add a table with a caption and a head that is read out."""
    doc.add_paragraph(caption, style="Caption").paragraph_format.keep_with_next = True
    table = doc.add_table(rows=0, cols=len(head), style="Table Grid")
    for number, values in enumerate([head, *rows]):
        row = table.add_row()
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = storable(value)
            for run in cell.paragraphs[0].runs:
                run.bold = number == 0
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:  # read out, and repeated on the next page, as the head of the table
            properties.append(OxmlElement("w:tblHeader"))
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), caption)
    table._tbl.tblPr.append(described)
    doc.add_paragraph()


def flower(doc: Doc, petals: list[Petal]) -> None:
    """Add the coverage flower, with its numbers as the words that a screen reader says."""
    doc.add_picture(io.BytesIO(png(petals)), width=Cm(7))
    paragraph = doc.paragraphs[-1]
    paragraph.alignment, paragraph.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
    for described in paragraph._p.iter(qn("wp:docPr")):
        described.set("descr", storable(flower_words(petals)))
    say(doc, _("The coverage flower: petals go round in the order of the guide, from the top. Each outlined one was "
                "chosen. Solid is covered, striped is partly covered. The pale ones were not chosen, and are not "
                "missing."), "Caption")  # fmt: skip


def page_number(paragraph: object) -> None:
    """Add a field that Word fills with the number of the page."""
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()._r  # type: ignore[attr-defined]  # python-docx brings no types
        tag = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            tag.set(qn("w:fldCharType"), kind)
        tag.text = words or None
        run.append(tag)
