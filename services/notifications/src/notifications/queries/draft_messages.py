from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from notifications.domain.attempt import Claimed
from notifications.domain.mail import Mail
from notifications.domain.material import Heard, Material, Ready, check
from notifications.domain.outcome import KeptBack, Outcome, Refused
from notifications.errors import TemplateDoesNotRender
from notifications.installation import Installation
from notifications.mail.render import render
from notifications.queries.materials import materials
from notifications.queries.source_versions import SourceVersions, source_versions
from notifications.queries.topics_behind import which_is_behind
from notifications.store.communications import find_attempts
from notifications.store.rules import rules_of_each

OLD = 10  # seconds after which a draft is written anew: an appointment may be over by then


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that can go, as everything stood at a time."""

    material: Material
    ready: Ready
    sources: SourceVersions
    at: datetime

    def still_holds(self, sources: SourceVersions, *, behind: bool, now: datetime) -> bool:
        """Whether nothing has changed of what it was made from, and nothing keeps it back."""
        keeps_links_back = behind or sources.restored is not None
        kept_back = sources.parked or (keeps_links_back and self.material.communication.is_held_while_behind)
        return self.sources == sources and not kept_back and (now - self.at).total_seconds() < OLD

    def written(self, *, domain: str) -> Mail | Refused:
        try:
            return render(self.material, self.ready, domain=domain, now=self.at)
        except TemplateDoesNotRender as error:
            return Refused("template_does_not_render", str(error))


async def draft_messages(
    connection: Connection, claimed: Sequence[Claimed], *, now: datetime, installation: Installation
) -> list[Draft | Outcome]:
    """Each as everything stands now, or why it does not go."""
    attempts = [each.key for each in claimed]
    # What a draft is compared with later is read first: a change between this and the rest is seen as one.
    sources = await source_versions(connection, attempts)
    behind = await which_is_behind(connection)
    found = await find_attempts(connection, attempts, keys=installation.keys)
    practices = {each.communication_id: each.practice_id for each in claimed}
    rules = await rules_of_each(connection, set(practices.values()))
    made = await materials(
        connection,
        [(practices[each.id], each, rules[practices[each.id]]) for each in found if each.id in sources],
        keys=installation.keys,
        now=now,
    )
    drafts: dict[UUID, Draft | Outcome] = {}
    for material in made:
        stands = sources[material.communication.id]
        heard = Heard(behind, stands.restored, stands.in_doubt, stands.parked, installation.longest_hold)
        checked = check(material, heard, now)
        drafts[material.communication.id] = (
            Draft(material, checked, stands, now) if isinstance(checked, Ready) else checked
        )
    return [drafts.get(each.communication_id, KeptBack()) for each in claimed]
