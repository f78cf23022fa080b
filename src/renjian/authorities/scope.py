"""Who may see what: the part of the authority tree below an authority, as a range of text.

A path is the codes from the root down, each followed by "/". Codes hold digits, capital letters
and "-", which all sort before "~", so that the paths of an authority and of everything below it
are exactly the texts from the path itself up to the path with "~". A comparison of text is all the
database needs for it.
"""

SEPARATOR = "/"
LAST = "~"


def range_of(path: str) -> tuple[str, str]:
    """The lowest path in the scope of an authority, and the text that ends the range."""
    return path, path + LAST


def covers(path: str, other: str) -> bool:
    """Whether the authority at ``other`` is the one at ``path`` or subordinate to it."""
    low, high = range_of(path)
    return low <= other < high
