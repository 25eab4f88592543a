"""Every word of a file gets a key: a line of the office's lists, what a person chose, or a new line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.errors import NotAllowed
from core.exchange.fields import Field
from core.exchange.office import surveyed, wishes_for
from core.exchange.sandbox import Upload
from core.model.codes import AgencyKind, ChannelGroup, Role
from core.model.importing import Choices, FileWords, FoundAgency
from core.model.masters import Agency
from core.ports import MasterChange
from core.rules.access import Actor
from core.usecases.prepare_import import MOST_NEW, planned_lists, prepare_import
from tests.support.importing import NOTHING_CHOSEN, Importer, context
from tests.support.office import BOONMEE, Office
from tests.support.refusals import refused
from tests.unit.exchange.registers import csv_bytes, req_row

OFFICE_OF_LAND = FoundAgency("สนง.ที่ดิน", 5, "สำนักงานที่ดิน", "land", 100)


@pytest.fixture
def importer(office: Office) -> Importer:
    return Importer(office)


def agency(importer: Importer, agency_id: str) -> Agency:
    return importer.ctx().masters.agency(agency_id)


def words(*found: FoundAgency) -> FileWords:
    return FileWords(agencies=found)


def test_names_on_the_lists_are_used_and_others_added_as_the_source_names_them(importer: Importer) -> None:
    file = FileWords({"จดหมาย/หนังสือ": ChannelGroup.LETTER, "จดหมาย": ChannelGroup.LETTER}, ("ป่าไม้", "ที่ทำกิน"))
    keys = prepare_import(file, NOTHING_CHOSEN, importer.ctx())
    lists = importer.ctx().masters
    assert (keys.channels["จดหมาย/หนังสือ"], keys.topics["ป่าไม้"]) == ("letter", "forest")
    new = next(line for line in lists.channels if line.id == keys.channels["จดหมาย"])
    assert (new.name, new.group, new.position) == ("จดหมาย", ChannelGroup.LETTER, 22)
    assert lists.topic(keys.topics["ที่ทำกิน"]) == replace(lists.topics[-1], name="ที่ทำกิน")
    assert keys.amphoe["เมืองร้อยเอ็ด"] == "4501"


def test_a_second_file_with_the_same_words_adds_nothing(importer: Importer) -> None:
    file = FileWords({"จดหมาย": ChannelGroup.LETTER}, ("ที่ทำกิน",), (FoundAgency("ชมรมคนรักบ้าน", 1, "ชมรมคนรักบ้าน"),))
    first = prepare_import(file, NOTHING_CHOSEN, importer.ctx())
    events = importer.events()
    assert (prepare_import(file, NOTHING_CHOSEN, importer.ctx()), importer.events()) == (first, events)


def test_a_line_that_was_renamed_keeps_its_key(importer: Importer) -> None:
    file = FileWords({"จดหมาย": ChannelGroup.LETTER})
    key = prepare_import(file, NOTHING_CHOSEN, importer.ctx()).channels["จดหมาย"]
    body = {"id": key, "name": "จดหมายถึงศูนย์ฯ", "group": "letter"}
    importer.office.ledger(BOONMEE).change_masters([MasterChange("channel", key, body)])
    keys, changes = planned_lists(file, NOTHING_CHOSEN, importer.ctx())
    assert (keys.channels["จดหมาย"], changes) == (key, ())


@pytest.mark.parametrize(
    ("suggested", "choices", "group"),
    [
        pytest.param(ChannelGroup.PHONE, {}, ChannelGroup.PHONE, id="suggested"),
        pytest.param(None, {}, ChannelGroup.ONLINE, id="nobody-knows"),
        pytest.param(None, {"ตู้": ChannelGroup.LETTER}, ChannelGroup.LETTER, id="chosen"),
        pytest.param(ChannelGroup.PHONE, {"ตู้": ChannelGroup.LETTER}, ChannelGroup.LETTER, id="chosen-otherwise"),
    ],
)
def test_the_group_of_a_new_channel(
    importer: Importer, suggested: ChannelGroup | None, choices: dict[str, ChannelGroup], group: ChannelGroup
) -> None:
    prepare_import(FileWords({"ตู้": suggested}), Choices(groups=choices), importer.ctx())
    assert importer.ctx().masters.channels[-1].group is group


@pytest.mark.parametrize(
    ("found", "chosen", "meant"),
    [
        pytest.param(OFFICE_OF_LAND, {}, "land", id="equal"),
        pytest.param(replace(OFFICE_OF_LAND, confidence=90), {}, "land", id="certain"),
        pytest.param(replace(OFFICE_OF_LAND, confidence=89), {}, "import_", id="only-near"),
        pytest.param(replace(OFFICE_OF_LAND, confidence=89), {"สนง.ที่ดิน": "land"}, "land", id="confirmed"),
        pytest.param(OFFICE_OF_LAND, {"สนง.ที่ดิน": "governor_office"}, "governor_office", id="corrected"),
        pytest.param(OFFICE_OF_LAND, {"สนง.ที่ดิน": None}, "import_", id="new-by-choice"),
        pytest.param(replace(OFFICE_OF_LAND, suggested=None), {}, "import_", id="unknown"),
    ],
)
def test_what_a_spelling_means(
    importer: Importer, found: FoundAgency, chosen: dict[str, str | None], meant: str
) -> None:
    keys = prepare_import(words(found), Choices(chosen), importer.ctx())
    assert keys.agencies["สนง.ที่ดิน"].startswith(meant)
    assert "สนง.ที่ดิน" in agency(importer, keys.agencies["สนง.ที่ดิน"]).spellings


def test_a_new_agency_bears_its_most_frequent_spelling(importer: Importer) -> None:
    file = words(FoundAgency("ชมรม คนรักบ้าน", 2, "ชมรมคนรักบ้าน"), FoundAgency("ชมรมคนรักบ้าน", 7, "ชมรมคนรักบ้าน"))
    keys = prepare_import(file, NOTHING_CHOSEN, importer.ctx())
    assert len(set(keys.agencies.values())) == 1
    new = agency(importer, keys.agencies["ชมรมคนรักบ้าน"])
    assert (new.name, new.kind, new.spellings) == (
        "ชมรมคนรักบ้าน",
        AgencyKind.OTHER,
        ("ชมรมคนรักบ้าน", "ชมรม คนรักบ้าน"),
    )


def test_a_confirmed_spelling_is_known_to_the_next_import(importer: Importer) -> None:
    far = FoundAgency("กรมที่ดินสาขา", 1, "กรมที่ดินสาขา")
    prepare_import(words(far), Choices({"กรมที่ดินสาขา": "land"}), importer.ctx())
    assert agency(importer, "land").spellings == ("กรมที่ดินสาขา",)
    assert planned_lists(words(far), NOTHING_CHOSEN, importer.ctx())[0].agencies == {"กรมที่ดินสาขา": "land"}
    assert planned_lists(words(far), NOTHING_CHOSEN, importer.ctx())[1] == ()


def test_a_spelling_that_means_another_agency_now_leaves_the_first(importer: Importer) -> None:
    prepare_import(words(OFFICE_OF_LAND), NOTHING_CHOSEN, importer.ctx())
    prepare_import(words(OFFICE_OF_LAND), Choices({"สนง.ที่ดิน": "governor_office"}), importer.ctx())
    assert agency(importer, "land").spellings == ()
    assert agency(importer, "governor_office").spellings == ("สนง.ที่ดิน",)


def test_the_rest_of_an_agencys_line_stays(importer: Importer) -> None:
    before = agency(importer, "police")
    prepare_import(words(FoundAgency("ตร.", 1, "ตร.")), Choices({"ตร.": "police"}), importer.ctx())
    assert agency(importer, "police") == replace(before, spellings=("ตร.",))


@pytest.mark.parametrize(
    "choices",
    [
        pytest.param(Choices({"ไม่มีในไฟล์": "land"}), id="spelling-not-in-the-file"),
        pytest.param(Choices({"สนง.ที่ดิน": "no_such_agency"}), id="agency-not-on-the-list"),
        pytest.param(Choices(groups={"ไม่มีในไฟล์": ChannelGroup.PHONE}), id="channel-not-in-the-file"),
    ],
)
def test_a_choice_is_checked_whatever_the_screen_sent(importer: Importer, choices: Choices) -> None:
    events = importer.events()
    with refused("error.import_choice"):
        prepare_import(words(OFFICE_OF_LAND), choices, importer.ctx())
    assert importer.events() == events


@pytest.mark.parametrize("more", [0, 1], ids=["most", "one-more"])
def test_a_column_of_free_text_is_no_list(importer: Importer, more: int) -> None:
    file = FileWords(topics=tuple(f"เรื่อง {n}" for n in range(MOST_NEW["topic"] + more)))
    if more:
        with refused("error.import_too_many_topic"):
            planned_lists(file, NOTHING_CHOSEN, importer.ctx())
    else:
        assert len(planned_lists(file, NOTHING_CHOSEN, importer.ctx())[1]) == MOST_NEW["topic"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AGENCY, Role.EXECUTIVE, Role.AUDITOR])
def test_who_may_not_add_lines(importer: Importer, role: Role) -> None:
    actor = Actor(9, role.value, role.value, role, "land" if role is Role.AGENCY else None)
    with pytest.raises(NotAllowed):
        prepare_import(words(OFFICE_OF_LAND), NOTHING_CHOSEN, context(importer.office, actor))


def test_the_words_of_a_register_and_what_they_come_to(importer: Importer) -> None:
    rows = [
        req_row("1", send_name="อ.เมือง/ภ.จว.รอ."),
        req_row("2", channel="www.example.org", send_name="อบต.บ้านสมมุติ", type=""),
        req_row("3", channel="-", send_name="อบต. บ้านสมมุติ"),
    ]
    keys = importer.keys(rows)
    lists = importer.ctx().masters
    names = {line.id: line.name for line in lists.channels} | {line.id: line.name for line in lists.agencies}
    assert {word: names[key] for word, key in keys.channels.items()} == {
        "จดหมาย": "จดหมาย",
        "เว็บ": "เว็บ",
        "ไม่ระบุ": "ไม่ระบุ",
    }
    assert {word: names[key] for word, key in keys.agencies.items()} == {
        "อ.เมือง": "ที่ว่าการอำเภอเมืองร้อยเอ็ด",
        "ภ.จว.รอ.": "ตำรวจภูธรจังหวัดร้อยเอ็ด",
        "อบต.บ้านสมมุติ": "อบต. บ้านสมมุติ",
        "อบต. บ้านสมมุติ": "อบต. บ้านสมมุติ",
    }
    assert (list(keys.topics), keys.centre) == (["ที่ทำกิน"], "centre")


# --------------------------------------------------------------------------- what a person said of columns

GENERIC = csv_bytes([{"a": "101", "b": "ขอให้ซ่อมถนน", "c": "5/1/2558"}], ("a", "b", "c"))
MAPPING = {Field.SOURCE_NO: ("a",), Field.TITLE: ("b",), Field.RECEIVED: ("c",)}


def test_a_mapping_that_was_confirmed_is_used_again_for_the_same_headings(importer: Importer) -> None:
    ctx = importer.ctx()
    wishes = wishes_for(ctx.province_id, ctx.clock.today())
    with refused("import.refused.no_mapping"):
        surveyed(Upload(GENERIC), wishes, ctx.masters)
    plan = surveyed(Upload(GENERIC), replace(wishes, mapping=MAPPING), ctx.masters)
    file = FileWords(
        headings_digest=plan.table.fingerprint, mapping={field.value: names for field, names in MAPPING.items()}
    )
    prepare_import(file, NOTHING_CHOSEN, ctx)
    again = surveyed(Upload(GENERIC), wishes, importer.ctx().masters)
    assert (again.columns, again.suggested) == (plan.columns, False)
    assert planned_lists(file, NOTHING_CHOSEN, importer.ctx())[1] == ()
