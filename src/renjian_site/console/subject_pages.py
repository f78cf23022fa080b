"""Which page shows the subject of an entry of the ledger, by the kind of the subject."""

PAGES = {
    "unit": "authorities:unit",
    "upload": "registers:upload-result",
    "draw": "draws:draw",
    "task": "inspections:task",
    "clue": "cases:clue",
    "consultation": "consultations:consultation",
    "reply": "consultations:reply",
    "key": "authorities:key",
    "account": "authorities:account-of",
    "person": "authorities:person",
    "expert": "authorities:expert",
    "post-review": "authorities:review",
    "document": "documents:document",
    "checkpoint": "console:checkpoint",
    "law-change": "catalogue:change",
    "arrangement": "catalogue:arrangement",
}
