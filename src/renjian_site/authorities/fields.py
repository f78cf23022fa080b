"""The classes of the fields that are not simply seen with their row.

What is not named here is public in public tables and internal in all others (the test of the row
policies names the tables). A test finds a field whose name speaks of a person and is not named.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from renjian.authorities.fields import FieldClass
from renjian.authorities.personal import masked_identity, masked_phone


@dataclass(frozen=True)
class Masked:
    """A field that is shown masked: its class, what people call it, and how its mask looks."""

    field_class: FieldClass
    title: str
    mask: Callable[[str], str]


DETAILS: Mapping[str, Masked] = {
    "phone": Masked(FieldClass.PERSONAL, "电话", masked_phone),
    "identity_number": Masked(FieldClass.SEALED, "公民身份号码", masked_identity),
}
