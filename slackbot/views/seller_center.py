"""Where a person does by hand what the desk may not do: the platform's own page of a dispute."""

from urllib.parse import quote

from models.disputes import Dispute


def address(template: str, dispute: Dispute) -> str:
    """The page that the setting describes; ids may come from a partner, and are quoted."""
    return template.format(
        issue_id=quote(dispute.issue_id, safe=""),
        order_id=quote(dispute.order_id, safe=""),
        child_order_id=quote(dispute.child_order_id or dispute.order_id, safe=""),
    )
