-- The rooms with pages in them that were last seen before `seen_before`.
CREATE OR REPLACE FUNCTION find_deserted_rooms(seen_before timestamptz, at_most integer)
RETURNS TABLE (practice_id uuid, appointment_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT DISTINCT participants.practice_id, participants.appointment_id
      FROM public.participants
     WHERE participants.seen_at <= seen_before
     LIMIT at_most
$$;
ALTER FUNCTION find_deserted_rooms OWNER TO video_links_lookup;
REVOKE EXECUTE ON FUNCTION find_deserted_rooms FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_deserted_rooms TO video_links_application;
