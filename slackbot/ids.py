"""Every action_id, block_id and callback_id; `docs/reference/ids.md` is their table."""

# Buttons and menus; the value is the dispute's number.
CLAIM = "dispute_claim"
REPLY = "dispute_reply"
RESOLVE = "dispute_resolve"
MENU = "dispute_menu"  # An overflow; its value is `<verb>:<number>`.
SHOW = "dispute_show"
NEXT = "dispute_next"
LIST = "dispute_list"
LIST_PICK = "dispute_list_pick"  # In its modal: which disputes.
DIGEST = "dispute_digest"  # With `_week` or `_month` behind it; the value is the period.
SEND = "dispute_send"
SNOOZE = "dispute_snooze"  # A select; its value is `<how long>:<number>`.
EXTEND = "dispute_extend"
OPEN = "dispute_open_"  # Begins the buttons of all verbs; the value is `<verb>:<number>`.
SHORTCUT = "dispute_shortcut"  # A message's menu, on a card or in its thread.
SEND_IMAGE = "evidence_send"  # Its value is the image's number.
SEND_AGAIN = "action_again"  # Its value is the action's number.

# Shipping reminders; the value is the message's number.
REMINDER_SHOW = "reminder_show"
REMINDER_HANDLED = "reminder_handled"
REMINDER_PREVIOUS = "reminder_previous"  # In its modal; the value is `<message>:<page>`.
REMINDER_NEXT = "reminder_next"
REMINDER_EXTEND = "reminder_extend"

# The team's own replies; the value of CHANGE and RETIRE is the reply's number.
TEAM_REPLIES = "team_replies"
TEAM_REPLY_ADD = "team_reply_add"
TEAM_REPLY_CHANGE = "team_reply_change"
TEAM_REPLY_KEEP = "team_reply_keep"  # In the reply modal; the value is the dispute's number.
TEAM_REPLY_RETIRE = "team_reply_retire"
TEAM_REPLY_BACK = "team_reply_back"  # From the preview to the form.

# Hot spots; the value is the hot spot's number.
HOT_SPOT_FIX = "hot_spot_fix"
HOT_SPOT_NONE = "hot_spot_none"
HOT_SPOT_SHOW = "hot_spot_show"

# Roles; the value of CHANGE is `<who>:<store>`.
ROLE_ADD = "role_add"
ROLE_CHANGE = "role_change"

# What is stuck on its way to Slack; the value is the message's number, or the channel's id.
STUCK = "stuck_list"
STUCK_AGAIN = "stuck_again"
STUCK_LEAVE = "stuck_leave"
STUCK_CHANNEL = "stuck_channel"

# Modals.
HOT_SPOT_MODAL = "hot_spot_modal"
HOT_SPOT_DAY = "hot_spot_day"
HOT_SPOT_DISPUTES = "hot_spot_disputes"
STUCK_MODAL = "stuck_modal"
ROLE_MODAL = "role_modal"
ROLE_PERSON = "role_person"
ROLE_CHANNEL = "role_channel"
ROLE_GROUP = "role_group"
ROLE_ROLE = "role_role"
ROLE_STORE = "role_store"
TEAM_REPLIES_MODAL = "team_replies_modal"
TEAM_REPLY_MODAL = "team_reply_modal"
TEAM_REPLY_STORE = "team_reply_store"
TEAM_REPLY_CAUSE = "team_reply_cause"
TEAM_REPLY_PURPOSE = "team_reply_purpose"
TEAM_REPLY_LANGUAGE = "team_reply_language"
TEAM_REPLY_TEXT = "team_reply_text"
TEAM_REPLY_MEANING = "team_reply_meaning"
TEAM_REPLY_PREVIEW = "team_reply_preview"  # What is submitted there is kept.
REMINDER_MODAL = "reminder_modal"
REPLY_MODAL = "reply_modal"
REPLY_SUGGESTION = "reply_suggestion"  # Block; switches between suggestions.
REPLY_PICK = "reply_pick"  # Its select.
REPLY_REFUND = "reply_refund"  # Block and field: what is offered, where a suggestion needs it.
REPLY_TEXT = "reply_text"
RESOLVE_MODAL = "resolve_modal"
RESOLVE_OUTCOME = "resolve_outcome"
RESOLVE_REFUNDED = "resolve_refunded"
RESOLVE_CAUSE = "resolve_cause"
RESOLVE_PREVENTION = "resolve_prevention"
LIST_MODAL = "list_modal"
FIGURES_BEHIND = "figures_behind"  # A select; its value is `<figure>:<days>:<store>`.
FIGURES_MODAL = "figures_modal"
HEALTH_WHAT_IF = "health_what_if"  # Its value is the store.
HEALTH_MODAL = "health_modal"
HEALTH_PICK = "health_pick"  # In it: the disputes that are lost.
BOARD_MODAL = "board_modal"
EVIDENCE_MODAL = "evidence_modal"
HISTORY_MODAL = "history_modal"
ASSIGN_MODAL = "assign_modal"
ASSIGN_PICK = "assign_pick"
RELATE_MODAL = "relate_modal"
RELATE_PICK = "relate_pick"
RELATE_OTHER = "relate_other"
MERGE_MODAL = "merge_modal"
MERGE_PICK = "merge_pick"
MERGE_OTHER = "merge_other"
CAUSE_IS = "cause_is_"  # Begins the buttons of the likeliest causes.
CAUSE_MODAL = "cause_modal"
CAUSE_PICK = "cause_pick"
ESCALATE_MODAL = "escalate_modal"
ESCALATE_WHY = "escalate_why"
SNOOZE_MODAL = "snooze_modal"
SNOOZE_PICK = "snooze_pick"
SNOOZE_TEXT = "snooze_text"
SEND_MODAL = "send_modal"
SEND_ACT = "send_act"
SEND_AMOUNT = "send_amount"
SEND_TEXT = "send_text"
SEND_CONFIRM = "send_confirm"  # The last look; what is submitted there is sent.
IMAGE_CONFIRM = "evidence_confirm"
AGAIN_CONFIRM = "again_confirm"
EXTEND_MODAL = "extend_modal"
EXTEND_DAYS = "extend_days"
EXTEND_CONFIRM = "extend_confirm"
ORDER_EXTEND_MODAL = "order_extend_modal"
EXTEND_ORDER = "extend_order"
ORDER_EXTEND_CONFIRM = "order_extend_confirm"
COPY_MODAL = "copy_modal"
CASE_MODAL = "case_modal"
WAITING_MODAL = "waiting_modal"  # The skeleton, until the database has answered.

# The action inside each input block.
VALUE = "value"
