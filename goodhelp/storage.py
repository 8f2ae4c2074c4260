"""Static files with a hash in their names, compressed once, cached for ever."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# What every page loads, in this order. Collected they are one file: each request more costs a slow phone time.
SITE, PARTS = "css/site.css", ("css/tokens.css", "css/base.css", "css/components.css")


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage that also rewrites the imports inside ES modules, and joins the sheets of every page."""

    support_js_module_import_aggregation = True
    site_styles = (SITE,)

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        """Join the style sheets, then hash and compress all files; yields what became of each."""
        if paths.keys() >= set(PARTS):
            self.delete(SITE)
            self.save(SITE, ContentFile(b"".join(_content(*paths[name]) for name in PARTS)))
            paths = {**paths, SITE: (self, SITE)}
        yield from super().post_process(paths, **options)


def _content(storage: Any, path: str) -> bytes:
    with storage.open(path) as file:
        return bytes(file.read())
