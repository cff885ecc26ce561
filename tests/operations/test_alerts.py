"""The alerts: each fires when it should, is quiet when all is well, and is in the runbook."""

import json
import re
import shutil
import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from slackbot.metrics.collector import DeskCollector
from tests.support import alerts
from tests.support.alerts import Evaluator, samples_of, watching
from tests.support.running import until

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations"
RULES = {alert.name: alert for alert in alerts.alerts()}
LONGEST = 1000  # Seconds; longer than any alert waits.

# Of each: a sample of a desk that is ill, and of one that is well. `+` begins a counter's rise,
# of so much a minute.
CASES = {
    "DeskUnreachable": ('up{job="dispute-desk"} 0', 'up{job="dispute-desk"} 1'),
    "DeskDatabaseDown": ("disputes_database_up 0", "disputes_database_up 1"),
    "DeskRedisDown": ("disputes_redis_up 0", "disputes_redis_up 1"),
    "DeskPartSilent": (
        'disputes_heartbeat_age_seconds{name="clock"} 181',
        'disputes_heartbeat_age_seconds{name="clock"} 179',
    ),
    "DeskQueueStuck": (
        'disputes_heartbeat_age_seconds{name="queue:delivery"} 361',
        'disputes_heartbeat_age_seconds{name="queue:delivery"} 200',
    ),
    "DeskJobsWait": (
        'disputes_queue_age_seconds{queue="default"} 121',
        'disputes_queue_age_seconds{queue="bulk"} 900',
    ),
    "DeskSourceStale": (
        'disputes_source_age_seconds{store="nordic",door="orders"} 1801',
        'disputes_source_age_seconds{store="nordic",door="orders"} 1700',
    ),
    "DeskNudgesWait": (
        'disputes_nudges_oldest_seconds{state="unposted"} 301',
        'disputes_nudges_oldest_seconds{state="unposted"} 299',
    ),
    "DeskNudgesWereLate": (
        'disputes_nudges_late_total{rule="deadline"} +1',
        'disputes_nudges_late_total{rule="deadline"} +0',
    ),
    "DeskMessagesWait": (
        'disputes_messages_oldest_seconds{kind="card"} 601',
        'disputes_messages_oldest_seconds{kind="card"} 599',
    ),
    "DeskMessagesStuck": ("disputes_messages_stuck 1", "disputes_messages_stuck 0"),
    "DeskSlackDelays": (
        'disputes_errors_total{where="slack",error="ratelimited"} +1',
        'disputes_errors_total{where="slack",error="internal_error"} +1',
    ),
    "DeskChannelRefused": ("disputes_channels_refused 1", "disputes_channels_refused 0"),
    "DeskActionsWait": (
        "disputes_actions_oldest_seconds 601",
        "disputes_actions_oldest_seconds 20",
    ),
    "DeskActionsUnclear": ("disputes_actions_unclear 1", "disputes_actions_unclear 0"),
    "DeskFollowUpsWait": (
        "disputes_follow_ups_oldest_seconds 901",
        "disputes_follow_ups_oldest_seconds 60",
    ),
    "DeskFaults": (
        'disputes_failures_total{where="job"} +1',
        'disputes_failures_total{where="slack"} +1',
    ),
    "DeskOthersFail": (
        'disputes_failures_total{where="slack"} +5',
        'disputes_failures_total{where="slack"} +1',
    ),
}


def at(sample, minute):
    """A sample as the desk would show it at this minute."""
    name, _, value = sample.rpartition(" ")
    risen = int(value) * minute if value.startswith("+") else value
    return name, risen


def scrape(sample, minute):
    """What a scrape reads; None where nobody answers."""
    name, value = at(sample, minute)
    if name.startswith("up{"):
        return "" if value == "1" else None
    return f"{name} {value}\n"


def fired(sample, minutes, step=15):
    """Which alerts fire as a desk goes on like that, and after how many seconds each does."""
    judge, first = Evaluator(list(RULES.values())), {}
    for second in range(0, minutes * 60, step):
        for name in judge.look(scrape(sample, second // 60), second):
            first.setdefault(name, second)
    return first


def test_each_alert_has_its_case():
    assert CASES.keys() == RULES.keys()


@pytest.mark.parametrize("name", CASES)
def test_an_alert_fires_after_its_time_and_not_before(name):
    ill, _ = CASES[name]

    first = fired(ill, 20)

    assert first.keys() == {name}
    assert first[name] >= RULES[name].wait


@pytest.mark.parametrize("name", CASES)
def test_while_all_is_well_none_fires(name):
    _, well = CASES[name]

    assert fired(well, 20) == {}


def test_what_is_over_fires_no_longer():
    judge = Evaluator(list(RULES.values()))
    judge.look("disputes_redis_up 0\n", 0)

    assert judge.look("disputes_redis_up 0\n", 60) == {"DeskRedisDown"}
    assert judge.look("disputes_redis_up 1\n", 75) == set()
    assert judge.look("disputes_redis_up 0\n", 90) == set()  # It waits anew.


def test_a_fresh_desk_has_every_figure_that_an_alert_looks_at(a_desk, database_url):
    desk = a_desk(database_url)
    registry = CollectorRegistry()
    registry.register(DeskCollector(desk))
    text = generate_latest(registry).decode()
    told = set(re.findall(r"^# TYPE (\w+)", text, re.MULTILINE)) | {"up"}

    asked = {metric for alert in RULES.values() for metric in alert.metrics}

    assert {metric for metric in asked if metric not in told} == set()
    samples = samples_of(text)  # What rises is there from zero on, or its first is not seen.
    rising = [alert for alert in RULES.values() if alert.parts["increase"]]
    assert [alert.name for alert in rising if not any(map(alert.asks_for, samples))] == []


def test_each_alert_is_in_the_runbook_and_nothing_else_is():
    entries = re.findall(r"^## (\w+)$", OPERATIONS.joinpath("runbook.md").read_text(), re.MULTILINE)

    assert entries == list(RULES)
    for alert in RULES.values():
        assert alert.runbook == f"docs/operations/runbook.md#{alert.name.lower()}"


@pytest.mark.parametrize("name", RULES)
def test_an_entry_says_what_it_means_how_to_look_and_what_to_do(name):
    text = OPERATIONS.joinpath("runbook.md").read_text()
    entry = re.search(rf"^## {name}\n(.+?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)[1]

    parts = re.findall(r"^\*\*(Means|Look|Do)\.\*\* (.+)$", entry, re.MULTILINE)
    assert [part for part, _ in parts] == ["Means", "Look", "Do"]
    assert "`" in entry  # A command, a query, or a figure to look at.


# Beside the real one, where there is one: Debian's package `prometheus` brings both programs.

promtool = pytest.mark.skipif(
    shutil.which("promtool") is None, reason="promtool is not installed (package `prometheus`)"
)
prometheus = pytest.mark.skipif(
    shutil.which("prometheus") is None, reason="prometheus is not installed"
)


def told_by(verb, file):
    asked = ["promtool", verb, "rules", file]
    said = subprocess.run(asked, check=False, capture_output=True, text=True)
    return said.stdout + said.stderr


@promtool
def test_promtool_finds_the_rules_well_formed():
    file = OPERATIONS / "alerts.yml"

    assert f"SUCCESS: {len(RULES)} rules found" in told_by("check", file)


@promtool
def test_promtool_sees_each_fire_and_be_quiet(tmp_path):
    judged = [
        {
            "interval": "1m",
            "input_series": [{"series": at(sample, 0)[0], "values": series(sample)}],
            "promql_expr_test": [firing(*fires)],
        }
        for name, (ill, well) in CASES.items()
        for sample, fires in ((ill, [name]), (well, []))
    ]
    file = tmp_path / "judged.yml"
    file.write_text(json.dumps({"rule_files": [str(alerts.RULES)], "tests": judged}))

    assert "SUCCESS" in told_by("test", file)


def series(sample):
    value = sample.rpartition(" ")[2]
    return f"0{value}x20" if value.startswith("+") else f"{value}x20"


def firing(*names):
    """Of all alerts these, with their labels: the others are quiet."""
    samples = []
    for name in names:
        labels = dict(re.findall(r'(\w+)="([^"]*)"', CASES[name][0]))
        labels |= {"alertname": name, "alertstate": "firing", "severity": RULES[name].severity}
        told = ",".join(f'{label}="{value}"' for label, value in labels.items())
        samples.append({"labels": f"ALERTS{{{told}}}", "value": 1})
    asked = {"expr": 'ALERTS{alertstate="firing"}', "eval_time": "18m"}
    return asked | {"exp_samples": samples}


@contextmanager
def a_desk_that_says(told):
    """Serves /metrics as the test last wrote it."""

    class Metrics(BaseHTTPRequestHandler):
        def do_GET(self):
            body = told["text"].encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; version=0.0.4")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Metrics)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("real", [pytest.param(True, marks=prometheus), False])
def test_whoever_judges_sees_it_begin_and_end(real, tmp_path, monkeypatch):
    if not real:
        monkeypatch.setattr(shutil, "which", lambda _: None)
    told = {"text": "disputes_redis_up 1\n"}

    with a_desk_that_says(told) as url, watching(url, tmp_path, every=0.5, faster=60) as watch:
        assert watch.origin == "a real Prometheus" or not real
        told["text"] = "disputes_redis_up 0\n"
        assert until(lambda: watch.firing == {"DeskRedisDown"}, 30)
        told["text"] = "disputes_redis_up 1\n"
        assert until(lambda: watch.firing == set(), 30)
        assert watch.ever == {"DeskRedisDown"}
