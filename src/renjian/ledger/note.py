"""A signed note (C2SP signed-note): a short text that fits in a mail, and lines that sign it.

The text is what was signed, to the byte. Anybody may add a line; lines of unknown keys say
nothing, and a line of a known key that is wrong makes the whole note worthless.
"""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from renjian.kernel.refusal import Reason, Refused, reason
from renjian.ledger.signing import Attestation, PublicKey, SecretKey

DASH = "\u2014 "
ID_BYTES = 4
LONGEST = 64 * 1024  # bytes; a note with sixteen signatures has two thousand


@dataclass(frozen=True)
class Line:
    """One signature: who says to have signed, and the bytes."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def text(self) -> str:
        """The line as it stands in the note."""
        encoded = base64.b64encode(self.key_id + self.signature).decode()
        return f"{DASH}{self.name} {encoded}\n"


@dataclass(frozen=True)
class Note:
    """A text that ends with a line feed, and the lines that sign it."""

    text: str
    lines: tuple[Line, ...] = ()

    @property
    def signed_text(self) -> str:
        """Text and signatures, as the file that is kept and mailed."""
        return self.text + "\n" + "".join(line.text for line in self.lines)

    def signed_by(self, key: SecretKey, *, at: datetime) -> "Note":
        """The same note with the signature of one more key."""
        line = Line(key.name, key.public.id, key.sign(self.text, at))
        return replace(self, lines=(*self.lines, line))

    def with_line(self, line: Line) -> "Note":
        """The same note with one more line; a line that it has already is not repeated."""
        return self if line in self.lines else replace(self, lines=(*self.lines, line))

    def line_of(self, key: PublicKey) -> Line | None:
        """The line that a key signed; none when it has not."""
        mine = (each for each in self.lines if (each.name, each.key_id) == (key.name, key.id))
        return next(mine, None)

    def attestation(self, key: PublicKey) -> Attestation | None:
        """What a key attests of this note; none when it has not signed. Refused when it is wrong."""
        line = self.line_of(key)
        if line is None:
            return None
        found = key.attests(self.text, line.signature)
        if found is None:
            raise Refused(forged(key.name))
        return found

    def attested_by(self, keys: Iterable[PublicKey]) -> dict[PublicKey, Attestation]:
        """Which of these keys have signed. Refused when a line of one of them is wrong."""
        each = ((key, self.attestation(key)) for key in keys)
        return {key: found for key, found in each if found is not None}


def read(signed_text: str) -> Note:
    """A note from its file. Refused with the cure when it is none."""
    text, separator, below = signed_text.replace("\r\n", "\n").rpartition("\n\n")
    if not separator or len(signed_text.encode()) > LONGEST:
        raise Refused(_unreadable())
    return Note(f"{text}\n", tuple(read_lines(below)))


def read_lines(text: str) -> list[Line]:
    """Signature lines, such as a witness sends back. Refused with the cure when one is none."""
    return [_line(line) for line in text.splitlines() if line.strip()]


def forged(name: str) -> Reason:
    """The reason against a note with a wrong signature under a known name."""
    return reason(
        "ledger.signature",
        "“{name}”的签名与检查点的内容不符：内容或者签名被改动过，不能采信。"
        "请向签名单位重新索取原件。",
        name=name,
    )


def _line(line: str) -> Line:
    name, _, encoded = line.strip().removeprefix(DASH.strip()).strip().partition(" ")
    try:
        raw = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise Refused(_unreadable()) from None
    if not line.strip().startswith(DASH.strip()) or not name or len(raw) <= ID_BYTES:
        raise Refused(_unreadable())
    return Line(name, raw[:ID_BYTES], raw[ID_BYTES:])


def _unreadable() -> Reason:
    return reason(
        "ledger.note.unreadable",
        "这不是签名检查点：应为几行正文、一个空行，再加以“—”开头的签名行。"
        "请使用下载的原文件，不要改动其中的换行。",
    )
