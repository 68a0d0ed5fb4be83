-- Which there are: what is told again is told practice by practice.
CREATE OR REPLACE FUNCTION find_practices()
RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT practices.id FROM public.practices ORDER BY practices.id
$$;
ALTER FUNCTION find_practices OWNER TO booking_lookup;
REVOKE EXECUTE ON FUNCTION find_practices FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_practices TO booking_application;
