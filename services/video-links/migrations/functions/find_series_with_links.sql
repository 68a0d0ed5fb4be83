-- The series of which links were told, in their order and behind `behind`: these, or a practice's; NULL: any.
CREATE OR REPLACE FUNCTION find_series_with_links(among uuid[], of_practice uuid, behind uuid, at_most integer)
RETURNS TABLE (practice_id uuid, series_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT series_links.practice_id, series_links.series_id
      FROM public.series_links
     WHERE (among IS NULL OR series_links.series_id = ANY (among))
       AND (of_practice IS NULL OR series_links.practice_id = of_practice)
       AND (behind IS NULL OR series_links.series_id > behind)
     ORDER BY series_links.series_id
     LIMIT at_most
$$;
ALTER FUNCTION find_series_with_links OWNER TO video_links_lookup;
REVOKE EXECUTE ON FUNCTION find_series_with_links FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_series_with_links TO video_links_application;
