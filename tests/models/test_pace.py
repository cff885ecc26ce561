"""Slack's pace, counted a second time: whatever is wanted when, no window sees too much."""

import heapq
import random
from collections import defaultdict
from datetime import timedelta
from itertools import count, pairwise

import pytest

from models import attempts, channels, lag, messages, outbox
from models.channels import POSTS
from models.messages import PRIORITY, Kind
from models.settings import Settings
from slackbot.queueing import AT_ONCE, Pace, in_order, pauses, take
from tests.builders import NOON

KEY = "x" * 43 + "="
SECOND = timedelta(seconds=1)
MINUTE = 60 * SECOND
CLOSEST = 0.9 * SECOND  # What Slack forgives of the second between two posts of a channel.


class Hour:
    """Delivery against an hour of its own: arrivals at Slack, and what each message waited."""

    def __init__(self, ground, seed, per_minute, workers=8):
        self.database = ground.database
        self.dice = random.Random(seed)
        self.pace = Pace(SECOND, per_minute, 50)
        self.workers = workers
        self.now, self.line, self.names = NOON, [], count()
        self.under_way, self.looks_at = 0, None
        self.arrivals, self.wanted, self.waited = [], {}, {}

    def at(self, moment, step):
        heapq.heappush(self.line, (moment, next(self.names), step))

    def want(self, kind, channel):
        name = str(next(self.names))
        with self.database.write() as session:
            messages.want(session, kind, name, channel)
        self.wanted[f"{kind}:{name}"] = self.now
        self.look()

    def run(self):
        while self.line:
            self.now, _, step = heapq.heappop(self.line)
            step()

    def look(self):
        """Send off whatever may go, and look again when something else may."""
        self.looks_at = None
        while self.under_way < self.workers:
            with self.database.write() as session:
                heads = [head for head in outbox.heads(session, self.now) if head.new]
                waits = pauses(session, heads, self.pace, self.now)
                free = [head for head, wait in waits.items() if wait == AT_ONCE]
                turns = (take(session, head, self.pace, self.now) for head in in_order(free))
                turn = next((turn for turn in turns if turn is not None), None)
            if turn is None:
                self.look_later(min(waits.values(), default=None))
                return
            self.send(turn)

    def look_later(self, pause):
        when = None if pause is None else self.now + max(pause, SECOND / 50)
        waits = self.looks_at is not None and self.looks_at > self.now
        if when is not None and not (waits and self.looks_at <= when):
            self.looks_at = when
            self.at(when, lambda: self.look() if self.looks_at == when else None)

    def send(self, turn):
        """Drawing takes its time, and so does the way to Slack and back."""
        self.under_way += 1
        called = self.now + self.dice.uniform(0, 0.3) * SECOND
        took = self.dice.choice([0.05, 0.2, 0.8]) * SECOND
        arrived = called + self.dice.random() * took
        self.arrivals.append((arrived, turn.channel))
        key = turn.claimed.message.key
        self.waited[key] = arrived - self.wanted[key]
        self.at(called + took, lambda: self.answered(turn, took))

    def answered(self, turn, took):
        self.under_way -= 1
        with self.database.write() as session:
            attempts.stands(session, turn.claimed, "1.0", "shown")
            until = self.now + self.pace.rest(took)
            channels.release(session, turn.channel, turn.fence, until)
        self.look()

    def delayed(self, settings):
        with self.database.read() as session:
            return lag.delayed(session, settings, self.now)

    def most_in_a_minute(self):
        moments = sorted(moment for moment, _channel in self.arrivals)
        return max(sum(start <= at < start + MINUTE for at in moments) for start in moments)

    def closest(self):
        by_channel = defaultdict(list)
        for moment, channel in sorted(self.arrivals):
            by_channel[channel].append(moment)
        gaps = (b - a for moments in by_channel.values() for a, b in pairwise(moments))
        return min(gaps, default=MINUTE)


@pytest.mark.parametrize("seed", range(6))
def test_in_no_window_there_is_more_than_slack_allows(quick_ground, seed):
    dice = random.Random(seed)
    hour = Hour(quick_ground, seed, per_minute=dice.choice([20, 45, 120]))
    for _burst in range(dice.randint(2, 6)):
        when = NOON + dice.uniform(0, 120) * SECOND
        for _ in range(dice.randint(1, 40)):
            about = dice.choice(list(PRIORITY)), f"C{dice.randrange(6)}"
            hour.at(when, lambda about=about: hour.want(*about))

    hour.run()

    assert len(hour.arrivals) == len(hour.wanted)
    assert hour.most_in_a_minute() <= hour.pace.posts_per_minute
    assert hour.closest() >= CLOSEST


def test_a_burst_drains_at_nine_tenths_of_what_slack_allows(quick_ground):
    hour = Hour(quick_ground, 1, per_minute=60)
    for n in range(150):
        hour.at(NOON, lambda n=n: hour.want(Kind.CARD, f"C{n % 6}"))

    hour.run()

    took = max(moment for moment, _channel in hour.arrivals) - NOON
    assert 150 / 60 * MINUTE / took >= 0.9
    assert hour.most_in_a_minute() <= 60


@pytest.mark.parametrize("counts", [(90, 0), (70, 80), (5, 100)])
def test_what_people_are_told_of_a_delay_comes_true(quick_ground, counts):
    hour = Hour(quick_ground, 1, per_minute=60)
    for channel, many in enumerate(counts):
        for _ in range(many):
            hour.at(NOON, lambda channel=channel: hour.want(Kind.CARD, f"C{channel}"))
    given = Settings(secret_key=KEY, slack_posts_per_minute=60)
    told = {}
    hour.at(NOON + SECOND / 1000, lambda: told.update(hour.delayed(given)))
    hour.dice.uniform, hour.dice.choice = lambda *_: 0.0, lambda _: 0.1

    hour.run()

    for channel, late in told.items():
        last = max(moment for moment, where in hour.arrivals if where == channel) - NOON
        assert 0.8 <= late.wait / last <= 1.25
    assert set(told) == {f"C{n}" for n, many in enumerate(counts) if many > 5}


def test_one_channel_alone_keeps_its_second_and_loses_little_of_it(quick_ground):
    hour = Hour(quick_ground, 1, per_minute=300)
    hour.dice.uniform = lambda *_: 0.0  # Drawn at once,
    hour.dice.choice = lambda _: 0.1  # and Slack answers as it mostly does.
    for _ in range(60):
        hour.at(NOON, lambda: hour.want(Kind.CARD, "C1"))

    hour.run()

    took = max(moment for moment, _channel in hour.arrivals) - NOON
    assert 60 * SECOND / took >= 0.9
    assert hour.closest() >= CLOSEST


def test_deadlines_overtake_the_cards_of_every_channel(quick_ground):
    hour = Hour(quick_ground, 1, per_minute=60)
    for n in range(90):
        hour.at(NOON, lambda n=n: hour.want(Kind.CARD, f"C{n % 6}"))
    for n in range(6):
        where = f"C{n}" if n % 2 else f"U{n}"
        hour.at(NOON + (10 + 7 * n) * SECOND, lambda where=where: hour.want(Kind.NUDGE, where))

    hour.run()

    nudges = [wait for key, wait in hour.waited.items() if key.startswith("nudge")]
    assert len(nudges) == 6
    assert max(nudges) <= 4 * SECOND
    assert max(hour.waited.values()) > MINUTE


@pytest.mark.parametrize("per_minute", [1, 2, 7, 50])
@pytest.mark.parametrize("waits_as_told", [True, False])
def test_a_budget_is_never_overspent_and_nearly_all_of_it_is_spent(
    quick_ground, per_minute, waits_as_told
):
    dice, now, spent = random.Random(per_minute), NOON, []
    with quick_ground.database.write() as session:
        while now < NOON + 5 * MINUTE:
            pause = channels.take(session, POSTS, per_minute, now)
            spent += [now] if pause == AT_ONCE else []
            now += pause if waits_as_told else dice.random() * MINUTE / per_minute / 5

    for start in spent:
        assert sum(start <= at < start + MINUTE for at in spent) <= per_minute
    assert len(spent) >= 5 * per_minute * 0.8
