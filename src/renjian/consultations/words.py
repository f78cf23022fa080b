"""How the library of replies is searched: by pairs of characters, which need no word breaks.

Two characters are already a word in Chinese, which a search by three characters cannot find. A
text that holds a word holds all pairs of the word; that they stand together is looked at after.
"""

import unicodedata

BREAK = " "


def plain(text: str) -> str:
    """A text as it is searched: half-width, lower case, marks and line ends as single blanks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = (c if unicodedata.category(c)[0] in "LNM" else BREAK for c in folded)
    return " ".join("".join(kept).split())


def pairs(text: str) -> list[str]:
    """The pairs of neighbouring characters in a text, each once; none reaches over a mark."""
    found = {word[at : at + 2] for word in plain(text).split(BREAK) for at in range(len(word) - 1)}
    return sorted(found)
