-- The series of which links were told, by practice and in their order, behind one of a practice: these, or a practice's; NULL:
-- any.
CREATE OR REPLACE FUNCTION find_told_series(
    among uuid[], of_practice uuid, behind_practice uuid, behind_series uuid, at_most integer
)
RETURNS TABLE (practice_id uuid, series_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT series_links.practice_id, series_links.series_id
      FROM public.series_links
     WHERE (among IS NULL OR series_links.series_id = ANY (among))
       AND (of_practice IS NULL OR series_links.practice_id = of_practice)
       AND (behind_series IS NULL OR (series_links.practice_id, series_links.series_id) > (behind_practice, behind_series))
     ORDER BY series_links.practice_id, series_links.series_id
     LIMIT at_most
$$;
ALTER FUNCTION find_told_series OWNER TO video_links_lookup;
REVOKE EXECUTE ON FUNCTION find_told_series FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_told_series TO video_links_application;
