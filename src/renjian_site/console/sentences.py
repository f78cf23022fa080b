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
from renjian.catalogue.amending import title_of as title_of_entry
from renjian.catalogue.amendments import Table
from renjian.ledger.claims import Claim
from renjian_site.catalogue.words import kind_of, values_told
from renjian_site.console.subject_pages import PAGES

ACT_TITLES = {
    "authorities.installed": "建立机构树",
    "unit.reformed": "办理机构变更",
    "unit.reform-proposed": "提出机构变更",
    "unit-change.proposed": "提出机构变更",
    "unit-change.decided": "批准机构变更",
    "unit-change.returned": "退回机构变更",
    "unit-change.cancelled": "取消机构变更",
    "unit-change.refused": "机构变更未能施行",
    "unit.established": "设立机构",
    "unit.renamed": "机构更名",
    "unit.moved": "调整隶属关系",
    "unit.covered": "调整管辖区域",
    "unit.abolished": "撤销机构",
    "clues.taken-over": "承接线索和案件",
    "clues.supervision-ended": "督办随隶属关系终止",
    "tasks.taken-over": "承接检查任务",
    "draws.taken-over": "承接抽查",
    "consultations.taken-over": "承接请示",
    "registers.followed-coverage": "按管辖区域调整名录",
    "people.appointed": "任命人员",
    "post.entered": "录入岗位",
    "post.installed": "建站录入岗位",
    "post.confirmed": "确认岗位",
    "post.refused": "不予确认岗位",
    "post.ended": "终止岗位",
    "post-ending.entered": "录入岗位终止",
    "post-ending.confirmed": "确认岗位终止",
    "post-ending.refused": "不予确认岗位终止",
    "post.delegated": "委托代理",
    "delegation.taken-back": "终止代理",
    "officer.card-kept": "登记执法证和检查资格",
    "officer.leave-entered": "登记休假",
    "officer.leave-cancelled": "撤回休假登记",
    "officer.interest-declared": "申报利益关系",
    "officer.interest-ended": "解除利益关系",
    "officer.employer-declared": "申报原工作单位",
    "officer.recused": "决定回避",
    "person.details-kept": "登记个人信息",
    "person.detail-opened": "查看个人信息原文",
    "expert.engaged": "聘任技术专家",
    "expert.dismissed": "解聘技术专家",
    "reviews.opened": "开始季度岗位复核",
    "review.answered": "提交岗位复核",
    "review.closed": "岗位复核截止",
    "key.created": "建立接口密钥",
    "key.revoked": "撤销接口密钥",
    "calls.forgotten": "清除接口调用记录",
    "password.given": "发放一次性密码",
    "second-factors.reset": "重置第二因素",
    "account.unlocked": "解除锁定",
    "sessions.ended": "结束会话",
    "portal-account.bound": "绑定统一身份认证",
    "portal-account.unbound": "解除统一身份认证绑定",
    "sign-ins.forgotten": "清除登录日志",
    "break-glass.made": "封存应急账号",
    "break-glass.opened": "启用应急账号",
    "break-glass.closed": "停用应急账号",
    "bodies.entered": "录入认证机构",
    "designated-labs.entered": "录入指定实验室",
    "upload.undone": "撤回上传",
    "registers.rolled": "名录更新到当天",
    "object.entered": "录入检查对象",
    "objects.imported": "导入检查对象",
    "object.moved-out": "移出检查对象",
    "exemptions.entered": "录入免办证明",
    "declarations.entered": "录入自我声明",
    "organisation.restricted": "设定限制",
    "upload.received": "收到证书报告",
    "upload.received-again": "再次收到同一报告",
    "upload.refused": "退回证书报告",
    "upload.checked": "核验证书报告",
    "upload.committed": "提交证书报告",
    "upload.accepted": "并入证书报告",
    "organisation.visited": "记明已检查",
    "organisation.matter-opened": "记明有未办结事项",
    "classes.imported": "导入风险分类",
    "draw.planned": "制定抽查计划",
    "draw.frozen": "冻结抽查名单",
    "draw.drawn": "抽取",
    "draw.handed-out": "抽查已下发",
    "draw.officer-replaced": "按顺序接替执法人员",
    "tasks.handed-out": "下发检查任务",
    "finding.added": "登记检查发现",
    "finding.handed-over": "移交检查发现",
    "result.entered": "录入检查结果",
    "result.sent-back": "退回检查结果",
    "result.published": "公示检查结果",
    "notice.published": "发布公示",
    "clue.registered": "登记线索",
    "clue.expected": "预判处罚种类",
    "clue.act-dated": "记载行为日期",
    "limit.stop-asked": "提出中止",
    "limit.stopped": "期限停止计算",
    "limit.resumed": "期限恢复计算",
    "limit.extension-asked": "提出延长期限",
    "limit.extended": "延长期限",
    "limit.refused": "不予批准中止或者延长",
    "clue.transferred-up": "移交上级",
    "clue.received": "接收线索",
    "clue.brought-in": "增加参与单位",
    "clue.part-ended": "终止参与",
    "clue.document-filed": "登记上级文书",
    "case.filed": "立案",
    "case.penalty-fixed": "批准拟处罚意见",
    "case.notified": "告知拟处罚",
    "consultation.drafted": "起草请示",
    "consultation.redrafted": "修改请示草稿",
    "consultation.sent": "报送请示",
    "consultation.received": "接收请示",
    "consultation.asked-back": "要求补充请示",
    "consultation.supplemented": "补充请示",
    "consultation.forwarded": "转报请示",
    "consultation.taken-back": "撤回请示",
    "reply.drafted": "拟写批复",
    "reply.issued": "签发批复",
    "reply.repealed": "废止批复",
    "draw.minutes-issued": "制作抽取记录文书",
    "task.sheet-issued": "制作检查结果文书",
    "clue.document-replaced": "换发线索文书",
    "export.asked": "申请导出",
    "export.finished": "完成导出",
    "export.ended": "终止导出",
    "exports.expired": "清除到期的导出文件",
    "bulk.started": "开始批量办理",
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
    "law-change.proposed": "提出法规数据变更",
    "law-change.approved": "批准法规数据变更",
    "law-change.refused": "退回法规数据变更",
    "arrangement.entered": "录入节假日安排",
    "arrangement.approved": "批准节假日安排",
    "arrangement.refused": "退回节假日安排",
    "arrangement.followed": "按节假日安排重算期限",
    "cases.recomputed": "重算线索和案件的期限",
    "results.recomputed": "重算公示期限",
    "consultations.recomputed": "重算请示的期限",
}
SENTENCE_TITLES = {
    "authorities.installed": "建立了机构树：{units} 个机构，覆盖 {divisions} 个行政区划",
    "unit.reformed": "办理了机构变更（{unit}），自 {on} 起施行，依据文件：{because}",
    "unit.reform-proposed": "提出了机构变更（{unit}），自 {on} 起施行，依据文件：{because}",
    "unit-change.proposed": "提出了机构变更，自 {on} 起施行，依据文件：{because}",
    "unit-change.decided": "批准了机构变更，自 {on} 起施行，依据文件：{because}",
    "unit-change.returned": "退回了自 {on} 起施行的机构变更，理由：{because}",
    "unit-change.cancelled": "撤回或者取消了自 {on} 起施行的机构变更",
    "unit-change.refused": "自 {on} 起施行的机构变更没有办成，原因 {why}",
    "unit.established": "在{to}之下设立了{name}，代码 {code}",
    "unit.renamed": "自 {on} 起把机构 {code} 更名为{name}",
    "unit.moved": "自 {on} 起把{unit}划归{to}",
    "unit.covered": "调整了{unit}的管辖区域：划入 {divisions}，划出 {ended}",
    "unit.abolished": "自 {on} 起撤销{unit}，承接机构：{to}",
    "clues.taken-over": "承接了线索 {clues} 条、案件 {cases} 件、待接收的移送 {movements} 件",
    "clues.supervision-ended": "终止了原上级的督办：线索 {clues} 件",
    "tasks.taken-over": "承接了检查任务 {tasks} 项",
    "draws.taken-over": "承接了抽查 {draws} 项",
    "consultations.taken-over": "承接了提出的请示 {asked} 件、待批复的请示 {to_reply} 件，因合并撤回 {ended} 件",
    "registers.followed-coverage": "按管辖区域 {divisions} 调整了 {moved} 家的监管机构",
    "people.appointed": "任命了 {people} 名人员，自 {from_on} 起任职",
    "post.entered": "录入了{authority}“{role}”的岗位，给账号 {account}（{name}），自 {from_on} 起，依据：{because}",
    "post.installed": "用命令行录入了{authority}“{role}”的岗位，给账号 {account}（{name}），自 {from_on} 起",
    "post.confirmed": "确认了{authority}“{role}”的岗位，账号 {account}（{name}），自 {from_on} 起",
    "post.refused": "不予确认{authority}“{role}”的岗位，账号 {account}（{name}），理由：{because}",
    "post.ended": "终止了{authority}“{role}”的岗位，账号 {account}（{name}），最后一天 {last_on}，理由：{because}",
    "post-ending.entered": "录入了终止{authority}“{role}”的岗位，账号 {account}（{name}），最后一天 {last_on}，理由：{because}",
    "post-ending.confirmed": "确认了终止{authority}“{role}”的岗位，账号 {account}（{name}），最后一天 {last_on}",
    "post-ending.refused": "不予确认终止{authority}“{role}”的岗位，账号 {account}（{name}）",
    "post.delegated": "委托{name}代理{holder}在{authority}“{role}”的岗位，{from_on} 至 {to_on}，事由：{because}",
    "delegation.taken-back": "终止了{name}代理{holder}“{role}”的岗位",
    "officer.card-kept": "登记了{name}的执法证有效期 {expires_on}，可检查事项：{items}",
    "officer.leave-entered": "登记了{name}休假，{from_on} 至 {to_on}",
    "officer.leave-cancelled": "撤回了{name}的休假登记，{from_on} 至 {to_on}",
    "officer.interest-declared": "登记了{name}申报的一项利益关系",
    "officer.interest-ended": "认定{name}的一项利益关系已经解除",
    "officer.employer-declared": "登记了{name}申报的一个原工作单位",
    "officer.recused": "决定{left}回避检查任务 {task}，按抽取的顺序由{came}接替",
    "person.details-kept": "登记了{name}的个人信息",
    "person.detail-opened": "查看了{name}的{field}原文，事由：{because}",
    "expert.engaged": "聘任了技术专家{name}（{field}），{from_on} 至 {to_on}",
    "expert.dismissed": "解聘了技术专家{name}，理由：{because}",
    "reviews.opened": "开始了 {quarter} 起的季度岗位复核，共 {reviews} 份名单",
    "review.answered": "复核了{authority}的岗位：继续 {go_on} 个，不继续 {end} 个",
    "review.closed": "{authority}的岗位复核截止，终止了 {posts} 个岗位",
    "key.created": "建立了接口密钥 {prefix}，用途：{purpose}，权限：{permissions}，有效至 {expires_on}",
    "key.revoked": "撤销了接口密钥 {prefix}",
    "calls.forgotten": "清除了 {before} 以前的接口调用记录，共 {calls} 条",
    "password.given": "给账号 {account}（{name}）发放了一次性密码，有效至 {until}",
    "second-factors.reset": "重置了账号 {account}（{name}）的第二因素",
    "account.unlocked": "解除了账号 {account}（{name}）的锁定，其间拒绝了 {refused} 次尝试",
    "sessions.ended": "结束了账号 {account}（{name}）的 {sessions} 个会话",
    "portal-account.bound": "把账号 {account}（{name}）绑定到认证平台的用户 {user}",
    "portal-account.unbound": "解除了账号 {account}（{name}）与认证平台用户 {user} 的绑定",
    "sign-ins.forgotten": "清除了 {before} 以前的登录日志，共 {lines} 条",
    "break-glass.made": "封存了应急账号 {account}，所在机构 {authority}",
    "break-glass.opened": "启用了应急账号 {account}，有效至 {until}",
    "break-glass.closed": "停用了应急账号 {account}",
    "bodies.entered": "录入了 {count} 家认证机构",
    "designated-labs.entered": "录入了 {count} 家指定实验室",
    "upload.undone": "撤回了这次上传，名录恢复到上传之前，原因：{because}",
    "registers.rolled": "让 {since} 以后到期或者生效的上报生效，变更 {changed} 张证书",
    "object.entered": "把一个主体录入检查对象名录库，标签 {tag}，来源 {source}，依据：{because}",
    "objects.imported": "导入名单 {rows} 行，录入 {entered} 个检查对象，来源 {source}，依据：{because}",
    "object.moved-out": "把一个主体移出检查对象名录库，标签 {tag}，依据：{because}",
    "exemptions.entered": "录入了 {count} 份免办证明",
    "declarations.entered": "录入了 {count} 份自我声明",
    "organisation.restricted": "设定限制“{kind}”，自 {from_on} 至 {to_on}，依据：{because}",
    "upload.received": "收到证书报告，共 {bytes} 字节，文件哈希 {sha256}",
    "upload.received-again": "再次收到同一份证书报告，文件哈希 {sha256}，没有重复处理",
    "upload.refused": "退回了证书报告：有 {problems} 处问题，没有保存任何一行",
    "upload.checked": "核验了证书报告，没有必须改正的问题，有 {warnings} 处提示",
    "upload.committed": "提交证书报告入库，文件哈希 {sha256}",
    "upload.accepted": "把证书报告并入名录库：新增 {new} 张，变更 {changed} 张，不变 {unchanged} 张",
    "organisation.visited": "记明该获证组织已于 {on} 检查",
    "organisation.matter-opened": "记明该获证组织有未办结的事项",
    "classes.imported": "导入了风险分类：采用 {taken} 家，未采用 {left} 家",
    "draw.planned": "制定了抽查计划 {number}，各类抽取比例（万分之）：{rates}",
    "draw.frozen": "冻结了抽查名单，承诺值 {plan_hash}",
    "draw.drawn": "按种子 {seed} 抽取了 {objects} 家，记录 {record}",
    "draw.handed-out": "记明抽查的任务已经下发",
    "draw.officer-replaced": "对象 {object} 的执法人员 {left} 回避，按抽取的顺序由 {came} 接替",
    "tasks.handed-out": "下发了 {tasks} 项检查任务",
    "finding.added": "在检查任务 {task} 中登记了一项发现，涉嫌违法行为 {offence}",
    "finding.handed-over": "把检查发现移交办案",
    "result.entered": "录入了检查任务 {number} 的结果 {codes}",
    "result.sent-back": "退回了检查任务 {number} 的结果，理由：{because}",
    "result.published": "公示了检查任务 {number} 的结果 {codes}",
    "notice.published": "发布了关于 {about} 的公示",
    "clue.registered": "根据检查发现 {finding} 登记了线索 {number}",
    "clue.expected": "预判线索 {number} 可能的处罚种类：{penalties}",
    "clue.act-dated": "记载了 {number} 的行为日期：{from_on} 至 {to_on}（原为 {before}），依据：{because}",
    "limit.stop-asked": "提出 {number} 的期限 {limit} 自 {from_on} 起因{cause}停止计算",
    "limit.stopped": "{number} 的期限 {limit} 因{cause}停止计算，{from_on} 至 {to_on}，期限至 {due}",
    "limit.resumed": "{number} 的期限 {limit} 因{cause}停止计算至 {to_on}，恢复计算，期限至 {due}",
    "limit.extension-asked": "提出把 {number} 的期限 {limit} 延长 {length}",
    "limit.extended": "由{approver}批准把 {number} 的期限 {limit} 延长 {length}，期限至 {due}",
    "limit.refused": "不予批准 {number} 的期限 {limit} 的中止或者延长，理由：{why}",
    "clue.transferred-up": "把线索移交{to}，移交书 {number}",
    "clue.received": "接收了移交书 {number} 所附的线索",
    "clue.brought-in": "让 {authority} 参与线索 {number}，方式：{why}，至 {until}",
    "clue.part-ended": "终止了 {authority} 的参与，方式：{why}",
    "clue.document-filed": "登记了上级文书 {number}：{kind}，{authority}",
    "case.filed": "就线索 {clue} 立案，案号 {number}，办理期限至 {due}",
    "case.penalty-fixed": "批准了案件 {number} 的拟处罚意见：{penalties}，罚款 {fine} 元，由{levels}管辖",
    "case.notified": "以 {notice} 告知了案件 {number} 的拟处罚",
    "consultation.drafted": "起草了给{to}的请示",
    "consultation.redrafted": "修改了请示草稿",
    "consultation.sent": "向{to}报送了请示 {number}，办理期限至 {due}",
    "consultation.received": "接收了请示 {number}",
    "consultation.asked-back": "就请示 {number} 要求补充：{note}",
    "consultation.supplemented": "补充了请示 {number}，办理期限至 {due}",
    "consultation.forwarded": "把请示 {number} 转报{to}，办理期限至 {due}",
    "consultation.taken-back": "撤回了请示，原因：{because}",
    "reply.drafted": "为请示 {number} 拟写了批复",
    "reply.issued": "就请示 {of} 向{to}签发了批复 {number}，效力：{reach}，替代：{replaces}",
    "reply.repealed": "废止了批复 {number}，原因：{because}",
    "draw.minutes-issued": "制作了抽取记录文书 {document}",
    "task.sheet-issued": "制作了检查结果文书 {document}",
    "clue.document-replaced": "换发了线索的文书，新编号 {document}",
    "export.asked": "申请导出列表 {listing}（{form}），条件：{query}",
    "export.finished": "完成了列表 {listing} 的导出，共 {rows} 行，文件哈希 {sha256}",
    "export.ended": "终止了 {account} 的导出：岗位已经结束或者不再能看这个列表",
    "exports.expired": "清除了 {expired} 个到期的导出文件，终止了 {ended} 个",
    "bulk.started": "在列表 {listing} 中申请批量办理（{do}），共 {rows} 条，逐条记入台账",
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
    "law-change.proposed": "提出变更{table}“{entry}”（{part}），自 {from_on} 起为：{values}，依据：{document}",
    "law-change.approved": "批准变更{table}“{entry}”（{part}），自 {from_on} 起为：{values}，依据：{document}",
    "law-change.refused": "退回了对{table}“{entry}”（{part}）的变更，理由：{because}",
    "arrangement.entered": "录入了 {year} 年的节假日安排：放假 {holidays} 日，调休上班 {make_up_days} 日，依据：{document}",
    "arrangement.approved": "批准了 {year} 年的节假日安排：放假 {holidays} 日，调休上班 {make_up_days} 日，依据：{document}",
    "arrangement.refused": "退回了 {year} 年的节假日安排，理由：{because}",
    "arrangement.followed": "按 {year} 年的节假日安排重新计算了 {moved} 个期限",
    "cases.recomputed": "重新计算了线索 {clues} 条、案件 {cases} 件的期限",
    "results.recomputed": "重新计算了检查结果 {results} 项的公示期限",
    "consultations.recomputed": "重新计算了请示 {consultations} 件的办理期限",
}
HEX = frozenset("0123456789abcdef")
AUTHORITIES = ("to", "from", "authority", "unit")  # details that hold the code of an authority
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
        name=_names(claim),
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


def _names(claim: Claim) -> str:
    """Who acted; a delegate with the one for whom he stood in."""
    if not claim.for_name:
        return claim.name
    return _("{name}（代{holder}）").format(name=claim.name, holder=claim.for_name)


def _did(claim: Claim, units: Mapping[str, str]) -> str:
    template = SENTENCE_TITLES.get(claim.act)
    if template is None:
        return _(UNKNOWN).format(act=claim.act, subject=claim.subject)
    told = claim.details or {}
    if claim.act.startswith("law-change."):
        told = {**told, **_law_in_words(told)}
    if "limit" in told:
        told = {**told, "limit": _(title_of_entry(Table.DEADLINES, str(told["limit"])))}
    details = {key: _detail(key, value, units) for key, value in told.items()}
    return _(template).format_map(defaultdict(lambda: "–", details))


def _law_in_words(told: Mapping[str, object]) -> dict[str, object]:
    """Table, entry, part and values of a change of the law by their names and not their codes."""
    tables = {table.title: table for table in Table}
    table, entry = tables.get(str(told.get("table", ""))), str(told.get("entry", ""))
    if table is None:
        return {}
    title, values = title_of_entry(table, entry), told.get("values")
    return {
        "table": _(table.title),
        "entry": entry if title == entry else f"{entry} {_(title)}",
        "part": _(kind_of(str(told.get("part", "")))),
        "values": values_told(values) if isinstance(values, dict) else "",
    }


def _detail(key: str, value: object, units: Mapping[str, str]) -> str:
    if key == "role":
        return role_of(str(value))
    return _word(units.get(str(value), value) if key in AUTHORITIES else value)


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
