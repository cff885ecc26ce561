"""Small pages for a person who followed a link: one sentence each."""

import html
from http import HTTPStatus

from fastapi.responses import HTMLResponse

_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
_STYLE = "font:1.1rem/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1.5em"


def page(
    sentence: str,
    status: HTTPStatus = HTTPStatus.OK,
    language: str = "en",
    look_again: int | None = None,
) -> HTMLResponse:
    """
    Args:
        look_again: Seconds until the browser asks for the page once more.

    """
    again = f'<meta http-equiv="refresh" content="{look_again}">' if look_again else ""
    return HTMLResponse(
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark">'
        f"{again}<title>Dispute Desk</title>"
        f'<body style="{_STYLE}"><p>{html.escape(sentence)}</p></body></html>',
        status,
        _HEADERS,
    )
