"""Everything that belongs to a case, gathered by the database in the query that reads the case."""

from django.db.models import JSONField
from django.db.models.expressions import RawSQL

CHILDREN = """jsonb_build_object(
    'materials', (SELECT jsonb_agg(m ORDER BY m.n) FROM cases_material m WHERE m.case_id = cases_case.id),
    'reviews', (SELECT jsonb_agg(r ORDER BY r.n) FROM cases_review r WHERE r.case_id = cases_case.id),
    'supplements', (SELECT jsonb_agg(s ORDER BY s.n) FROM cases_supplement s WHERE s.case_id = cases_case.id),
    'extensions', (SELECT jsonb_agg(e ORDER BY e.n) FROM cases_extension e WHERE e.case_id = cases_case.id),
    'suspensions', (SELECT jsonb_agg(u ORDER BY u.n) FROM cases_suspension u WHERE u.case_id = cases_case.id),
    'services', (SELECT jsonb_agg(s ORDER BY s.n) FROM cases_service s WHERE s.case_id = cases_case.id),
    'checks', (SELECT jsonb_agg(c ORDER BY c.n) FROM cases_check c WHERE c.case_id = cases_case.id),
    'accepted_below', (SELECT jsonb_agg(f.accepted_by) FROM cases_firstreview f WHERE f.case_id = cases_case.id),
    'promised_by', (SELECT jsonb_agg(g.due_on ORDER BY g.due_on) FROM cases_gap g
                    WHERE g.case_id = cases_case.id AND g.filled_at IS NULL AND g.due_on IS NOT NULL),
    'fees', (SELECT jsonb_agg(f ORDER BY f.n) FROM cases_fee f WHERE f.case_id = cases_case.id),
    'told', (SELECT jsonb_agg(jsonb_build_object('at', j.at, 'type', j.type, 'actor', j.actor, 'data', j.data) ORDER BY j.position)
             FROM journal j WHERE j.subject = cases_case.id))"""
WITH = RawSQL(CHILDREN, [], output_field=JSONField())  # noqa: S611 our own words
