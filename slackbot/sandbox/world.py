"""The page's hand on the world outside: passed on to the sandbox gateway."""

import httpx
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

router = APIRouter()

PATIENCE = 30.0


@router.post("/world/{path:path}")
async def forward(path: str, request: Request) -> Response:
    gateway: str | None = request.app.state.gateway_url
    if gateway is None:
        return JSONResponse({"error": "No gateway is configured for this workspace."}, 404)
    kind = {"Content-Type": request.headers.get("content-type", "application/json")}
    address = f"{gateway.rstrip('/')}/control/{path}"
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as http:
            answer = await http.post(address, content=await request.body(), headers=kind)
    except httpx.TransportError as error:
        return JSONResponse({"error": f"The gateway does not answer: {error}"}, 502)
    return Response(answer.content, answer.status_code, media_type=answer.headers["content-type"])
