"""Acts on authorities, their people, their keys and how these sign in."""

from renjian_site.authorities.commands.break_glass import (
    close_break_glass,
    make_break_glass,
    open_break_glass,
)
from renjian_site.authorities.commands.delegations import (
    Delegation,
    delegate,
    take_back,
    why_not_delegate,
    why_not_delegate_post,
)
from renjian_site.authorities.commands.details import open_detail
from renjian_site.authorities.commands.experts import (
    NewExpert,
    dismiss_expert,
    engage_expert,
)
from renjian_site.authorities.commands.keys import (
    create_key,
    forget_calls,
    revoke_key,
    why_not_create_key,
)
from renjian_site.authorities.commands.officers import (
    cancel_leave,
    declare_former_employer,
    declare_interest,
    end_interest,
    enter_leave,
    keep_card,
    keep_details,
)
from renjian_site.authorities.commands.people import (
    NewPerson,
    appoint,
)
from renjian_site.authorities.commands.posts import (
    NewPost,
    confirm_ending,
    confirm_post,
    end_post,
    enter_post,
    install_post,
    refuse_ending,
    refuse_post,
    why_not_confirm_ending,
    why_not_confirm_post,
    why_not_end_post,
)
from renjian_site.authorities.commands.reform_reasons import (
    why_not_cancel,
    why_not_carry_out,
    why_not_decide,
)
from renjian_site.authorities.commands.reforms import (
    Decision,
    cancel,
    carry_out,
    decide,
    note_refused,
)
from renjian_site.authorities.commands.reviews import (
    answer_review,
    close_review,
    open_reviews,
    why_not_answer,
)
from renjian_site.authorities.commands.sign_in import (
    bind_portal_account,
    end_sessions_of,
    forget_sign_ins,
    give_password,
    reset_factors,
    unbind_portal_account,
    unlock,
    why_not_bind,
    why_not_give_password,
    why_not_reset_factors,
    why_not_unlock,
)
from renjian_site.authorities.commands.units import install

__all__ = [
    "Decision",
    "Delegation",
    "NewExpert",
    "NewPerson",
    "NewPost",
    "answer_review",
    "appoint",
    "bind_portal_account",
    "cancel",
    "cancel_leave",
    "carry_out",
    "close_break_glass",
    "close_review",
    "confirm_ending",
    "confirm_post",
    "create_key",
    "decide",
    "declare_former_employer",
    "declare_interest",
    "delegate",
    "dismiss_expert",
    "end_interest",
    "end_post",
    "end_sessions_of",
    "engage_expert",
    "enter_leave",
    "enter_post",
    "forget_calls",
    "forget_sign_ins",
    "give_password",
    "install",
    "install_post",
    "keep_card",
    "keep_details",
    "make_break_glass",
    "note_refused",
    "open_break_glass",
    "open_detail",
    "open_reviews",
    "refuse_ending",
    "refuse_post",
    "reset_factors",
    "revoke_key",
    "take_back",
    "unbind_portal_account",
    "unlock",
    "why_not_answer",
    "why_not_bind",
    "why_not_cancel",
    "why_not_carry_out",
    "why_not_confirm_ending",
    "why_not_confirm_post",
    "why_not_create_key",
    "why_not_decide",
    "why_not_delegate",
    "why_not_delegate_post",
    "why_not_end_post",
    "why_not_give_password",
    "why_not_reset_factors",
    "why_not_unlock",
]
