"""Why a buyer disputes: one of fifteen causes, with a confidence and what decided it."""

from models.tagging.becauses import because_in
from models.tagging.causes import Advice, Cause, Family, Guide, guide, guides
from models.tagging.complaints import Complaint, Tag
from models.tagging.gists import gist
from models.tagging.judging import tag
from models.tagging.languages import language_of
from models.tagging.lines import tag_lines

__all__ = [
    "Advice",
    "Cause",
    "Complaint",
    "Family",
    "Guide",
    "Tag",
    "because_in",
    "gist",
    "guide",
    "guides",
    "language_of",
    "tag",
    "tag_lines",
]
