"""What to answer a buyer: strict templates by cause, purpose and language, and a lint for edits."""

from models.replies.errors import MissingVariable, ReplyError, UnknownTemplate
from models.replies.files import languages
from models.replies.lint import Remark, lint
from models.replies.purposes import Purpose
from models.replies.suggestions import Occasion, Suggestion, suggest
from models.replies.templates import render

__all__ = [
    "MissingVariable",
    "Occasion",
    "Purpose",
    "Remark",
    "ReplyError",
    "Suggestion",
    "UnknownTemplate",
    "languages",
    "lint",
    "render",
    "suggest",
]
