"""Drafts beside the version that each follows: only the parts in which the two differ are fetched, with their words."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from yimen.ground.statements import ask
from yimen.registers.catalogue.contents import together
from yimen.registers.catalogue.life import OPEN, State

UNSEEN: Final = sorted(one.value for one in OPEN - {State.READY})
# A part is what stands under one name of the content; it differs if its marks do, or any text of it in any language.
PAIRS: Final = """
WITH pair AS (
    SELECT d.id, d.state, d.content AS new, p.id AS before, p.content AS old
    FROM catalogue_version d LEFT JOIN LATERAL (
        SELECT v.id, v.content FROM catalogue_version v
        WHERE v.matter_id = d.matter_id AND v.n < d.n
            AND NOT (v.state = ANY(%(unseen)s) AND v.revision_id IS NULL AND v.id <> ALL(%(ids)s))
        ORDER BY v.n DESC LIMIT 1
    ) p ON true
    WHERE d.id = ANY(%(ids)s)
), now AS MATERIALIZED (
    SELECT p.id, e.key, e.value FROM pair p, jsonb_each(p.new) e
), was AS MATERIALIZED (
    SELECT p.id, e.key, e.value FROM pair p, jsonb_each(p.old) e
), said_now AS MATERIALIZED (
    SELECT p.id, w.place, w.language, w.text FROM pair p JOIN catalogue_wording w ON w.version_id = p.id
), said_was AS MATERIALIZED (
    SELECT p.id, w.place, w.language, w.text FROM pair p JOIN catalogue_wording w ON w.version_id = p.before
), part AS (
    SELECT id, key FROM now FULL JOIN was USING (id, key) WHERE now.value IS DISTINCT FROM was.value
    UNION
    SELECT id, split_part(place, '.', 1) FROM said_now FULL JOIN said_was USING (id, place, language)
        WHERE said_now.text IS DISTINCT FROM said_was.text
)
SELECT pair.id, pair.state, now.said, said_now.said, was.said, said_was.said,
    (SELECT json_agg(json_build_array(c.id, c.number)) FROM catalogue_confirmedversion l
        JOIN catalogue_confirmation c ON c.id = l.confirmation_id WHERE l.version_id = pair.id)::text
FROM pair
    LEFT JOIN (SELECT id, jsonb_object_agg(key, value)::text AS said
        FROM now JOIN part USING (id, key) GROUP BY id) now USING (id)
    LEFT JOIN (SELECT id, jsonb_object_agg(key, value)::text AS said
        FROM was JOIN part USING (id, key) GROUP BY id) was USING (id)
    LEFT JOIN (SELECT s.id, jsonb_agg(jsonb_build_array(place, language, text))::text AS said
        FROM said_now s JOIN part ON part.id = s.id AND key = split_part(place, '.', 1) GROUP BY s.id) said_now USING (id)
    LEFT JOIN (SELECT s.id, jsonb_agg(jsonb_build_array(place, language, text))::text AS said
        FROM said_was s JOIN part ON part.id = s.id AND key = split_part(place, '.', 1) GROUP BY s.id) said_was USING (id)
"""


@dataclass(frozen=True)
class Drafted:
    """A draft, and the parts in which it and the version before it differ, as each of the two says them; what confirms it."""

    id: int
    state: str
    before: dict[str, Any]
    after: dict[str, Any]
    signed: list[tuple[int, str]]


def drafted(ids: Collection[int]) -> dict[int, Drafted]:
    """Return drafts by their numbers; one query."""
    if not ids:
        return {}
    rows = ask(PAIRS, {"ids": list(ids), "unseen": UNSEEN}).fetchall()
    return {
        number: Drafted(number, state, _content(old, was), _content(new, said), json.loads(signed or "[]"))
        for number, state, new, said, old, was, signed in rows
    }


def _content(content: str | None, said: str | None) -> dict[str, Any]:
    return together(json.loads(content or "{}"), json.loads(said or "[]"))
