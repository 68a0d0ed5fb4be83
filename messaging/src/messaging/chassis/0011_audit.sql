-- serves: 0.1.0
-- Who of the staff did what, when: the same in every service. Its application adds and reads, and changes nothing.
CREATE TABLE audit_entries (
    practice_id    uuid        NOT NULL,
    id             uuid        NOT NULL,
    at             timestamptz NOT NULL,
    subject        text        NOT NULL, -- who: the identity provider's `sub`
    name           text,                 -- theirs, as their token said it then
    action         text        NOT NULL,
    about          uuid        NOT NULL, -- the series, client, rule …
    appointment_id uuid,
    details        jsonb       NOT NULL DEFAULT '{}', -- nobody's personal data
    PRIMARY KEY (practice_id, id)
);
CALL protect_rows('audit_entries');
CREATE INDEX audit_entries_of_one ON audit_entries (practice_id, about, at);
CREATE INDEX audit_entries_by_time ON audit_entries (practice_id, at, id);
CREATE INDEX audit_entries_by_age ON audit_entries (at);

-- Entries of all practices from before `older_than`, and none that is younger than a year: their number. As the owner.
CREATE FUNCTION forget_audit_entries(older_than timestamptz, at_most integer)
RETURNS integer
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    WITH gone AS (
        DELETE FROM public.audit_entries
         WHERE (practice_id, id) IN (
                   SELECT practice_id, id
                     FROM public.audit_entries
                    WHERE at < least(older_than, now() - interval '365 days')
                    ORDER BY at
                    LIMIT at_most
               )
        RETURNING id
    )
    SELECT count(*)::integer FROM gone
$$;
REVOKE EXECUTE ON FUNCTION forget_audit_entries FROM PUBLIC;
