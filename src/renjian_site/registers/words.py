"""Codes of report tables in the words that pages show for them."""

from django.utils.translation import gettext_noop

MODES = {
    "FS01": gettext_noop("现场审核"),
    "FS02": gettext_noop("远程审核"),
    "FS03": gettext_noop("现场与远程结合"),
}
STAGES = {
    "0101": gettext_noop("初审第一阶段"),
    "0102": gettext_noop("初审第二阶段"),
    "0201": gettext_noop("再认证第一阶段"),
    "0202": gettext_noop("再认证第二阶段"),
    "03": gettext_noop("监督"),
    "04": gettext_noop("特殊审核"),
    "01": gettext_noop("初始工厂检查"),
    "02": gettext_noop("复查"),
    "05": gettext_noop("变更及其他"),
}
ROLES = {
    "01": gettext_noop("组长"),
    "02": gettext_noop("组员"),
    "03": gettext_noop("技术专家"),
}
INSPECTION_RESULTS = {
    "01": gettext_noop("工厂检查通过（无不符合项）"),
    "02": gettext_noop("书面验证通过"),
    "03": gettext_noop("现场验证通过"),
    "04": gettext_noop("工厂检查不通过"),
}
