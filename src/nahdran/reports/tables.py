# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The statistics as the two faces show them: key figures, months, and lines by group, kind, district or unit. Small numbers are taken out here.

For the public (``is_public``) what is hidden is hidden in page, CSV and JSON alike; the desk sees everything.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nahdran.kit import clock
from nahdran.reports.figures.numbers import Numbers, total
from nahdran.reports.figures.periods import Period
from nahdran.reports.figures.shield import SMALLEST, hidden, hidden_cells, is_small
from nahdran.reports.queries.figures import Cells

COUNTS = ("reported", "settled", "open")
# What is counted in months, so that a small one must be hidden.
_OF_MONTHS = ("reported", "settled", "voices", "revisits")
_FINE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it may be shown: None is what is not shown, or what there is nothing of."""

    key: Any
    label: str
    reported: int | None
    settled: int | None
    open: int | None = None
    late: int | None = None
    age_days: float | None = None
    answer_days: float | None = None
    settle_days: float | None = None
    in_time: float | None = None
    # After a closing: how many answered, the share that found it really settled, the mean score (1 to 5), requests to look again, the share
    # that was opened again.
    voices: int | None = None
    confirmed: float | None = None
    score: float | None = None
    revisits: int | None = None
    reopened: float | None = None
    hidden: frozenset[str] = frozenset()
    current: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``name`` is the heading; ``dimension`` what the lines are called in files."""

    name: str
    dimension: str
    lines: list[Line]

    @property
    def column(self) -> str:
        """What the lines are."""
        words = {"group": _("Gruppe"), "category": _("Art"), "district": _("Ortsteil"), "unit": _("Einheit")}
        return words.get(self.dimension, _("Monat"))

    @property
    def has_voices(self) -> bool:
        """Somebody has said something after a closing, and it may be shown."""
        return any(line.voices or line.revisits for line in self.lines)

    @property
    def most(self) -> int:
        return max((line.reported or 0 for line in self.lines), default=0)

    @property
    def hides(self) -> bool:
        return any(line.hidden for line in self.lines)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure with the sentence that explains it and, where it can be compared fairly, what it was before."""

    label: str
    value: str
    sentence: str
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the page."""

    period: Period
    key_figures: list[KeyFigure]
    tables: list[Table] = field(default_factory=list)
    after_figures: list[KeyFigure] = field(default_factory=list)


def months_table(months: Mapping[date, Numbers], period: Period, *, is_public: bool) -> Table:
    """The twelve months of the year in which the period lies."""
    year = Period.year(period.start).each_month()
    seen = {month: months.get(month, Numbers()) for month in year if month <= clock.today()}
    out = {name: hidden({month: getattr(line, name) for month, line in seen.items()}) for name in _OF_MONTHS}
    lines = [
        _line(
            month,
            Period(month, 1).name,
            line,
            {name for name in out if is_public and month in out[name]},
            is_public=is_public,
            current=period.months < 12 and period.start <= month < period.end,
        )
        for month, line in seen.items()
    ]
    return Table(_("Nach Monat"), "month", lines)


def lines_table(
    name: str,
    dimension: str,
    cells: Cells,
    open_now: Mapping[int, Numbers],
    labels: Mapping[int, str],
    period: Period,
    *,
    is_public: bool,
) -> Table:
    """A line for each label of which there is something. ``cells`` has the months of the whole year where small numbers must be hidden."""
    lines: dict[int, Numbers] = {}
    for (key, month), numbers in cells.items():
        if period.start <= month < period.end:
            lines.setdefault(key, Numbers()).add(numbers)
    for key, numbers in open_now.items():
        line = lines.setdefault(key, Numbers())
        line.open, line.late, line.ages = numbers.open, numbers.late, numbers.ages
    out = _out_of_lines(lines, cells, period) if is_public else {}
    order = {key: place for place, key in enumerate(labels)}
    shown = [
        _line(key, labels.get(key, _("ohne")), line, {name for name in out if key in out[name]}, is_public=is_public)
        for key, line in sorted(lines.items(), key=lambda pair: order.get(pair[0], len(order)))
        if line.reported or line.settled or line.open or line.voices or line.revisits
    ]
    return Table(name, dimension, shown)


def _out_of_lines(lines: Mapping[int, Numbers], cells: Cells, period: Period) -> dict[str, set[int]]:
    """What is hidden, by count. Months belong to a year that can be asked for as well, so they are looked at together with it."""
    out: dict[str, set[int]] = {"open": hidden({key: line.open for key, line in lines.items()})}
    for name in _OF_MONTHS:
        if period.months == 1:
            table = {cell: getattr(numbers, name) for cell, numbers in cells.items()}
            out[name] = {key for key, month in hidden_cells(table) if month == period.start}
        else:
            out[name] = hidden({key: getattr(line, name) for key, line in lines.items()})
    return out


def _line(key: Any, label: str, numbers: Numbers, out: set[str], *, is_public: bool, current: bool = False) -> Line:
    def count(name: str) -> int | None:
        return None if name in out else getattr(numbers, name)

    def of(base: int, value: float | None, name: str) -> float | None:
        return None if is_public and (base < SMALLEST or name in out) else value

    return Line(
        key=key,
        label=label,
        reported=count("reported"),
        settled=count("settled"),
        open=count("open"),
        late=None if is_public else numbers.late,
        age_days=of(numbers.open, numbers.age_days, "open"),
        answer_days=of(numbers.answered, numbers.answer_days, "answered"),
        settle_days=of(numbers.settled, numbers.settle_days, "settled"),
        in_time=of(numbers.settled, numbers.share_in_time, "settled"),
        voices=count("voices"),
        confirmed=of(numbers.voices, numbers.share_confirmed, "voices"),
        score=of(min(numbers.voices, numbers.rated), numbers.score, "voices"),
        revisits=count("revisits"),
        # A share of what is hidden would tell it.
        reopened=of(min(numbers.settled, numbers.reopened or SMALLEST), numbers.share_reopened, "settled"),
        hidden=frozenset(out),
        current=current,
    )


def key_figures(
    months: Mapping[date, Numbers], open_now: Numbers, period: Period, *, is_public: bool
) -> list[KeyFigure]:
    """The six figures that a page begins with."""
    now = _sum(months, period)
    compared = period.compared(clock.today())
    then = (_sum(months, compared[0]), _sum(months, compared[1])) if compared else None
    # A period that is over stands beside the one before; of a running one first the same part of it.
    names = [part.name for part in compared or ()]
    first = 1 if compared is not None and compared[0] == period else 0

    def before(read: Callable[[Numbers], Any], base: str, words: Callable[[Any], str]) -> tuple[str, ...]:
        if then is None or any(is_public and getattr(part, base) < SMALLEST for part in then):
            return ()
        values = [read(part) for part in then]
        if None in values:
            return ()
        lines = [
            _("%(period)s: %(value)s") % {"period": name, "value": words(value)}
            for name, value in zip(names, values, strict=True)
        ]
        return tuple(lines[first:])

    def shown(base: str, value: Any, words: Callable[[Any], str]) -> str:
        number = getattr(now if base != "open" else open_now, base)
        return _("zu wenige") if is_public and (is_small(number) or (value is None and number)) else words(value)

    def median(base: str, value: float | None) -> str:
        number = getattr(now if base != "open" else open_now, base)
        return _("zu wenige") if is_public and 0 < number < SMALLEST else days_in_words(value)

    return [
        KeyFigure(_SENTENCES[0][0], shown("reported", now.reported, count_in_words), _SENTENCES[0][1],
                  before(lambda part: part.reported, "reported", count_in_words)),
        KeyFigure(_SENTENCES[1][0], shown("settled", now.settled, count_in_words), _SENTENCES[1][1],
                  before(lambda part: part.settled, "settled", count_in_words)),
        KeyFigure(_SENTENCES[2][0], shown("open", open_now.open, count_in_words),
                  _SENTENCES[2][1] % {"age": median("open", open_now.age_days)}),
        KeyFigure(_SENTENCES[3][0], median("answered", now.answer_days), _SENTENCES[3][1],
                  before(lambda part: part.answer_days, "answered", days_in_words)),
        KeyFigure(_SENTENCES[4][0], median("settled", now.settle_days), _SENTENCES[4][1],
                  before(lambda part: part.settle_days, "settled", days_in_words)),
        KeyFigure(_SENTENCES[5][0], shown("settled", now.share_in_time, share_in_words), _SENTENCES[5][1],
                  before(lambda part: part.share_in_time, "settled", share_in_words)),
    ]  # fmt: skip


_SENTENCES: tuple[tuple[Any, Any], ...] = (
    (gettext_lazy("Gemeldet"), gettext_lazy("So viele Meldungen kamen in dieser Zeit an.")),
    (gettext_lazy("Erledigt"), gettext_lazy("So viele wurden in dieser Zeit abgeschlossen, gleich wann sie kamen.")),
    (gettext_lazy("Heute offen"), gettext_lazy("Die Hälfte davon wartet länger als: %(age)s.")),
    (gettext_lazy("Erste Antwort nach"), gettext_lazy("Bei der Hälfte ging es schneller, bei der Hälfte langsamer.")),
    (
        gettext_lazy("Erledigt nach"),
        gettext_lazy("Vom Eingang bis zum Abschluss; die Hälfte ging schneller, die Hälfte langsamer."),
    ),
    (
        gettext_lazy("In der zugesagten Zeit"),
        gettext_lazy("Anteil der erledigten Meldungen, die bis zum zugesagten Tag fertig waren."),
    ),
)


def _sum(months: Mapping[date, Numbers], period: Period) -> Numbers:
    return total(line for month, line in months.items() if period.start <= month < period.end)


def after_figures(months: Mapping[date, Numbers], period: Period, *, is_public: bool) -> list[KeyFigure]:
    """What people said after a closing; nothing where nobody was asked."""
    now = _sum(months, period)
    if not (now.voices or now.revisits):
        return []

    def shown(base: int, words: str) -> str:
        return _("zu wenige") if is_public and 0 < base < SMALLEST else words

    return [
        KeyFigure(
            _("Wirklich erledigt"),
            shown(now.voices, share_in_words(now.share_confirmed)),
            _("Anteil der Antworten, die sagen: Ja, erledigt. Antworten in dieser Zeit: %(count)s.")
            % {"count": shown(now.voices, count_in_words(now.voices))},
        ),
        KeyFigure(
            _("Zufriedenheit"),
            shown(now.rated, score_in_words(now.score)),
            _("Im Mittel, von 1 (sehr unzufrieden) bis 5 (sehr zufrieden)."),
        ),
        KeyFigure(
            _("Wieder geöffnet"),
            shown(now.reopened, share_in_words(now.share_reopened)),
            _("Gemessen an allen, die in dieser Zeit erledigt wurden. Bitten um erneute Prüfung: %(count)s.")
            % {"count": shown(now.revisits, count_in_words(now.revisits))},
        ),
    ]


def score_in_words(score: float | None) -> str:
    """„4,2“."""
    return "–" if score is None else number_format(round(score, 1), decimal_pos=1)


def days_in_words(days: float | None) -> str:
    """„unter 1 Tag“, „4,5 Tage“, „23 Tage“: not finer than it was counted."""
    if days is None:
        return "–"
    if days < 1:
        return _("unter 1 Tag")
    rounded = round(days * 2) / 2 if days < _FINE_DAYS else round(days)
    whole = rounded == int(rounded)
    if rounded == 1:
        return _("1 Tag")
    return _("%(days)s Tage") % {"days": number_format(rounded, decimal_pos=0 if whole else 1)}


def share_in_words(share: float | None) -> str:
    """„87 %“."""
    return "–" if share is None else f"{round(share * 100)}\u00a0%"


def count_in_words(count: int | None) -> str:
    return "–" if count is None else number_format(count, use_l10n=True, force_grouping=True)


COLUMNS = ("reported", "settled", "open", "late", "age_days", "answer_days", "settle_days", "in_time", "voices", "confirmed", "score",
           "revisits", "reopened")  # fmt: skip


def file_rows(tables: Iterable[Table]) -> Iterable[list[object]]:
    """The tables as lines of one file; what is not shown is empty."""
    for table in tables:
        for line in table.lines:
            yield [
                table.dimension,
                _file_key(line.key),
                str(line.label),
                *(_file_value(getattr(line, name)) for name in COLUMNS),
            ]


def as_json(tables: Iterable[Table]) -> dict[str, list[dict[str, Any]]]:
    """The same for programs; what is not shown is null."""
    return {
        table.dimension: [
            {"key": _file_key(line.key), "label": str(line.label)}
            | {name: _rounded(getattr(line, name)) for name in COLUMNS}
            for line in table.lines
        ]
        for table in tables
    }


def _file_key(key: Any) -> str:
    return f"{key:%Y-%m-%d}"[:7] if isinstance(key, date) else str(key)


def _file_value(value: Any) -> object:
    return "" if value is None else _rounded(value)


def _rounded(value: Any) -> Any:
    return round(value, 3) if isinstance(value, float) else value
