"""Rules as data: one validated shape, and a sentence for all that is wrong."""

import pytest
from sqlmodel import select

from models import rules, ruling
from models.errors import NotUnderstood, Refused
from models.events import AuditEntry
from models.rules import DEFAULT, read
from models.rules.lines import changes
from tests.builders import HOUR, NOON

LADDER = """
[[ladders]]
name = "answer"
steps = [{ before = "6h", to = ["owner"] }]
"""


def complaints(text):
    with pytest.raises(NotUnderstood) as refused:
        read(text)
    return str(refused.value).splitlines()[1:]


def test_what_is_built_in_is_valid_and_complete():
    built_in = read(DEFAULT)

    assert [ladder.name for ladder in built_in.ladders][-1] == "answer"
    assert all(built_in.ladder(kind, None) for kind in ("respond", "evidence", "appeal"))


A_TIME = 'write a time of day, such as "09:00".'
NO_NAME = "there is nothing of this name (did you mean {}?)."
WRONG = [
    ("holidays = [2026-12-25]", "ladders: it is missing."),
    ("ladders = []", "ladders: it is empty."),
    ("version = 2\nstrange = 1", "version: write 1 or less."),
    (f"hours = {{ start = 9 }}{LADDER}", f"hours.start: {A_TIME}"),
    (f'hours = {{ end = "18:00Z" }}{LADDER}', "hours.end: write a time of day without a zone."),
    (f"hours = 9{LADDER}", "hours: write a table."),
    (f'hours = {{ start = "19:00" }}{LADDER}', "hours: the working day ends before it starts."),
    (
        f'targets = {{ frist_response = "4h" }}{LADDER}',
        f"targets.frist_response: {NO_NAME.format('first_response')}",
    ),
    (
        f'targets = {{ resolution = "soon" }}{LADDER}',
        'targets.resolution: write a number and m, h or d, such as "72h".',
    ),
    (
        f'targets = {{ resolution = "0h" }}{LADDER}',
        "targets.resolution: a target of no time cannot be met.",
    ),
    (
        LADDER.replace("owner", "boss"),
        "ladders.answer.steps.1.to.1: write one of owner, thread, leads or manager.",
    ),
    (
        LADDER.replace('["owner"]', '"owner"'),
        "ladders.answer.steps.1.to: write a list, in brackets.",
    ),
    (
        LADDER.replace("before", "befor"),
        f"ladders.answer.steps.1.befor: {NO_NAME.format('before')}",
    ),
    (LADDER + LADDER, "ladders: two ladders have the same name."),
    (
        f'{LADDER}[people.UANA]\ntimezone = "Mars"',
        "people.UANA.timezone: write the name of a time zone, such as Europe/Madrid.",
    ),
    (
        f"{LADDER}[[people.UANA.away]]\nfirst = 2026-12-02\nlast = 2026-12-01",
        "people.UANA.away.1: the last day lies before the first.",
    ),
    (f"{LADDER}[stores.toys]\nhuors = 1", f"stores.toys.huors: {NO_NAME.format('hours')}"),
    (
        f'{LADDER}[stores.toys.hours]\nend = "08:00"',
        "stores.toys.hours: the working day ends before it starts.",
    ),
    (f"stores = 5{LADDER}", "stores: write tables, such as [stores.nordic]."),
    (f"stores = {{ toys = 5 }}{LADDER}", "stores.toys: write a table, such as [stores.toys]."),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_each_mistake_is_one_sentence_with_its_place(text, said):
    assert complaints(text) == [said]


def test_all_of_them_are_told_at_once_and_none_that_only_follows():
    wrong = 'hours = { start = "x" }\ntargets = { resolution = 5 }\nladders = [{ name = "a" }]'
    stores = '[stores.toys]\nholidays = ["x"]\n[stores.toys.hours]\ndays = ["mon"]'

    assert complaints(f"{wrong}\n{stores}") == [
        "ladders.a.steps: it is missing.",
        f"hours.start: {A_TIME}",
        'targets.resolution: write a number and m, h or d, such as "72h".',
        "stores.toys.holidays.1: write a date, such as 2026-12-25.",
    ]


def test_what_is_no_toml_is_told_with_its_line():
    with pytest.raises(NotUnderstood, match="line 2"):
        read("version = 1\nhours = ?")


def test_what_differs_is_a_line_for_each_place():
    before = read(LADDER)
    after = read(
        f"holidays = [2026-12-25]\n{LADDER.replace('6h', '5h')}"
        '[people.UANA]\ntimezone = "Asia/Tokyo"\n[stores.toys.hours]\nend = "16:00"'
    )

    assert changes(before, before) == []
    assert changes(before, after) == [
        "ladders.answer: any: 6h owner → any: 5h owner",
        "holidays: nothing → 2026-12-25",
        "people.UANA.timezone: nothing → Asia/Tokyo",
        "stores.toys.hours.days: nothing → mon, tue, wed, thu, fri",
        "stores.toys.hours.start: nothing → 09:00:00",
        "stores.toys.hours.end: nothing → 16:00:00",
    ]


def applied(ground, text, now=NOON):
    with ground.database.write() as session:
        version = ruling.apply(session, text, "terminal:lea", now)
        return version and version.id


def back(ground, to=None):
    with ground.database.write() as session:
        return ruling.roll_back(session, to, "terminal:lea", NOON + HOUR).id


def in_force(ground):
    with ground.database.read() as session:
        return rules.text_in_force(session)


def test_each_version_is_kept_and_going_back_is_a_version_too(ground):
    assert in_force(ground) == DEFAULT
    one = applied(ground, LADDER)
    two = applied(ground, LADDER.replace("6h", "5h"))

    three = back(ground)
    assert (in_force(ground), one < two < three) == (LADDER, True)
    assert back(ground, to=two) > three
    assert in_force(ground) == LADDER.replace("6h", "5h")
    back(ground, to=ruling.BUILT_IN)
    assert in_force(ground) == DEFAULT

    with ground.database.read() as session:
        lines = session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [line.action for line in lines] == ["RulesApplied"] * 2 + ["RulesRolledBack"] * 3
    assert {line.actor for line in lines} == {"terminal:lea"}
    assert lines[2].details == {"version": three, "before": two, "back_to": one}


def test_before_the_first_version_stands_what_is_built_in(ground):
    with pytest.raises(Refused, match="no rules were ever applied"):
        back(ground)
    applied(ground, LADDER)

    back(ground)

    assert in_force(ground) == DEFAULT


def test_the_same_again_and_what_is_wrong_make_no_version(ground):
    applied(ground, LADDER)

    assert applied(ground, LADDER) is None
    with pytest.raises(NotUnderstood):
        applied(ground, "ladders = []")
    with pytest.raises(NotUnderstood, match="no version 99"):
        back(ground, to=99)
    assert len(ground.all(rules.RuleVersion)) == 1
