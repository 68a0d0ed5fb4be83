-- The practices that have tickets or signals from before `made_before` lying about.
CREATE OR REPLACE FUNCTION find_practices_with_litter(made_before timestamptz)
RETURNS TABLE (practice_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT room_tickets.practice_id
      FROM public.room_tickets
     WHERE room_tickets.expires_at <= made_before
     UNION
    SELECT signals.practice_id
      FROM public.signals
     WHERE signals.sent_at <= made_before
$$;
ALTER FUNCTION find_practices_with_litter OWNER TO video_links_lookup;
REVOKE EXECUTE ON FUNCTION find_practices_with_litter FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_practices_with_litter TO video_links_application;
