"""Why a buyer disputes: one of fifteen causes, with a confidence and what decided it."""

from models.tagging.causes import Cause, Family, Guide, Label, guide, guides
from models.tagging.complaints import Complaint, Tag
from models.tagging.gists import gist
from models.tagging.judging import tag
from models.tagging.languages import language_of
from models.tagging.lines import tag_lines

__all__ = [
    "Cause",
    "Complaint",
    "Family",
    "Guide",
    "Label",
    "Tag",
    "gist",
    "guide",
    "guides",
    "language_of",
    "tag",
    "tag_lines",
]
