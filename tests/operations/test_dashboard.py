"""The dashboard and the pages beside it speak of figures that there are."""

import itertools
import json
import re
import subprocess

import pytest
import sqlalchemy as sa
from prometheus_client import CollectorRegistry, generate_latest

from models.database import Database
from slackbot.metrics.collector import DeskCollector
from tests.operations.test_alerts import OPERATIONS, promtool

DASHBOARD = json.loads(OPERATIONS.joinpath("dashboard.json").read_text(encoding="utf-8"))
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
QUERIES = [target["expr"] for panel in PANELS for target in panel["targets"]]
PAGES = {name: OPERATIONS.joinpath(name).read_text() for name in ("README.md", "runbook.md")}
OF_HISTOGRAMS = re.compile(r"_(bucket|count|sum)$")


@pytest.fixture
def told(a_desk, sqlite_url):
    desk = a_desk(sqlite_url)
    registry = CollectorRegistry()
    registry.register(DeskCollector(desk))
    types = re.findall(r"^# TYPE (\w+) (\w+)", generate_latest(registry).decode(), re.MULTILINE)
    return dict(types)


def plain(name, told):
    of_histogram = OF_HISTOGRAMS.sub("", name)
    return of_histogram if told.get(of_histogram) == "histogram" else name


def test_each_panel_asks_for_figures_that_there_are(told):
    asked = {plain(name, told) for query in QUERIES for name in re.findall(r"disputes_\w+", query)}

    assert asked - told.keys() == set()
    assert told.keys() - asked == set()  # And none is shown nowhere.


def test_each_figure_is_explained_and_nothing_else_is(told):
    explained = set(re.findall(r"`(disputes_\w+)", PAGES["README.md"]))

    assert explained == told.keys()


def test_the_runbook_speaks_of_figures_that_there_are(told):
    named = set(re.findall(r"`(disputes_\w+)", PAGES["runbook.md"]))

    assert {plain(name, told) for name in named} - told.keys() == set()


def test_it_asks_whichever_prometheus_is_chosen():
    variables = {one["name"]: one["type"] for one in DASHBOARD["templating"]["list"]}
    assert variables == {"datasource": "datasource", "job": "query"}
    for panel in PANELS:
        for asked in (panel, *panel["targets"]):
            assert asked["datasource"] == {"type": "prometheus", "uid": "${datasource}"}


def test_each_panel_has_a_place_of_its_own_and_says_what_it_shows():
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])
    taken = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        columns = range(place["x"], place["x"] + place["w"])
        mine = set(itertools.product(columns, range(place["y"], place["y"] + place["h"])))
        assert not taken & mine
        assert max(columns) < 24
        taken |= mine
    for panel in PANELS:
        assert panel["title"]
        assert panel["description"].endswith(".")


@promtool
def test_each_query_is_one_that_prometheus_understands(tmp_path):
    rules = [
        {"record": f"panel:{number}", "expr": query.replace("$job", ".+")}
        for number, query in enumerate(QUERIES)
    ]
    file = tmp_path / "queries.yml"
    file.write_text(json.dumps({"groups": [{"name": "panels", "rules": rules}]}))

    checked = subprocess.run(
        ["promtool", "check", "rules", file], check=False, capture_output=True, text=True
    )

    assert f"{len(QUERIES)} rules found" in checked.stdout, checked.stderr


QUERIES_OF_PAGES = [
    query for text in PAGES.values() for query in re.findall(r"```sql\n(.+?)```", text, re.DOTALL)
]


def test_the_pages_have_queries():
    assert len(QUERIES_OF_PAGES) == 10


@pytest.mark.parametrize("query", QUERIES_OF_PAGES, ids=lambda query: query[:40])
def test_a_query_of_the_runbook_can_be_asked(query, database_url):
    database = Database(database_url)
    with database.read() as session:
        assert session.execute(sa.text(query)).all() == []
    database.close()
