"""The suggested reply, in two lines of the card: what it says, and the very words."""

from models.casefile import Casefile
from models.replies import Suggestion
from models.words import say
from slackbot.views.blocks import Block, escape, section

LONGEST = 180  # Of each line; the rest stands in the reply modal.


def suggested(case: Casefile, language: str) -> list[Block]:
    """The reply an agent settled on, else the best suggestion that can be rendered."""
    dispute = case.dispute
    if dispute.reply:
        by = f"<@{dispute.reply_by}>" if dispute.reply_by else ""
        return [_quoted(say("settled-reply", language, person=by), dispute.reply)]
    if not dispute.waits_for_us:
        return []
    best = next((found for found in case.suggestions(language) if found.text), None)
    if best is None or best.text is None:
        return []
    purpose = say(f"purpose-{best.purpose}", language)
    meant = translated(best, language)
    if meant is None:
        return [_quoted(say("suggested", language, purpose=purpose), best.text)]
    meaning = escape(meant, LONGEST)
    said = say("suggested-with", language, purpose=purpose, translation=meaning)
    return [_quoted(said, best.text)]


def _quoted(said: str, text: str) -> Block:
    """On a line of their own the words run in their own direction."""
    return section(f"{said}\n> {escape(text, LONGEST)}")


def translated(suggestion: Suggestion, language: str) -> str | None:
    """The reply as the team reads it, unless it is in the team's language already."""
    return None if suggestion.language == language else suggestion.team_text
