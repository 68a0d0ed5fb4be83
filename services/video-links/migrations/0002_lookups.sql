-- All that looks across practices, since it cannot know the practice yet. Each returns ids only, and what they stand
-- for is then read in a transaction for that practice.

-- Whose link this is. `token_hash` is the SHA-256 of the token that was presented.
CREATE FUNCTION find_link(token_hash bytea)
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
GRANT SELECT (id, practice_id, appointment_id, token_hash) ON links TO video_links_lookup;
CREATE POLICY looked_up ON links FOR SELECT TO video_links_lookup USING (true);
