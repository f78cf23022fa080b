"""``renjian accounts``: the practice accounts in the shell."""

import argparse

import pytest

import make
from renjian_site.authorities import shell
from renjian_site.authorities.models import Authority

pytestmark = pytest.mark.django_db


@pytest.fixture
def accounts(capsys):
    parser = argparse.ArgumentParser()
    shell.add_to(parser.add_subparsers())

    def run():
        options = parser.parse_args(["accounts"])
        assert options.run(options) == 0
        return capsys.readouterr().out

    return run


def test_the_accounts_are_printed_in_the_order_of_the_walk(accounts):
    lines = accounts().splitlines()
    assert [line.split()[1] for line in lines] == [
        "clerk1",
        "330000.planner",
        "330110.officer1",
        "330110.reviewer",
        "330110.handler",
        "330110.head",
        "000000.handler1",
        "000000.head",
    ]


def test_each_account_says_where_and_what_for(accounts):
    head = next(line for line in accounts().splitlines() if "330110.head" in line)
    assert f"{Authority.objects.get(code='330110').name}：批准立案，或者移交上级" in head


def test_outside_practice_there_are_none(accounts, settings):
    settings.PRACTICE = False
    assert "不是练习模式" in accounts()


def test_before_the_country_is_loaded_there_are_none_yet(accounts):
    make.end_posts()
    assert "练习国还没有装入" in accounts()
