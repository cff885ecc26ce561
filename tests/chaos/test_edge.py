"""The edge of a process in a storm: only its clock and its disk's room differ."""

from datetime import timedelta

from models.settings import Settings
from slackbot.desk import Desk, system_clock
from tests.chaos.edge import shift_clock


def test_a_desk_whose_clock_is_off_opens_as_any_other(tmp_path, monkeypatch):
    monkeypatch.setattr(Desk.__init__, "__defaults__", Desk.__init__.__defaults__)
    hour = timedelta(hours=1)

    shift_clock(hour)

    places = {"DATABASE_URL": f"sqlite:///{tmp_path}/desk.db", "REDIS_URL": "redis://127.0.0.1:1/0"}
    desk = Desk.open(Settings.load(tmp_path, places))
    assert abs(desk.now() - system_clock() - hour) < timedelta(seconds=5)
    desk.close()
