"""What a search by name costs among a million names.

    python benchmarks/search.py [--names 1000000]

A throw-away database with the practice country and so many organisations more, whose names are made
of a place, a made-up word of two to four characters, a trade and a legal form. The names are added
by the same command as in the night. Asked is, in a process of the site and for the state
administration and a county, what the search page asks: two and four characters of the made-up word,
characters that stand in every name, initials, a former name, and whole names with one wrong
character. Recall is in how many the organisation meant was among the ten that are shown.
"""

import argparse
import random
import sys

import psycopg
from sites import practice_site

SYLLABLES = (
    "安宝博昌辰诚创达德鼎东方丰福富刚高格光广国海汉和恒弘宏华欢辉汇惠吉佳嘉建江金锦京精景巨凯康科坤蓝乐力立利联良龙"
    "隆美民明铭诺鹏启千强勤庆全泉瑞润森善尚升胜盛世顺思泰腾天通同万旺维伟文信兴星雄旭轩亚扬业益亿义艺银英永优友宇裕元源"
    "远云运泽展兆正志智中众洲卓紫宗"
)
PLACES = [
    "北京市",
    "上海",
    "广东",
    "深圳市",
    "成都",
    "武汉市",
    "西安",
    "南京",
    "杭州市",
    "重庆",
    "苏州",
    "青岛",
    "大连",
    "厦门市",
    "宁波",
    "合肥",
    "长沙",
    "郑州市",
    "济南",
    "昆明",
]
TRADES = [
    "机械制造",
    "电子科技",
    "食品",
    "建筑工程",
    "信息技术",
    "农业发展",
    "医疗器械",
    "化工",
    "新材料",
    "物流",
    "检测技术",
    "纺织",
    "汽车零部件",
    "环保科技",
    "贸易",
    "电器",
]
FORMS = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司")
SHARES = (80, 10, 7, 3)
FILL = "copy registers_organisation (uscc, name, country, division, address, authority_id, open_matters) from stdin"


def main() -> int:
    """Fill the registers and let a process of the site ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=1_000_000)
    count = parser.parse_args().names
    chance = random.Random(102)
    with practice_site() as site:
        with psycopg.connect(site.owner, autocommit=True) as connection:
            counties = connection.execute(
                "select id from authorities_authority where code ~ '^[0-9]{4}(?!00)[0-9]{2}$' order by id"
            ).fetchall()
            with connection.cursor().copy(FILL) as copy:
                for number in range(count):
                    [county] = counties[number % len(counties)]
                    code = f"91000000RB{number:08}"
                    copy.write_row((code, name(chance), "156", "", "", county, 0))
        status = site.measure("search_filled")
        with psycopg.connect(site.owner, autocommit=True) as connection:
            connection.execute("vacuum analyze registers_knownname")
            connection.execute("analyze")
        return status or site.measure("search_asked")


def name(chance: random.Random) -> str:
    """A name as firms have them."""
    word = "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 2, 3, 4))))
    form = chance.choices(FORMS, SHARES)[0]
    return chance.choice(PLACES) + word + chance.choice(TRADES) + form


if __name__ == "__main__":
    sys.exit(main())
