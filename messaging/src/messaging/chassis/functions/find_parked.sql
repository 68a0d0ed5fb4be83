-- Parked events of all practices, oldest first. Each is then read in a transaction for its practice.
CREATE OR REPLACE FUNCTION find_parked()
RETURNS TABLE (id uuid, practice_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT parked_events.id, parked_events.practice_id
      FROM public.parked_events
     ORDER BY parked_events.parked_at, parked_events.id
$$;
REVOKE EXECUTE ON FUNCTION find_parked FROM PUBLIC;
