-- serves: 0.1.0
-- What processes of 0.1 still write into the audit log of then reaches today's, and the series. Gone with 0016.
CREATE FUNCTION keep_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_entries (practice_id, id, at, subject, action, about, appointment_id, details)
    VALUES (NEW.practice_id, md5(format('audit_log %s %s', NEW.practice_id, NEW.id))::uuid, NEW.at, NEW.subject, NEW.action,
            NEW.about, NEW.appointment_id, jsonb_strip_nulls(jsonb_build_object('appointments', NEW.sessions)));
    UPDATE series
       SET changed_by = NEW.subject,
           changed_at = NEW.at
     WHERE id = NEW.about
       AND NEW.action <> 'link_shown';
    RETURN NULL;
END
$$;
CREATE TRIGGER kept AFTER INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION keep_audit_entry();
