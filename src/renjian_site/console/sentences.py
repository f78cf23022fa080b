"""What each entry of the ledger says, as a sentence in the reader's language.

One line for each act that any command records: what it is called in a filter, and what the person
did, with the names of the entry's details in braces. A test finds the act without a line.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from renjian.authorities.posts import TITLES as ROLE_TITLES
from renjian.authorities.posts import Role
from renjian.ledger.claims import Claim

ACT_TITLES = {
    "authorities.installed": "建立机构树",
    "people.appointed": "任命人员",
    "key.created": "建立接口密钥",
    "key.revoked": "撤销接口密钥",
    "calls.forgotten": "清除接口调用记录",
    "bodies.entered": "录入认证机构",
    "upload.received": "收到证书报告",
    "upload.received-again": "再次收到同一报告",
    "upload.refused": "退回证书报告",
    "upload.accepted": "并入证书报告",
    "organisation.visited": "记明已检查",
    "organisation.matter-opened": "记明有未办结事项",
    "classes.imported": "导入风险分类",
    "draw.planned": "制定抽查计划",
    "draw.frozen": "冻结抽查名单",
    "draw.drawn": "抽取",
    "draw.handed-out": "抽查已下发",
    "tasks.handed-out": "下发检查任务",
    "finding.added": "登记检查发现",
    "finding.handed-over": "移交检查发现",
    "result.entered": "录入检查结果",
    "result.sent-back": "退回检查结果",
    "result.published": "公示检查结果",
    "notice.published": "发布公示",
    "clue.registered": "登记线索",
    "clue.expected": "预判处罚种类",
    "clue.transferred-up": "移交上级",
    "clue.received": "接收线索",
    "clue.brought-in": "增加参与单位",
    "clue.part-ended": "终止参与",
    "case.filed": "立案",
    "draw.minutes-issued": "制作抽取记录文书",
    "task.sheet-issued": "制作检查结果文书",
    "clue.document-replaced": "换发线索文书",
    "export.asked": "申请导出",
    "export.finished": "完成导出",
    "export.ended": "终止导出",
    "exports.expired": "清除到期的导出文件",
    "job.tried-again": "重新办理后台任务",
    "snapshots.kept": "保存快照",
    "document.issued": "制作文书",
    "document.replaced": "换发文书",
    "document.issued-already": "再次要求同一文书",
    "document.asked-again": "重新生成文书",
    "document.made": "生成文书文件",
    "document.failed": "文书生成失败",
    "checkpoint.made": "做检查点",
    "checkpoint.countersigned": "会签检查点",
    "checkpoint.countersignature-brought": "登记别处的会签",
    "witness-key.registered": "登记见证公钥",
}
SENTENCE_TITLES = {
    "authorities.installed": "建立了机构树：{units} 个机构，覆盖 {divisions} 个行政区划",
    "people.appointed": "任命了 {people} 名人员，自 {from_on} 起任职",
    "key.created": "建立了接口密钥 {prefix}，用途：{purpose}，权限：{permissions}，有效至 {expires_on}",
    "key.revoked": "撤销了接口密钥 {prefix}",
    "calls.forgotten": "清除了 {before} 以前的接口调用记录，共 {calls} 条",
    "bodies.entered": "录入了 {count} 家认证机构",
    "upload.received": "收到证书报告，共 {bytes} 字节，文件哈希 {sha256}",
    "upload.received-again": "再次收到同一份证书报告，文件哈希 {sha256}，没有重复处理",
    "upload.refused": "退回了证书报告：有 {problems} 处问题，没有保存任何一行",
    "upload.accepted": "把证书报告并入名录库：新增 {new} 张，变更 {changed} 张，不变 {unchanged} 张",
    "organisation.visited": "记明该获证组织已于 {on} 检查",
    "organisation.matter-opened": "记明该获证组织有未办结的事项",
    "classes.imported": "导入了风险分类：采用 {taken} 家，未采用 {left} 家",
    "draw.planned": "制定了抽查计划 {number}，各类抽取比例（万分之）：{rates}",
    "draw.frozen": "冻结了抽查名单，承诺值 {plan_hash}",
    "draw.drawn": "按种子 {seed} 抽取了 {objects} 家，记录 {record}",
    "draw.handed-out": "记明抽查的任务已经下发",
    "tasks.handed-out": "下发了 {tasks} 项检查任务",
    "finding.added": "在检查任务 {task} 中登记了一项发现，涉嫌违法行为 {offence}",
    "finding.handed-over": "把检查发现移交办案",
    "result.entered": "录入了检查任务 {number} 的结果 {codes}",
    "result.sent-back": "退回了检查任务 {number} 的结果，理由：{because}",
    "result.published": "公示了检查任务 {number} 的结果 {codes}",
    "notice.published": "发布了关于 {about} 的公示",
    "clue.registered": "根据检查发现 {finding} 登记了线索 {number}",
    "clue.expected": "预判线索 {number} 可能的处罚种类：{penalties}",
    "clue.transferred-up": "把线索移交{to}，移交书 {number}",
    "clue.received": "接收了移交书 {number} 所附的线索",
    "clue.brought-in": "让 {authority} 参与线索 {number}，方式：{why}，至 {until}",
    "clue.part-ended": "终止了 {authority} 的参与，方式：{why}",
    "case.filed": "就线索 {clue} 立案，案号 {number}，办理期限至 {due}",
    "draw.minutes-issued": "制作了抽取记录文书 {document}",
    "task.sheet-issued": "制作了检查结果文书 {document}",
    "clue.document-replaced": "换发了线索的文书，新编号 {document}",
    "export.asked": "申请导出列表 {listing}（{form}），条件：{query}",
    "export.finished": "完成了列表 {listing} 的导出，共 {rows} 行，文件哈希 {sha256}",
    "export.ended": "终止了 {account} 的导出：岗位已经结束或者不再能看这个列表",
    "exports.expired": "清除了 {expired} 个到期的导出文件，终止了 {ended} 个",
    "job.tried-again": "让后台任务 {task} 重新办理",
    "snapshots.kept": "保存了 {files} 个快照文件",
    "document.issued": "制作了文书 {number}（{kind}），所据事项 {of}，内容哈希 {content}",
    "document.replaced": "换发了文书 {number}，替代 {replaces}，原因：{because}",
    "document.issued-already": "再次要求制作文书 {number}，没有重复编号",
    "document.asked-again": "要求重新生成文书 {number} 的文件",
    "document.made": "生成了文书 {number} 的文件，PDF 哈希 {pdf}，Word 哈希 {docx}",
    "document.failed": "文书 {number} 的文件没有生成，原因 {why}",
    "checkpoint.made": "要求现在做一个检查点",
    "checkpoint.countersigned": "核对一致性后会签了检查点 {origin}，共 {size} 项，树根 {root}",
    "checkpoint.countersignature-brought": "登记了“{names}”在别处对检查点 {origin}（{size} 项）的会签",
    "witness-key.registered": "登记了自行保管的见证公钥 {key}",
}
PAGES = {
    "upload": "registers:upload-result",
    "draw": "draws:draw",
    "task": "inspections:task",
    "clue": "cases:clue",
    "key": "authorities:key",
    "document": "documents:document",
    "checkpoint": "console:checkpoint",
}
HEX = frozenset("0123456789abcdef")
AUTHORITIES = ("to", "from", "authority")  # details that hold the code of an authority
UNKNOWN = gettext_noop("办理了 {act}（{subject}）")


@dataclass(frozen=True)
class Told:
    """An entry in words: the whole sentence, and the page of what it is about, if it has one."""

    sentence: str
    title: str
    subject: str
    url: str
    within: tuple["Told", ...] = ()


def tell(claim: Claim, units: Mapping[str, str]) -> Told:
    """An entry as who did what, when; ``units`` names authorities by their code."""
    did = _did(claim, units)
    within = tuple(tell(each, units) for each in claim.within)
    if not claim.account:
        return Told(did, title_of(claim.act), claim.subject, page_of(claim.subject), within)
    sentence = _("{when}，{unit}{name}（{role}）{did}。").format(
        when=_moment(claim.begun_at or claim.at),
        unit=units.get(claim.unit, claim.unit),
        name=claim.name,
        role=role_of(claim.role),
        did=did,
    )
    return Told(sentence, title_of(claim.act), claim.subject, page_of(claim.subject), within)


def title_of(act: str) -> str:
    """What an act is called; its own code where this list does not know it."""
    return _(ACT_TITLES[act]) if act in ACT_TITLES else act


def role_of(role: str) -> str:
    """What a post is called."""
    return _(ROLE_TITLES[Role(role)]) if role in set(Role) else role


def page_of(subject: str) -> str:
    """The address of the page of what an entry is about; empty where there is none."""
    kind, _colon, number = subject.partition(":")
    return reverse(PAGES[kind], args=[number]) if kind in PAGES and number.isdecimal() else ""


def _did(claim: Claim, units: Mapping[str, str]) -> str:
    template = SENTENCE_TITLES.get(claim.act)
    if template is None:
        return _(UNKNOWN).format(act=claim.act, subject=claim.subject)
    details = {
        key: _word(units.get(str(value), value) if key in AUTHORITIES else value)
        for key, value in (claim.details or {}).items()
    }
    return _(template).format_map(defaultdict(lambda: "–", details))


def _word(value: object) -> str:
    if isinstance(value, dict):
        return _("、").join(f"{key} {_word(item)}" for key, item in value.items()) or "–"
    if isinstance(value, list):
        return _("、").join(_word(item) for item in value) or "–"
    text = "–" if value in (None, "") else str(value)
    return f"{text[:16]}…" if len(text) == 64 and set(text) <= HEX else text


def _moment(text: str) -> str:
    try:
        return timezone.localtime(datetime.fromisoformat(text)).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return text or "–"  # an entry that was altered may say anything


def codes_in(claims: Iterable[Claim]) -> set[str]:
    """The codes of authorities that these entries name."""
    found = set()
    for claim in claims:
        found |= {claim.unit, *(str((claim.details or {}).get(key, "")) for key in AUTHORITIES)}
    return found
