"""Every act that a command records is told as a sentence, with names that its entry has."""

import ast
import re
from collections import defaultdict

from project_tree import SITE, modules
from renjian_site.console.acts import ACT_TITLES, SENTENCE_TITLES
from renjian_site.console.subject_pages import PAGES

NAME = re.compile(r"\{(\w+)\}")
RECORDERS = {"record", "_record"}


def recorded():
    """Each act, with the names of the details that some command gives it."""
    found, open_ended = defaultdict(set), set()
    for path in modules(SITE):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RECORDERS:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found[first.value] |= {each.arg for each in node.keywords if each.arg}
                    if node.func.id != "record" or any(each.arg is None for each in node.keywords):
                        open_ended.add(first.value)
    return found, open_ended


def test_commands_record_acts():
    assert len(recorded()[0]) > 30


def test_every_act_has_a_title_and_a_sentence():
    acts = set(recorded()[0])
    assert acts - set(SENTENCE_TITLES) == set(), "add a line to console/acts.py"
    assert set(ACT_TITLES) == set(SENTENCE_TITLES)


def test_no_sentence_is_left_over():
    assert set(SENTENCE_TITLES) - set(recorded()[0]) == set()


def test_a_sentence_names_only_what_its_entry_says():
    found, open_ended = recorded()
    wrong = {
        act: set(NAME.findall(text)) - found[act]
        for act, text in SENTENCE_TITLES.items()
        if act not in open_ended and set(NAME.findall(text)) - found[act]
    }
    assert not wrong


def test_the_page_of_a_subject_takes_its_number():
    from project_tree import url_names

    assert set(PAGES.values()) <= url_names()
