"""Which language a buyer writes, by what they wrote alone."""

from jobs.sources.sandbox.scenes import scenes
from models.tagging.languages import language_of


def test_every_buyer_of_the_demo_world_is_answered_in_their_language():
    written = {scene.text: scene.language for scene in scenes()}

    assert {text: language_of(text) for text in written} == written
