"""When we must act: the platform's own timer, or the rules where it shows none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from jobs.sources.plans import newest
from jobs.sources.process import Log, is_arbitration, last
from jobs.sources.times import instant
from jobs.sources.turns import Estimate
from models.records import ProcessRecord, SolutionOwner, SolutionRecord

_RESTARTS = {"initiate", "buyer_modify_solution", "buyer_create_solution"}


@dataclass(frozen=True)
class Holiday:
    """A span in which the platform gives sellers longer to answer."""

    start: datetime
    end: datetime
    respond: timedelta


@dataclass(frozen=True)
class Rules:
    """The platform's published periods; they drift, so they are settings."""

    respond: timedelta = timedelta(days=5)
    platform_asks: timedelta = timedelta(days=3)
    buyer_returns: timedelta = timedelta(days=10)
    confirm_return: timedelta = timedelta(days=30)
    appeal: timedelta = timedelta(days=7)
    holidays: tuple[Holiday, ...] = ()

    def respond_after(self, moment: datetime) -> timedelta:
        extended = (day.respond for day in self.holidays if day.start <= moment < day.end)
        return max(extended, default=self.respond)


class Deadline(NamedTuple):
    at: datetime | None
    estimated: bool = False


def deadline(
    detail: Mapping[str, Any],
    estimate: Estimate,
    plans: tuple[SolutionRecord, ...],
    log: Log,
    rules: Rules,
) -> Deadline:
    if told := instant(detail.get("timeout_trigger_time")):
        return Deadline(told)
    asked = last(log, is_arbitration) if estimate is Estimate.ASKED else None
    if asked is not None:
        return _after(asked, rules.platform_asks)
    if estimate in {Estimate.CLAIM, Estimate.ASKED}:
        base = claimed_at(plans, log) or instant(detail.get("gmt_create"))
        # Once the platform decides, no rule says how long it waits for us.
        known = base is not None and not _escalated(log)
        return _after(base, rules.respond_after(base)) if base and known else Deadline(None)
    if estimate is Estimate.RETURN_SENT:
        return _after(last(log, _sent_back), rules.confirm_return)
    if estimate is Estimate.RETURN_AGREED:
        return _after(last(log, _agreed), rules.buyer_returns)
    return Deadline(None)


def _sent_back(line: ProcessRecord) -> bool:
    return line.action == "buyer_send_goods"


def _agreed(line: ProcessRecord) -> bool:
    return line.action in {"seller_accept", "buyer_accept"}


def claimed_at(plans: tuple[SolutionRecord, ...], log: Log) -> datetime | None:
    """When the buyer last opened or changed the claim, which starts the clock anew."""
    plan = newest(plans, SolutionOwner.BUYER)
    said = last(log, lambda line: line.action in _RESTARTS and line.actor in (None, "buyer"))
    moments = (said, plan and plan.created_at, plan and plan.modified_at)
    return max((moment for moment in moments if moment), default=None)


def is_answered(plans: tuple[SolutionRecord, ...]) -> bool:
    """Our newest plan is younger than the buyer's."""
    ours, theirs = newest(plans, SolutionOwner.SELLER), newest(plans, SolutionOwner.BUYER)
    if ours is None or ours.created_at is None:
        return False
    return theirs is None or theirs.created_at is None or ours.created_at > theirs.created_at


def _escalated(log: Log) -> bool:
    """The platform decides now, unless we acted after it came in."""
    came, acted = last(log, is_arbitration), last(log, lambda line: line.actor == "seller")
    return came is not None and (acted is None or came >= acted)


def _after(base: datetime | None, period: timedelta) -> Deadline:
    return Deadline(base + period, estimated=True) if base else Deadline(None)
