"""What is wrong with a cell of an upload, said so that its sender can mend it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One cell that breaks one rule.

    ``template`` is the Chinese sentence with ``{names}`` of ``values``, ``cure`` says what to do;
    both can be shown in another language.
    """

    sheet: str
    line: int
    column: str
    value: str
    rule: str
    template: str
    values: Mapping[str, str]
    cure: str
    level: str = "error"  # or a warning, which hinders nothing

    @property
    def text(self) -> str:
        """The sentence in the source language, with where and what to do."""
        where = f"“{self.sheet}”第 {self.line} 行" if self.sheet else f"第 {self.line} 行"
        return f"{where}{self.sentence}"

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, without where."""
        return self.template.format(**self.values) + self.cure


@dataclass(frozen=True)
class Examination:
    """The outcome of the checks of an upload: the first problems, and how many there are in all.

    ``count`` are those that must be mended, ``warnings`` the others.
    """

    problems: tuple[Problem, ...]
    count: int
    warnings: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing stands against taking the rows over."""
        return self.count == 0
