-- When the next message falls due that is not due yet.
CREATE OR REPLACE FUNCTION next_due(after timestamptz)
RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT min(due_at) FROM public.communications WHERE status = 'scheduled' AND due_at > after
$$;
ALTER FUNCTION next_due OWNER TO notifications_lookup;
REVOKE EXECUTE ON FUNCTION next_due FROM PUBLIC;
GRANT EXECUTE ON FUNCTION next_due TO notifications_application;
