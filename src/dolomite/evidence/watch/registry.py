"""Records of ClinicalTrials.gov, JSON of its interface version 2: one study or a search."""

from __future__ import annotations

from dolomite.evidence.watch.record import Id, Json, Record, day, year


def items(document: Json) -> list[Json] | None:
    """The studies of a file; None when it is not of this kind."""
    if "protocolSection" in document:
        return [document]
    studies = document.get("studies")
    return studies if isinstance(studies, list) else None


def record(study: Json, name: str) -> Record:
    """One study. (People in persons, dates ISO.)"""
    held = study["protocolSection"]
    who, status = held["identificationModule"], held.get("statusModule", {})
    topic, arms = held.get("conditionsModule", {}), held.get("armsInterventionsModule", {})
    enrolled = held.get("designModule", {}).get("enrollmentInfo", {})
    shown = _date(status, "lastUpdatePostDateStruct") or day(status.get("statusVerifiedDate"))
    return Record(
        file=name,
        source="ClinicalTrials.gov",
        ids=_ids(who, held.get("referencesModule", {})),
        title=who.get("briefTitle") or who.get("officialTitle"),
        year=year(_date(status, "primaryCompletionDateStruct")),
        on=shown,
        text=" ".join((who.get("officialTitle") or "", held.get("descriptionModule", {}).get("briefSummary") or "")),
        terms=tuple(topic.get("keywords", ())),
        kinds=("registration",),
        conditions=tuple(topic.get("conditions", ())),
        given=tuple(str(intervention.get("name", "")) for intervention in arms.get("interventions", ())),
        status=status.get("overallStatus"),
        why_stopped=status.get("whyStopped"),
        people=enrolled.get("count"),
        due=_date(status, "primaryCompletionDateStruct"),
        results_on=_date(status, "resultsFirstPostDateStruct") if study.get("hasResults") else None,
    )


def _ids(who: Json, references: Json) -> frozenset[Id]:
    """The number of the study, and the papers that the register itself calls its results."""
    ids: set[Id] = {("registration", str(who["nctId"]).upper())}
    for reference in references.get("references", ()):
        if reference.get("type") == "RESULT" and reference.get("pmid"):
            ids.add(("pmid", str(reference["pmid"])))
    return frozenset(ids)


def _date(module: Json, key: str) -> str | None:
    return day(module.get(key, {}).get("date"))
