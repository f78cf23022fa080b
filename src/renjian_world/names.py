"""Names in the made-up country. None may look like that of a person or of a real company."""

import re

PRACTICE = "（练习）"

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
CYCLE = tuple(STEMS[n % 10] + BRANCHES[n % 12] for n in range(60))

TERMS = (
    "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑", "大暑",
    "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至", "小寒", "大寒",
)  # fmt: skip
TRADES = (
    "机械", "电器", "纺织", "食品", "建材", "包装", "化工", "家具", "电缆", "仪表",
    "物流", "物业", "软件", "农产品", "五金", "塑料",
)  # fmt: skip

_peoples = "哈萨克|蒙古|塔吉克|锡伯|柯尔克孜|畲|黎|苗|回"
_division_ending = re.compile(
    rf"(?:(?:{_peoples})族?)+自治[州县旗]$|(?:地区|新区|[省市区县旗])$|(?:维吾尔|壮族|回族)?自治区$"
)
_township_ending = re.compile(rf"(?:(?:{_peoples})族)*(?:街道|民族乡|[镇乡])$")


def short_place(division: str) -> str:
    """A division without the ending that says what it is: 余杭区 is 余杭, 忠县 stays 忠县."""
    return _without(_division_ending, division)


def short_town(township: str) -> str:
    """A township without its ending: 瓶窑镇 is 瓶窑."""
    return _without(_township_ending, township)


def _without(ending: re.Pattern[str], name: str) -> str:
    bare = ending.sub("", name)
    return bare if len(bare) > 1 else name
