"""The files that the demo comes in.

They are no Django fixtures: each step names what somebody does (`do`), who (`by`, a name of people.yaml)
and when (`when`, see `goodhelp.demo.dating`); the rest of a step is what they write.
"""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from goodhelp.guide_files import LOADER

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"
PEOPLE = "people.yaml"


class DemoError(Exception):
    """The demo cannot be loaded; nothing was changed. The message says why and what to do."""


def read_people() -> dict[str, Any]:
    """Return the password, the people and the teams."""
    return _read(FOLDER / PEOPLE)


def read_stories() -> list[dict[str, Any]]:
    """Return the stories of the ideas, in the order of their files' names."""
    return [_read(path) for path in sorted(FOLDER.glob("*.yaml")) if path.name != PEOPLE]


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 (a safe loader)
    return found
