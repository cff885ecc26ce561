"""Where file contents go in and come out."""

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile

from slackbot.sandbox.here import Here

router = APIRouter()


@router.post("/upload/{file_id}")
async def upload(file_id: str, request: Request, here: Here) -> Response:
    file = here.files.get(file_id)
    if file is None:
        return Response("file not found", 404)
    data = await _content(request)
    if len(data) != file.length:
        return Response(f"expected {file.length} bytes, got {len(data)}", 400)
    file.fill(data)
    here.files.put(file.id, file)
    return Response(f"OK - {len(data)}")


async def _content(request: Request) -> bytes:
    if "multipart/form-data" not in request.headers.get("content-type", ""):
        return await request.body()
    async with request.form() as form:
        uploads = [part for part in form.values() if isinstance(part, UploadFile)]
        return await uploads[0].read() if uploads else b""


@router.get("/files/{file_id}")
async def picture(file_id: str, here: Here) -> Response:
    """What an image block shows by the file's id."""
    file = here.files.get(file_id)
    if file is None or not file.is_picture:
        return Response("file not found", 404)
    return Response(file.data, media_type="image/png")


@router.get("/files/{file_id}/{name}")
async def download(file_id: str, name: str, here: Here) -> Response:
    file = here.files.get(file_id)
    if file is None or file.content is None or file.name != name:
        return Response("file not found", 404)
    kind = "image/png" if name.endswith(".png") else "application/octet-stream"
    return Response(file.data, media_type=kind)
