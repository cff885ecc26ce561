"""The hot spots that stand, as only the asker sees them."""

from collections.abc import Sequence

from models.hotspots.spots import Standing
from models.words import say
from slackbot import ids
from slackbot.views import blocks
from slackbot.views.blocks import Block, Content, context, section, when
from slackbot.views.hotspot import DRAWN, Shown, name

MOST = 20  # Slack refuses long messages long before fifty blocks.


def listing(latest: Sequence[Shown], count: int, language: str) -> Content:
    """
    Args:
        latest: At most so many as are listed; nothing that buyers wrote is shown of them.
        count: Of all that stand.

    """
    title = say("hot-spots-title", language, count=count)
    drawn = [section(f"*{title}*"), *(_line(shown, language) for shown in latest)]
    if count > len(latest):
        drawn.append(context(say("hot-spots-more", language, count=str(count - len(latest)))))
    return Content(title, drawn)


def _line(shown: Shown, language: str) -> Block:
    spot = shown.spot
    title, _ = DRAWN[spot.kind](shown, language)
    named = {key: value for key, value in name(spot, language).items() if key != "called"}
    line = say("hot-spots-line", language, said=title.text, state=_state(shown, language), **named)
    show = blocks.button(say("hot-spot-show", language), ids.HOT_SPOT_SHOW, spot.id)
    return section(line, accessory=show)


def _state(shown: Shown, language: str) -> str:
    spot = shown.spot
    if spot.standing is Standing.FIXED:
        return say("hot-spots-fixed", language, day=shown.day, person=f"<@{spot.moved_by}>")
    return say("hot-spots-open", language, when=when(spot.found_at))
