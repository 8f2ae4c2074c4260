"""Reads the forms of a page, so that tests send what a browser would send."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.area: str | None = None
        self.select: str | None = None

    def handle_starttag(self, tag, attrs) -> None:
        at = dict(attrs)
        name = at.get("name")
        if tag == "input" and name and at.get("type") not in {"checkbox", "radio", "submit"}:
            self.fields.setdefault(name, []).append(at.get("value") or "")
        elif tag == "input" and name and "checked" in at:
            self.fields.setdefault(name, []).append("on" if at.get("value") is None else at["value"])
        elif tag == "textarea" and name:
            self.area = name
            self.fields[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in at:
            self.fields[self.select] = [at.get("value") or ""]

    def handle_data(self, data) -> None:
        if self.area:
            self.fields[self.area][0] += data

    def handle_endtag(self, tag) -> None:
        if tag == "textarea":
            if self.area:  # HTML drops the first line end of a text area
                self.fields[self.area][0] = self.fields[self.area][0].removeprefix("\r\n").removeprefix("\n")
            self.area = None
        elif tag == "select":
            self.select = None


def fields_of(html: bytes | str) -> dict[str, list[str]]:
    """Return every field of the page's forms with its value, as sent by a browser that changed nothing."""
    reader = _Fields()
    reader.feed(html.decode(errors="replace") if isinstance(html, bytes) else html)
    return {name: value for name, value in reader.fields.items() if name != "csrfmiddlewaretoken"}


def changed(response, **changes: object) -> dict[str, object]:
    """Return the page's fields with some changed; in names write __ for each hyphen of a prefix."""
    return {**fields_of(response.content), **{name.replace("__", "-"): value for name, value in changes.items()}}
