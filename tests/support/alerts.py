"""
Which of the alerts in `docs/operations/alerts.yml` fire: told by a real Prometheus, else by us.

    with watching(web.url, tmp_path, faster=10, limits={"DeskSourceStale": 60}) as alerts:
        …
        assert until(lambda: "DeskRedisDown" in alerts.firing, 30)
    assert alerts.ever == {"DeskRedisDown"}
"""

import itertools
import json
import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import httpx
from prometheus_client.parser import text_string_to_metric_families

from jobs.running.embedded import free_port

RULES = Path(__file__).parents[2] / "docs" / "operations" / "alerts.yml"
JOB = "dispute-desk"
SHORTEST = 20  # Seconds of a range: what rises is seen between two scrapes.
UNITS = {"s": 1, "m": 60, "h": 3600}

_SPAN = re.compile(r"(\d+)([smh])")
_RULE = re.compile(
    r"- alert: (?P<name>\w+)\n\s+expr: (?P<expr>.+)\n(?:\s+for: (?P<wait>\w+)\n)?"
    r"\s+labels:\n\s+severity: (?P<severity>\w+)\n\s+annotations:\n"
    r"\s+summary: \"(?P<summary>.+)\"\n\s+description: \"(?P<description>.+)\"\n"
    r"\s+runbook: (?P<runbook>\S+)\n"
)
_EXPR = re.compile(
    r"(?:(?P<increase>increase)\()?(?P<metric>\w+)(?:\{(?P<labels>[^}]*)\})?"
    r"(?:\[(?P<range>\w+)\]\))? (?P<than>==|>) (?P<limit>[\d.]+)"
)
_LABEL = re.compile(r'(\w+)(=~|!~|!=|=)"([^"]*)"')


def seconds(span: str | None) -> float:
    found = _SPAN.fullmatch(span or "0s")
    assert found, f"{span} is no span of time"
    return int(found[1]) * UNITS[found[2]]


@dataclass(frozen=True)
class Alert:
    name: str
    expr: str
    wait: float  # Seconds that it must hold before it fires.
    severity: str
    runbook: str

    @property
    def parts(self) -> dict[str, str | None]:
        found = _EXPR.fullmatch(self.expr)
        assert found, f"{self.name}: {self.expr} is more than tests/support/alerts.py understands."
        return found.groupdict()

    @property
    def metrics(self) -> set[str]:
        return {str(self.parts["metric"])}

    def asks_for(self, one: "Sample") -> bool:
        parts = self.parts
        return one.name == parts["metric"] and _fits(dict(one.labels), parts["labels"])

    def with_limit(self, limit: float) -> "Alert":
        return replace(self, expr=re.sub(r"[\d.]+$", f"{limit:g}", self.expr))

    def sooner(self, faster: float) -> "Alert":
        """The same where time is short: waits and ranges of a part of their length."""
        ranged = re.sub(
            r"\[(\w+)\]",
            lambda span: f"[{max(seconds(span[1]) / faster, SHORTEST):.0f}s]",
            self.expr,
        )
        return replace(self, expr=ranged, wait=self.wait / faster)


def alerts(faster: float = 1, limits: Mapping[str, float] | None = None) -> list[Alert]:
    """
    As the file has them.

    Args:
        faster: How many times shorter `for` and the ranges are.
        limits: Another limit for some, for what takes half an hour in earnest.

    """
    text = RULES.read_text(encoding="utf-8")
    found = [
        Alert(one["name"], one["expr"], seconds(one["wait"]), one["severity"], one["runbook"])
        for one in _RULE.finditer(text)
    ]
    assert len(found) == text.count("- alert:"), "a rule is not written as the others are"
    limits = limits or {}
    assert not limits.keys() - {alert.name for alert in found}
    changed = (a.with_limit(limits[a.name]) if a.name in limits else a for a in found)
    return [alert.sooner(faster) for alert in changed]


class Sample(NamedTuple):
    name: str
    labels: tuple[tuple[str, str], ...]


Samples = dict[Sample, float]


def samples_of(text: str | None) -> Samples:
    """What a scrape found; of one that failed, only that it did."""
    found: Samples = {Sample("up", (("job", JOB),)): float(text is not None)}
    for family in text_string_to_metric_families(text or ""):
        for one in family.samples:
            found[Sample(one.name, tuple(sorted(one.labels.items())))] = one.value
    return found


class Evaluator:
    """
    Evaluates the rules over scrapes, as far as these rules go.

    `increase` adds up how much a counter rose between the scrapes of its range; Prometheus also
    guesses what it rose before the first and after the last of them.
    """

    def __init__(self, rules: list[Alert]) -> None:
        self._rules = rules
        self._scrapes: list[tuple[float, Samples]] = []
        self._since: dict[tuple[str, Sample], float] = {}
        self._keeps = max((seconds(r.parts["range"]) for r in rules), default=0)

    def look(self, text: str | None, now: float) -> set[str]:
        """Take a scrape; the names of the alerts that fire now."""
        self._scrapes = [(at, s) for at, s in self._scrapes if now - at <= self._keeps]
        self._scrapes.append((now, samples_of(text)))
        held = {(rule.name, one) for rule in self._rules for one in self._holds(rule, now)}
        self._since = {key: self._since.get(key, now) for key in held}
        waits = {rule.name: rule.wait for rule in self._rules}
        return {name for (name, _), since in self._since.items() if now - since >= waits[name]}

    def _holds(self, rule: Alert, now: float) -> Iterator[Sample]:
        parts = rule.parts
        limit = float(str(parts["limit"]))
        for one, value in self._values(rule, now):
            if value > limit if parts["than"] == ">" else value == limit:
                yield one

    def _values(self, rule: Alert, now: float) -> Iterator[tuple[Sample, float]]:
        parts, latest = rule.parts, self._scrapes[-1][1]
        for one in latest:
            if rule.asks_for(one):
                if parts["increase"]:
                    yield one, self._risen(one, now - seconds(parts["range"]))
                else:
                    yield one, latest[one]

    def _risen(self, one: Sample, start: float) -> float:
        seen = [s[one] for at, s in self._scrapes if at >= start and one in s]
        return sum(b - a if b >= a else b for a, b in itertools.pairwise(seen))


def _fits(labels: Mapping[str, str], matchers: str | None) -> bool:
    for name, how, wanted in _LABEL.findall(matchers or ""):
        said = labels.get(name, "")
        same = bool(re.fullmatch(wanted, said)) if how.endswith("~") else said == wanted
        if same is how.startswith("!"):
            return False
    return True


@dataclass
class Watch:
    """What fires, and what ever did since the watch began."""

    origin: str  # Who judges.
    firing: set[str] = field(default_factory=set)
    first: dict[str, float] = field(default_factory=dict)  # When each fired first.

    @property
    def ever(self) -> set[str]:
        return set(self.first)

    def see(self, firing: set[str]) -> None:
        self.firing = firing
        for name in firing:
            self.first.setdefault(name, time.time())

    def begin_anew(self) -> None:
        """What fired before counts no longer, unless it fires still."""
        self.first = {name: at for name, at in self.first.items() if name in self.firing}


@contextmanager
def watching(
    url: str,
    directory: Path,
    *,
    every: float = 5,
    faster: float = 1,
    limits: Mapping[str, float] | None = None,
) -> Iterator[Watch]:
    """
    Scrape a desk's /metrics, and watch which alerts fire.

    Args:
        url: Of the web process.
        directory: Where a Prometheus may keep its own.
        every: Seconds between two scrapes, and the most that one may take.

    """
    rules = alerts(faster, limits)
    binary = shutil.which("prometheus")
    judge = _prometheus if binary else _ourselves
    with judge(url, directory, rules, every) as (origin, look):
        watch, stop = Watch(origin), threading.Event()

        def keep() -> None:
            while not stop.wait(min(every, 1)):
                with suppress(httpx.HTTPError):
                    watch.see(look())

        thread = threading.Thread(target=keep, name="alerts", daemon=True)
        thread.start()
        try:
            yield watch
        finally:
            stop.set()
            thread.join(30)


Judge = tuple[str, Callable[[], set[str]]]


@contextmanager
def _ourselves(url: str, _directory: Path, rules: list[Alert], _every: float) -> Iterator[Judge]:
    evaluator = Evaluator(rules)
    with httpx.Client(timeout=10, trust_env=False) as http:

        def look() -> set[str]:
            try:
                answer = http.get(f"{url}/metrics")
                text = answer.text if answer.status_code == httpx.codes.OK else None
            except httpx.HTTPError:
                text = None
            return evaluator.look(text, time.monotonic())

        yield "tests/support/alerts.py, for there is no prometheus here", look


def written(rules: list[Alert]) -> str:
    """JSON is YAML, too."""
    told = [{"alert": r.name, "expr": r.expr, "for": f"{r.wait * 1000:.0f}ms"} for r in rules]
    return json.dumps({"groups": [{"name": JOB, "rules": told}]})


@contextmanager
def _prometheus(url: str, directory: Path, rules: list[Alert], every: float) -> Iterator[Judge]:
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "rules.yml").write_text(written(rules), encoding="utf-8")
    pace = f"{every * 1000:.0f}ms"
    config = {
        "global": {"scrape_interval": pace, "scrape_timeout": pace, "evaluation_interval": "1s"},
        "rule_files": ["rules.yml"],
        "scrape_configs": [
            {"job_name": JOB, "static_configs": [{"targets": [url.removeprefix("http://")]}]}
        ],
    }
    (directory / "prometheus.yml").write_text(json.dumps(config), encoding="utf-8")
    port = free_port()
    command = [
        "prometheus",
        "--config.file=prometheus.yml",
        "--storage.tsdb.path=data",
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    log = (directory / "prometheus.log").open("wb")
    process = subprocess.Popen(
        command, cwd=directory, stdout=log, stderr=log, env=os.environ | {"GOMAXPROCS": "1"}
    )
    with log, httpx.Client(timeout=10, trust_env=False) as http:
        base = f"http://127.0.0.1:{port}"

        def look() -> set[str]:
            told = http.get(f"{base}/api/v1/alerts").raise_for_status().json()["data"]["alerts"]
            return {one["labels"]["alertname"] for one in told if one["state"] == "firing"}

        try:
            _await(process, http, f"{base}/-/ready", directory)
            yield "a real Prometheus", look
        finally:
            process.terminate()
            process.wait(20)


def _await(process: subprocess.Popen, http: httpx.Client, url: str, directory: Path) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends and process.poll() is None:
        with suppress(httpx.HTTPError):
            if http.get(url).status_code == httpx.codes.OK:
                return
        time.sleep(0.1)
    raise AssertionError((directory / "prometheus.log").read_text(errors="replace")[-2000:])
