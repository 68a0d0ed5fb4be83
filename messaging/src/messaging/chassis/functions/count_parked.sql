-- How many events are parked, and since when the first of them.
CREATE OR REPLACE FUNCTION count_parked()
RETURNS TABLE (events bigint, oldest_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT count(*), min(parked_at) FROM public.parked_events
$$;
REVOKE EXECUTE ON FUNCTION count_parked FROM PUBLIC;
