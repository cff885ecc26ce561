"""The table of alarms: it knows every alert of the file, and no other."""

from tests.chaos import alarm_drill
from tests.chaos.alarm_drill import Report, Seen, lines
from tests.chaos.alarms import ALARMS, FASTER, LIMITS
from tests.chaos.faults import BOTH
from tests.support import alerts

RULES = {alert.name: alert for alert in alerts.alerts()}
BY_NAME = {alarm.name: alarm for alarm in ALARMS}


def test_each_alert_has_a_row_and_each_row_names_one():
    assert {alarm.name for alarm in ALARMS} == RULES.keys()


def test_a_calm_stretch_is_long_enough_for_each_to_fire():
    for name, rule in RULES.items():
        ages = "_seconds" in rule.parts["metric"]
        limit = LIMITS.get(name, float(rule.parts["limit"])) if ages else 0
        assert limit + rule.wait / FASTER < alarm_drill.CALM, name


def test_limits_of_the_drill_are_of_alerts_and_stricter_than_the_files():
    assert LIMITS.keys() <= RULES.keys()
    for name, limit in LIMITS.items():
        assert limit < float(RULES[name].parts["limit"])


def test_each_is_set_off_on_some_database_and_all_on_postgresql():
    for alarm in ALARMS:
        assert set(alarm.trouble.on) <= set(BOTH)
        assert "postgresql" in alarm.trouble.on


def report(**seen):
    alarms = [Seen(BY_NAME[name], *times) for name, times in seen.items()]
    return Report("sqlite", "nobody", alarms, {"before": set(), "afterwards": set()})


def test_it_ends_well_only_if_all_fired_and_were_over():
    assert report(DeskRedisDown=(12.0, 3.0)).is_well
    assert not report(DeskRedisDown=(12.0, None)).is_well
    assert not report(DeskRedisDown=(None, None), DeskFaults=(9.0, 3.0)).is_well
    assert report(DeskDatabaseDown=(None, None, "only on postgresql")).is_well


def test_a_run_that_set_off_nothing_is_no_good_end():
    assert not report().is_well


def test_what_fires_in_a_calm_stretch_is_no_good_end():
    told = report(DeskRedisDown=(12.0, 3.0))
    told.calm["afterwards"] = {"DeskSourceStale"}

    assert not told.is_well
    assert "DeskSourceStale" in "\n".join(lines(told))
