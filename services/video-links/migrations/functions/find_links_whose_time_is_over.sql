-- The live links of sessions that ended before `ended_before`, longest ago first.
CREATE OR REPLACE FUNCTION find_links_whose_time_is_over(ended_before timestamptz, at_most integer)
RETURNS TABLE (practice_id uuid, appointment_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT links.practice_id, links.appointment_id
      FROM public.links
     WHERE links.state = 'live'
       AND links.ends_at <= ended_before
     ORDER BY links.ends_at
     LIMIT at_most
$$;
ALTER FUNCTION find_links_whose_time_is_over OWNER TO video_links_lookup;
REVOKE EXECUTE ON FUNCTION find_links_whose_time_is_over FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_links_whose_time_is_over TO video_links_application;
