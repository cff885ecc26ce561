"""The partners' door for evidence: images are handed in, and a person sends them on."""

import binascii
from base64 import b64decode
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field, ValidationError

from models import disputes
from models.acting import evidence
from models.errors import DisputeError, UnknownDispute
from models.records import Identifier
from slackbot.desk import Desk
from slackbot.intake import read_signed, records_of, sentences
from slackbot.wake import Due

PARTNER = "partner"

Counts = dict[str, Any]


class Image(BaseModel):
    """One image for one dispute."""

    store: Identifier
    issue_id: Identifier
    name: Annotated[str, Field(min_length=1, max_length=200)]
    image: str  # Base64.

    def content(self) -> bytes:
        try:
            return b64decode(self.image, validate=True)
        except binascii.Error:
            return b""  # No image begins so, and the sentence about it says what is taken.


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/intake", tags=["intake"])

    @routes.post("/evidence")
    async def take_evidence(request: Request, response: Response) -> Counts:
        """Hand in images; a person confirms each in the dispute's thread before it is sent."""
        records = records_of(await read_signed(desk, request), "evidence")
        counts = await run_in_threadpool(_take_in, desk, records)
        if records and len(counts["rejected"]) == len(records):
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return counts

    return routes


def _take_in(desk: Desk, records: list[Any]) -> Counts:
    counts: Counts = {"handed_in": 0, "rejected": []}
    for index, told in enumerate(records):
        try:
            _take(desk, Image.model_validate(told))
        except ValidationError as error:
            counts["rejected"].append({"index": index, "errors": sentences(error)})
        except DisputeError as refused:
            counts["rejected"].append({"index": index, "errors": [str(refused)]})
        else:
            counts["handed_in"] += 1
    desk.wake(Due.MESSAGES)
    return counts


def _take(desk: Desk, image: Image) -> None:
    with desk.database.write() as session:
        dispute = disputes.find(session, image.store, image.issue_id)
        if dispute is None:
            raise UnknownDispute(image.issue_id)
        evidence.hand_in(session, dispute, image.name, image.content(), PARTNER, desk.now())
