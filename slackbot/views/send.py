"""Sending to the platform: what to do and for how much, then a last look at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from models.acting.actions import Act, PlatformAction, Wish
from models.acting.approving import SHORTEST_REPLY
from models.acting.traces import Plan, agreeable, to_agree, to_answer
from models.casefile import Casefile
from models.disputes import Dispute
from models.moves import LONGEST_REPLY
from models.replies import lint
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks, plans
from slackbot.views.blocks import Block, escape, money, section
from slackbot.views.resolve import amount

Cap = tuple[Decimal, str]


@dataclass(frozen=True)
class Offer:
    """What can be done about a dispute at the platform, as it stands now."""

    dispute: Dispute
    plans: Sequence[Plan]
    cap: Cap
    doubtful: PlatformAction | None  # An earlier answer of which nobody knows whether it arrived.
    missing: str | None = None  # The evidence without which a refusal is lost.


def modal(offer: Offer, text: str, language: str, picked: str | None = None) -> dict[str, Any]:
    """
    Args:
        picked: The key of the suggestion that the text began from.

    """
    dispute, most = offer.dispute, money(*offer.cap)
    label = say("send-amount", language, currency=offer.cap[1], most=most)
    typed: Block = {"type": "plain_text_input", "action_id": ids.VALUE}
    words: Block = {**typed, "multiline": True, "max_length": 3000}
    if text:
        words["initial_value"] = text[:3000]
    hint = say("send-hint", language, least=str(SHORTEST_REPLY), most=str(LONGEST_REPLY))
    return blocks.modal(
        ids.SEND_MODAL,
        blocks.plain(say("send-title", language, number=str(dispute.id)), 24),
        [
            *_about(offer, language),
            blocks.field(
                ids.SEND_ACT,
                say("send-act", language),
                blocks.select(ids.VALUE, _choices(offer, language)),
                optional=True,
            ),
            blocks.field(ids.SEND_AMOUNT, label, typed, optional=True),
            blocks.field(
                ids.SEND_TEXT, say("reply-text", language), words, hint=hint, optional=True
            ),
        ],
        submit=say("send-continue", language),
        close=say("cancel", language),
        metadata=about.written(dispute, language, picked=picked),
    )


def _about(offer: Offer, language: str) -> list[Block]:
    dispute = offer.dispute
    line = say(
        "send-target",
        language,
        number=f"#{dispute.id}",
        order=blocks.short_id(dispute.order_id),
        buyer=escape(blocks.masked(dispute.buyer)) or "–",
    )
    asked = [
        plans.line(plan, money(plan.amount, escape(plan.currency, 3)), language)
        for plan in offer.plans[-3:]
    ]
    drawn = [section("\n".join([line, *asked]))]
    if offer.doubtful is not None:
        what = described(offer.doubtful, language)
        drawn.append(section(say("send-doubtful", language, what=what)))
    return drawn


def _choices(offer: Offer, language: str) -> list[tuple[str, object]]:
    agree = [
        (
            say(
                "send-agree",
                language,
                owner=say(f"owner-{plan.owner}", language),
                money=money(plan.amount, plan.currency),
            ),
            f"{Act.AGREE}:{plan.solution_id}",
        )
        for plan in agreeable(offer.plans)
    ]
    own = [(say("send-counter", language), Act.COUNTER), (say("send-refuse", language), Act.REFUSE)]
    return [*own, *agree]


@dataclass(frozen=True)
class Sending:
    """What was submitted."""

    dispute_id: int
    choice: str
    typed: str
    text: str
    picked: str | None  # The key of the suggestion that the text began from.

    @classmethod
    def read(cls, view: Mapping[str, Any]) -> Self:
        values = view["state"]["values"]
        picked = values[ids.SEND_ACT][ids.VALUE].get("selected_option")
        typed = values[ids.SEND_AMOUNT][ids.VALUE].get("value") or ""
        text = values[ids.SEND_TEXT][ids.VALUE].get("value") or ""
        choice = picked["value"] if picked else ""
        picked = about.told(view).get("picked")
        return cls(about.dispute_of(view), choice, typed.strip(), text.strip(), picked)

    @property
    def act(self) -> Act | None:
        name = self.choice.partition(":")[0]
        return Act(name) if name else None

    def mistakes(self, cap: Cap, case: Casefile, language: str) -> dict[str, str]:
        """By block; empty when there may be a last look at it."""
        if self.act is None:
            return {ids.SEND_ACT: say("send-choose", language)}
        if self.act is Act.AGREE:
            return {}
        wrong = {
            ids.SEND_AMOUNT: self._wrong_amount(cap, language),
            ids.SEND_TEXT: self._wrong_text(case, language),
        }
        return {field: sentence for field, sentence in wrong.items() if sentence}

    def _wrong_amount(self, cap: Cap, language: str) -> str:
        named = amount(self.typed)
        if self.act is Act.REFUSE:
            return "" if not self.typed or named == 0 else say("send-amount-zero", language)
        if named is None:
            return say("amount-not-read", language, asked=self.typed[:40])
        if named == 0:
            return say("send-amount-zero", language)
        if named > cap[0]:
            most = f"{cap[1]} {cap[0]:,.2f}"
            return say("send-amount-over", language, most=most)
        return ""

    def _wrong_text(self, case: Casefile, language: str) -> str:
        if not SHORTEST_REPLY <= len(self.text) <= LONGEST_REPLY:
            least, most = str(SHORTEST_REPLY), str(LONGEST_REPLY)
            return say("send-length", language, least=least, most=most)
        return " ".join(str(remark) for remark in lint(self.text, case.known(amount(self.typed))))

    def wish(self, offer: Offer) -> Wish | None:
        """What would be done; None where the plan that was picked is gone."""
        if self.act is Act.AGREE:
            number = self.choice.partition(":")[2]
            there = (plan for plan in agreeable(offer.plans) if plan.solution_id == number)
            if (plan := next(there, None)) is None:
                return None
            return Wish(Act.AGREE, to_agree(plan), plan.amount, plan.currency)
        target = to_answer(offer.plans)
        if target is None or self.act is None:
            return None
        named = Decimal("0.00") if self.act is Act.REFUSE else amount(self.typed)
        return Wish(self.act, target, named, offer.cap[1], self.text)


def last_look(offer: Offer, wish: Wish, language: str, began: str | None = None) -> dict[str, Any]:
    """
    The final text, amount and target: what is pressed here is sent.

    Args:
        began: The key of the suggestion that the text is made of.

    """
    more = {
        "act": wish.act.value,
        "target": wish.target,
        "amount": str(wish.amount),
        "currency": wish.currency,
        "text": wish.text,
        "began": began,
    }
    metadata = about.written(offer.dispute, language, **more)
    drawn = _about(offer, language)
    if wish.act is Act.REFUSE and offer.missing is not None:
        drawn.append(section(f"⚠ {say(f'advise-not-refuse-{offer.missing}', language)}"))
    return _look(ids.SEND_CONFIRM, wish, drawn, metadata, language)


def again(offer: Offer, action: PlatformAction, language: str) -> dict[str, Any]:
    """The same look at what is to be sent once more."""
    more = {"action": action.id, "attempts": action.attempts}
    metadata = about.written(offer.dispute, language, **more)
    return _look(ids.AGAIN_CONFIRM, action, _about(offer, language), metadata, language)


def _look(
    callback_id: str,
    what: Wish | PlatformAction,
    target: list[Block],
    metadata: str,
    language: str,
) -> dict[str, Any]:
    drawn = [section(f"*{described(what, language)}*"), *target]
    if what.text:
        drawn.append(verbatim(what.text))
    drawn.append(blocks.context(say("send-once", language)))
    return blocks.modal(
        callback_id,
        blocks.plain(say("send-look", language), 24),
        drawn,
        submit=say("send-now", language),
        close=say("cancel", language),
        metadata=metadata,
    )


def confirmed(view: Mapping[str, Any]) -> Wish:
    told = about.told(view)
    return Wish(
        Act(told["act"]), told["target"], Decimal(told["amount"]), told["currency"], told["text"]
    )


def verbatim(text: str) -> Block:
    """Exactly as it is, to be looked at or copied: no mark in it has any power."""
    leaf = {"type": "text", "text": text}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [leaf]}],
    }


def described(what: Wish | PlatformAction, language: str) -> str:
    """In a few words, with the amount."""
    return say(
        f"act-{what.act}",
        language,
        money=money(what.amount, what.currency) or "–",
        days=str(what.days or 0),
    )
