"""The page that prints the register: parts of a year, the backlog of a day, and the ways that lead here."""

from __future__ import annotations

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from core.figures.register import MOST_PRINTED, volumes
from core.model.facts import Registered
from core.model.office_facts import has_thai_digits
from core.papers import registry
from core.text.catalogue import t
from core.usecases.register_case import RegisterCase, register_case
from pages.ui import register_papers
from tests.pages.conftest import ANONG, DAO, SOMSRI
from tests.support.screens import opened, rerun, sign_in_as
from tests.support.settings_office import ADMIN, DIRECTOR, SettingsOffice, settled

__all__ = ["settled"]

PAGE = "reports/register.py"


def options(app: AppTest, key: str) -> list[str]:
    return list(app.selectbox(key=key).options)


def written(app: AppTest) -> list[str]:
    return [each.value for each in app.markdown]


def words(app: AppTest) -> str:
    return unescape(" ".join(str(each.proto.body) for each in app.get("html")))


@pytest.fixture
def anong(province: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A counter officer looks at the small province."""
    sign_in_as(monkeypatch, ANONG)


@pytest.mark.usefixtures("anong")
def test_it_opens_with_the_newest_year_whole_and_the_backlog_of_today() -> None:
    app = opened(PAGE)
    assert app.title[0].value == "พิมพ์ทะเบียนคุม"
    assert options(app, "choice_year")[0] == "2563"
    assert options(app, "choice_part")[0].startswith("ทั้งปี (")
    assert options(app, "choice_part")[-1] == "ระบุเลขเอง"
    assert "ณ วันที่ 31 ก.ค. 2563 มี 9 เรื่อง" in written(app)
    assert [each.proto.label for each in app.get("download_button")] == ["พิมพ์ทะเบียนคุม (PDF)", "พิมพ์บัญชีเรื่องคงค้าง (PDF)"]


@pytest.mark.usefixtures("anong")
def test_another_year_starts_with_its_own_first_part() -> None:
    app = opened(PAGE, part="2563-month-2020-07")
    assert written(app)[0].startswith("รับในเดือนกรกฎาคม 2563 ปีงบประมาณ 2563 มี ")
    year = options(app, "choice_year")[1]
    app.selectbox(key="choice_year").set_value(year)
    rerun(app)
    assert written(app)[0].startswith(f"ทั้งปี ปีงบประมาณ {year} มี ")
    assert dict(app.query_params) == {"year": year}


@pytest.mark.usefixtures("anong")
@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        pytest.param("๑", "3", "เลขรับเรื่อง 1–3 ปีงบประมาณ 2563", id="thai-digits"),
        pytest.param("1", "1,207", "", id="too-long"),
        pytest.param("4", "3", "", id="turned-round"),
        pytest.param("a", "3", "", id="no-number"),
    ],
)
def test_a_range_that_a_person_types(first: str, last: str, said: str) -> None:
    app = opened(PAGE, part="range")
    assert not app.error
    app.text_input(key="register_first_2563").set_value(first)
    app.text_input(key="register_last_2563").set_value(last)
    rerun(app)
    if said:
        assert said in written(app)
        assert not app.error
    else:
        wrong = t("error.paper_too_long", n=1207, most=MOST_PRINTED) if "," in last else t("papers.not_range")
        assert [each.value for each in app.error] == [wrong]
        assert len(app.get("download_button")) == 1


@pytest.mark.usefixtures("anong")
def test_the_backlog_of_one_agency_on_a_past_day() -> None:
    app = opened(PAGE, as_of="2020-07-31", row="land")
    assert "ณ วันที่ 31 ก.ค. 2563 มี 4 เรื่อง" in written(app)
    names = [each.partition(" (")[0] for each in options(app, "choice_row")]
    assert (names[0], names[-1]) == ("ทุกหน่วยงาน", "ศูนย์ฯ ดำเนินการเอง")


@pytest.mark.usefixtures("anong")
def test_a_year_too_long_for_one_file_is_offered_in_volumes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_papers, "MOST_PRINTED", 4)
    monkeypatch.setattr(register_papers, "volumes", lambda numbers: volumes(numbers, 4))
    assert options(opened(PAGE), "choice_part")[0].startswith("เลขรับเรื่อง 1–4 (4 เรื่อง)")


@pytest.mark.usefixtures("anong")
def test_what_is_handed_out_is_what_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(register_papers, "download", lambda *_, name, **__: asked.append(name))
    opened(PAGE, part="2563-month-2020-07", as_of="2020-07-30")
    assert asked == [
        "ทะเบียนคุม ปีงบประมาณ 2563 รับในเดือนกรกฎาคม 2563.pdf",
        "บัญชีเรื่องคงค้าง ณ วันที่ 30 กรกฎาคม 2563.pdf",
    ]


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize("actor", [DAO, SOMSRI], ids=["executive", "admin"])
def test_who_makes_no_papers_is_told_so(monkeypatch: pytest.MonkeyPatch, actor: object) -> None:
    sign_in_as(monkeypatch, actor)  # type: ignore[arg-type]
    app = opened(PAGE)
    assert not app.get("download_button")


def test_an_office_without_cases_has_nothing_to_print(settled: SettingsOffice) -> None:
    app = settled.page("register", DIRECTOR)
    assert [each.value for each in app.info] == [t("papers.none")]
    register_case(
        RegisterCase(request_id="r", facts=Registered("walk_in", topic_id="land"), title="ขอให้ตรวจสอบแนวเขต"),
        settled.context(DIRECTOR),
    )
    assert not settled.page("register", DIRECTOR).info


def test_the_pages_of_backups_and_of_the_new_year_lead_here(settled: SettingsOffice) -> None:
    assert 'href="/register"' in words(settled.page("backup", DIRECTOR))
    assert t("papers.by_officer") in [each.value for each in settled.page("backup", ADMIN).caption]
    settled.office.clock.move(days=60)  # the end of August
    assert 'href="/register?as_of=2026-08-29"' in words(settled.page("office", DIRECTOR))
    assert t("papers.by_officer") in [each.value for each in settled.page("office", ADMIN).caption]


def test_the_office_chooses_the_digits_of_its_papers(settled: SettingsOffice) -> None:
    app = settled.page("office")
    assert app.radio(key="paper_digits").value == "thai"
    app.radio(key="paper_digits").set_value("arabic")
    rerun(app)
    assert not has_thai_digits(settled.context().masters.settings)
    assert settled.page("office").radio(key="paper_digits").value == "arabic"


def test_every_paper_of_this_page_is_registered() -> None:
    assert {"register", "backlog"} <= set(registry.PAPERS)
