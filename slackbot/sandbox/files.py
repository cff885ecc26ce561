"""Uploaded files: reserved, filled, then shared in a channel."""

import base64
from dataclasses import dataclass
from typing import Any

PNG = b"\x89PNG\r\n\x1a\n"


@dataclass
class File:
    id: str
    name: str
    length: int
    title: str = ""
    alt: str = ""
    content: str | None = None  # Base64; None until it is uploaded.
    shared: bool = False  # The upload is complete.

    @property
    def data(self) -> bytes:
        return base64.b64decode(self.content or "")

    @property
    def is_picture(self) -> bool:
        return self.shared and self.data.startswith(PNG)

    def fill(self, data: bytes) -> None:
        self.content = base64.b64encode(data).decode()

    def drawn(self, base_url: str) -> dict[str, Any]:
        address = f"{base_url}/files/{self.id}/{self.name}"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "size": self.length,
            "filetype": self.name.rpartition(".")[2],
            "url_private": address,
            "permalink": address,
        }
