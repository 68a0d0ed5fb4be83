-- All that looks across practices, since it cannot know the practice yet. Each returns ids only, and what they stand
-- for is then read in a transaction for that practice.

-- Which there are: what is told again is told practice by practice.
CREATE FUNCTION find_practices()
RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT practices.id FROM public.practices ORDER BY practices.id
$$;
ALTER FUNCTION find_practices OWNER TO booking_lookup;
REVOKE EXECUTE ON FUNCTION find_practices FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_practices TO booking_application;
GRANT USAGE ON SCHEMA public TO booking_lookup;
GRANT SELECT (id) ON practices TO booking_lookup;
CREATE POLICY looked_up ON practices FOR SELECT TO booking_lookup USING (true);

-- What was changed since a time.
CREATE INDEX audit_log_by_time ON audit_log (practice_id, at);
