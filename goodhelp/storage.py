"""Static files with a hash in their names, compressed once, cached for ever."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# A whole line that takes in a style sheet beside this one. Django's own sheets write `url(…)`: they stay as they are.
IMPORT = re.compile(r'^@import "([\w-]+\.css)";\n', re.MULTILINE)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage that also rewrites the imports inside ES modules, and joins style sheets into one.

    A browser asks for an imported sheet only when it has read the one that imports it: on a slow line, a third of a
    second more before anything shows. So what is served holds the imported sheets themselves.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        """Join the style sheets, then hash and compress all files; yields what became of each."""
        yield from super().post_process({**paths, **_joined(paths)}, **options)


def _joined(paths: dict[str, Any]) -> dict[str, Any]:
    """Return the style sheets that import others, by name, with those put where they were imported."""

    def text(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return str(file.read().decode())

    joined = InMemoryStorage()
    names = [name for name in paths if name.endswith(".css") and IMPORT.search(text(name))]
    for name in names:
        folder = posixpath.dirname(name)
        whole = IMPORT.sub(lambda found, folder=folder: text(posixpath.join(folder, found[1])), text(name))  # type: ignore[misc]
        joined.save(name, ContentFile(whole.encode()))
    return {name: (joined, name) for name in names}
