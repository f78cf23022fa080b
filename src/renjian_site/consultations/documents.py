"""What the documents of requests and replies say."""

from renjian.consultations.clauses import cited_or_typed
from renjian_site.consultations.models import Consultation, Reply
from renjian_site.kit.documents.papers import Paper, fill, in_chinese

REQUEST, REPLY = "request-for-instructions", "reply"
PACKAGE = "renjian_site.consultations"
NOTHING = "–"
REACHES = {
    Reply.Reach.GENERAL: "本批复普遍适用，同类问题参照办理。",
    Reply.Reach.THIS_MATTER: "本批复仅适用于所请示的事项。",
}


def letter(consultation: Consultation) -> Paper:
    """The letter of a request for instructions (请示)."""
    asked = consultation.legal_questions
    values = {
        "to": consultation.superior.name,
        "title": consultation.title,
        "question": consultation.question,
        "own_opinion": consultation.own_opinion or NOTHING,
        "legal_questions": "\n".join(map(_legal_question, asked)) or NOTHING,
        "matter": consultation.matter or NOTHING,
        "topic": consultation.get_topic_display(),
        "wished_on": in_chinese(consultation.wished_on),
    }
    return fill(PACKAGE, REQUEST, values)


def reply_letter(reply: Reply, before: Reply | None) -> Paper:
    """The letter of a reply (批复); ``before`` is the reply that it takes the place of."""
    request = reply.consultation
    reach = REACHES[Reply.Reach(reply.reach)]
    if before:
        reach += f"\n{before.number}停止执行，以本批复为准。原因：{reply.because}"
    values = {
        "to": request.authority.name,
        "title": reply.title,
        "request": f"《{request.title}》（{request.number}）",
        "text": reply.text,
        "clauses": "、".join(map(cited_or_typed, reply.clauses)) or NOTHING,
        "reach": reach,
    }
    return fill(PACKAGE, REPLY, values)


def _legal_question(asked: dict[str, str]) -> str:
    clause = asked["clause"]
    return f"{asked['text']}（{cited_or_typed(clause)}）" if clause else asked["text"]
