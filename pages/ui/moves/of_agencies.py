"""Moves of a referral: sending, what the agency says, chasing, and its finish day."""

from __future__ import annotations

from typing import Final

from core.figures.case_page import CasePage
from core.model import payloads as p
from core.model.codes import ContactWay, DelayReason, SentVia
from core.rules.access import Permission
from core.usecases.acknowledge_referral import AcknowledgeReferral, acknowledge_referral
from core.usecases.cancel_referral import CancelReferral, cancel_referral
from core.usecases.chase_referral import ChaseReferral, chase_referral
from core.usecases.confirm_pending import ConfirmPending, confirm_pending
from core.usecases.deliver_letter import DeliverLetter, deliver_letter
from core.usecases.extend_finish import ExtendFinish, extend_finish
from core.usecases.forward_to_agencies import ForwardToAgencies, forward_to_agencies
from core.usecases.pause_finish import PauseFinish, pause_finish
from core.usecases.recalculate_dues import RecalculateDues, recalculate_dues
from core.usecases.report_done import ReportDone, report_done
from core.usecases.report_progress import ReportProgress, report_progress
from core.usecases.resume_finish import ResumeFinish, resume_finish
from core.usecases.return_referral import ReturnReferral, return_referral
from core.usecases.send_back_referral import SendBackReferral, send_back_referral
from pages.ui.moves.fields import agencies, coded, day, line, text
from pages.ui.moves.forms import MoveForm

_FORWARD, _ANSWER, _EXTEND = Permission.CASE_FORWARD, Permission.REFERRAL_ANSWER, Permission.CASE_EXTEND
_SENDING: Final = (
    agencies(),
    coded("sent_via", tuple(SentVia), first=SentVia.SYSTEM),
    line("letter_no"),
    day("letter_on"),
    day("report_due_on"),
    day("review_on"),
    day(today=True),
    text(),
)


def _is_anywhere(page: CasePage) -> bool:
    return bool(page.case.live_referrals)


def _is_nowhere(page: CasePage) -> bool:
    return not page.case.live_referrals


def _sending(name: str, button: str, *, keep: bool) -> MoveForm:
    return MoveForm(
        name,
        button,
        p.Forwarded,
        _FORWARD,
        ForwardToAgencies,
        forward_to_agencies,
        _SENDING,
        fixed={"keep": keep},
        only=_is_nowhere if name == "forward" else _is_anywhere,
        icon=":material/send:",
    )


OF_AGENCIES: Final = (
    _sending("forward", "button.forward", keep=True),
    MoveForm(
        "acknowledge", "button.acknowledge", p.Acknowledged, _ANSWER, AcknowledgeReferral, acknowledge_referral,
        (day(today=True), text()), of_referral=True, icon=":material/mark_email_read:",
    ),
    MoveForm(
        "progress", "button.report_progress", p.ProgressReported, _ANSWER, ReportProgress, report_progress,
        (text(), day("expected_on"), line("letter_no"), day(today=True)),
        of_referral=True, icon=":material/trending_up:",
    ),
    MoveForm(
        "done", "button.report_done", p.DoneReported, _ANSWER, ReportDone, report_done,
        (text(), line("letter_no"), day(today=True)), of_referral=True, icon=":material/task_alt:",
    ),
    MoveForm(
        "chase", "button.chase", p.Chased, Permission.CASE_CHASE, ChaseReferral, chase_referral,
        (coded("way", tuple(ContactWay), first=ContactWay.PHONE), text(), line("letter_no"), day(today=True)),
        of_referral=True, icon=":material/notifications_active:",
    ),
    MoveForm(
        "return", "button.record_return", p.Returned, _ANSWER, ReturnReferral, return_referral,
        (text(needed=True), line("letter_no"), day(today=True)), of_referral=True, icon=":material/undo:",
    ),
    MoveForm(
        "deliver", "button.deliver", p.Delivered, _ANSWER, DeliverLetter, deliver_letter,
        (day(today=True), text()), of_referral=True, icon=":material/local_post_office:",
    ),
    MoveForm(
        "send_back", "button.send_back", p.SentBack, Permission.CASE_CLOSE, SendBackReferral, send_back_referral,
        (text(needed=True), day(today=True)), of_referral=True, icon=":material/replay:",
    ),
    _sending("forward_join", "button.forward_join", keep=True),
    _sending("forward_on", "button.forward_on", keep=False),
    MoveForm(
        "cancel", "button.cancel_referral", p.Cancelled, _FORWARD, CancelReferral, cancel_referral,
        (text(needed=True), day(today=True)), of_referral=True, icon=":material/cancel:",
    ),
    MoveForm(
        "extend", "button.extend", p.Extended, _EXTEND, ExtendFinish, extend_finish,
        (day("due_on", needed=True), line("by_whom"), text(needed=True), day(today=True)),
        of_referral=True, icon=":material/more_time:",
    ),
    MoveForm(
        "pause", "button.pause", p.Paused, _EXTEND, PauseFinish, pause_finish,
        (coded("reason", tuple(DelayReason), first=DelayReason.AWAITING_COMPLAINANT), text(), day(today=True)),
        of_referral=True, icon=":material/pause_circle:",
    ),
    MoveForm(
        "resume", "button.resume", p.Resumed, _EXTEND, ResumeFinish, resume_finish,
        (text(), day(today=True)), of_referral=True, icon=":material/play_circle:",
    ),
    MoveForm(
        "confirm_pending", "button.confirm_pending", p.PendingConfirmed, _FORWARD, ConfirmPending, confirm_pending,
        (day(today=True), text()), of_referral=True, icon=":material/fact_check:",
    ),
    MoveForm(
        "recalculate", "button.recalculate", p.Recalculated, _EXTEND, RecalculateDues, recalculate_dues,
        (text(), day(today=True)), of_referral=True, icon=":material/calculate:",
    ),
)  # fmt: skip
