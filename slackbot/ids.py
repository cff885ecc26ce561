"""Every action_id, block_id and callback_id; `docs/reference/ids.md` is their table."""

# Buttons and menus; the value is the dispute's number.
CLAIM = "dispute_claim"
REPLY = "dispute_reply"
RESOLVE = "dispute_resolve"
MENU = "dispute_menu"  # An overflow; its value is `<verb>:<number>`.
SHOW = "dispute_show"
NEXT = "dispute_next"

# Modals.
REPLY_MODAL = "reply_modal"
REPLY_SUGGESTION = "reply_suggestion"  # Block; switches between suggestions.
REPLY_PICK = "reply_pick"  # Its select.
REPLY_TEXT = "reply_text"
RESOLVE_MODAL = "resolve_modal"
RESOLVE_OUTCOME = "resolve_outcome"
RESOLVE_REFUNDED = "resolve_refunded"
RESOLVE_PREVENTION = "resolve_prevention"
CAUSE_MODAL = "cause_modal"
CAUSE_PICK = "cause_pick"
ESCALATE_MODAL = "escalate_modal"
ESCALATE_WHY = "escalate_why"
WAITING_MODAL = "waiting_modal"  # The skeleton, until the database has answered.

# The action inside each input block.
VALUE = "value"
