"""All statistics of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.figures import answers
from core.figures.answers import Json, Names
from core.figures.counts import KeyCount, StatisticsCounts
from core.figures.headline import Headline, headline
from core.figures.share import percent
from core.model.codes import ChannelGroup, ContactKind
from core.model.masters import STOCK_KINDS


@dataclass(frozen=True, slots=True)
class Statistics:
    """The counts of a day with what follows from them.

    ``groups`` says to which group each channel belongs; a channel that the office deleted from its list has none.
    """

    counts: StatisticsCounts
    headline: Headline
    groups: Mapping[str, ChannelGroup]
    stock_kinds: frozenset[ContactKind]

    @property
    def by_group(self) -> dict[ChannelGroup, int]:
        """Cases by channel group, every group named."""
        found = dict.fromkeys(ChannelGroup, 0)
        for channel in self.counts.by_channel:
            if group := self.groups.get(channel.key):
                found[group] += channel.cases
        return found

    def to_json(self, names: Names) -> Json:
        """The answer of ``stats``; days as texts, percentages as numbers with two decimals."""
        counts, head = self.counts, self.headline
        stock = counts.stock
        return {
            "as_of": counts.as_of.isoformat(),
            "total": head.total,
            "closed": head.closed,
            "closed_pct": percent(head.closed_share.hundredths()),
            "pending": head.pending,
            "pending_pct": percent(head.closed_share.rest_hundredths()),
            "pending_overdue": head.overdue,
            "total_leads": head.leads,
            "fiscal": answers.fiscal_json(counts.fiscal, counts.as_of),
            "by_channel": [self._channel(each, names) for each in counts.by_channel],
            "by_group": {group.value: cases for group, cases in self.by_group.items()},
            "by_kind": [
                {"kind": kind.value, "cases": cases, "in_total": kind in self.stock_kinds}
                for kind, cases in counts.by_kind.items()
            ],
            "by_topic": answers.key_rows("topic", counts.by_topic, names.topics, names.unknown),
            "by_amphoe": answers.key_rows("amphoe", counts.by_amphoe, names.amphoe, names.unknown),
            "by_agency": answers.board_rows(counts.board, names.places),
            "age_buckets": dict(counts.board.buckets),
            "months": [answers.month_json(each) for each in counts.months],
            "cohorts": [answers.cohort_json(each) for each in counts.cohorts],
            "programmes": [answers.programme_json(each, names) for each in counts.programmes],
            "silent": head.silent,
            "opening_balance": answers.brought_json(stock.brought),
            "estimated": {
                "opened": stock.estimated.opened,
                "sent": stock.estimated.sent,
                "closed": stock.estimated.closed,
            },
            "undated": stock.undated,
            "void": stock.void,
        }

    def _channel(self, count: KeyCount, names: Names) -> Json:
        return {
            "channel": names.channels.get(count.key, count.key),
            "group": self.groups.get(count.key),
            "cases": count.cases,
            "persons_contacting": count.persons_contacting,
            "persons_subject": count.persons_subject,
        }


def statistics(
    counts: StatisticsCounts,
    groups: Mapping[str, ChannelGroup],
    stock_kinds: frozenset[ContactKind] = STOCK_KINDS,
) -> Statistics:
    """Assemble the statistics of a day."""
    return Statistics(counts, headline(counts.as_of, counts.stock, counts.board), groups, stock_kinds)
