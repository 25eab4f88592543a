"""Whoever keeps the installation reads on the page of back-ups what the daily proof of all data found."""

from __future__ import annotations

from core.text.catalogue import t
from core.usecases.add_evidence import AddEvidence, add_evidence
from db import operations
from tests.support.papers import paper
from tests.support.settings_office import DIRECTOR, SettingsOffice, settled

__all__ = ["settled"]


def test_a_lost_paper_stands_in_red_after_the_daily_proof(settled: SettingsOffice) -> None:
    office = settled.office
    no = office.register("1").no
    add_evidence(AddEvidence(request_id="paper", no=no, file=paper()), settled.context(DIRECTOR))
    for file in office.home.files.glob("??/*"):
        file.unlink()
    started = office.clock.now()
    operations.run_due_jobs(started)
    office.clock.move(minutes=5)
    assert "verify" in operations.run_due_jobs(started)
    alarms = [each.proto.body for each in settled.page("backup").get("html") if "dr-alarm" in each.proto.body]
    assert f'<p class="dr-alarm">■ {t("error.evidence_damaged")}</p>' in alarms
