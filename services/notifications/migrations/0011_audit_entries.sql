-- serves: 0.1.0
-- The chassis's log of who did what takes over from the one of 0.1, into which processes of 0.1 still write. Gone with 0015.
GRANT SELECT, INSERT ON audit_entries TO notifications_application;
GRANT EXECUTE ON FUNCTION forget_audit_entries TO notifications_application;
CREATE FUNCTION keep_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_entries (practice_id, id, at, subject, action, about, details)
    VALUES (NEW.practice_id, NEW.id, NEW.at, NEW.actor, replace(NEW.action, ' ', '_'), NEW.subject_id, NEW.details);
    RETURN NULL;
END
$$;
CREATE TRIGGER kept AFTER INSERT ON audit FOR EACH ROW EXECUTE FUNCTION keep_audit_entry();
