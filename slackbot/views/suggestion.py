"""The suggested reply, in two lines of the card."""

from models.casefile import Casefile
from models.replies import Suggestion
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
    best = next((found for found in case.suggestions(language) if found.text), None)
    if best is None or best.text is None:
        return []
    purpose = say(f"purpose-{best.purpose}", language)
    text = escape(best.text, LONGEST)
    meant = translated(best, language)
    if meant is None:
        return [section(say("suggested", language, purpose=purpose, text=text))]
    translation = escape(meant, LONGEST)
    said = say("suggested-with", language, purpose=purpose, text=text, translation=translation)
    return [section(said)]


def translated(suggestion: Suggestion, language: str) -> str | None:
    """The reply as the team reads it, unless it is in the team's language already."""
    return None if suggestion.language == language else suggestion.team_text
