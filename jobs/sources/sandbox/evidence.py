"""Evidence images in the demo world: their bytes decide what they are."""

import hashlib
from collections.abc import Mapping

from jobs.sources.sandbox.answering import found
from jobs.sources.sandbox.parameters import Params
from jobs.sources.sandbox.positions import stand_anew
from jobs.sources.sandbox.refusing import Refusal, missing
from jobs.sources.sandbox.state import Step, World
from jobs.sources.sandbox.window import Window

_LARGEST = 2 * 1024 * 1024
_BEGIN = {
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
}


def read(params: Params, files: Mapping[str, bytes]) -> dict[str, str]:
    names = ("buyer_login_id", "issue_id", "extension")
    for name in names:
        if not params.get(name):
            raise missing(name)
    image = files.get("image_bytes")
    if not image:
        raise missing("image_bytes")
    if len(image) > _LARGEST:
        raise Refusal("isv.invalid-parameter", "image_bytes is at most 2 MB")
    if not image.startswith(_BEGIN.get(params["extension"].lower(), ())):
        raise Refusal("isv.invalid-parameter", "image_bytes is no image of this extension")
    said = {name: params[name] for name in names}
    return said | {"size": str(len(image)), "sha256": hashlib.sha256(image).hexdigest()}


def keep(world: World, window: Window, said: dict[str, str]) -> None:
    dispute, now = found(window, said), world.now()
    dispute.log.append(Step(at=now, action="seller_create_proof", actor="seller", pictures=1))
    dispute.modified = now
    if dispute.raw_status == "wait_for_your_evidence":
        stand_anew(dispute, "wait_for_AE_feedback", now)
