"""All signs of a complaint, by facts, text and reason."""

from models.tagging.complaints import Complaint
from models.tagging.from_facts import from_facts
from models.tagging.from_reason import from_reason
from models.tagging.from_text import from_text
from models.tagging.signs import Sign


def signs(complaint: Complaint) -> list[Sign]:
    return [
        *from_facts(complaint.facts),
        *from_text(complaint.text),
        *from_reason(complaint.reason),
    ]
