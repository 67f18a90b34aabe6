"""The report on the mechanism: three lines in the whole report, curves and tables on its own page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dolomite.base.finding import Basis, Finding
from dolomite.base.words import amount
from dolomite.mechanism.answer import DoseCourse, OtherWay, Receptor
from dolomite.mechanism.band import Band, Course
from dolomite.mechanism.form import forms
from dolomite.mechanism.parameter import parameters
from dolomite.mechanism.published import published
from dolomite.mechanism.validate import tallies
from dolomite.report.tree import Axis, Cell, Chart, Column, Layer, Section, Step, Table
from dolomite.safety.decide import Cleared
from dolomite.view.mechanism_data import LEFT_OUT, Simulated, data, upper_bound

PAGE = "docs/explanation/mechanism.md"
TITLE = "What to expect in the body"
MINUS = "\N{MINUS SIGN}"
TWIN_ROWS = 13  # a chart's table twin shows about so many of its times
SLOW = ("lactate_er",)  # how far a slow release falls into packets is assumed: not set against the quick forms
REFERENCE_RANGE = "plasma_total"  # the facts row whose range is drawn behind blood

WHOLE = Step(
    says="The whole of it, with curves and every number behind them",
    command="dolomite simulate PERSON.yaml --dose MG --form FORM --days N",
)


def brief(simulated: Simulated) -> Section:
    """The three lines of the whole report, with their grounds. (Units as in the lines.)

    Under a stop, the reason stands in their place and no dose is compared.
    """
    lines = says(simulated)
    return Section(
        id="mechanism",
        title=TITLE,
        says=lines,
        findings=_findings(simulated),
        data=data(simulated, says=lines, articles=articles(simulated.answer)),
        tone="plain" if simulated.stopped is None else "stop",
        next=(WHOLE,) if simulated.stopped is None else (),
        cleared=simulated.permit if isinstance(simulated.permit, Cleared) else None,
    )


def section(simulated: Simulated, *, parameter_table: bool = True) -> Section:
    """The whole page: the three lines, curves with bands, receptor, forms and splits, parameters. (Units in each.)

    Under a stop it is no more than `brief`.
    """
    short = brief(simulated)
    if simulated.answer is None:
        return short
    dose_course = simulated.answer
    return Section(
        id=short.id,
        title=short.title,
        says=(
            missed_says(),
            *short.says,
            *assumed_says(simulated.question.form),
            meals_says(),
            upper_bound(simulated),
            f"Left out of the model: {'; '.join(LEFT_OUT)}.",
        ),
        findings=short.findings,
        data=short.data,
        tables=(
            _articles_table(dose_course),
            _receptor_table(dose_course.receptors),
            _forms_table(dose_course.forms),
            _splits_table(dose_course.splits),
            *((_parameter_table(),) if parameter_table else ()),
        ),
        charts=_charts(dose_course),
        tone=short.tone,
        cleared=short.cleared,
    )


def says(simulated: Simulated) -> tuple[str, ...]:
    """Three lines: the sentence with its limits, how far the dose gets, the hypothetical and where to read on. [%, mg]

    Under a stop: that nothing is compared and why, and for weak kidneys the upper bound.
    """
    dose_course = simulated.answer
    if dose_course is None:
        bound = (upper_bound(simulated),) if simulated.highest_plasma is not None and simulated.shown else ()
        return ("No dose is simulated here; the reason stands below.", str(simulated.stopped), *bound)
    dose = f"{simulated.question.dose_mg:g} mg"
    rest = dose_course.rest
    return (
        f"In this model a daily {dose} changes the share of unblocked receptors by about {_percent(rest.change)}. "
        "Whether that changes pain is not known; a small change here does not prove no effect, nor would a large one "
        "prove one.",
        f"Of {dose} about {amount(dose_course.absorbed_mg.median, 'mg')} ({_ends(dose_course.absorbed_mg)}) reach "
        f"the blood each day; blood magnesium is then higher by about {dose_course.plasma_rise.median:.3f} mmol/L "
        f"({dose_course.plasma_rise.low:.3f} to {dose_course.plasma_rise.high:.3f}), spinal fluid by about "
        f"{_percent(dose_course.csf_rise_percent)}; the kidneys pass the rest on.",
        "Hypothetical: if spinal fluid held a fifth less magnesium, the share would change by about "
        f"{_percent(rest.depletion)}. Spinal fluid is defended, and nobody has shown that people who eat little are "
        f"there. Where the model fails is told in the source: {PAGE}.",
    )


def missed_says() -> str:
    """How often the model is wrong, to be said before anything that it says. [counts]"""
    counts = tallies()
    whole, never = counts["all"], counts["never_fitted"]
    narrow = " Its bands are too narrow: at least nine in ten should lie inside." if never.too_narrow else ""
    return (
        f"This is a model. Of {whole.of} published figures it misses {whole.outside}; of the {never.of} that it was "
        f"not fitted to, {never.of - never.outside} lie in its bands.{narrow}"
    )


def meals_says() -> str:
    """What a study found of meals, and that the model has it the wrong way round. [%]"""
    shown = {row.id: row.published for row in published()}
    alone, meal = 100 * shown["sabatier_water"], 100 * shown["sabatier_water_meal"]
    return (
        f"Meals: ten women absorbed more of the same mineral water with a meal ({meal:.0f} against {alone:.0f} %; "
        "Sabatier 2002). The model has that the wrong way round: nothing here says to take magnesium away from meals."
    )


def assumed_says(form: str) -> tuple[str, ...]:
    """That a slow form's figures rest on an assumption; nothing for the others. [h]"""
    row = next((form_row for form_row in forms() if form_row.form == form and form in SLOW), None)
    if row is None or row.release_low_h is None or row.release_high_h is None:
        return ()
    return (
        f"How slowly {form.replace('_', ' ')} is released was not looked up: {row.release_low_h:g} to "
        f"{row.release_high_h:g} hours are assumed, and what it absorbs rests on that.",
    )


def articles(dose_course: DoseCourse | None) -> tuple[tuple[str, str], ...]:
    """What the articles say, and beside each sentence what the model says. (Units in the sentences.)"""
    if dose_course is None:
        return ()
    rest, best = dose_course.rest, max(dose_course.splits, key=lambda way: way.absorbed_mg.median)
    quick = sorted((way for way in dose_course.forms if way.form not in SLOW), key=lambda way: way.absorbed_mg.median)
    worst, well = quick[0], quick[-1]
    return (
        (
            "Magnesium blocks the NMDA receptor.",
            f"At the receptor, yes: near rest, with usual spinal fluid, about {rest.before.median * 100:.0f} in 100 "
            f"({rest.before.low * 100:.0f} to {rest.before.high * 100:.0f}) are left unblocked. It is there without "
            "any tablet.",
        ),
        (
            "So taking magnesium prevents central sensitisation.",
            f"The tablet moves that share by {_percent(rest.change)}. What that does to pain is not known.",
        ),
        (
            "Lack of magnesium leaves the receptor open.",
            f"If spinal fluid fell by a fifth: {_percent(rest.depletion)}. That is hypothetical: spinal fluid is "
            "defended.",
        ),
        (
            "Some forms are absorbed far better.",
            f"From {amount(worst.absorbed_mg.median, 'mg')} ({worst.form.replace('_', ' ')}) to "
            f"{amount(well.absorbed_mg.median, 'mg')} (soluble salts) a day, taken alike; what is known of forms is "
            f"little. How it is taken counts for as much: {amount(best.absorbed_mg.median, 'mg')} of "
            f"{best.form.replace('_', ' ')} in the best of the ways tried{_assumed(best.form)}.",
        ),
    )


def _assumed(form: str) -> str:
    return ", which rests on an assumption about its release" if form in SLOW else ""


def _percent(band: Band) -> str:
    return f"{_signed(band.median)} % ({_signed(min(band.low, band.high))} to {_signed(max(band.low, band.high))} %)"


def _signed(value: float) -> str:
    text = f"{abs(value):.1f}"
    sign = MINUS if value < 0 else "+"
    return text if float(text) == 0 else f"{sign}{text}"


def _ends(band: Band) -> str:
    return f"{band.low:.0f} to {band.high:.0f}"


def _findings(simulated: Simulated) -> tuple[Finding, ...]:
    if simulated.highest_plasma is None:
        bound: tuple[Finding, ...] = ()
    else:
        grounds = _grounds(("kidney_steepness", "ultrafilterable_share", "plasma_total"))
        bound = (
            Finding(
                name="highest_plasma",
                value=simulated.highest_plasma,
                unit="mmol/L",
                basis=(Basis(source="person", at="kidney"), *_bases(grounds)),
                because=grounds,
                says=upper_bound(simulated),
            ),
        )
    dose_course = simulated.answer
    if dose_course is None:
        return bound
    gut = _grounds(("absorbed_share_lowest", "absorbed_share_highest", "absorbed_share_linear", "fine_meal_magnesium"))
    body = _grounds(("kidney_steepness", "extracellular_volume", "exchangeable", "slow_half_life"))
    fluid = _grounds(("csf_turnover", "csf_half_saturation", "csf_ionised"))
    pore = _grounds(("block_constant", "block_slope", "ic50_factor"))
    absorbed = _finding("absorbed", dose_course.absorbed_mg.median, "mg/d", gut)
    rise = _finding("plasma_rise", dose_course.plasma_rise.median, "mmol/L", (*body, absorbed))
    follows = _finding("csf_rise", dose_course.csf_rise_percent.median, "%", (*fluid, rise))
    change = _finding("unblocked_change", dose_course.rest.change.median, "%", (*pore, follows))
    return (change, follows, rise, absorbed, *bound)


def _finding(name: str, value: float, unit: str, because: tuple[Finding, ...]) -> Finding:
    return Finding(name=name, value=value, unit=unit, basis=_bases(because), because=because)


def _bases(findings: Iterable[Finding]) -> tuple[Basis, ...]:
    return tuple(dict.fromkeys(basis for finding in findings for basis in finding.basis))


def _grounds(names: tuple[str, ...]) -> tuple[Finding, ...]:
    rows = {row.id: row for row in parameters()}
    return tuple(
        Finding(name=name, value=rows[name].value, unit=rows[name].unit, basis=rows[name].basis, says=rows[name].says)
        for name in names
    )


def _articles_table(dose_course: DoseCourse) -> Table:
    return Table(
        caption="What the articles say, and what the model says",
        columns=(Column(title="the articles"), Column(title="the model")),
        rows=articles(dose_course),
    )


def _receptor_table(receptors: tuple[Receptor, ...]) -> Table:
    return Table(
        caption="The receptor at four membrane potentials, on the last day (middle and band of virtual persons)",
        columns=(
            Column(title="potential", unit="mV", decimals=0),
            Column(title="unblocked before", unit="%", decimals=1),
            Column(title="change (Jahr and Stevens)"),
            Column(title="change (Mel)"),
            Column(title="spinal fluid a fifth lower, hypothetical"),
        ),
        rows=tuple(
            (r.potential_mv, r.before.median * 100, _percent(r.change), _percent(r.change_mel), _percent(r.depletion))
            for r in receptors
        ),
    )


def _forms_table(variants: tuple[OtherWay, ...]) -> Table:
    known = {row.form: row.provenance for row in forms()}
    return _variant_table(
        "The same daily dose in other forms, in the long run",
        Column(title="knowledge of the form"),
        tuple((way.form.replace("_", " "), known[way.form].replace("_", " "), way) for way in variants),
    )


def _splits_table(variants: tuple[OtherWay, ...]) -> Table:
    return _variant_table(
        "The same daily dose in more parts, with meals, in the long run",
        Column(title="taken"),
        tuple((_parts(way.split), "with meals", way) for way in variants),
    )


def _parts(split: int) -> str:
    return "all at once" if split == 1 else f"in {split} parts"


def _variant_table(caption: str, second: Column, rows: tuple[tuple[str, str, OtherWay], ...]) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(title=""),
            second,
            Column(title="absorbed", unit="mg/d", decimals=0),
            Column(title="band", unit="mg/d"),
            Column(title="change of the unblocked share"),
        ),
        rows=tuple(
            (name, note, way.absorbed_mg.median, _ends(way.absorbed_mg), _percent(way.change))
            for name, note, way in rows
        ),
    )


def _parameter_table() -> Table:
    return Table(
        caption="Every parameter, and what stands behind it",
        columns=(
            Column(title="parameter"),
            Column(title="value"),
            Column(title="range"),
            Column(title="unit"),
            Column(title="knowledge"),
            Column(title="why"),
        ),
        rows=tuple(
            (
                row.says,
                f"{row.value:g}",
                "" if row.low is None or row.high is None else f"{row.low:g} to {row.high:g}",
                row.unit,
                row.provenance.replace("_", " "),
                row.why,
            )
            for row in parameters()
        ),
    )


TOTAL, SHARE = Column(title="total plasma, mmol/L", decimals=3), Column(title="%", decimals=2)


def _charts(dose_course: DoseCourse) -> tuple[Chart, ...]:
    usual = {row.id: row for row in parameters()}[REFERENCE_RANGE]
    days, hours = dose_course.daily, dose_course.first_day
    marks = tuple((f"usual {word}", at) for word, at in (("low", usual.low), ("high", usual.high)) if at is not None)
    return (
        _chart(
            "mechanism_gut",
            "Gut, first day",
            hours.times,
            "hours since the first dose",
            hours.gut_mg,
            Column(title="mg in the gut", decimals=0),
        ),
        _chart("mechanism_plasma", "Blood", days.times, "days", days.plasma_total, TOTAL, marks),
        _chart("mechanism_csf", "Spinal fluid, change", days.times, "days", days.csf_change, SHARE),
        _chart(
            "mechanism_unblocked",
            "Receptors unblocked near rest, change",
            days.times,
            "days",
            days.unblocked_change,
            SHARE,
        ),
    )


def _chart(
    name: str,
    title: str,
    times: tuple[float, ...],
    clock: str,
    drawn: Course,
    what: Column,
    marks: tuple[tuple[str, float], ...] = (),
) -> Chart:
    unit, decimals = what.title, what.decimals
    rows = tuple(
        {"time": t, "low": low, "middle": middle, "high": high}
        for t, low, middle, high in zip(times, drawn.low, drawn.median, drawn.high, strict=True)
    )
    step = max(1, len(rows) // (TWIN_ROWS - 1))
    twin = rows[::step] if rows[-1] is rows[::step][-1] else (*rows[::step], rows[-1])
    layers = [
        Layer(mark="area", x="time", y="low", y2="high", colour="muted", opacity=0.35),
        Layer(mark="line", x="time", y="middle", colour="ink"),
    ]
    if marks:
        levels: tuple[Mapping[str, Cell], ...] = tuple({"level": at, "label": label} for label, at in marks)
        layers.append(Layer(mark="rule", y="level", colour="muted", dashed=True, rows=levels))
        layers.append(Layer(mark="text", y="level", text="label", colour="muted", rows=levels))
    return Chart(
        id=name,
        title=title,
        says=(
            f"{title}: from {drawn.median[0]:.{decimals}f} to {drawn.median[-1]:.{decimals}f} ({unit}) in the middle; "
            f"95 of 100 virtual persons end between {drawn.low[-1]:.{decimals}f} and {drawn.high[-1]:.{decimals}f}."
        ),
        rows=rows,
        layers=tuple(layers),
        x=Axis(title=clock, low=0.0, high=times[-1]),
        y=Axis(title=unit, low=0.0 if min(drawn.low) >= 0 and min(drawn.low) * 2 < max(drawn.high) else None),
        table=Table(
            caption=title,
            columns=(
                Column(title=clock, decimals=1),
                Column(title="low", unit=unit, decimals=decimals),
                Column(title="middle", unit=unit, decimals=decimals),
                Column(title="high", unit=unit, decimals=decimals),
            ),
            rows=tuple((row["time"], row["low"], row["middle"], row["high"]) for row in twin),
        ),
    )
