-- Whose link this is. `token_hash` is the SHA-256 of the token that was presented.
CREATE OR REPLACE FUNCTION find_link(token_hash bytea)
RETURNS TABLE (practice_id uuid, appointment_id uuid, link_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT links.practice_id, links.appointment_id, links.id
      FROM public.links
     WHERE links.token_hash = find_link.token_hash
$$;
ALTER FUNCTION find_link OWNER TO video_links_lookup;
REVOKE EXECUTE ON FUNCTION find_link FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_link TO video_links_application;
