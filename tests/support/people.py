"""The four people of the tests. Each stands for a role; a test about permission names who asks."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.codes import Role

AGENCY_ELSEWHERE = "agency-elsewhere"
"""An agency that no case of a test is sent to unless the test is about just that."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account of a test; ``agency_id`` only for people of an agency."""

    username: str
    name: str
    role: Role
    agency_id: str | None = None


ANONG = Person("anong", "อนงค์ เจ้าหน้าที่ตัวอย่าง", Role.OFFICER)
"""Officer of the centre: registers, sends, chases."""

BOONMEE = Person("boonmee", "บุญมี ผู้อำนวยการตัวอย่าง", Role.DIRECTOR)
"""Director of the centre: approves, voids, corrects what is old."""

CHAI = Person("chai", "ชัย หน่วยงานตัวอย่าง", Role.AGENCY, AGENCY_ELSEWHERE)
"""Officer of an agency elsewhere: must see nothing of other agencies' cases, nor learn that they exist."""

DAO = Person("dao", "ดาว ผู้บริหารตัวอย่าง", Role.EXECUTIVE)
"""Executive: figures and published titles, no personal data."""

EVERYBODY = (ANONG, BOONMEE, CHAI, DAO)
