"""Photographs are drawn anew: place, time, camera and whatever else stands beside the picture stays behind."""

from __future__ import annotations

import warnings
from contextlib import suppress
from io import BytesIO
from threading import Lock
from typing import Any, Final

from PIL import Image, ImageOps, JpegImagePlugin

from core.errors import DomainError
from core.model.evidence import EvidenceKind
from core.rules.evidence_facts import MEGABYTES, MOST_BYTES

MEGAPIXELS: Final = 50
MOST_PIXELS: Final = MEGAPIXELS * 1_000_000
"""A picture of as many takes some 300 MB while it is drawn; cameras of phones make no more as they are delivered."""
_FORMATS: Final = {EvidenceKind.JPG: "JPEG", EvidenceKind.PNG: "PNG"}
_PLAIN: Final = frozenset({"1", "L", "LA", "RGB", "RGBA", "I;16"})
_FALLBACK_QUALITY: Final = 85
_SCAN: Final = b"\xff\xda"
MOST_SCANS: Final = 100
"""How often a photograph may be drawn over itself: ten times is usual, ten thousand times takes minutes."""
_one_at_a_time = Lock()  # the memory of an office's machine is small


def redrawn(kind: EvidenceKind, content: bytes) -> bytes:
    """The same picture, upright, as a fresh file without anything that is not the picture.

    Raises:
        DomainError: ``error.evidence_pixels``, ``error.evidence_unreadable``, ``error.evidence_too_large``.
    """
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # damaged notes are left behind anyway; what is too large is counted below
        try:
            drawn = _redrawn(kind, content)
        except DomainError:
            raise
        except Image.DecompressionBombError as bomb:
            raise DomainError("error.evidence_pixels", megapixels=MEGAPIXELS) from bomb
        except Exception as error:  # whatever a decoder makes of a damaged or hostile picture
            raise DomainError("error.evidence_unreadable") from error
    if len(drawn) > MOST_BYTES:
        raise DomainError("error.evidence_too_large", megabytes=MEGABYTES)
    return drawn


def _redrawn(kind: EvidenceKind, content: bytes) -> bytes:
    if kind is EvidenceKind.JPG and content.count(_SCAN) > MOST_SCANS:
        raise DomainError("error.evidence_unreadable")
    with Image.open(BytesIO(content), formats=(_FORMATS[kind],)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise DomainError("error.evidence_pixels", megapixels=MEGAPIXELS)
        options = _as_before(picture) if kind is EvidenceKind.JPG else {}
        picture.load()
        with suppress(Exception):  # a camera's damaged notes: the picture stays as it lies
            ImageOps.exif_transpose(picture, in_place=True)
        bare = _bare(picture, kind)
        drawn = _written(bare, kind, options)
        if len(drawn) > MOST_BYTES and kind is EvidenceKind.JPG:
            drawn = _written(bare, kind, {"quality": _FALLBACK_QUALITY})
    return drawn


def _as_before(picture: Image.Image) -> dict[str, Any]:
    """The compression of the file that came, so that the picture neither grows nor loses more than it must."""
    tables = getattr(picture, "quantization", None)
    if not tables or picture.mode not in ("L", "RGB"):
        return {"quality": _FALLBACK_QUALITY}
    return {"qtables": tables, "subsampling": JpegImagePlugin.get_sampling(picture)}


def _bare(picture: Image.Image, kind: EvidenceKind) -> Image.Image:
    """The picture with nothing beside it. What shines through in a table of colours becomes a channel of its own."""
    if kind is EvidenceKind.JPG:
        mode = picture.mode if picture.mode in ("L", "RGB") else "RGB"
    else:
        mode = picture.mode if picture.mode in _PLAIN else "RGBA" if "transparency" in picture.info else "RGB"
    bare = picture if picture.mode == mode else picture.convert(mode)
    bare.info = {}
    return bare


def _written(picture: Image.Image, kind: EvidenceKind, options: dict[str, Any]) -> bytes:
    out = BytesIO()
    picture.save(out, _FORMATS[kind], **options)
    return out.getvalue()
