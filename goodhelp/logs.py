"""What may stand in a log."""

import logging
import re

# As a path, and as it stands in the `?next=` of the sign-in page.
TOKEN_IN_ADDRESS = re.compile(r"((?:/|%2F)(?:(?:review-)?invitations|shared)(?:/|%2F))[\w-]+", re.IGNORECASE)


def without_tokens(text: str) -> str:
    """Return the text with the secret part of every invitation or shared link replaced by dots."""
    return TOKEN_IN_ADDRESS.sub(r"\1…", text)


class HideTokens(logging.Filter):
    """Replaces the secret part of invitations and shared links before a line is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; never drops one."""
        record.msg = without_tokens(record.getMessage())
        record.args = ()
        return True
