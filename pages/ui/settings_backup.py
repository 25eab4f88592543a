"""The page of back-ups: how safe the data are, one made or proved now, the place, and the register's spreadsheets."""

from __future__ import annotations

from html import escape

import streamlit as st

from core.exchange.register_xlsx import write_register
from core.model.office_facts import OfficeSetting
from core.model.upkeep import BackupState, MirrorState
from core.ports import Context
from core.rules.access import Permission
from core.text.catalogue import TEXTS, t
from core.text.dates import bangkok_day, thai_day_long, thai_day_short, thai_time
from core.usecases.edit_office import EditOffice, edit_office
from core.usecases.keep_backups import make_backup, mirror_register, rehearse_restore
from pages.ui.settings_said import act
from pages.ui.settings_table import plain_table


def show_safety(ctx: Context, state: BackupState, *, is_kept: bool) -> None:
    """The newest back-up, its place, and in red whatever makes it unsafe."""
    facts = {
        t("backup.newest"): _newest(ctx, state),
        t("backup.place"): _place(state),
        t("backup.sheet"): _sheet(state),
    }
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>" for name, said in facts.items())
    st.html(f'<dl class="dr-facts">{lines}</dl>')
    if not is_kept:
        st.caption(t("backup.not_kept"))
    elif state.due_at is not None:
        st.caption(t("backup.next", at=state.due_at))
    alarms = [
        *([t("backup.unsafe")] if state.is_same_disk else []),
        *([] if state.is_here else [t("backup.away")]),
        *([t("backup.failed", reason=_reason(state.last_error, "error.backup_failed"))] if state.last_error else []),
        *([_reason(state.verify_error, "backup.verify_failed")] if state.verify_error else []),
    ]
    for alarm in alarms:
        st.html(f'<p class="dr-alarm">■ {escape(alarm)}</p>')
    if is_kept and state.recovery_confirmed_at is None:
        link = f'<a href="/setup/recovery" target="_self">{escape(t("backup.sheet_link"))}</a>'
        st.html(f'<p class="dr-alarm dr-frame">■ {escape(t("message.recovery_sheet"))} {link}</p>')


def confirm_clock(ctx: Context) -> None:
    """After a long silence nothing is recorded before somebody vouches for the machine's date: ask."""
    now = ctx.upkeep.date_in_doubt()
    if now is None or not ctx.actor.may(Permission.CLOCK_CONFIRM):
        return
    st.warning(t("clock.doubt", day=thai_day_long(bangkok_day(now))))
    st.button(t("clock.confirm"), key="clock_confirm", type="primary", on_click=act, args=(_confirmed,))


def _confirmed(ctx: Context) -> str:
    ctx.upkeep.confirm_date()
    return t("clock.confirmed")


def _newest(ctx: Context, state: BackupState) -> str:
    newest = state.newest
    if newest is None:
        return t("backup.never")
    days = (bangkok_day(ctx.clock.now()) - bangkok_day(newest.made_at)).days
    age = t("backup.age_days", n=days) if days > 0 else t("backup.age_today")
    return f"{thai_day_short(bangkok_day(newest.made_at))} {thai_time(newest.made_at)} ({age}) · {t('backup.proved')}"


def _place(state: BackupState) -> str:
    return state.folder if state.is_chosen else t("backup.place_default", folder=state.folder)


def _sheet(state: BackupState) -> str:
    if state.recovery_confirmed_at is None:
        return t("frame.recovery")
    return t("backup.sheet_confirmed", at=state.recovery_confirmed_at)


def _reason(key: str, otherwise: str) -> str:
    """Why a job failed: its refusal in words; anything else is a fault of the machine, told in the log."""
    return t(key if key in TEXTS else otherwise)


def act_now(ctx: Context) -> None:
    """The two buttons; what they did is said by the run that follows."""
    with st.container(horizontal=True):
        makes = st.button(t("button.backup_now"), key="backup_now", type="primary", icon=":material/save:")
        proves = st.button(t("button.test_restore"), key="backup_prove", icon=":material/fact_check:")
    if makes:
        with st.spinner(t("backup.making"), show_time=False):
            act(_made)
        st.rerun()
    if proves:
        with st.spinner(t("backup.rehearsing"), show_time=False):
            act(_rehearsed)
        st.rerun()
    st.caption(t("backup.restore_why"))


def _made(now: Context) -> str:
    made = make_backup(now)
    return t("backup.made", cases=made.cases, name=made.name)


def _rehearsed(now: Context) -> str:
    proved = rehearse_restore(now)
    return t("backup.rehearsed", name=proved.name, at=proved.made_at, cases=proved.cases)


def change_place(state: BackupState) -> None:
    """Ask for another folder; it is written to before it is chosen."""
    _folder(
        OfficeSetting.BACKUP_FOLDER,
        state.folder if state.is_chosen else "",
        {"label": "backup.folder", "save": "backup.folder_save", "saved": "backup.folder_saved"},
    )


def _folder(setting: OfficeSetting, present: str, words: dict[str, str]) -> None:
    key = f"folder_{setting.value}"
    st.text_input(t(words["label"]), value=present, key=key, max_chars=300, placeholder=t("settings.nothing_chosen"))
    st.caption(t("backup.folder_help"))

    def work(now: Context) -> str:
        folder = str(st.session_state[key]).strip()
        edit_office(EditOffice(values={setting: folder}), now)
        return t(words["saved"] if folder or "stopped" not in words else words["stopped"])

    st.button(t(words["save"]), key=f"{key}_save", on_click=act, args=(work,))


def show_kept(state: BackupState) -> None:
    """The files that lie in the place."""
    st.caption(t("backup.kept_why"))
    plain_table(
        [t("backup.column.made"), t("backup.column.name")],
        [(f"{thai_day_short(bangkok_day(each.made_at))} {thai_time(each.made_at)}", each.name) for each in state.kept],
    )


def show_mirror(state: MirrorState) -> None:
    """The spreadsheets of the register: where, how the last writing went, and a button that writes them now."""
    st.caption(t("mirror.why"))
    if not state.folder:
        st.markdown(t("mirror.none"))
    elif state.last_ok_at is None:
        st.markdown(t("mirror.waiting", folder=state.folder))
    else:
        st.markdown(t("mirror.ok", at=state.last_ok_at, folder=state.folder))
    if state.last_error:
        reason = _reason(state.last_error, "error.mirror_failed")
        st.html(f'<p class="dr-alarm">■ {escape(t("mirror.failed", reason=reason))}</p>')
    _folder(
        OfficeSetting.MIRROR_FOLDER,
        state.folder,
        {"label": "mirror.folder", "save": "mirror.save", "saved": "mirror.saved", "stopped": "mirror.stopped"},
    )
    if state.folder and st.button(t("mirror.now"), key="mirror_now", icon=":material/table_view:"):
        with st.spinner(t("mirror.writing"), show_time=False):
            act(lambda now: t("mirror.written", n=mirror_register(write_register, now)))
        st.rerun()
