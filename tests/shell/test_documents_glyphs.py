"""Rare characters of a name neither vanish nor stop a document."""

import struct

import pytest

from renjian.kernel import glyphs
from renjian_site.kit.documents import printing


def fonts():
    return printing._fonts()


@pytest.mark.parametrize("text", ["国家市场监督管理总局", "㐀䶮龘", "〔2026〕1号", "℃①…—"])
def test_the_fonts_have_what_official_papers_need(text):
    assert glyphs.unset_in([text], fonts()) == []


@pytest.mark.parametrize("character", ["𠮷", "🏭", "\ue000"])
def test_a_character_that_no_font_has_is_found(character):
    assert glyphs.unset_in(["王" + character, character], fonts()) == [character]


def test_a_character_of_either_font_can_be_set():
    serif, sans = fonts()
    assert glyphs.unset_in(["𰻞"], [serif]) == ["𰻞"]
    assert glyphs.unset_in(["𰻞"], [serif, sans]) == []


def test_codes_stand_in_place_of_the_characters_everywhere_in_a_value():
    value = {"title": "𠮷", "rows": [["a𠮷", 1]], "seal": True}
    assert glyphs.with_codes(value, ["𠮷"]) == {
        "title": "〔U+20BB7〕",
        "rows": [["a〔U+20BB7〕", 1]],
        "seal": True,
    }


def test_a_value_without_rare_characters_is_left_alone():
    value = {"title": "甲"}
    assert glyphs.with_codes(value, []) is value


def test_all_texts_of_a_value_are_looked_at():
    assert list(glyphs.texts_in({"a": "甲", "b": [["乙"], True, 3]})) == ["甲", "乙"]


def test_what_is_no_font_is_not_taken_for_one(tmp_path):
    path = tmp_path / "not.otf"
    path.write_bytes(struct.pack(">4sHHHH", b"OTTO", 0, 0, 0, 0))
    with pytest.raises(ValueError, match="cmap"):
        glyphs.characters_of(path)
