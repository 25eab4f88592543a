"""Say that there is nothing to do in a step of the start."""

from __future__ import annotations

from core.model.beginnings import StartStep
from core.model.office_facts import OfficeSetting
from core.ports import Context, MasterChange
from core.rules.beginnings import settled
from core.usecases.edit_masters import edit_masters


def settle_step(step: StartStep, ctx: Context) -> None:
    """Note the step as settled; what is done in it later counts all the same.

    Raises:
        NotAllowed: the actor may not edit the lists.
        DomainError: the step must be done.
    """
    said = " ".join({each.value for each in settled(ctx.masters.settings)} | {step.value})
    edit_masters([MasterChange("setting", OfficeSetting.START_SETTLED, {"value": said})], ctx)
