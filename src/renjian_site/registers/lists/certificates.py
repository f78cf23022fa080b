"""The lists of certificates and of uploads."""

from dataclasses import replace

from django.utils.translation import gettext_noop

from renjian.authorities.rights import MATTER_READERS
from renjian.registers.certificates import TITLES
from renjian.registers.kinds import TITLES as KIND_TITLES
from renjian_site.kit.lists.columns import Column, Show, by_titles
from renjian_site.kit.lists.filters import (
    Choice,
    Days,
    Situation,
    Situations,
    Unit,
    Words,
)
from renjian_site.kit.lists.listing import Link, Listing
from renjian_site.registers import mending, queries
from renjian_site.registers.lists.neighbours import CLERKS, NEIGHBOURS
from renjian_site.registers.models import Upload

UPLOAD_STAGES = dict(Upload.Stage.choices)

CERTIFICATES = Listing(
    name="registers:certificates",
    title=gettext_noop("证书名录"),
    lead=gettext_noop("本辖区获证组织的证书，按认证机构最近一次上报。"),
    rows=queries.certificates,
    columns=(
        Column("number", gettext_noop("证书编号"), "number", under=("body",), can_sort=True),
        Column(
            "organisation",
            gettext_noop("获证组织"),
            "organisation__name",
            under=("uscc",),
        ),
        Column("item", gettext_noop("认证项目"), "item", under=("kind",)),
        Column(
            "kind",
            gettext_noop("类别"),
            "kind",
            words=by_titles(KIND_TITLES),
            is_default=False,
        ),
        Column(
            "status",
            gettext_noop("状态"),
            "status",
            Show.STATE,
            words=by_titles(TITLES),
            tones={"01": "good", "03": "bad"},
        ),
        Column("expires_on", gettext_noop("有效期止"), "expires_on", Show.DAY, can_sort=True),
        Column(
            "issued_on",
            gettext_noop("颁证日期"),
            "issued_on",
            Show.DAY,
            can_sort=True,
            is_default=False,
        ),
        Column("body", gettext_noop("认证机构"), "body__name", is_default=False),
        Column("uscc", gettext_noop("统一社会信用代码"), "organisation__uscc", is_default=False),
        Column("address", gettext_noop("组织地址"), "organisation__address", is_default=False),
        Column("standard", gettext_noop("认证依据"), "standard", is_default=False),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("证书编号、统一社会信用代码或组织名称"),
            contained=("number", "organisation__name"),
            whole=("organisation__uscc",),
        ),
        Choice("kind", gettext_noop("类别"), "kind", KIND_TITLES),
        Choice("status", gettext_noop("状态"), "status", TITLES),
        Days("expires_on", gettext_noop("有效期止"), "expires_on"),
        Days("issued_on", gettext_noop("颁证日期"), "issued_on"),
    ),
    order="number",
    opens=("registers:certificate", "number"),
    empty=gettext_noop("还没有证书。认证机构上传证书报告并通过核验后，会出现在这里。"),
    neighbours=NEIGHBOURS,
    acts=(Link(gettext_noop("上传证书报告"), "registers:upload", CLERKS),),
)

UPLOADS = Listing(
    name="registers:uploads",
    title=gettext_noop("上传记录"),
    lead=gettext_noop("本机构上传的全部证书报告和核验结果。"),
    rows=queries.uploads,
    columns=(
        Column("file", gettext_noop("文件名"), "file_name"),
        Column("received_at", gettext_noop("接收时间"), "received_at", Show.MOMENT, can_sort=True),
        Column(
            "stage",
            gettext_noop("状态"),
            "stage",
            Show.STATE,
            words=by_titles(UPLOAD_STAGES),
            tones={"accepted": "good", "refused": "bad"},
        ),
        Column("problems", gettext_noop("问题数"), "problem_count", Show.NUMBER, can_sort=True),
        Column("size", gettext_noop("字节数"), "size", Show.NUMBER, is_default=False),
        Column("sha256", "SHA-256", "sha256", is_default=False),
    ),
    filters=(
        Words("q", gettext_noop("文件名"), contained=("file_name",)),
        Choice("stage", gettext_noop("状态"), "stage", UPLOAD_STAGES),
        Days("received", gettext_noop("接收日期"), "received_at__date"),
    ),
    order="-received_at",
    opens=("registers:upload-result", "pk"),
    empty=gettext_noop("还没有上传过文件。"),
    roles=CLERKS,
    neighbours=NEIGHBOURS,
    acts=(Link(gettext_noop("上传证书报告"), "registers:upload", CLERKS),),
)

SITUATIONS = {
    "waiting": Situation(gettext_noop("正在核验或者待改正"), lambda today: mending.waiting()),
    "to_mend": Situation(gettext_noop("未通过核验，待改正"), lambda today: mending.to_mend()),
}

REPORTS = replace(
    UPLOADS,
    name="registers:reports",
    title=gettext_noop("认证机构的报告"),
    lead=gettext_noop("住所在本辖区的认证机构上传的证书报告和核验结果。"),
    columns=(Column("body", gettext_noop("认证机构"), "body__name"), *UPLOADS.columns),
    filters=(
        Words("q", gettext_noop("文件名或认证机构"), contained=("file_name", "body__name")),
        *UPLOADS.filters[1:],
        Situations("situation", gettext_noop("办理情况"), SITUATIONS),
        Unit("unit", gettext_noop("监管机关的名称或者代码"), "body__authority"),
    ),
    opens=None,
    empty=gettext_noop("住所在本辖区的认证机构还没有上传过报告。"),
    roles=MATTER_READERS,
    acts=(),
)
