"""The partners' door: signed disputes and orders over HTTP."""

import json
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError

from models import intake
from models.errors import DisputeError
from models.intake import Verdict
from models.records import DisputeRecord, OrderRecord
from slackbot.desk import Desk
from slackbot.signatures import genuine

TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
log = structlog.get_logger()

MOST_RECORDS = 1_000
MOST_BYTES = 10 * 1024 * 1024
NOT_KEPT = "record: a value is too long, too large or no text, and cannot be kept."

Counts = dict[str, Any]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/intake", tags=["intake"])

    @routes.post("/disputes")
    async def take_disputes(request: Request, response: Response) -> Counts:
        """Open or change disputes; each record is judged on its own."""
        records = records_of(await read_signed(desk, request), "disputes")
        counts = await run_in_threadpool(_take_in, desk, records, DisputeRecord, "opened")
        response.status_code = _status(records, counts)
        return counts

    @routes.post("/orders")
    async def take_orders(request: Request, response: Response) -> Counts:
        """Add or change orders; each record is judged on its own."""
        records = records_of(await read_signed(desk, request), "orders")
        counts = await run_in_threadpool(_take_in, desk, records, OrderRecord, "added")
        response.status_code = _status(records, counts)
        return counts

    return routes


async def read_signed(desk: Desk, request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise HTTPException(TOO_LARGE, "Send at most 10 MB at a time.")
    _check(desk, request, body)
    return body


def _check(desk: Desk, request: Request, body: bytes) -> None:
    secret = desk.settings.intake_secret
    if secret is None:
        raise HTTPException(HTTPStatus.FORBIDDEN, "Intake is closed: INTAKE_SECRET is not set.")
    timestamp = request.headers.get("x-disputes-timestamp", "")
    signature = request.headers.get("x-disputes-signature", "")
    if not genuine(secret.get_secret_value(), timestamp, signature, body, desk.now()):
        raise HTTPException(
            HTTPStatus.UNAUTHORIZED, "The signature is missing, wrong or older than five minutes."
        )


def records_of(body: bytes, name: str) -> list[Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "The body is no JSON.") from error
    records = told.get(name) if isinstance(told, dict) else None
    if not isinstance(records, list):
        raise HTTPException(HTTPStatus.BAD_REQUEST, f'Send {{"{name}": [ … ]}}.')
    if len(records) > MOST_RECORDS:
        raise HTTPException(TOO_LARGE, f"Send at most {MOST_RECORDS} records at a time.")
    return records


def _take_in(
    desk: Desk, records: list[Any], shape: type[DisputeRecord | OrderRecord], opened: str
) -> Counts:
    counts: Counts = {opened: 0, "changed": 0, "unchanged": 0, "rejected": []}
    names = {Verdict.OPENED: opened, Verdict.CHANGED: "changed", Verdict.UNCHANGED: "unchanged"}
    good: dict[int, DisputeRecord | OrderRecord] = {}
    for index, told in enumerate(records):
        try:
            good[index] = shape.model_validate(told)
        except ValidationError as error:
            counts["rejected"].append({"index": index, "errors": sentences(error)})
    ends = intake.take_in_each(desk.database, list(good.values()), desk.now())
    for index, end in zip(good, ends, strict=True):
        if isinstance(end, Verdict):
            counts[names[end]] += 1
        else:
            counts["rejected"].append({"index": index, "errors": [_fault(end, index)]})
    counts["rejected"].sort(key=lambda rejected: rejected["index"])
    desk.wake()
    return counts


def _fault(fault: intake.Fault, index: int) -> str:
    if isinstance(fault, DisputeError):
        return str(fault)
    # Its text holds the row itself, which is no matter of a log.
    log.warning("record_not_kept", index=index, error=type(fault).__name__)
    return NOT_KEPT


def _status(records: list[Any], counts: Counts) -> HTTPStatus:
    all_are_bad = records and len(counts["rejected"]) == len(records)
    return HTTPStatus.UNPROCESSABLE_ENTITY if all_are_bad else HTTPStatus.OK


def sentences(error: ValidationError) -> list[str]:
    return [
        f"{'.'.join(map(str, fault['loc'])) or 'record'}: {fault['msg']}"
        for fault in error.errors(include_url=False, include_input=False, include_context=False)
    ]
