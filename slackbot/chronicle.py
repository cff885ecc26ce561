"""What happened, as lines of the log: said once it stands, and never before."""

import structlog
from sqlmodel import Session

from models import events

log = structlog.get_logger()


def tell(session: Session) -> None:
    """Who did what to which dispute; what was written there is nobody's business."""
    for line in events.happened(session):
        about = {name: line[name] for name in ("trace", "actor") if line[name] is not None}
        if line["dispute_id"] is not None:
            about["dispute"] = line["dispute_id"]
        log.info("happened", what=line["action"], **about)
