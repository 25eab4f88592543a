"""What a person confirms before an import: the meaning of columns, agencies by spelling, groups of new channels.

The editor obeys whatever a browser sends, so only the column of choices is taken from it, row by row of our own input,
and the use case checks every choice again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
import streamlit as st

from core.exchange.agency_names import AgencySpelling
from core.exchange.dialects.generic import as_mapping, suggest_columns
from core.exchange.fields import Field
from core.exchange.office import words_of
from core.model.codes import ChannelGroup
from core.model.importing import Choices
from core.ports import Context, Masters
from core.text.catalogue import label, t
from core.usecases.prepare_import import CERTAIN, OTHER_GROUP
from pages.ui.import_file import FieldMapping, Opened, Understood

ROW_PIXELS: Final = 35
MOST_ROWS_SEEN: Final = 12


def ask_mapping(opened: Opened) -> FieldMapping | None:
    """Ask what each column means, with a suggestion; the answer once it is confirmed."""
    st.info(t("import.page.mapping_why"))
    table, key = opened.table, f"import_columns_{opened.digest}"
    columns = opened.plan.columns if opened.plan else suggest_columns(table.headings)
    suggested = as_mapping(table.headings, columns)
    by_heading = {heading: field for field, headings in suggested.items() for heading in headings}
    headings = [heading for heading in table.headings if heading]
    meanings = {t("import.page.mapping_not_used"): None, **{field_name(field): field for field in Field}}
    unused = t("import.page.mapping_not_used")
    chosen = _edited(
        {
            t("import.page.column"): headings,
            t("import.page.means"): [
                field_name(by_heading[heading]) if heading in by_heading else unused for heading in headings
            ],
        },
        list(meanings),
        key=key,
    )
    if not st.button(t("import.page.mapping_confirm"), type="primary", key=f"{key}_confirm"):
        return None
    mapping: dict[Field, tuple[str, ...]] = {}
    for heading, word in zip(headings, chosen, strict=True):
        field = meanings.get(word)
        if field is not None:
            mapping[field] = (*mapping.get(field, ()), heading)
    return mapping


def field_name(field: Field) -> str:
    """What a column can mean, in words."""
    return t(f"import.field.{field.value}")


def ask_choices(ctx: Context, found: Understood) -> Choices:
    """Ask what the file's spellings of agencies and its unsorted channels mean."""
    return Choices(_ask_agencies(ctx.masters, found), _ask_groups(ctx.masters, found))


def _ask_agencies(masters: Masters, found: Understood) -> dict[str, str | None]:
    """The agency of every spelling: what is certain, what a person chose, else none, which adds a new one."""
    if not found.run.agencies:
        st.caption(t("import.page.agencies_none"))
        return {}
    lines = sorted(found.run.agencies, key=lambda line: (_is_certain(line), -line.count, line.spelling))
    certain = sum(map(_is_certain, lines))
    st.caption(t("import.page.agencies_why", count=len(lines), certain=certain, open=len(lines) - certain))
    use_suggested = st.toggle(t("import.page.use_suggested"), key=f"import_suggested_{found.opened.digest}")
    names = _names(masters)
    new = t("import.page.new_agency")
    chosen = _edited(
        {
            t("import.page.spelling"): [line.spelling for line in lines],
            t("import.page.count"): [line.count for line in lines],
            t("import.page.agency"): [_preset(line, names, new, likely=use_suggested) for line in lines],
            t("import.page.likely"): [_likely(line, names) for line in lines],
            t("import.page.sure"): [line.confidence for line in lines],
        },
        [new, *names.values()],
        key=f"import_agencies_{found.opened.digest}_{use_suggested}",
        choice=t("import.page.agency"),
    )
    ids = {name: agency_id for agency_id, name in names.items()}
    return {line.spelling: ids.get(word) for line, word in zip(lines, chosen, strict=True)}


def _is_certain(line: AgencySpelling) -> bool:
    return line.agency_id is not None and line.confidence >= CERTAIN


def _names(masters: Masters) -> dict[str, str]:
    """Agencies by id under names that differ: a name that stands twice is told apart by its id."""
    names = [agency.name for agency in masters.agencies]
    return {
        agency.id: agency.name if names.count(agency.name) == 1 else f"{agency.name} ({agency.id})"
        for agency in masters.agencies
    }


def _preset(line: AgencySpelling, names: Mapping[str, str], new: str, *, likely: bool) -> str:
    known = line.agency_id is not None and (likely or _is_certain(line))
    return names.get(line.agency_id or "", new) if known else new


def _likely(line: AgencySpelling, names: Mapping[str, str]) -> str:
    return ", ".join(names[one.id] for one in line.similar if one.id in names)


def _edited(
    columns: Mapping[str, Sequence[str | int]], options: Sequence[str], *, key: str, choice: str | None = None
) -> list[str]:
    """Show rows with one column of choices (the last, or ``choice``) and return what was chosen in each of them."""
    wanted = choice or list(columns)[-1]
    rows = pd.DataFrame(dict(columns))
    edited = st.data_editor(
        rows,
        key=key,
        hide_index=True,
        num_rows="fixed",
        disabled=[name for name in columns if name != wanted],
        column_config={wanted: st.column_config.SelectboxColumn(wanted, options=list(options), required=True)},
        height=ROW_PIXELS * (min(len(rows), MOST_ROWS_SEEN) + 1) + 2,
    )
    chosen = dict(zip(edited.index, edited[wanted], strict=True))
    return [str(chosen.get(place, rows[wanted].iloc[place])) for place in range(len(rows))]


def _ask_groups(masters: Masters, found: Understood) -> dict[str, ChannelGroup]:
    """The group of each new channel that no hint fits."""
    known = {channel.name for channel in masters.channels}
    unsorted = [
        name for name, group in words_of(found.run, found.plan).channels.items() if group is None and name not in known
    ]
    if not unsorted:
        return {}
    st.caption(t("import.page.channels_why"))
    keys = {name: f"import_group_{found.opened.digest}_{place}" for place, name in enumerate(unsorted)}
    return {name: _ask_group(name, key) for name, key in keys.items()}


def _ask_group(name: str, key: str) -> ChannelGroup:
    groups = list(ChannelGroup)
    place = groups.index(OTHER_GROUP)
    return st.selectbox(t("import.page.channel", name=name), groups, index=place, format_func=label, key=key)
