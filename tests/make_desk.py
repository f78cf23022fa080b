"""Makers of the tables and the plan that a person brings to ``renjian draw``."""

import csv
from pathlib import Path

import openpyxl

from renjian.draws.desk import shell

OBJECTS = ["统一社会信用代码", "企业名称", "所属区县", "信用风险等级", "规模"]
OFFICERS = ["执法证号", "姓名", "工作单位", "可否主办"]
UNITS = ["锦江区", "青羊区"]
PLAN = """
title = "2026年抽查"
number = "抽〔2026〕1号"
authority = "某市市场监督管理局"
item = "CI-04"
campaign = "2026H2"
{more}
[draw]
rate = "20%"
{draw}
[beacon]
{beacon}
"""
PRACTICE = 'kind = "practice"\nround = 1\nseed = "t"'


def objects(count=40):
    return [
        [f"91510100MA{n:08d}", f"蜀都第{n}公司", UNITS[n % 2], "AAAB"[n % 4], n % 7 + 1]
        for n in range(count)
    ]


def officers(each=4):
    return [
        [f"ZF{u}{n:03d}", f"王{n}", unit, "是" if n % 2 else "否"]
        for u, unit in enumerate(UNITS)
        for n in range(each)
    ]


def workbook(path: Path, heading, rows, *, above=()):
    book = openpyxl.Workbook()
    for row in (*above, heading, *rows):
        book.active.append(row)
    book.save(path)
    return path


def table(path: Path, heading, rows, encoding="utf-8-sig"):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    return path


def plan(path: Path, *, more="", draw="", beacon=PRACTICE):
    path.write_text(PLAN.format(more=more, draw=draw, beacon=beacon), "utf-8")
    return path


class Desk:
    """A folder with tables and a plan, and the command on them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "out"
        self.objects = workbook(folder / "o.xlsx", OBJECTS, objects(), above=[["某市名录"]])
        self.officers = workbook(folder / "p.xlsx", OFFICERS, officers())
        self.plan = plan(folder / "plan.toml")

    def run(self, *more, yes=True, practice=True):
        given = ["--objects", self.objects, "--officers", self.officers, "--plan", self.plan]
        flags = ["--yes"] * yes + ["--practice"] * practice
        return call("run", *given, "--out", self.out, *flags, *more)


def call(*arguments):
    return shell.main(["draw", *map(str, arguments)])


def results(desk, words):
    """The list of what was drawn with results filled in, one word after another."""
    book = openpyxl.load_workbook(desk.out / "drawn.xlsx")
    for n, row in enumerate(book["抽中"].iter_rows(min_row=2)):
        row[8].value = words[n % len(words)]
    path = desk.folder / "results.xlsx"
    book.save(path)
    return path
