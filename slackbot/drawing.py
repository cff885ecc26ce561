"""What each wanted message shows, drawn from the present state: one table by kind."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from models import casefile, deadlines, messages, stores, stuck
from models.acting import evidence
from models.acting.actions import Evidence, PlatformAction
from models.case import weigh
from models.channels import Channel
from models.charts import charts
from models.disputes import Dispute
from models.figures import Figures
from models.figures.review import Review
from models.hotspots.spots import HotSpot
from models.hours import presence, targets
from models.messages import Kind, Message
from models.orders import Order
from models.reading import sources
from models.reading.sources import Door
from models.settings import Settings
from models.stores import Store
from models.watching import alarms
from models.words import FALLBACK, say
from slackbot import authorizing, forecasting, nudging, reminding, spotting
from slackbot.views import (
    blocks,
    brief,
    bundle,
    card,
    digest,
    errand,
    hotspot,
    incident,
    notices,
    nudge,
    review,
    seller_center,
    shipping,
    snooze,
)
from slackbot.views import charts as pictures
from slackbot.views import stuck as stuck_views
from slackbot.views.blocks import Content
from slackbot.views.links import permalink
from slackbot.views.nudge_over import all_over


@dataclass(frozen=True)
class Drawing:
    content: Content
    redraw_at: datetime | None = None  # When time alone makes it untrue.
    is_over: bool = False  # It asks for nothing any more: no news for whoever has not read it.
    charts: tuple[int, ...] = ()  # Those that it shows.
    lacks: bool = False  # Pictures that it is to show are yet to be drawn.


@dataclass(frozen=True)
class Sheet:
    """What a drawing has at hand."""

    session: Session
    settings: Settings
    message: Message
    now: datetime

    @property
    def dispute(self) -> Dispute:
        return self.session.get_one(Dispute, self.message.dispute_id)

    @property
    def store(self) -> str | None:
        return self.dispute.store if self.message.dispute_id else self.message.payload.get("store")

    def language(self, store: str | None) -> str:
        if presence.is_person(self.message.channel):
            reader = presence.of(self.session, [self.message.channel])[self.message.channel]
            if reader.language is not None:
                return reader.language
        known = self.session.get(Store, store) if store else None
        return known.language if known else FALLBACK


CARDS_COME = timedelta(minutes=1)


def draw(session: Session, settings: Settings, message: Message, now: datetime) -> Drawing:
    sheet = Sheet(session, settings, message, now)
    drawing = DRAWN[message.kind](sheet)
    if message.payload.get("repeat"):
        again = blocks.context(say("may-be-a-repeat", sheet.language(sheet.store)))
        content = drawing.content
        return replace(drawing, content=replace(content, blocks=[*content.blocks, again]))
    return drawing


def _card(sheet: Sheet) -> Drawing:
    dispute, message = sheet.dispute, sheet.message
    earlier = permalink(message.channel, message.old_ts) if message.old_ts else None
    case = casefile.load(sheet.session, dispute)
    content = card.card(case, sheet.now, sheet.language(dispute.store), earlier)
    return Drawing(content, _changes(dispute, sheet.now))


def _changes(dispute: Dispute, now: datetime) -> datetime | None:
    """When a card stops being true although nothing happens."""
    if not dispute.is_open:
        return None
    rests = dispute.snoozed_until if snooze.rests(dispute, now) else None
    moments = (deadlines.next_change(dispute.due_at, now), rests)
    return min((at for at in moments if at is not None), default=None)


def _brief(sheet: Sheet) -> Drawing:
    case = casefile.load(sheet.session, sheet.dispute)
    [standings] = targets.of(sheet.session, [case.dispute]).values()
    weighed = weigh(sheet.session, case, sheet.now)
    return Drawing(brief.brief(case, weighed, sheet.language(case.dispute.store), standings))


def _nudge(sheet: Sheet) -> Drawing:
    payload = sheet.message.payload
    said = nudging.load(sheet.session, payload["nudge"])
    # Whoever rests is named by the edit that follows: only a new message calls anybody.
    unnamed = sheet.message.ts is None and payload.get("rests", False)
    said = replace(
        said,
        person=payload.get("person"),
        instead_of=payload.get("instead_of"),
        unnamed=unnamed,
    )
    content = nudge.nudge(said, sheet.now, sheet.language(said.nudge.store))
    moments = [said.nudge.limit_at] if said.nudge.limit_at > sheet.now else []
    moments += [sheet.now] if unnamed else []
    ends = min(moments, default=None)
    is_over = messages.PUT_BACK in payload or all_over([said], sheet.now)
    return Drawing(content, ends, is_over)


def _bundle(sheet: Sheet) -> Drawing:
    payload = sheet.message.payload
    loaded = (nudging.load(sheet.session, number) for number in payload["nudges"])
    told = [replace(said, person=payload["person"]) for said in loaded]
    if sheet.message.ts is None:  # What ended before it was said is no news, and calls nobody.
        told = [said for said in told if not all_over([said], sheet.now)] or told
    about = [sheet.session.get_one(Store, said.nudge.store) for said in told]
    ends = [said.nudge.limit_at for said in told if said.nudge.limit_at > sheet.now]
    if any(said.card is None for said in told):  # Its card comes after it, and then is linked.
        ends.append(sheet.now + CARDS_COME)
    drawn = bundle.bundle(told, sheet.now, stores.language_of(about))
    changes = min(ends, default=None)
    is_over = messages.PUT_BACK in payload or all_over(told, sheet.now)
    return Drawing(drawn, changes, is_over)


def _shipping(sheet: Sheet) -> Drawing:
    shown = reminding.load(sheet.session, sheet.message, sheet.now)
    language = sheet.language(sheet.message.payload.get("store"))
    drawn = shipping.reminder(shown, sheet.now, language)
    return Drawing(drawn, shown.standing.changes_at, not shown.standing.held)


def _escalation(sheet: Sheet) -> Drawing:
    dispute = sheet.dispute
    language = sheet.language(dispute.store)
    return Drawing(notices.escalation(dispute, sheet.message.payload, sheet.now, language))


def _action(sheet: Sheet) -> Drawing:
    payload = sheet.message.payload
    if "evidence" in payload:
        return _handed_in(sheet)
    action = sheet.session.get_one(PlatformAction, payload["action"])
    if action.dispute_id is None:
        order = sheet.session.get_one(Order, action.order_key)
        language = sheet.language(action.store)
        return Drawing(errand.extension(action, order, language, payload.get("to")))
    dispute = sheet.dispute
    link = seller_center.address(sheet.settings.seller_center_url, dispute)
    image = evidence.of(sheet.session, action)
    language = sheet.language(dispute.store)
    return Drawing(errand.errand(action, dispute, image, link, language, payload.get("to")))


def _handed_in(sheet: Sheet) -> Drawing:
    image = sheet.session.get_one(Evidence, sheet.message.payload["evidence"])
    approved = evidence.latest_action(sheet.session, image) is not None
    language = sheet.language(sheet.dispute.store)
    return Drawing(errand.handed_in(image, sheet.dispute, language, approved=approved))


def _digest(sheet: Sheet) -> Drawing:
    payload = sheet.message.payload
    language, in_thread = payload.get("language", FALLBACK), payload.get("details")
    if "review" in payload:
        told = Review.read(payload["review"])
        return _illustrated(sheet, (review.details if in_thread else review.review)(told, language))
    figures = Figures.read(payload["figures"])
    drawn = (digest.details if in_thread else digest.digest)(figures, language)
    return _illustrated(sheet, drawn)


def _illustrated(sheet: Sheet, content: Content) -> Drawing:
    """With the charts that the message wants, as far as they stand."""
    wanted = charts.of(sheet.session, sheet.message.id)
    if not wanted:
        return Drawing(content)
    native = sheet.settings.slack_native_charts
    native = native and not charts.native_is_refused(sheet.session, sheet.now)
    shown = pictures.shown(wanted, sheet.now, native=native)
    rests = [one.show_at for one in wanted if one.show_at is not None and one.show_at > sheet.now]
    return Drawing(
        pictures.with_charts(content, shown),
        redraw_at=min(rests, default=None),
        charts=tuple(one.id for one in shown),
        lacks=any(one.state is charts.State.WANTED for one in wanted),
    )


def _forecast(sheet: Sheet) -> Drawing:
    told = (sheet.session, sheet.settings, sheet.message, sheet.now)
    content, changes = forecasting.message(*told)
    return Drawing(content, changes)


def _hot_spot(sheet: Sheet) -> Drawing:
    payload = sheet.message.payload
    spot = sheet.session.get_one(HotSpot, payload["spot"])
    draw = hotspot.verdict if "verdict" in payload else hotspot.hotspot
    return Drawing(draw(spotting.load(sheet.session, spot), sheet.language(spot.store)))


def _trouble(sheet: Sheet) -> Drawing:
    payload = sheet.message.payload
    if "channel" in payload:
        channel = sheet.session.get(Channel, payload["channel"])
        over = channel is None or channel.trouble is None
        said = notices.channel_trouble(
            payload["channel"], payload["error"], over=over, language=FALLBACK
        )
        return Drawing(said)
    if "stuck" in payload:
        return Drawing(stuck_views.told(stuck.still(sheet.session, payload["stuck"]), FALLBACK))
    if "incident" in payload:
        told = alarms.of_incident(sheet.session, payload["incident"])
        return Drawing(incident.incident(told, FALLBACK))
    if "episode" in payload:
        way = authorizing.link(sheet.settings, payload["store"], payload["episode"])
        return Drawing(notices.access_trouble(payload, way, sheet.language(payload["store"])))
    source = sources.of(sheet.session, payload["store"], Door(payload["door"]))
    language = sheet.language(source.store)
    return Drawing(
        notices.source_trouble(source.store, source.failing_since, source.error, language)
    )


DRAWN: dict[Kind, Callable[[Sheet], Drawing]] = {
    Kind.CARD: _card,
    Kind.BRIEF: _brief,
    Kind.NUDGE: _nudge,
    Kind.BUNDLE: _bundle,
    Kind.SHIPPING: _shipping,
    Kind.ESCALATION: _escalation,
    Kind.DIGEST: _digest,
    Kind.FORECAST: _forecast,
    Kind.HOT_SPOT: _hot_spot,
    Kind.TROUBLE: _trouble,
    Kind.ACTION: _action,
}
