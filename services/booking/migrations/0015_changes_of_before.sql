-- serves: 0.1.0
-- What the audit log of 0.1 tells of the time before 0014. In a file of its own, so that nobody who writes waits for it.
INSERT INTO audit_entries (practice_id, id, at, subject, action, about, appointment_id, details)
SELECT practice_id, md5(format('audit_log %s %s', practice_id, id))::uuid, at, subject, action, about, appointment_id,
       jsonb_strip_nulls(jsonb_build_object('appointments', sessions))
  FROM audit_log
    ON CONFLICT DO NOTHING;

UPDATE series
   SET changed_by = coalesce(last.subject, series.booked_by),
       changed_at = coalesce(last.at, series.booked_at)
  FROM series AS one
  LEFT JOIN (
           SELECT DISTINCT ON (practice_id, about) practice_id, about, at, subject
             FROM audit_log
            WHERE action <> 'link_shown'
            ORDER BY practice_id, about, at DESC, id DESC
       ) AS last
    ON last.practice_id = one.practice_id
   AND last.about = one.id
 WHERE one.practice_id = series.practice_id
   AND one.id = series.id
   AND series.changed_by = '';

UPDATE practices
   SET changed_at = made.at
  FROM audit_log AS made
 WHERE made.about = practices.id
   AND made.action = 'practice_created';
UPDATE practitioners
   SET changed_at = made.at
  FROM audit_log AS made
 WHERE made.practice_id = practitioners.practice_id
   AND made.about = practitioners.id
   AND made.action = 'practitioner_added';
UPDATE clients
   SET changed_at = made.at
  FROM audit_log AS made
 WHERE made.practice_id = clients.practice_id
   AND made.about = clients.id
   AND made.action = 'client_added';
