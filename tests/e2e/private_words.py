"""What of a booking stands in no event, no log and no trace."""

from typing import Any

from standing_local.demo.findings import Findings


def private_words(findings: Findings, summary: Any) -> list[str]:
    (recipient,) = summary["client"]["recipients"]
    people = [recipient["name"], recipient["email"], summary["practitioner"]["name"], summary["booked_by"]]
    return [*people, "client.example", "/v/", *(link.rpartition("/")[2] for link in findings.links.values())]
