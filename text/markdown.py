"""Markdown of admin-edited text, made into HTML that may stand in a page."""

import html
import re
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
# Where a paragraph goes on in another line of the source, text without marks goes on in the same.
_PLAIN = MarkdownIt("commonmark", {"html": False}).enable("table")
_PLAIN.add_render_rule("softbreak", lambda *_: " ")
_TAGS = {
    "a", "blockquote", "br", "em", "h2", "h3", "h4", "li", "ol", "p", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def plain(source: str) -> str:
    """Return the Markdown source as text without marks, for what cannot show HTML.

    A paragraph is one line, with an empty one after it; so is a point of a list, after a bullet.
    """
    rendered = _PLAIN.render(source).replace("<li>", "<li>• ").replace("</p>\n", "</p>\n\n")
    return re.sub(r"\n{3,}", "\n\n", html.unescape(nh3.clean(rendered, tags=set()))).strip()


@lru_cache(maxsize=1024)  # the guide's texts, on every page that shows them
def markdown(source: str) -> SafeString:
    """Return the Markdown source as cleaned HTML; raw HTML in it is shown as text, scripts never run."""
    cleaned = nh3.clean(
        _MARKDOWN.render(source),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return mark_safe(cleaned)  # noqa: S308 (cleaned on the line above)
