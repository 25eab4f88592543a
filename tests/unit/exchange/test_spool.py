"""Courses lie on disk between reading and writing: in order, and for nobody else to read."""

from __future__ import annotations

import tempfile
from datetime import date
from typing import IO, Any

import pytest

from core.exchange.spool import sorted_courses
from core.model.course import Course, PersonDraft, Step, Verb
from core.model.facts import Registered

NAME = "ผู้ร้องตัวอย่าง 0001"


def a_course(n: int) -> Course:
    return Course(
        key=f"import:test:{n}",
        facts=Registered("letter", year_be=2558),
        received_on=date(2015, 1, n),
        texts={"title": "ขอให้ซ่อมถนน"},
        persons=(PersonDraft(name=NAME),),
        steps=(Step(Verb.FORWARD, date(2015, 1, n), agency_id="land"),),
        cells={"req_name": NAME},
    )


def test_courses_come_back_whole_and_sorted() -> None:
    courses = [a_course(n) for n in (3, 1, 2)]
    assert list(sorted_courses(courses, lambda course: course.received_on)) == [a_course(n) for n in (1, 2, 3)]


def test_nothing_on_disk_can_be_read_and_nothing_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    files: list[IO[Any]] = []
    make = tempfile.TemporaryFile

    def watched() -> IO[Any]:
        files.append(make())
        return files[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", watched)
    courses = sorted_courses((a_course(n) for n in (2, 1)), lambda course: course.received_on)
    next(courses)
    files[0].seek(0)
    written = files[0].read()
    assert NAME.encode() not in written
    assert b"import:test" not in written
    assert len(written) > 2 * len(NAME.encode())
    courses.close()  # type: ignore[attr-defined]  # a generator
    assert files[0].closed


def test_no_course_makes_no_order() -> None:
    assert list(sorted_courses([], lambda course: course.received_on)) == []
