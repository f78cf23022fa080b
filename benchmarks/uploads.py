"""Uploads: a million rows as CSV beside the bare COPY of the same file, and workbooks of 100 000 rows."""

import argparse
import csv
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

import bare
from renjian.kernel.identifiers import check_character
from renjian_world.old_workbooks import MOST_ROWS, workbook

ROWS, BOOK_ROWS = 1_000_000, 100_000
MOST_CHECK, MOST_COMMIT, MOST_BOOK, MOST_MEMORY = 4.0, 12.0, 15.0, 1.5
HEADERS = (
    *("证书编号", "证书状态", "认证项目代码", "认证项目", "认证依据", "获证组织名称"),
    *("统一社会信用代码", "行政区划代码", "组织地址", "颁证日期", "有效期止"),
)
