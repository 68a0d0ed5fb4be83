-- serves: 0.1.0
-- What was noted before 0011. In a file of its own, so that nobody who writes waits for it.
INSERT INTO audit_entries (practice_id, id, at, subject, action, about, details)
SELECT practice_id, id, at, actor, replace(action, ' ', '_'), subject_id, details
  FROM audit
    ON CONFLICT DO NOTHING;
