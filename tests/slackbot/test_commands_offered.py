"""What the sandbox offers while somebody types is what the desk understands."""

from slackbot.sandbox.seed import COMMANDS
from slackbot.verbs import VERBS


def test_every_verb_is_offered_while_a_command_is_typed():
    [hint] = [known.usage_hint for known in COMMANDS if known.command == "/dispute"]

    assert set(hint.partition("]")[0].strip("[").split("|")) == set(VERBS)
