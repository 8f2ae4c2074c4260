"""An idea as a tagged PDF (PDF/UA-1), from the template of the print view. It fetches nothing.

WeasyPrint is an optional extra that needs Pango from the system, so it is imported only here and only when asked.
"""

import functools
import re
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ideas.exports.contents import Contents
from ideas.exports.picture import hue, names
from ideas.summaries import petals_of
from ideas.words import flower_words
from text.direction import unturned

STYLES = "css/export.css"
TEXT = re.compile("[^<>]+")  # what stands between two tags


@functools.cache
def why_not() -> str:
    """Return why no PDF can be made here, or nothing if it can. Loading the library takes a second, once."""
    try:
        import weasyprint  # noqa: F401
    except ImportError:
        return _("The part that makes PDFs is not installed on this server.")
    except OSError:
        return _("The part that makes PDFs lacks a system library (Pango) on this server.")
    return ""


def page(contents: Contents, *, pdf: bool = False) -> str:
    """Return the print view: one HTML page with nothing around it. For a PDF it names no files."""
    html = render_to_string("ideas/export_print.html", {"contents": contents, "pdf": pdf, **parts(contents)})
    return TEXT.sub(lambda text: unturned(text[0]), html) if pdf else html


def parts(contents: Contents) -> dict[str, Any]:
    """Return what the templates of the report and of a document take."""
    flower = petals_of(contents.document)
    return {
        "document": contents.document, "report": contents.report, "petals": [(p, hue(p)) for p in flower],
        "names": names(flower), "words": flower_words(flower),
    }  # fmt: skip


def write(contents: Contents) -> bytes:
    """Return the file. Call it only if `why_not` has nothing to say."""
    from weasyprint import CSS, HTML

    from ideas.exports.refusing import Refusing

    fetcher, path = Refusing(), finders.find(STYLES)
    assert isinstance(path, str)  # noqa: S101 (it is one of our own)
    with open(path, encoding="utf-8") as file:
        sheet = CSS(string=file.read(), url_fetcher=fetcher)
    html = HTML(string=page(contents, pdf=True), url_fetcher=fetcher, base_url=f"{settings.SITE_ADDRESS}/")
    return bytes(html.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1"))
