"""What the store's channel reads of its access: what is ill, the link that mends it, the end."""

import pytest

from models.reading.access import Need
from models.words import LANGUAGES
from slackbot.views.notices import access_trouble
from tests.builders import NOON

LINK = "https://desk.example.com/aliexpress/authorize?store=nordic&ticket=1-ab"


def said(language, **told):
    content = access_trouble({"store": "no<b>", "episode": 1} | told, LINK, language)
    assert content.text == content.blocks[0]["text"]["text"]
    return content.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("need", Need)
def test_each_need_has_its_sentence_and_the_link(language, need):
    text = said(language, need=need, ends_at=NOON.isoformat())

    assert text.startswith("⚠ *no&lt;b&gt;*")
    assert f"<{LINK}|" in text
    assert ("<!date^" in text) is (need is Need.ENDING)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("end", ["mended_at", "removed_at"])
def test_the_end_says_when(language, end):
    text = said(language, need=None, **{end: NOON.isoformat()})

    assert text.startswith("✔ *no&lt;b&gt;*")
    assert "<!date^" in text
    assert LINK not in text
