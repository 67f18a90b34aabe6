"""`dolomite trial`: design, start, log, status, analyse, report. One use case each; no rule stands here."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from dolomite.cli import trial_recover
from dolomite.cli.io import Json, On, PersonFile, day, print_json, read_bytes, write_bytes, write_text

app = typer.Typer(
    help="Did it work for me? A randomised trial in one person.", no_args_is_help=True, add_completion=False
)

Active = Annotated[str, typer.Option("--active", metavar="ARM", help="The arm whose effect is asked.")]
Against = Annotated[str | None, typer.Option("--against", metavar="ARM", help="The arm to compare with.")]
Dir = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a trial.")]
Prior = Annotated[
    list[str] | None,
    typer.Option("--prior", metavar="NAME=MEAN,SD", help="Another prior: effect=-0.5,1, tau=5,0.7 ... or evidence."),
]
Sheet = Annotated[Path | None, typer.Option("--sheet", metavar="FILE", help="The helper's code sheet.")]
Speed = Literal["fast", "slow"]
YesNo = Literal["yes", "no", "unknown"]
Worthwhile = Annotated[
    float | None, typer.Option("--worthwhile", metavar="POINTS", help="Less pain than this is not worth it (2).")
]


@app.command()
def design(
    person: PersonFile,
    out: Annotated[Path, typer.Option("--out", metavar="PLAN", help="Where the plan is written (YAML).")],
    form: Annotated[str, typer.Option("--form", help="The form of magnesium.")] = "citrate",
    dose: Annotated[float | None, typer.Option("--dose", metavar="MG", help="Elemental magnesium a day.")] = None,
    against: Annotated[str, typer.Option("--against", help="placebo, nothing, or another dose in mg.")] = "placebo",
    speed: Annotated[
        Speed, typer.Option("--speed", help="Does the effect come and go within days, or weeks?")
    ] = "fast",
    pairs: Annotated[int | None, typer.Option("--pairs", help="How many pairs of periods.")] = None,
    period: Annotated[int | None, typer.Option("--period", metavar="DAYS", help="Days in a period.")] = None,
    washout: Annotated[int, typer.Option("--washout", metavar="DAYS", help="Days of nothing between periods.")] = 0,
    worthwhile: Worthwhile = None,
    blinding: Annotated[
        Literal["helper", "pharmacist", "open"], typer.Option("--blinding", help="Who packs, or open-label.")
    ] = "helper",
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="CSV", help="Your own ratings so far: day,pain_nrs.")
    ] = None,
    prescribed: Annotated[YesNo, typer.Option("--prescribed", help="Was magnesium prescribed for you?")] = "unknown",
    new_treatment: Annotated[
        YesNo, typer.Option("--new-treatment", help="Does another treatment begin meanwhile?")
    ] = "unknown",
    prior: Prior = None,
    decision: Annotated[
        str | None, typer.Option("--decision", help="A dose over the upper level: who decided, and when.")
    ] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Which trial would answer it, how long, how sure; writes a plan to change and start."""
    from dolomite.app import design_trial
    from dolomite.base.parse import decode
    from dolomite.cli.progress import Bar
    from dolomite.view.trial_design import data, section

    words = {"yes": True, "no": False, "unknown": None}
    choices = design_trial.Choices(
        form=form,
        dose_mg=dose,
        against=against,
        speed=speed,
        pairs=pairs,
        period_days=period,
        washout_days=washout,
        worthwhile_points=worthwhile,
        blinding=blinding,
        prescribed_magnesium=words[prescribed],
        new_treatment=words[new_treatment],
        over_ul_decision=decision,
        priors=tuple(prior or ()),
    )
    answer_day = day(on)
    ratings = decode(read_bytes(baseline), name=baseline.name) if baseline is not None else None
    with Bar("Simulating trials") as progress:
        made = design_trial.design(
            read_bytes(person),
            name=person.name,
            on=answer_day,
            choices=choices,
            baseline_text=ratings,
            baseline_name=baseline.name if baseline is not None else "baseline",
            progress=progress,
        )
    write_text(out, made.text)
    smallest = (made.smallest_one_sided, made.smallest_two_sided)
    shared: dict[str, Any] = {
        "baseline": made.baseline,
        "suggested_points": made.suggested_points,
        "chances": made.chances,
        "slowest_days": made.slowest_days,
        "smallest": smallest,
        "refusals": made.refusals,
        "unasked": made.unasked,
        "clearance": made.clearance,
    }
    found = data(made.design, plan=str(out), **shared)
    if json:
        _print(found, on=answer_day)
        return
    from dolomite.report.text import console, show_section

    screen = console()
    show_section(section(made.design, found, **shared), screen)
    screen.print()
    screen.print(f"Plan written to {out}. Next: dolomite trial start {out} --dir FOLDER", soft_wrap=True)


@app.command()
def start(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="The plan, as `trial design` wrote it.")],
    folder: Annotated[Path, typer.Option("--dir", metavar="DIR", help="A new folder for the trial.")],
    helper: Annotated[
        Path | None, typer.Option("--helper", metavar="DIR", help="Where the helper's secret sheet goes (DIR-helper).")
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="A practice run: an order that can be repeated.")] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Draw the order of the periods, seal it, and begin: day 1 is today or --on."""
    from dolomite.app import start_trial
    from dolomite.base.parse import decode

    first = day(on)
    begun = start_trial.start(
        decode(read_bytes(plan), name=plan.name),
        name=plan.name,
        folder=folder,
        helper=helper,
        on=first,
        utc=_now(),
        seed=seed,
    )
    found = {
        "command": "start",
        "dir": str(folder),
        "helper": str(begun.helper),
        "commitment": begun.commitment,
        "first_day": begun.first_day,
        "last_day": begun.last_day,
        "days": begun.design.days,
        "blinded": begun.design.blinded,
        "practice": begun.practice,
        "cautions": list(begun.cautions),
    }
    if json:
        _print(found, on=first)
        return
    typer.echo(f"Day 1 is {begun.first_day}, the last day is {begun.last_day} ({begun.design.days} days).")
    typer.echo(f"Seal: {begun.commitment}")
    if begun.design.blinded:
        typer.echo(f"Give {begun.helper} to your helper unread, and delete it here: it holds the order.")
    if begun.practice:
        typer.echo("Practice run: the order comes from --seed and is no secret.")
    for caution in begun.cautions:
        typer.echo(f"- {caution}")


@app.command()
def log(
    folder: Dir,
    trial_day: Annotated[int | None, typer.Option("--day", metavar="D", help="The day of the trial, from 1.")] = None,
    pain: Annotated[str | None, typer.Option("--pain", metavar="X", help="Average pain of the day, 0 to 10.")] = None,
    interference: Annotated[
        str | None, typer.Option("--interference", help="How much it stopped you, 0 to 10.")
    ] = None,
    sleep: Annotated[str | None, typer.Option("--sleep", help="How badly you slept, 0 to 10.")] = None,
    rescue: Annotated[str | None, typer.Option("--rescue", help="Doses of rescue medicine.")] = None,
    stools: Annotated[str | None, typer.Option("--stools", help="Loose stools that day.")] = None,
    taken: Annotated[str | None, typer.Option("--taken", help="Taken as agreed? 1 yes, 0 no.")] = None,
    note: Annotated[str | None, typer.Option("--note", help="Anything else.")] = None,
    source: Annotated[Path | None, typer.Option("--from", metavar="CSV", help="Many days: day,pain_nrs[,...].")] = None,
    guess: Annotated[str | None, typer.Option("--guess", metavar="ARM", help="What you think a period was.")] = None,
    period: Annotated[int | None, typer.Option("--period", metavar="K", help="The period of --guess.")] = None,
    adverse: Annotated[str | None, typer.Option("--adverse", help="Something is wrong: what?")] = None,
    stop: Annotated[str | None, typer.Option("--stop", help="End the trial: why?")] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Write a day down (or many, a guess, or something that went wrong). Nothing is ever overwritten."""
    from dolomite.app import log_day
    from dolomite.base.errors import InputError
    from dolomite.base.parse import decode
    from dolomite.base.parse_painlog import number_of, pain_of

    answer_day, now = day(on), _now()
    found: dict[str, Any] = {"command": "log"}
    if source is not None:
        text = decode(read_bytes(source), name=source.name)
        written = log_day.log_csv(folder, text, name=source.name, on=answer_day, utc=now)
    elif trial_day is not None:
        ratings = {"pain_nrs": pain, "interference_nrs": interference, "sleep_nrs": sleep}
        counts = {"rescue_doses": rescue, "stools": stools, "taken": taken}
        values = {k: pain_of(v, name="log", line=None, column=k) for k, v in ratings.items() if v is not None}
        values |= {k: number_of(v, name="log", line=None, column=k) for k, v in counts.items() if v is not None}
        if not values:
            raise InputError("--pain is missing. Write the day's average pain, 0 to 10: --pain 5.")
        written = log_day.log(folder, day=trial_day, values=values, note=note, on=answer_day, utc=now)
    elif guess is not None:
        if period is None:
            raise InputError("--period is missing: which period do you guess?")
        log_day.guess(folder, period=period, arm=guess, utc=now)
        written = None
    elif adverse is not None or stop is not None:
        says = log_day.adverse(folder, says=str(stop or adverse), stop=stop is not None, on=answer_day, utc=now)
        found["do"] = list(says)
        written = None
    else:
        raise InputError("nothing to log. Give --day and --pain, --from CSV, --guess, --adverse or --stop.")
    if written is not None:
        found |= {"days": written.days, "late": written.late, "changed": written.changed, "says": written.says}
        found["head"] = written.head
    if json:
        _print(found, on=answer_day)
        return
    if written is not None:
        trial_recover.show_written(written)
    else:
        typer.echo("Kept.")
    for sentence in found.get("do", []):
        typer.echo(f"- {sentence}")


@app.command()
def status(folder: Dir, held: trial_recover.Held = None, on: On = None, json: Json = False) -> None:
    """Where the trial stands. Says nothing that differs between the arms."""
    from dolomite.app import log_day

    answer_day = day(on)
    found = log_day.status(folder, on=answer_day, held=held)
    if json:
        _print(found, on=answer_day)
        return
    part = found["part"] if found["period"] is None else f"period {found['period']} of {found['periods']}"
    typer.echo(f"Day {found['day']} of {found['days']} ({part}). Rated: {found['rated_days']}.")
    if found["missing_days"]:
        typer.echo(f"Not rated: {_short(found['missing_days'])}.")
    if "take" in found:
        typer.echo(f"Today's arm: {found['take']}.")
    if found["guesses_wanted"]:
        typer.echo(f"What do you think you took in period {_short(found['guesses_wanted'])}? --guess ARM --period K")
    if found["stopped"]:
        typer.echo(f"Stopped: {found['stopped']}")
    typer.echo(f"Seal: {found['commitment']}")
    trial_recover.show_head(found, held)
    typer.echo("Journal: whole." if found["journal_says"] is None else f"Journal BROKEN: {found['journal_says']}")


app.command()(trial_recover.recover)


@app.command()
def analyse(
    data: Annotated[Path, typer.Argument(metavar="DATA.csv|DIR", help="A data file, or the folder of a trial.")],
    active: Active,
    against: Against = None,
    worthwhile: Worthwhile = None,
    speed: Annotated[Speed | None, typer.Option("--speed", help="How fast the effect comes and goes (fast).")] = None,
    blinded: Annotated[
        bool | None, typer.Option("--blinded/--open", help="Was the person kept from knowing what they took?")
    ] = None,
    took_before: Annotated[
        bool, typer.Option("--took-before", help="The active arm was taken within 14 days before day 1.")
    ] = False,
    prior: Prior = None,
    sheet: Sheet = None,
    json: Json = False,
) -> None:
    """What the trial says: effect, how sure, and whether it is worth it."""
    from dolomite.app import analyse_trial
    from dolomite.base.parse import decode
    from dolomite.view.trial import section

    if data.is_dir():
        analysis, folder = analyse_trial.from_folder(
            data,
            active=active,
            comparator=against,
            worthwhile_points=worthwhile,
            speed=speed,
            sheet=sheet,
            priors=tuple(prior or ()),
            utc=_now(),
        )
        faults = folder.faults
    else:
        analysis = analyse_trial.from_csv(
            decode(read_bytes(data), name=str(data)),
            name=str(data),
            active=active,
            comparator=against,
            worthwhile_points=worthwhile,
            speed=speed,
            before_unknown=took_before,
            blinded=blinded,
            priors=tuple(prior or ()),
        )
        faults = ()
    made = section(analysis)
    if json:
        _print({**made.data, "faults": list(faults)}, on=None)
        return
    from dolomite.report.text import console, show_section

    for fault in faults:
        typer.echo(f"CHANGED: {fault}")
    show_section(made, console())


@app.command()
def report(
    folder: Dir,
    active: Annotated[str | None, typer.Option("--active", metavar="ARM", help="The first arm, if not given.")] = None,
    against: Against = None,
    sheet: Sheet = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page.")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write a PDF.")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the days as a data file.")] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """The whole report: answer, letter to the doctor, how it was done (CENT 2015), every day."""
    from dolomite.app import report_trial

    answer_day = day(on)
    made = report_trial.report(folder, active=active, comparator=against, sheet=sheet, on=answer_day, utc=_now())
    if csv is not None:
        write_text(csv, made.csv)
    if html is not None:
        from dolomite.report.html import page

        write_text(html, page(made.report))
    if pdf is not None:
        from dolomite.report.pdf import render

        write_bytes(pdf, render(made.report))
    if json:
        _print(made.data, on=answer_day)
        return
    if html is None and pdf is None and csv is None:
        from dolomite.report.text import show

        show(made.report)


@app.command()
def pool(
    sources: Annotated[list[Path], typer.Argument(metavar="DATA.csv|DIR...", help="Trials of several people.")],
    active: Active,
    against: Against = None,
    worthwhile: Worthwhile = None,
    speed: Annotated[Speed, typer.Option("--speed", help="How fast the effect comes and goes.")] = "fast",
    json: Json = False,
) -> None:
    """Several people's trials of the same thing together: the mean, the spread, what a next person may expect."""
    from dolomite.app import pool_trials

    found = pool_trials.together(
        sources, active=active, comparator=against, worthwhile_points=worthwhile, speed=speed, utc=_now()
    )
    if json:
        _print(pool_trials.data(found, active=active), on=None)
        return
    from dolomite.report.text import console, show_section
    from dolomite.view.trial_pool import section

    show_section(
        section(found.pooled, found.beside, active=active, comparator=found.comparator, notes=found.notes), console()
    )


def _print(data: Any, *, on: Any) -> None:
    from dolomite.report.json import document

    print_json(document("trial", data, on=on))


def _now() -> datetime:
    return datetime.now(UTC)


def _short(days: list[int]) -> str:
    return ", ".join(map(str, days[:10])) + (f" and {len(days) - 10} more" if len(days) > 10 else "")
