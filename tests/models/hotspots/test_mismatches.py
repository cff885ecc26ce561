"""The same difference from the listing, in many languages, over a store counted a second time."""

import random
from collections import defaultdict

import pytest

from models.disputes import Dispute
from models.hotspots import mismatches
from models.hotspots.mismatches import MOST
from models.hotspots.spots import Kind, Subject
from models.products import Product
from models.rules.leading import Cures
from models.tagging.causes import Cause
from tests.builders import DAY, NOON, STORE, a_store
from tests.models.hotspots.worlds import LIMITS, a_dispute, looked_for, within

# What is said, in several languages; what each means was written down by hand.
SAID = {
    "small": [
        ("en", "Too small for me, I could not even put it on."),
        ("ru", "Куртка маломерит."),
        ("es", "Me queda muy pequeña."),
        ("zh", "衣服尺码偏小"),
        ("ja", "思ったより小さかったです。"),
        ("ar", "الجاكيت صغير جدا علي"),
    ],
    "colour": [
        ("en", "Wrong colour, it is not what I ordered for my wall."),
        ("de", "Die Farbe ist ganz anders."),
        ("tr", "Rengi farklı geldi."),
        ("ko", "색상이 달라요."),
    ],
    "smell": [
        ("it", "Ha un odore terribile."),
        ("pl", "Strasznie śmierdzi."),
        ("nl", "Het stinkt."),
    ],
    None: [
        ("en", "I do not like it."),
        ("fr", "Je suis déçue."),
        ("pt", "Não gostei."),
        ("en", None),
    ],
}
OF_THE_GOODS = [Cause.P4, Cause.P5]


def a_complaint(number, meaning, dice, **changes):
    language, text = dice.choice(SAID[meaning])
    plain = {"text": text, "language": language, "buyer": f"buyer {number}"}
    return a_dispute(number, **plain | changes)


@pytest.fixture(params=range(1))
def year(ground, request):
    dice = random.Random(request.param)
    with ground.database.write() as session:
        a_store(session, "iberia")
    usual = {f"p{n}": dice.choice(list(SAID)) for n in range(12)}
    rows, meant = [], {}
    for number in range(1, 300):
        product = dice.choice([None, *usual])
        often = dice.random() < 0.5
        meant[number] = usual.get(product) if often else dice.choice(list(SAID))
        rows.append(
            a_complaint(
                number,
                meant[number],
                dice,
                store=dice.choice([STORE, STORE, STORE, "iberia"]),
                product_id=product,
                opened_at=NOON - dice.uniform(0, 140) * DAY,
                cause=dice.choice([*OF_THE_GOODS, Cause.P5, Cause.P1, Cause.L1]),
                buyer=dice.choice([None, f"buyer {number % 40}"]),
                merged_into=dice.choice([None, None, None, 1]),
            )
        )
    ground.add(*rows)
    return ground, meant


def by_hand(rows, meant):
    """As the page on cures defines it; what a text means is known, not read."""
    written = defaultdict(list)
    for one in rows:
        mine = one.store == STORE and within(one.opened_at) and one.merged_into is None
        if mine and one.product_id and one.text and one.cause is not Cause.L1:
            written[one.product_id].append(one)
    for product, there in written.items():
        voices = {one.buyer or one.order_id for one in there}
        for meaning in ("small", "colour", "smell"):
            told = [one for one in there if meant[one.id] == meaning and one.cause in OF_THE_GOODS]
            buyers = {one.buyer or one.order_id for one in told}
            if len(buyers) >= 3 and len(buyers) / len(voices) >= 0.3:
                latest = sorted(told, key=lambda one: one.opened_at, reverse=True)
                yield (
                    f"{product} {meaning}",
                    {
                        "buyers": len(buyers),
                        "of": len(voices),
                        "languages": sorted({one.language for one in told}),
                        "samples": tuple(one.id for one in latest[:5]),
                    },
                )


def test_a_mismatch_is_found_as_a_person_would_count_it(year):
    ground, meant = year
    expected = dict(by_hand(ground.all(Dispute), meant))

    found = looked_for(ground, mismatches)

    assert {one.name for one in found} == expected.keys()
    assert len(expected) > 2
    for one in found:
        told = {name: one.figures[name] for name in ("buyers", "of", "languages")}
        assert told | {"samples": one.samples} == expected[one.name]
        assert (one.kind, one.subject) == (Kind.MISMATCH, Subject.PRODUCT)
        assert one.name == f"{one.figures['product_id']} {one.figures['difference']}"
        assert one.cause in OF_THE_GOODS


def complaints(ground, *texts, limits=LIMITS, **changes):
    ground.add(
        *(
            a_dispute(n, **{"text": text, "buyer": f"b{n}"} | changes)
            for n, text in enumerate(texts, 1)
        )
    )
    return looked_for(ground, mismatches, limits=limits)


def test_three_languages_that_say_the_same_are_one_mismatch(ground):
    ground.add(Product(store=STORE, product_id="speaker", name="Speaker X3", told_at=NOON))

    [found] = complaints(ground, "way too small", "маломерит", "尺码偏小")

    assert found.figures == {
        "product_id": "speaker",
        "difference": "small",
        "part": "size_table",
        "days": 90,
        "buyers": 3,
        "of": 3,
        "languages": [],
    }
    assert (found.called, found.samples) == ("Speaker X3", (3, 2, 1))


def test_two_say_too_little(ground):
    assert complaints(ground, "way too small", "маломерит", "I do not like it") == []


def test_one_buyer_who_complains_three_times_is_one_voice(ground):
    assert complaints(ground, *["way too small"] * 3, buyer="marina") == []


def test_a_few_of_many_are_no_pattern(ground):
    few = ["way too small"] * 3 + ["I do not like it."] * 8

    assert complaints(ground, *few) == []
    assert len(complaints(ground, limits=Cures(mismatch_share=0.25))) == 1


def test_weak_packing_is_a_pattern_of_what_arrived_broken(ground):
    [found] = complaints(ground, "badly packed", "плохо упаковано", "包装太差了", cause=Cause.P1)

    assert (found.figures["part"], found.cause) == ("packing", Cause.P1)


def test_what_was_forgotten_is_not_read(ground):
    assert complaints(ground, None, None, None) == []


def test_of_very_many_complaints_the_latest_are_read(ground):
    old = [a_dispute(n, text="маломерит", opened_at=NOON - 50 * DAY) for n in range(1, 5)]
    new = [a_dispute(n, text="I do not like it.") for n in range(5, 5 + MOST)]
    ground.add(*old, *new)

    assert looked_for(ground, mismatches, limits=Cures(mismatch_share=0.001)) == []


def test_many_products_cost_no_more_questions_than_one(ground):
    complaints(ground, "way too small", "маломерит", "尺码偏小")
    one = ground.statements(lambda: looked_for(ground, mismatches))
    ground.add(
        *(
            a_dispute(n, text="маломерит", buyer=f"b{n}", product_id=f"p{n % 4}")
            for n in range(10, 30)
        )
    )

    assert ground.statements(lambda: looked_for(ground, mismatches)) == one
    assert len(looked_for(ground, mismatches)) == 5
