"""Values as calls carry them, where pydantic would take more than we mean."""

from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError


def _as_text(value: Any) -> Any:
    """A bare number is no moment: nobody could tell seconds from milliseconds or a year."""
    if isinstance(value, str) and "T" in value.upper():
        return value
    raise PydanticCustomError("datetime_from_date_parsing", "not a moment")


Moment = Annotated[AwareDatetime, BeforeValidator(_as_text)]
"""A moment as ISO 8601 has it, with its time zone."""
