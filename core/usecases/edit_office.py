"""Say what the office is called, where it is, when it is open, and where its back-ups and spreadsheets go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from core.model.codes import AgencyKind
from core.model.office_facts import OfficeSetting
from core.ports import Context, MasterChange
from core.rules.access import Permission
from core.rules.master_lines import body_of
from core.rules.office_settings import checked_setting
from core.usecases.edit_masters import edit_masters

FOLDERS: Final = (OfficeSetting.BACKUP_FOLDER, OfficeSetting.MIRROR_FOLDER)
OF_THE_CENTRE: Final = {
    OfficeSetting.CENTRE_NAME: "name",
    OfficeSetting.CENTRE_PHONE: "phone",
    OfficeSetting.DIRECTOR_TITLE: "head_title",
}
"""Facts that also stand in the list of agencies, where the centre is one of them: both are changed together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditOffice:
    """New values by setting; empty takes a choice back. What is left out stays."""

    values: Mapping[OfficeSetting, str]


def edit_office(command: EditOffice, ctx: Context) -> int:
    """Record what differs; returns how many settings changed. A folder is tried before it is chosen.

    Raises:
        NotAllowed: the actor may not edit the office's lists.
        DomainError: a value cannot stand, or a folder is away or not writable; nothing has changed.
    """
    ctx.actor.require(Permission.MASTERS_EDIT)
    checked = {name: checked_setting(name, value) for name, value in command.values.items()}
    now = ctx.masters.settings
    new = {name: value for name, value in checked.items() if now.get(name, "") != value}
    for name in FOLDERS:
        if new.get(name):
            ctx.upkeep.refuse_unwritable(new[name])
    changes = [MasterChange("setting", name.value, {"value": value} if value else None) for name, value in new.items()]
    edit_masters([*changes, *_centre(new, ctx)], ctx)
    return len(changes)


def _centre(new: Mapping[OfficeSetting, str], ctx: Context) -> Iterator[MasterChange]:
    fields: dict[str, Any] = {field: new[name] for name, field in OF_THE_CENTRE.items() if new.get(name)}
    centre = next((each for each in ctx.masters.agencies if each.kind is AgencyKind.CENTRE), None)
    if centre is not None and fields:
        changed = replace(centre, **fields)
        if changed != centre:
            yield MasterChange("agency", centre.id, body_of(changed))
