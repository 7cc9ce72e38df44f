"""What people do with registrations: each verb in the caller's transaction, its mail with it."""

from meetings.registration.actions.attending import note, note_many
from meetings.registration.actions.correcting import (
    Corrected,
    change_listing,
    correct,
    correct_address,
    correct_answers,
    follow_corrected,
    is_told,
    write_in,
)
from meetings.registration.actions.deciding import (
    approve,
    cancel,
    decline,
    meeting_moved_on,
    put_on_waiting_list,
    take_up,
    withdraw,
    withdraw_as_answered,
    withdraw_whatever,
)
from meetings.registration.actions.forgetting import follow_forgetting, forget, forget_registrations
from meetings.registration.actions.handing_over import (
    comes_anew,
    comes_as,
    hand_over,
    in_time_to_change,
    is_there_to_take,
    may_be_changed,
    take_over,
)
from meetings.registration.actions.joining import is_admitted, take_part
from meetings.registration.actions.letting_in import let_in
from meetings.registration.actions.moving import follow_leaving, lock_meeting, of_themselves
from meetings.registration.actions.registering import (
    confirm,
    enter,
    is_their_address,
    register,
    register_again,
    register_invited,
    save_office_answers,
    to_confirm,
    waits_for,
)
from meetings.registration.actions.reminding import lost_places, remind
from meetings.registration.actions.searches import forget_searches_for, searches_for
from meetings.registration.actions.terms import limit_organization, limit_places, set_terms
from meetings.registration.actions.views import delete_view, save_view
from meetings.registration.actions.waiting import (
    accept_offer,
    keep_places,
    keep_waiting_lists,
    lapse_offers,
    offer_free_places,
    offers_now,
    taken_or_kept,
)

__all__ = [
    "Corrected",
    "accept_offer",
    "approve",
    "cancel",
    "change_listing",
    "comes_anew",
    "comes_as",
    "confirm",
    "correct",
    "correct_address",
    "correct_answers",
    "decline",
    "delete_view",
    "enter",
    "follow_corrected",
    "follow_forgetting",
    "follow_leaving",
    "forget",
    "forget_registrations",
    "forget_searches_for",
    "hand_over",
    "in_time_to_change",
    "is_admitted",
    "is_their_address",
    "is_there_to_take",
    "is_told",
    "keep_places",
    "keep_waiting_lists",
    "lapse_offers",
    "let_in",
    "limit_organization",
    "limit_places",
    "lock_meeting",
    "lost_places",
    "may_be_changed",
    "meeting_moved_on",
    "note",
    "note_many",
    "of_themselves",
    "offer_free_places",
    "offers_now",
    "put_on_waiting_list",
    "register",
    "register_again",
    "register_invited",
    "remind",
    "save_office_answers",
    "save_view",
    "searches_for",
    "set_terms",
    "take_over",
    "take_part",
    "take_up",
    "taken_or_kept",
    "to_confirm",
    "waits_for",
    "withdraw",
    "withdraw_as_answered",
    "withdraw_whatever",
    "write_in",
]
