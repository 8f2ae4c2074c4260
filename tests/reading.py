"""Reads pages as tests need them."""

import re

from django.test import Client

HEARD = re.compile(r'<span class="vh">\([^<]*</span>|<span class="vh">\)</span>')


def read(client: Client, address: str) -> str:
    """Return the page at that address, which must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def seen(html: str) -> str:
    """Return the page without the words in brackets that tell differences to those who hear it."""
    return HEARD.sub("", html)
