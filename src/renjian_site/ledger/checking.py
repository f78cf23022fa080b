"""The log of checkpoints from its first place on: its roots, and who signed for them."""

from collections.abc import Iterable, Sequence

from django.db.models import F

from renjian.kernel.refusal import Reason, Refused, reason
from renjian.ledger import checkpoints, note, tree
from renjian.ledger.signing import PublicKey
from renjian.ledger.tree import GrowingTree
from renjian_site.ledger import logs
from renjian_site.ledger.models import Checkpoint, Entry, JointCheckpoint, Log
from renjian_site.ledger.sealing import tree_of


class Walk:
    """One walk through a log; afterwards the roots at the wanted sizes are known."""

    def __init__(self, log: Log, wanted: Iterable[int]) -> None:
        self._log = log
        self._tree = GrowingTree(log.hash)
        self._wanted = set(wanted)
        self._roots: dict[int, bytes] = {}

    @property
    def size(self) -> int:
        """How many checkpoints of the log hold."""
        return self._tree.size

    def first_fault(self, keys: Sequence[PublicKey]) -> Reason | None:
        """The first thing in the log that is not as it was sealed and signed."""
        joints = self._log.joint_checkpoints.order_by("size", "pk").iterator()
        joint = next(joints, None)
        rows = logs.rows(self._log, 0, 1 << 62)
        fault: Reason | None = None
        while fault is None:
            self._note_root()
            while fault is None and joint and joint.size <= self.size:
                fault = self._why_not_joint(joint, keys)
                joint = next(joints, None)
            row = next(rows, None)
            if fault or row is None:
                break
            fault = self._why_not_row(row)
            if fault is None:
                self._tree.add(checkpoints.leaf(logs.mark_of(row), row.made_at, self._log.hash))
        if fault is None and joint:
            fault = _cut_off(self._log.origin, self.size, joint.size)
        return fault or self._why_not_end() or _backdated(self._log)

    def why_not_as_kept(self, kept: checkpoints.JointCheckpoint) -> Reason | None:
        """Why the log does not agree with a checkpoint that somebody kept elsewhere."""
        if kept.size > self.size and kept.size not in self._roots:
            return _cut_off(self._log.origin, self.size, kept.size)
        if self._roots.get(kept.size) != kept.root:
            return reason(
                "ledger.rewritten",
                "保存的检查点（{at}，{size} 项）与现存台账不符：该检查点公布之后，"
                "它所包含的记录被改动，其后的内容也被重写。请以保存的检查点为准，从备份找回原文；"
                "连同检查点的清单一起核对，可以指出是哪一本台账。",
                at=kept.at,
                size=kept.size,
            )
        return None

    def _note_root(self) -> None:
        if self.size in self._wanted:
            self._roots[self.size] = self._tree.root()

    def _why_not_row(self, row: Checkpoint) -> Reason | None:
        if row.place != self.size:
            return reason(
                "ledger.log.missing",
                "检查点记录 {origin} 的第 {place} 项缺失。请从备份核对，并追查数据库的改动。",
                origin=self._log.origin,
                place=self.size,
            )
        if tree_of(row).root() != bytes(row.root):
            return reason(
                "ledger.log.subtrees",
                "检查点记录 {origin} 的第 {place} 项（台账 {stream}）所记的子树与树根不符，被改动过。"
                "请从备份核对，并追查数据库的改动。",
                origin=self._log.origin,
                place=self.size,
                stream=row.stream.name,
            )
        return None

    def _why_not_joint(self, joint: JointCheckpoint, keys: Sequence[PublicKey]) -> Reason | None:
        try:
            kept = note.read(joint.note)
            said = checkpoints.read(kept.text)
        except Refused as refused:
            return refused.reasons[0]
        if (bytes(joint.root), bytes(joint.subtrees)) != (self._tree.root(), self._tree.subtrees):
            return _broken(joint)
        if said != checkpoints.JointCheckpoint(
            self._log.origin, joint.size, self._tree.root(), self._log.hash, joint.made_at
        ):
            return _broken(joint)
        return why_not_attested(kept, said, keys) or _why_not_countersigned(joint, said, keys)

    def _why_not_end(self) -> Reason | None:
        log = self._log
        if (log.size, bytes(log.subtrees)) == (self.size, self._tree.subtrees):
            return None
        return _cut_off(log.origin, self.size, log.size)


def why_not_attested(
    kept: note.Note, said: checkpoints.JointCheckpoint, keys: Sequence[PublicKey]
) -> Reason | None:
    """Why a checkpoint is not one that the site signed, or one whose signatures are wrong."""
    try:
        attested = kept.attested_by(keys)
    except Refused as refused:
        return refused.reasons[0]
    if not any(key.name == said.origin for key in attested):
        return reason(
            "ledger.unsigned",
            "{at} 的检查点没有“{origin}”的有效签名，可能是伪造的，不能采信。"
            "请核对公钥，或者向公布单位重新索取。",
            at=said.at,
            origin=said.origin,
        )
    return None


def is_list_of(lines: Sequence[bytes], kept: checkpoints.JointCheckpoint) -> bool:
    """Whether a list of streams is the one that a joint checkpoint is the root of."""
    hashes = [tree.leaf_hash(line, kept.hash) for line in lines]
    return len(lines) == kept.size and tree.root(hashes, kept.hash) == kept.root


def without_log(origin: str) -> Reason:
    """The reason given for a kept checkpoint of a log that the database does not have."""
    return reason(
        "ledger.log.gone",
        "保存的检查点属于“{origin}”，数据库里没有这份记录：或者文件来自别的系统，"
        "或者记录被整个删除。请确认文件来源；确属本系统的，从备份恢复。",
        origin=origin,
    )


def _why_not_countersigned(
    joint: JointCheckpoint, said: checkpoints.JointCheckpoint, keys: Sequence[PublicKey]
) -> Reason | None:
    by_text = {key.text: key for key in keys}
    for row in joint.countersignatures.select_related("key"):
        public = by_text.get(row.key.verifier)
        if public is None:
            continue  # not among the keys that the caller trusts, so it attests nothing here
        try:
            line = note.read_lines(row.line)[0]
        except Refused as refused:
            return refused.reasons[0]
        attested = public.attests(said.text, line.signature)
        if attested is None or (line.name, line.key_id) != (public.name, public.id):
            return note.forged(public.name)
        if attested.at != row.signed_at:
            return reason(
                "ledger.clock",
                "“{name}”会签的时间栏（{column}）与签名中的时间（{at}）不符，被改动过。"
                "请按签名改回，并追查数据库的改动。",
                name=public.name,
                column=row.signed_at,
                at=attested.at,
            )
    return None


def _broken(joint: JointCheckpoint) -> Reason:
    return reason(
        "ledger.joint",
        "{at} 的检查点（{size} 项）与检查点记录不符：检查点或者它所包含的一项被改动过。"
        "请与公布的检查点和备份核对。",
        at=joint.made_at,
        size=joint.size,
    )


def _cut_off(origin: str, size: int, known: int) -> Reason:
    return reason(
        "ledger.log.cut-off",
        "检查点记录 {origin} 应有 {known} 项，完好的只有 {size} 项，末尾被删除或者改动。"
        "请从备份核对，并追查数据库的改动。",
        origin=origin,
        known=known,
        size=size,
    )


def _backdated(log: Log) -> Reason | None:
    """A checkpoint that is said to be older than an entry that it covers."""
    covered = Entry.objects.filter(
        stream__checkpoints__log=log,
        number=F("stream__checkpoints__size"),
        at__gt=F("stream__checkpoints__made_at"),
    )
    found = covered.values_list("stream__name", "number").first()
    if found is None:
        return None
    return reason(
        "ledger.clock",
        "台账 {stream} 第 {number} 条的时间晚于包含它的检查点，检查点的时间被改早。"
        "请与公布的检查点核对。",
        stream=found[0],
        number=found[1],
    )
