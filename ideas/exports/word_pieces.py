"""What a Word document is put together from: headings, paragraphs, tables, the flower, the number of a page.

The document is in the language of the site; what is the guide's is marked as English (`english`) where that is another
one. What runs from right to left is marked so: Word does not look at the letters for it.
"""

import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from docx.document import Document as Doc
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ideas.exports.contents import storable
from ideas.exports.picture import hue, png
from ideas.flower import Petal
from ideas.words import flower_words
from text.direction import right_to_left
from text.templatetags.english import in_english

WIDTH, LONGEST = 17, 60  # the centimetres between the margins; letters of a cell beyond which it asks for no more room
MARGIN = 3  # letters' room for the edges of a cell, and for a head in bold
FEW = 3  # columns that stand side by side in letters of the usual size


def heading(doc: Doc, text: str, level: int, *, english: bool = False) -> None:
    """Add a heading; level 0 is the title."""
    write(doc.add_heading(level=level), text, english=english)


def say(doc: Doc, text: str, style: str | None = None, *, english: bool = False) -> None:
    """Add the text; an empty line in it begins a new paragraph, so that a screen reader hears one."""
    for block in filter(None, storable(text).split("\n\n")):
        write(doc.add_paragraph(style=style), block, english=english)


def named(doc: Doc, name: str, text: str, *, english: bool = False) -> None:
    """Add the text, led by a name in bold."""
    first, *rest = storable(text).split("\n\n")
    paragraph = doc.add_paragraph()
    paragraph.add_run(f"{name}: ").bold = True
    write(paragraph, first, english=english)
    for block in filter(None, rest):
        write(doc.add_paragraph(), block, english=english)


def write(paragraph: Paragraph, text: str, *, english: bool = False) -> Run:
    """Add the text to a paragraph, with its direction and its language; the first text gives a paragraph its own."""
    first, text = not paragraph.runs, storable(text)
    run = paragraph.add_run(text)
    if right_to_left(text):
        run.font.rtl = True
        if first:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    if english and not in_english():
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-GB")
        run._r.get_or_add_rPr().append(language)
    return run


def table(doc: Doc, caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, english: bool = False) -> None:
    """Add a table with a caption and a head that is read out; `english`: the words of its first column are."""
    doc.add_paragraph(caption, style="Caption").paragraph_format.keep_with_next = True
    lines = [head, *rows]
    table = doc.add_table(rows=0, cols=len(head), style="Table Grid")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    wide = [Cm(share * WIDTH) for share in shares(lines)]
    for column, width in zip(table.columns, wide, strict=True):
        column.width = width
    for number, values in enumerate(lines):
        row = table.add_row()
        for at, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
            cell.width = wide[at]
            run = write(cell.paragraphs[0], value, english=english and number > 0 and at == 0)
            run.bold = number == 0
            run.font.size = Pt(9.5) if len(head) > FEW else None
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:  # read out, and repeated on the next page, as the head of the table
            properties.append(OxmlElement("w:tblHeader"))
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), caption)
    table._tbl.tblPr.append(described)
    doc.add_paragraph()


def shares(lines: Sequence[Sequence[str]]) -> list[float]:
    """Return how much of the width each column gets: room for its longest word first, then by how much it holds.

    Word works this out by itself, but other programs make all columns equal and break words in two.
    """
    columns = list(zip(*lines, strict=True))
    words = [max((len(word) for cell in column for word in cell.split()), default=0) + MARGIN for column in columns]
    whole = [min(max(map(len, column)), LONGEST) + MARGIN for column in columns]
    more = [max(0, each - word) for each, word in zip(whole, words, strict=True)]
    left = max(0, LONGEST + 20 - sum(words)) / max(1, sum(more))
    needed = [word + extra * min(1, left) for word, extra in zip(words, more, strict=True)]
    return [each / sum(needed) for each in needed]


def flower(doc: Doc, petals: list[Petal]) -> None:
    """Add the coverage flower, with its numbers as the words that a screen reader says, and whose petal is which."""
    doc.add_picture(io.BytesIO(png(petals)), width=Cm(8))
    paragraph = doc.paragraphs[-1]
    paragraph.alignment, paragraph.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
    for described in paragraph._p.iter(qn("wp:docPr")):
        described.set("descr", storable(flower_words(petals)))
    key = doc.add_paragraph()
    key.alignment, key.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
    for number, petal in enumerate(petals, start=1):
        if petal.chosen:
            run = write(key, f"{number}\u00a0")
            run.bold, run.font.color.rgb = True, RGBColor.from_string(hue(petal)[1:].upper())
            write(key, petal.name.replace(" ", "\u00a0"), english=True)
            write(key, "   ")
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
