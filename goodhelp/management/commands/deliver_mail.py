"""Makes mail of notices, at once or once a day, and sends what waits in its rows: runs beside the server.

Once an hour it takes away old notices, and who was on which page."""

import hashlib
import logging
import os
import signal
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from post_office.mail import get_queued, send_queued_mail_until_done

from ideas.actions.being_there import sweep
from ideas.actions.noticing import clear_old
from ideas.mailing import mail_notices

logger = logging.getLogger("goodhelp.mail")

CLEARED_EVERY = 3600.0


def lock_file() -> str:
    """Return the lock that keeps two of these from sending the same mail: one for each database and person.

    A lock for the whole computer, which is post_office's own, would let one site wait for another.
    """
    database = settings.DATABASES["default"]
    which = f"{database.get('HOST')}:{database.get('PORT')}/{database['NAME']} {Path.home()}"
    folder = Path(tempfile.gettempdir()) / f"goodhelp-mail-{hashlib.sha256(which.encode()).hexdigest()[:16]}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return str(folder / "sending")


def deliver() -> None:
    """Make mail of notices that are due, then send what waits. Trouble is logged; the mail waits for the next time."""
    try:
        mail_notices()
    except Exception:
        logger.exception("Notices could not be looked up; they wait.")
    try:
        if get_queued().exists():
            send_queued_mail_until_done(lock_file())
    except Exception:
        logger.exception("Mail could not be sent; it waits.")


def clear() -> None:
    """Take old notices away, and who was on which page. Trouble is logged; they go the next time."""
    try:
        clear_old()
        sweep()
    except Exception:
        logger.exception("What is old could not be taken away; it waits.")


class Command(BaseCommand):
    """Look for mail every few seconds until told to stop."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add how often to look, and to look only once."""
        parser.add_argument("--every", type=float, default=5, metavar="SECONDS", help="how often to look for mail")
        parser.add_argument("--once", action="store_true", help="send what waits now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Deliver until interrupted or terminated, or until whoever started this has gone."""
        signal.signal(signal.SIGTERM, _stop)
        started_by = os.getppid()
        try:
            deliver()
            clear()
            cleared = time.monotonic()
            while not options["once"] and os.getppid() == started_by:
                close_old_connections()  # one that broke would stay broken
                time.sleep(options["every"])
                deliver()
                if time.monotonic() - cleared >= CLEARED_EVERY:
                    clear()
                    cleared = time.monotonic()
        except KeyboardInterrupt:
            return


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
