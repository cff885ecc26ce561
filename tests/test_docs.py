"""The docs name every setting, verb and slash command, and link to what exists."""

import re
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from typer.main import get_command

from jobs.cli import VERBS, application
from jobs.sources.sandbox.controls import ACTS
from jobs.sources.sandbox.faults import Kind as OfGateway
from models.members import Role
from models.rules import DEFAULT, read, schema
from models.rules.spans import written
from models.settings import Settings
from models.words import say
from slackbot import ids
from slackbot.sandbox import control, people
from slackbot.sandbox.faults import Kind as OfSlack
from slackbot.verbs import VERBS as VERBS_OF_SLACK

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SETTINGS = [name.upper() for name in Settings.model_fields]
SCOPES = [
    "chat:write",
    "commands",
    "users:read",
    "im:write",
    "im:history",
    "channels:read",
    "groups:read",
    "channels:history",
    "groups:history",
    "files:write",
    "usergroups:read",
    "dnd:read",
]


def text(*path):
    return ROOT.joinpath(*path).read_text(encoding="utf-8")


def commands(command, *words):
    """Every command with its words, those of groups included."""
    for name, inner in getattr(command, "commands", {}).items():
        yield " ".join((*words, name)), inner
        yield from commands(inner, *words, name)


COMMANDS = {
    words: command
    for verb in VERBS
    for words, command in commands(get_command(application(verb)), "disputes")
    if command.callback
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_is_explained(setting):
    assert f"| `{setting}` |" in text("docs", "reference", "settings.md")
    assert f"\n{setting}=" in text(".env.example")


def test_the_example_sets_nothing_that_is_no_setting():
    assert set(re.findall(r"^([A-Z_]+)=", text(".env.example"), re.MULTILINE)) == set(SETTINGS)


def test_the_example_says_the_defaults(tmp_path):
    example = dict(re.findall(r"^([A-Z_]+)=(.+)$", text(".env.example"), re.MULTILINE))

    assert Settings.load(tmp_path, example) == Settings.load(tmp_path, {})


@pytest.mark.parametrize("words", COMMANDS)
def test_a_verb_is_explained_and_has_help(words):
    assert f"`{words}" in text("docs", "reference", "command-line.md")
    assert COMMANDS[words].help


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_inside_the_docs_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_manifest_asks_for_exactly_the_scopes_that_are_used():
    asked = text("manifest.yaml").partition("bot:")[2].partition("settings:")[0]

    assert re.findall(r"- (\S+)", asked) == SCOPES


def test_the_readme_is_read_in_one_go():
    assert len(text("README.md").splitlines()) <= 120


@pytest.mark.parametrize("verb", VERBS_OF_SLACK)
def test_a_slash_command_is_explained_and_in_the_help(verb):
    assert f"`/dispute {verb}" in text("docs", "reference", "slash-commands.md")
    helps = "".join(say(f"help-{role}") for role in Role)
    assert verb == "repost" or f"/dispute {verb}" in helps


SANDBOX_CALLS = [
    *(route.path for router in (people.router, control.router) for route in router.routes),
    *(f"/control{path}" for path in ACTS),
]
UNTOLD = {
    "/control/faults",
    *(f"/control/{act}" for act in ("permission", "revoke", "stir", "calls")),
}


@pytest.mark.parametrize("call", sorted({*SANDBOX_CALLS} - UNTOLD))
def test_a_call_of_the_sandboxes_is_explained(call):
    assert call.replace("{user}", "<user>") in text("docs", "reference", "sandbox.md")


@pytest.mark.parametrize("kind", sorted({*get_args(OfSlack), *OfGateway}))
def test_a_fault_of_the_sandboxes_is_explained(kind):
    assert f"`{kind}`" in text("docs", "reference", "sandbox.md")


@pytest.mark.parametrize("name", [name for name in vars(ids) if name.isupper()])
def test_an_id_stands_in_the_table(name):
    assert f"| `{getattr(ids, name)}` |" in text("docs", "reference", "ids.md")


RULES = {
    (shape.__name__, name): field.get_default(call_default_factory=True)
    for shape in (schema.Rules, *schema.Part.__subclasses__())
    for name, field in shape.model_fields.items()
}


@pytest.mark.parametrize("name", sorted({name for _, name in RULES}))
def test_a_rule_is_explained(name):
    assert f"`{name}`" in text("docs", "reference", "rules.md")


@pytest.mark.parametrize(
    ("name", "default"),
    [(name, written(one)) for (_, name), one in RULES.items() if isinstance(one, timedelta)],
)
def test_a_rule_is_explained_with_its_default(name, default):
    assert f'| `{name}` | `"{default}"` |' in text("docs", "reference", "rules.md")


@pytest.mark.parametrize(
    "page", [("reference", "rules.md"), ("how-to", "change-the-rules.md")], ids="/".join
)
def test_the_examples_of_rules_can_be_applied(page):
    examples = re.findall(r"```toml\n(.+?)```", text("docs", *page), re.DOTALL)
    # Tables after a table of tables would be its own, so the built-in ladders come last.
    read("\n".join([*examples, DEFAULT.replace("version = 1", "")]))
    assert examples
