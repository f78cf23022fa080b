"""Matters that are wrong, contradictory or incomplete: one sentence each, by every face."""

import argparse
import json

import pytest

import make
import make_api
from make_api import ROOT
from pages import read
from renjian_site.cases import shell

FACTORY = "o1_kind=producer&o1_offence=CC-01A"
AUDIT = "o1_kind=body&o1_offence=CB-03&o1_expected=fine&place1=330110"


def matter(kind: str, *codes: str, place: str = "330110", **more: object) -> dict[str, object]:
    """A matter with one offender at one place; what belongs to the offender stands in ``of``."""
    one = {"kind": kind, "offences": list(codes)} | more.pop("of", {})  # type: ignore[operator]
    return {"on": "2026-11-02", "offenders": [one], "places": [{"division": place}]} | more


def transfer(sender: str, to: str, on: str) -> dict[str, str]:
    return {"kind": "移送", "from": sender, "to": to, "on": on, "document": f"移{on}号"}


SURE = {f"CB-03.{number}": True for number in (1, 2, 3)}
NOBODY_SAYS = {"places": []}
# What is wrong; the matter; the same as the page takes it, empty where its form cannot say it;
# what is answered, and what the page answers if that is put in other words.
BAD = [
    ("unknown code", matter("body", "CB-99"), "o1_kind=body&o1_offence=CB-99",
     "“CB-99”不是违法行为目录中的代码", "CB-99"),
    ("offence in words", matter("other", "买卖证书"), "", "CM-03（非法买卖或者转让认证证书）", ""),
    ("kind in other words", matter("进口者", "CC-01C"), "", "相近的有：importer（进口商）", ""),
    ("kind of the net", matter("电商平台", "CC-01B"), "", "请填入 platform.role", ""),
    ("answers deny the offence", matter("body", "CB-01", "CB-03", of={"answers": SURE}),
     "o1_kind=body&o1_offence=CB-03&o1_offence2=CB-01&" + "&".join(f"o1_answer_{n}=yes" for n in SURE),
     "都回答“是”，同时又认定", ""),
    ("offender cannot commit it", matter("seller", "CB-03"), "o1_kind=seller&o1_offence=CB-03",
     "违法主体不包括销售者", ""),
    ("penalty unknown to the law", matter("body", "CB-15", of={"expected": ["罚款"]}),
     "o1_kind=body&o1_offence=CB-15&o1_expected=fine", "没有规定“罚款”", ""),
    ("no such place", matter("producer", "CC-01A", place="999999"), f"{FACTORY}&place1=999999",
     "没有代码为“999999”的行政区划", "999999"),
    ("place outside every authority", matter("producer", "CC-01A", place="810000"),
     f"{FACTORY}&place1=810000", "不在内地市场监管部门的辖区内", ""),
    ("no penal article", matter("certified_organisation", "CM-10"),
     "o1_kind=certified_organisation&o1_offence=CM-10&place1=330110",
     "没有处罚条款，不能作为行政处罚案件立案", ""),
    ("law changed in between",
     matter("producer", "CC-01A", act={"from": "2022-05-01", "to": "2022-05-20"},
            of={"facts": {"goods_value": 4000}}),
     f"{FACTORY}&act_from=2022-05-01&act_to=2022-05-20&o1_goods_value=4000&on=2026-11-02",
     "决定时的规定较轻，适用决定时的规定", ""),
    ("county of Xinjiang or the Corps", matter("seller", "CM-05", place="652301"),
     "o1_kind=seller&o1_offence=CM-05&place1=652301", "兵团", ""),
    ("transferred there and back",
     matter("producer", "CC-01A", movements=[transfer("330110", "420106", "2026-01-05"),
                                             transfer("420106", "330110", "2026-01-09")]),
     "", "形成往返移送", ""),
    ("no place", matter("producer", "CC-01A") | NOBODY_SAYS, FACTORY, "发生地", ""),
    ("questions not answered", matter("body", "CB-03", of={"expected": ["罚款"]}), AUDIT,
     "足以改变管辖", ""),
]  # fmt: skip
IDS = [one[0] for one in BAD]


def by_command(tmp_path, capsys, value: object) -> tuple[int, str]:
    file = tmp_path / "matter.json"
    file.write_text(json.dumps(value), "utf-8")
    parser = argparse.ArgumentParser()
    shell.add_to(parser.add_subparsers())
    asked = parser.parse_args(["jurisdiction", "explain", str(file)])
    status = asked.run(asked)
    heard = capsys.readouterr()
    return status, heard.out + heard.err


@pytest.mark.parametrize(("value", "said"), [(one[1], one[3]) for one in BAD], ids=IDS)
def test_the_command_says_what_is_wrong_or_missing(tmp_path, capsys, value, said):
    status, heard = by_command(tmp_path, capsys, value)
    assert status in (0, 2)
    assert said in heard


@pytest.mark.django_db
@pytest.mark.parametrize(("value", "said"), [(one[1], one[3]) for one in BAD], ids=IDS)
def test_a_program_is_told_the_same(value, said):
    program = make_api.program("330000.planner")
    response = program.post(
        f"{ROOT}/jurisdiction/explain", json.dumps(value), content_type="application/json"
    )
    assert response.status_code in (200, 422)
    assert said in json.dumps(response.json(), ensure_ascii=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "said"), [(one[2], one[4] or one[3]) for one in BAD if one[2]],
    ids=[one[0] for one in BAD if one[2]],
)  # fmt: skip
def test_the_page_says_the_same_and_keeps_what_was_filled_in(query, said):
    shown = read(make.sign_in("330110.head"), f"/cases/try/?{query}")
    assert said in shown
    assert "试算管辖" in shown
