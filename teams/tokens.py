"""Secrets of links: whoever holds the token may use the link, so only its hash is stored."""

import hashlib
import secrets
from datetime import timedelta

# How long a link in a mail works.
LIFETIME = timedelta(days=14)


def new_token() -> tuple[str, str]:
    """Return a new secret of 256 bits for an address, and the hash to store."""
    token = secrets.token_urlsafe(32)
    return token, hash_token(token)


def hash_token(token: str) -> str:
    """Return the hash to store or to look up. A plain hash will do: the secret cannot be guessed from a list."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
