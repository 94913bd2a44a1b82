"""What a machine remembers from run to run, in a file that tells whether it is whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any


def sealed(plain: Mapping[str, object]) -> bytes:
    """Return what a file holds that remembers `plain`, which JSON can say."""
    body = json.dumps(plain, separators=(",", ":")).encode()
    return sha256(body).hexdigest().encode() + b"\n" + body


def unsealed(state: Path, version: int) -> dict[str, Any] | None:
    """Return what a file remembers, None where it is not one that was written here with this `version`."""
    try:
        seal, _, body = state.read_bytes().partition(b"\n")
    except OSError:
        return None
    if seal != sha256(body).hexdigest().encode():
        return None
    plain: dict[str, Any] = json.loads(body)
    return plain if plain["version"] == version else None
