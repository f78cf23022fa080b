"""Countersigning: another authority attests that a joint checkpoint only adds to the one before.

What a witness countersigned last is remembered beside its key, outside of the database: a ledger
that was rewritten, or brought back from an older state, is not countersigned again unnoticed.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import QuerySet

from renjian.kernel.refusal import Reason, Refused, reason
from renjian.ledger import checkpoints, note, signing
from renjian.ledger.checkpoints import Request, why_not_countersign
from renjian.ledger.signing import PublicKey
from renjian_site.ledger import keys, logs
from renjian_site.ledger.models import Countersignature, JointCheckpoint, Key


@dataclass(frozen=True)
class Growth:
    """How far a stream has grown between two joint checkpoints."""

    stream: str
    before: int
    after: int

    @property
    def ledger(self) -> str:
        """The ledger without the year."""
        return self.stream.rpartition("/")[0]

    @property
    def added(self) -> int:
        """How many entries came."""
        return self.after - self.before


def keys_of(authority: str) -> QuerySet[Key]:
    """The keys with which an authority has witnessed, the one in use last."""
    return Key.objects.filter(authority=authority).order_by("pk")


def key_in_use(authority: str) -> Key | None:
    """The key with which an authority witnesses now; none before its first time."""
    return keys_of(authority).last()


def last_countersigned(authority: str, log_id: int) -> JointCheckpoint | None:
    """The largest joint checkpoint of a log that an authority has countersigned."""
    mine = JointCheckpoint.objects.filter(
        log_id=log_id, countersignatures__key__authority=authority
    )
    return mine.order_by("-size", "-pk").first()


def why_not(joint: JointCheckpoint, authority: str, *, at: datetime) -> list[Reason]:
    """Every reason against countersigning a checkpoint with the key that the site keeps."""
    used = key_in_use(authority)
    if used and used.is_offline:
        return [
            reason(
                "ledger.witness.offline",
                "本单位的见证密钥由本单位自行保管，网站不能代签。"
                "请下载见证请求，在保管密钥的计算机上会签，再把签名行粘贴回来。",
            )
        ]
    if joint.countersignatures.filter(key__authority=authority).exists():
        return [reason("ledger.witness.done", "本单位已经会签这个检查点，不必重复会签。")]
    remembered = _remembered(keys.witness_name(authority))
    return _against(joint, authority, remembered, at)


def countersign(joint: JointCheckpoint, authority: str, *, at: datetime) -> Countersignature:
    """Countersign with the key that the site keeps for an authority."""
    if reasons := why_not(joint, authority, at=at):
        raise Refused(*reasons)
    key = keys.of_witness(authority, at=at)
    signed = note.read(joint.note).signed_by(key, at=at)
    found, _is_new = Countersignature.objects.get_or_create(
        checkpoint=joint,
        key=Key.objects.get(verifier=key.public.text),
        defaults={"line": signed.lines[-1].text, "signed_at": at.replace(microsecond=0)},
    )
    remember(keys.path_of(key.name), joint.note)
    return found


def accept(joint: JointCheckpoint, text: str, *, authority: str = "") -> list[Countersignature]:
    """Take over countersignatures that were made elsewhere: a whole note, or only its lines.

    Lines of keys that are not registered are refused, so that nobody takes them for attested.
    """
    body = logs.of(joint).text
    if "\n\n" in text.replace("\r\n", "\n").strip():
        brought = note.read(text)
        if brought.text != body:
            raise Refused(_of_another())
        lines = brought.lines
    else:
        lines = tuple(note.read_lines(text))
    known = Key.objects.exclude(authority="")
    if authority:
        known = known.filter(authority=authority)
    by_id = {(public.name, public.id): (key, public) for key, public in _with_public(known)}
    site = {
        (public.name, public.id) for _, public in _with_public(Key.objects.filter(authority=""))
    }
    strangers = [each for each in lines if (each.name, each.key_id) not in {*by_id, *site}]
    if strangers or not lines:
        raise Refused(_stranger(strangers[0].name if strangers else "–"))
    mine = [each for each in lines if (each.name, each.key_id) in by_id]
    return [_accepted(joint, body, line, *by_id[line.name, line.key_id]) for line in mine]


def register_offline(authority: str, text: str, *, at: datetime) -> Key:
    """Write down the public key of a witness who keeps the secret one elsewhere."""
    public = signing.read_public(text)
    if public.algorithm != signing.COSIGNATURE:
        raise Refused(
            reason(
                "ledger.witness.algorithm",
                "这不是见证密钥：见证密钥签名时连同时间一起签。"
                "请用 renjian ledger key 生成，不要使用其他用途的密钥。",
            )
        )
    found = Key.objects.filter(verifier=public.text).first()
    if found:
        raise Refused(reason("ledger.witness.known", "这个公钥已经登记，不必重复登记。"))
    return keys.register(public, authority=authority, is_offline=True, at=at)


def request_for(joint: JointCheckpoint, authority: str) -> Request:
    """What a witness who keeps the key elsewhere needs: the note, and the proof from its last one."""
    last = last_countersigned(authority, joint.log_id)
    old_size = min(last.size, joint.size) if last else 0
    proof = logs.consistency(joint.log, old_size, joint.size) if old_size else []
    return Request(note.read(joint.note), old_size, tuple(proof))


def growth(joint: JointCheckpoint, last: JointCheckpoint | None) -> list[Growth]:
    """Which streams grew since the last countersigned checkpoint, those with most entries first."""
    since = last.size if last else 0
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for row in logs.rows(joint.log, since, joint.size):
        after[row.stream.name] = row.size
    if last:
        earlier = joint.log.checkpoints.filter(place__lt=since, stream__name__in=after)
        for name, size in earlier.order_by("place").values_list("stream__name", "size"):
            before[name] = size
    grown = [Growth(name, before.get(name, 0), size) for name, size in after.items()]
    return sorted(grown, key=lambda each: (-each.added, each.stream))


def remember(key_file: Path, signed_text: str) -> None:
    """Keep beside a key what it countersigned last, whole or not at all."""
    path = key_file.with_suffix(".last")
    draft = path.with_suffix(".last.new")
    draft.write_text(signed_text, "utf-8")
    draft.replace(path)


def remembered_beside(key_file: Path) -> checkpoints.JointCheckpoint | None:
    """What the key in this file countersigned last; none before its first time."""
    path = key_file.with_suffix(".last")
    if not path.exists():
        return None
    return checkpoints.read(note.read(path.read_text("utf-8")).text)


def _remembered(name: str) -> checkpoints.JointCheckpoint | None:
    return remembered_beside(keys.path_of(name))


def _against(
    joint: JointCheckpoint,
    authority: str,
    remembered: checkpoints.JointCheckpoint | None,
    at: datetime,
) -> list[Reason]:
    new = logs.of(joint)
    kept = last_countersigned(authority, joint.log_id)
    befores = [logs.of(kept)] if kept else []
    if remembered and remembered.origin == new.origin and remembered not in befores:
        befores.append(remembered)
    reasons: list[Reason] = []
    for last in befores:
        within = last.size <= new.size
        proof = logs.consistency(joint.log, last.size, new.size) if within else []
        reasons += why_not_countersign(last, new, proof)
    if not reasons:
        since = max((last.size for last in befores), default=0)
        reasons += logs.contradictions(joint.log, since, new.size)
    if at < joint.made_at:
        reasons.append(
            reason(
                "ledger.witness.early",
                "检查点的时间（{made}）晚于现在（{now}），不能会签。请校准服务器时钟。",
                made=joint.made_at,
                now=at,
            )
        )
    return reasons


def _with_public(found: QuerySet[Key]) -> list[tuple[Key, PublicKey]]:
    return [(key, signing.read_public(key.verifier)) for key in found]


def _accepted(
    joint: JointCheckpoint, body: str, line: note.Line, key: Key, public: PublicKey
) -> Countersignature:
    attested = public.attests(body, line.signature)
    if attested is None or attested.at is None:
        raise Refused(note.forged(public.name))
    found, _is_new = Countersignature.objects.get_or_create(
        checkpoint=joint, key=key, defaults={"line": line.text, "signed_at": attested.at}
    )
    return found


def _of_another() -> Reason:
    return reason(
        "ledger.witness.another",
        "会签的是另一个检查点，与本检查点的正文不同。请核对文件后重新会签。",
    )


def _stranger(name: str) -> Reason:
    return reason(
        "ledger.witness.stranger",
        "没有登记“{name}”的见证公钥，无法辨认这个签名。请先由该见证单位登记公钥。",
        name=name,
    )
