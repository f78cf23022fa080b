"""Make the table of pinyin initials from an unpacked package of readings.

    python tools/initials.py FOLDER [OUT]

FOLDER is the unpacked wheel of the Python package pypinyin (MIT), whose data say how characters are
read; only these are used. OUT is by default the data folder of the registers; NOTICE names the
source.

Rows of initials.csv are initials, written. The first hold one letter and every character whose
usual reading begins with it; the others a word of names in which a character is read otherwise
than usual: 重庆 is cq, though 重 is usually zhong. These words were gathered by hand.
"""

import csv
import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).parents[1] / "src/renjian/registers/data"
HEADER = ("initials", "written")
WORDS = """
重庆 cq 长春 cc 长沙 cs 长城 cc 长江 cj 长安 ca 长治 cz 长兴 cx 长乐 cl 长葛 cg 长宁 cn 长丰 cf
长白 cb 长三角 csj 长青 cq 长虹 ch 长远 cy 长征 cz 长龙 cl 长泰 ct 长阳 cy 长清 cq 长汀 ct 特长 tc
银行 yh 行业 hy 商行 sh 车行 ch 洋行 yh 支行 zh 分行 fh 粮行 lh 同行 th 药行 yh 乐器 yq 音乐 yy
声乐 sy 乐清 yq 厦门 xm 朝阳 cy 单县 sx 会计 kj 会稽 kj 蚌埠 bb 六安 la 六合 lh 番禺 py 调味 tw
空调 kt 调料 tl 调节 tj 调理 tl 调试 ts 弹簧 th 弹力 tl 弹性 tx 校准 jz 校正 jz 校验 jy 给水 js
给排水 jps 西藏 xz 藏药 zy 藏医 zy 降解 jj 什邡 sf 蔚县 yx 涡阳 gy 宿迁 sq 台州 tz 丽水 ls 东阿 de
铅山 ys 枞阳 zy 泌阳 by 莘县 sx 效率 xl 功率 gl 人参 rs 海参 hs 党参 ds 参茸 sr 洪洞 ht 浚县 xx
大埔 db 黄埔 hp 曾都 zd 解州 xz 尉犁 yl 乐亭 lt 车载 cz 传感 cg 重组 cz 重力 zl 种植 zz 种业 zy
"""


def letter(reading: str) -> str:
    """The first letter of a reading without its tone; none where it has no Latin letter."""
    plain = unicodedata.normalize("NFD", reading).casefold()
    return next((c for c in plain if c.isascii() and c.isalpha()), "")


def main(folder: Path, out: Path = DATA) -> None:
    """Read the files of the package and write the table."""
    readings = json.loads((folder / "pypinyin/pinyin_dict.json").read_text("utf-8"))
    usual = {chr(int(point)): letter(text.split(",")[0]) for point, text in readings.items()}
    written: dict[str, list[str]] = defaultdict(list)
    for character, initial in sorted(usual.items()):
        if initial:
            written[initial].append(character)
    told = WORDS.split()
    odd = {
        word: read
        for word, read in zip(told[::2], told[1::2], strict=True)
        if read != "".join(usual.get(c, "") for c in word)
    }
    with (out / "initials.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows((initial, "".join(written[initial])) for initial in sorted(written))
        writer.writerows((read, word) for word, read in odd.items())
    print(f"{len(usual)} characters, {len(odd)} words")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
