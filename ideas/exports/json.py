"""An idea as JSON that can be imported again and gives the same idea."""

import json
from dataclasses import asdict
from typing import Any

from ideas.coverage import Tally
from ideas.documents import KIND, to_json
from ideas.exports.contents import Contents, attribution


def _counts(tally: Tally) -> dict[str, int]:
    return {"relevant": tally.relevant, **tally.as_dict()}


def write(contents: Contents) -> bytes:
    """Return the file. `idea` is the document with its schema number: all that an import reads."""
    document = contents.document
    body: dict[str, Any] = {
        "kind": KIND,
        "made_at": contents.made_at.isoformat(),
        "as_of": contents.as_of,
        "submission": contents.submission,
        "remarks": contents.remarks,
        "idea": to_json(document),
        "coverage": {
            "characteristics": {f.slug: _counts(f.tally) for f in document.foci},
            "together": _counts(document.tally),
        },
        "com_b": {row.component: {c.slug: c.status for c in row.cells} for row in contents.report.comb},
        "decisions": [asdict(d) for d in contents.decisions],
        "comments": [asdict(c) for c in contents.comments],
        "attribution": attribution(),
    }
    return json.dumps(body, ensure_ascii=False, indent=2, default=str).encode("utf-8", "replace")
