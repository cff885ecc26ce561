"""How long to be left alone, as people write it: "2h", "tomorrow 9", "monday", “明天9点”."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from models.errors import NotUnderstood

AT = time(9)  # A day without a time begins here.
LONGEST = timedelta(days=60)

_UNITS = {
    "minutes": (timedelta(minutes=1), "m min mins minute minutes 分 分钟 分鐘"),
    "hours": (timedelta(hours=1), "h hr hrs hour hours 时 小时 个小时 钟头 个钟头 小時"),
    "days": (timedelta(days=1), "d day days 天 日"),
    "weeks": (timedelta(weeks=1), "w week weeks 周 星期 个星期"),
}
UNITS = {word: length for length, words in _UNITS.values() for word in words.split()}
DAYS = {"today": 0, "tomorrow": 1, "tmr": 1, "今天": 0, "明天": 1, "明日": 1, "后天": 2}
_WEEKDAYS = (
    "monday mon 周一 星期一 礼拜一",
    "tuesday tue tues 周二 星期二 礼拜二",
    "wednesday wed 周三 星期三 礼拜三",
    "thursday thu thur thurs 周四 星期四 礼拜四",
    "friday fri 周五 星期五 礼拜五",
    "saturday sat 周六 星期六 礼拜六",
    "sunday sun 周日 星期日 礼拜日 周天 星期天 礼拜天",
)
WEEKDAYS = {word: day for day, words in enumerate(_WEEKDAYS) for word in words.split()}
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6} | {
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "半": 0.5,
}
_LATE = {"pm", "p.m.", "下午", "晚上"}
NOON, DAY_HOURS, HOUR_MINUTES = 12, 24, 60


def _any_of(words: dict[str, object] | dict[str, int] | dict[str, timedelta]) -> str:
    """Longer words first: `mon` would eat the beginning of `monday`."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_PIECE = re.compile(
    rf"(\d{{1,4}}(?:[.,]\d)?|[{''.join(_NUMERALS)}])\s*({_any_of(UNITS)})(?![a-z])\s*"
)
_DAY = re.compile(rf"(?:on\s+|next\s+|下)?({_any_of(DAYS | WEEKDAYS)})(?![a-z])\s*,?\s*")
_TIME = re.compile(
    r"(?:at\s+)?(?P<early>上午|早上|下午|晚上)?\s*(?P<hour>\d{1,2})"
    r"(?:(?:[:：.h]|点)(?P<minute>\d{2})?分?|(?P<half>点半))?\s*(?P<half_day>am|pm|a\.m\.|p\.m\.)?"
)


def is_off(text: str) -> bool:
    return text.strip().casefold() in {"off", "stop", "end", "取消", "结束", "关闭"}


def until(text: str, now: datetime, zone: tzinfo, at: time = AT) -> datetime:
    """
    The moment that a person means: always ahead, and no further than two months.

    Args:
        zone: By whose wall clock they write.
        at: When a day begins that they name without a time.

    Raises:
        NotUnderstood: it cannot be read, or is over.

    """
    said, now = text.strip().casefold(), now.astimezone(UTC)  # A zone's own days are not even.
    meant = _after_a_span(said, now) or _at_a_time(said, now, zone, at)
    if meant is None or not now < meant:
        raise NotUnderstood("snooze-not-read", asked=text)
    return min(meant, now + LONGEST)


def _after_a_span(said: str, now: datetime) -> datetime | None:
    said = re.sub(r"^(?:for|in)\s+", "", said)
    pieces = list(_PIECE.finditer(said))
    if not pieces or "".join(piece[0] for piece in pieces) != said:
        return None
    length = sum((_number(piece[1]) * UNITS[piece[2]] for piece in pieces), timedelta())
    return now + min(length, LONGEST)


def _number(told: str) -> float:
    return _NUMERALS[told] if told in _NUMERALS else float(told.replace(",", "."))


def _at_a_time(said: str, now: datetime, zone: tzinfo, at: time) -> datetime | None:
    if not said:
        return None
    named = _DAY.match(said)
    rest = said[named.end() :] if named else said
    told = _time(rest, alone=named is None) if rest else at
    if told is None:
        return None
    today = now.astimezone(zone).date()
    if named is None:
        return _first_ahead(now, zone, told, today, today + timedelta(days=1))
    return _moment(_day(named[1], today), told, zone, now)


def _day(word: str, today: date) -> date:
    """A weekday is always another day: who says "monday" on a Monday means the next."""
    if word in DAYS:
        return today + timedelta(days=DAYS[word])
    return today + timedelta(days=(WEEKDAYS[word] - today.weekday() - 1) % 7 + 1)


def _time(said: str, *, alone: bool) -> time | None:
    """
    Args:
        alone: Without a day, a bare number may mean anything.

    """
    found = _TIME.fullmatch(said)
    if found is None or (alone and said.isdecimal()):
        return None
    half_day = found["half_day"] or found["early"]
    hour = _of_half_day(int(found["hour"]), half_day) if half_day else int(found["hour"])
    minute = 30 if found["half"] else int(found["minute"] or 0)
    return time(hour, minute) if hour < DAY_HOURS and minute < HOUR_MINUTES else None


def _of_half_day(hour: int, half_day: str) -> int:
    """By a clock of twelve hours; what it does not have is no hour at all."""
    if not 1 <= hour <= NOON:
        return DAY_HOURS
    return hour % NOON + (NOON if half_day in _LATE else 0)


def _first_ahead(now: datetime, zone: tzinfo, told: time, *days: date) -> datetime | None:
    moments = (_moment(day, told, zone, now) for day in days)
    return next((moment for moment in moments if moment > now), None)


def _moment(day: date, told: time, zone: tzinfo, now: datetime) -> datetime:
    """
    That time on that day. One that a clock change leaves out is an hour later; of one that
    comes twice the first is meant, as long as it is ahead.
    """
    local = datetime.combine(day, told, zone)
    first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return first if first > now or second < first else second
