"""Errors that only the operator's terminal shows: plain sentences, outside the catalogues."""

from models.errors import DisputeError


class Complaint(DisputeError):
    """Why a command cannot do what it was asked; each sentence names what to change."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("complaint")
        self.sentences = sentences

    def said(self, language: str) -> str:  # noqa: ARG002 - the terminal speaks English
        return "\n".join(self.sentences)


class BadSettings(Complaint):
    """Every setting that cannot be used, all at once."""
