"""Cells of a table for a spreadsheet program, which would take some words for formulas."""

# What makes Excel, LibreOffice or Google Sheets read a cell as a formula or a command.
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n")


def plain_cell(value: object) -> object:
    """Return the value as a cell that stays words: text that begins like a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.lstrip(" ").startswith(BEGINNINGS):
        return f"'{value}"
    return value
