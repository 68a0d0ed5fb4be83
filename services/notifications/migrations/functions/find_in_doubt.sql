-- Messages of which it is not known whether they went, before this database came back from a backup: the first due come
-- first.
CREATE OR REPLACE FUNCTION find_in_doubt()
RETURNS TABLE (practice_id uuid, communication_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT communication.practice_id, communication.id
      FROM public.communications AS communication
     WHERE communication.status = 'held'
       AND communication.reason = 'restored'
     ORDER BY communication.due_at, communication.id
$$;
ALTER FUNCTION find_in_doubt OWNER TO notifications_lookup;
REVOKE EXECUTE ON FUNCTION find_in_doubt FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_in_doubt TO notifications_application;
