"""The suggested reply, in two lines of the card."""

from models.casefile import Casefile
from models.words import say
from slackbot.views.blocks import Block, escape, section

LONGEST = 300


def suggested(case: Casefile, language: str) -> list[Block]:
    """The reply an agent settled on, else the best suggestion that can be rendered."""
    dispute = case.dispute
    if dispute.reply:
        by = f"<@{dispute.reply_by}>" if dispute.reply_by else ""
        text = escape(dispute.reply, LONGEST)
        return [section(say("settled-reply", language, person=by, text=text))]
    if not dispute.waits_for_us:
        return []
    best = next((found for found in case.suggestions() if found.text), None)
    if best is None or best.text is None:
        return []
    purpose = say(f"purpose-{best.purpose}", language)
    text = escape(best.text, LONGEST)
    if not best.team_text or best.language == "en":
        return [section(say("suggested", language, purpose=purpose, text=text))]
    translation = escape(best.team_text, LONGEST)
    said = say("suggested-with", language, purpose=purpose, text=text, translation=translation)
    return [section(said)]
