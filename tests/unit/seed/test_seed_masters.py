"""The channels, topics and agencies an office starts with."""

from __future__ import annotations

from collections import Counter

from core.model.codes import AgencyKind, ChannelGroup
from core.model.masters import Agency, Channel, Programme
from core.text.digits import to_thai_digits
from core.text.fold import fold, refuse_hostile
from db.seed.geography import amphoe_of, province_named
from db.seed.masters import first_agencies, first_channels, first_programmes, first_topics


def roi_et() -> tuple[Agency, ...]:
    province = province_named("ร้อยเอ็ด")
    assert province
    return first_agencies(province, amphoe_of(province.code))


def test_every_channel_group_has_its_channels() -> None:
    assert Counter(channel.group for channel in first_channels()) == {
        ChannelGroup.WALK_IN: 1,
        ChannelGroup.PHONE: 2,
        ChannelGroup.LETTER: 2,
        ChannelGroup.ONLINE: 8,
        ChannelGroup.REFERRED: 7,
        ChannelGroup.FIELD: 1,
    }


def test_a_1111_matter_is_no_call_of_ours() -> None:
    ours = {channel.id: channel.group for channel in first_channels() if "1111" in channel.name}
    assert ours == dict.fromkeys(
        ("gcc1111", "point1111", "box1111", "web1111", "psc1111_app", "line_psc1111"), ChannelGroup.REFERRED
    )


def test_channels_keep_the_order_of_the_file() -> None:
    first, second, *_ = first_channels()
    assert first == Channel("walk_in", "มาด้วยตนเอง (Walk-in)", ChannelGroup.WALK_IN, position=1)
    assert (second.id, second.position) == ("hotline_1567", 2)


def test_every_topic_has_steps() -> None:
    assert [topic.id for topic in first_topics() if len(topic.steps) < 40] == []
    assert [topic.id for topic in first_topics()][:3] == ["land", "farmland", "forest"]


def test_names_are_unique_and_clean() -> None:
    lists = (first_channels(), first_topics(), first_programmes(), roi_et())
    for names in ([thing.name for thing in things] for things in lists):
        for name in names:
            refuse_hostile(name)
        assert len(set(map(fold, names))) == len(names)
    assert len({thing.id for thing in roi_et()}) == len(roi_et())


def test_covid_19_is_a_programme_whose_name_keeps_its_digits() -> None:
    assert first_programmes() == (Programme("covid19", "COVID-19"),)
    assert to_thai_digits(first_programmes()[0].name) == "COVID-19"


def test_roi_et_starts_with_its_centre_offices_districts_and_stations() -> None:
    assert Counter(agency.kind for agency in roi_et()) == {
        AgencyKind.CENTRE: 1,
        AgencyKind.PROVINCIAL: 28,
        AgencyKind.CENTRAL: 9,
        AgencyKind.STATE_ENTERPRISE: 2,
        AgencyKind.LOCAL: 1,
        AgencyKind.DISTRICT: 20,
        AgencyKind.POLICE: 21,
    }


def test_templates_are_filled() -> None:
    agencies = {agency.id: agency for agency in roi_et()}
    assert [agency.id for agency in roi_et() if "{" in agency.name + agency.short_name + agency.head_title] == []
    assert agencies["land"].name == "สำนักงานที่ดินจังหวัดร้อยเอ็ด"
    assert agencies["land"].head_title == "เจ้าพนักงานที่ดินจังหวัดร้อยเอ็ด"
    assert agencies["district_4501"] == Agency(
        id="district_4501",
        name="ที่ว่าการอำเภอเมืองร้อยเอ็ด",
        kind=AgencyKind.DISTRICT,
        short_name="อ.เมืองร้อยเอ็ด",
        amphoe_code="4501",
        head_title="นายอำเภอเมืองร้อยเอ็ด",
        size_group="A",
        position=43,
    )


def test_a_police_station_stands_under_the_provincial_police() -> None:
    stations = [agency for agency in roi_et() if agency.id.startswith("police_station_")]
    assert {agency.parent_id for agency in stations} == {"police"}
    assert (stations[0].amphoe_code, stations[0].name) == ("4501", "สถานีตำรวจภูธรเมืองร้อยเอ็ด")


def test_agencies_stand_in_three_size_groups() -> None:
    assert {agency.size_group for agency in roi_et()} == {"A", "B", "C"}
