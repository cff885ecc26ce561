"""One dispute through three doors: the poll, a partner over HTTP, and a file."""

import json
from datetime import timedelta

import pytest
from sqlmodel import select

from jobs.imports.running import import_file
from models import disputes
from models.disputes import Dispute
from models.records import DisputeRecord
from tests.builders import NOON
from tests.stories.conftest import INTAKE_SECRET
from tests.support.opening import opened
from tests.support.partner import Partner
from tests.support.reading import card_of, text_of


@pytest.fixture
def doors(story, web, tmp_path):
    """Each tells records in its own way, lets all settle, and says what became of them."""
    partner = Partner(web, INTAKE_SECRET)

    def over_http(*told):
        body = json.dumps({"disputes": told}).encode()
        off = int((story.desk.now() - NOON).total_seconds())
        answer = partner.post("/intake/disputes", body, seconds_off=off).json()
        story.settle()
        return {name: count for name, count in answer.items() if count}

    def by_file(*told):
        file = tmp_path / "file.jsonl"
        file.write_text("\n".join(map(json.dumps, told)))
        done, _ = import_file(story.desk, file, None, lambda *_: None)
        story.settle()
        counted = {name: getattr(done, name) for name in ("opened", "changed", "unchanged")}
        return {name: count for name, count in counted.items() if count}

    return over_http, by_file


@pytest.fixture
def polled(story):
    """A dispute that the poll has read, and the record of it that any door may tell."""
    dispute = opened(story, "L1")
    story.poll()
    return dispute, told_of(story, dispute)


def told_of(story, dispute, **changes):
    known = kept(story, dispute)
    names = [name for name in DisputeRecord.model_fields if hasattr(known, name)]
    plain = known.model_dump(mode="json", include=set(names), exclude_none=True)
    amounts = {name: str(plain[name]) for name in ("amount", "refunded") if name in plain}
    return plain | amounts | changes


def kept(story, dispute):
    with story.desk.database.read() as session:
        return disputes.find(session, "nordic", dispute.issue_id)


def later(known, **much):
    return (known.modified_at + timedelta(**much)).isoformat()


def test_told_again_through_every_door_nothing_changes_and_nothing_is_posted(story, doors, polled):
    _, told = polled
    before = story.workspace.messages(), story.workspace.messages("CNORDIC")

    ends = [tell(told) for tell in doors for _ in range(2)]
    story.poll()

    assert ends == [{"unchanged": 1}] * 4
    assert (story.workspace.messages(), story.workspace.messages("CNORDIC")) == before


def test_the_fresher_door_wins_field_by_field_whichever_comes_last(story, doors, polled):
    over_http, by_file = doors
    dispute, told = polled
    known = kept(story, dispute)
    bare = {n: told[n] for n in ("store", "issue_id", "order_id", "opened_at")}

    fresh = bare | {"modified_at": later(known, hours=2), "amount": "77.00", "currency": "USD"}
    assert over_http(fresh) == {"changed": 1}
    middle = bare | {"modified_at": later(known, hours=1), "amount": "55.00", "text": "It broke."}
    assert by_file(middle) == {"changed": 1}
    story.poll()

    now = kept(story, dispute)
    assert (str(now.amount), now.text) == ("77", "It broke.")
    assert "77.00" in text_of(dispute.card())


def test_what_a_file_told_first_the_poll_finds_and_does_not_open_again(story, doors):
    over_http, by_file = doors
    told = story.gateway.open("P1", "nordic")
    first = {
        "store": "nordic",
        "issue_id": str(told["issue_id"]),
        "order_id": str(told["order_id"]),
        "opened_at": (story.desk.now() - timedelta(hours=5)).isoformat(),
        "modified_at": (story.desk.now() - timedelta(hours=5)).isoformat(),
    }

    assert by_file(first) == {"opened": 1}
    story.poll()
    assert over_http(first) == {"unchanged": 1}

    with story.desk.database.read() as session:
        mine = select(Dispute).where(Dispute.issue_id == first["issue_id"])
        [dispute] = session.exec(mine).all()
    assert dispute.text  # The poll told what the file did not.
    assert card_of(story.workspace.messages("CNORDIC"), dispute.id)  # One, else it complains.
