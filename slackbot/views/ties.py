"""The forms of what belongs together, and of what stands for another: drawn and read back."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.disputes import Dispute
from models.relations import Bond
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import Block
from slackbot.views.phrases import label, stake

Likely = Sequence[tuple[Dispute, Bond]]
MOST_RELATED = 80  # Slack takes a hundred options; the likely ones come after them.
RELATED = "related"  # In the modal's own memory: what was related when it opened.


def relate(
    dispute: Dispute, related: Sequence[Dispute], likely: Likely, language: str
) -> dict[str, Any]:
    """What is related already is picked; whoever unpicks it takes the two apart."""
    related = related[:MOST_RELATED]
    names = {one.id: _bound(one, bond, language) for one, bond in likely}
    names = {one.id: _named(one, "", language) for one in related} | names
    hint = say("relate-hint", language)
    fields = [_others(ids.RELATE_OTHER, say("relate-other", language), hint)]
    if names:
        asked = say("relate-pick", language)
        picked = _several(names, {one.id for one in related})
        fields.insert(0, blocks.field(ids.RELATE_PICK, asked, picked, optional=True))
    memory = about.written(dispute, language, **{RELATED: [one.id for one in related]})
    title = say("relate-title", language, number=str(dispute.id))
    return _form(ids.RELATE_MODAL, title, fields, memory, language)


def _several(names: Mapping[int, str], chosen: set[int]) -> Block:
    element = {
        "type": "multi_static_select",
        "action_id": ids.VALUE,
        "options": [blocks.option(name, number) for number, name in names.items()],
    }
    mine = [blocks.option(name, number) for number, name in names.items() if number in chosen]
    return element | ({"initial_options": mine} if mine else {})


def wanted(view: Mapping[str, Any]) -> tuple[set[int], set[int], str]:
    """The numbers that are picked, those that were before, and what was written."""
    values = view["state"]["values"]
    field = (values.get(ids.RELATE_PICK) or {}).get(ids.VALUE) or {}
    picked = {int(option["value"]) for option in field.get("selected_options") or ()}
    return picked, set(about.told(view)[RELATED]), _written(values, ids.RELATE_OTHER)


def merge(dispute: Dispute, likely: Likely, language: str) -> dict[str, Any]:
    fields = [blocks.section(say("merge-says", language))]
    if likely:
        choices = [(_bound(one, bond, language), one.id) for one, bond in likely]
        picked = blocks.select(ids.VALUE, choices)
        asked = say("merge-pick", language)
        fields.append(blocks.field(ids.MERGE_PICK, asked, picked, optional=True))
    fields.append(_others(ids.MERGE_OTHER, say("merge-other", language), "#15"))
    title = say("merge-title", language, number=str(dispute.id))
    return _form(ids.MERGE_MODAL, title, fields, about.written(dispute, language), language)


def main_of(view: Mapping[str, Any]) -> tuple[str, str]:
    """What was written, else what was picked, with its field; empty where nothing was."""
    values = view["state"]["values"]
    field = (values.get(ids.MERGE_PICK) or {}).get(ids.VALUE) or {}
    picked = (field.get("selected_option") or {}).get("value") or ""
    if picked and not _written(values, ids.MERGE_OTHER):
        return ids.MERGE_PICK, picked
    return ids.MERGE_OTHER, _written(values, ids.MERGE_OTHER)


def _bound(one: Dispute, bond: Bond, language: str) -> str:
    return _named(one, " · " + say(f"bond-{bond}", language), language)


def _named(one: Dispute, bond: str, language: str) -> str:
    return f"#{one.id}{bond} · {label(one.cause, language)} · {stake(one, language)}"


def _others(block_id: str, asked: str, hint: str) -> Block:
    text = {"type": "plain_text_input", "action_id": ids.VALUE, "max_length": 100}
    return blocks.field(block_id, asked, text, hint=hint, optional=True)


def _written(values: Mapping[str, Any], block_id: str) -> str:
    return str(values[block_id][ids.VALUE].get("value") or "").strip()


def _form(
    callback_id: str, title: str, fields: list[Block], metadata: str, language: str
) -> dict[str, Any]:
    return blocks.modal(
        callback_id,
        blocks.plain(title, 24),
        fields,
        submit=say("save", language),
        close=say("cancel", language),
        metadata=metadata,
    )
