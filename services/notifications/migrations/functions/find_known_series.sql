-- The series that are known, by practice and in their order, behind one of a practice: these, or a practice's; NULL: any.
CREATE OR REPLACE FUNCTION find_known_series(
    among uuid[], of_practice uuid, behind_practice uuid, behind_series uuid, at_most integer
)
RETURNS TABLE (practice_id uuid, series_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT series.practice_id, series.id
      FROM public.series
     WHERE (among IS NULL OR series.id = ANY (among))
       AND (of_practice IS NULL OR series.practice_id = of_practice)
       AND (behind_series IS NULL OR (series.practice_id, series.id) > (behind_practice, behind_series))
     ORDER BY series.practice_id, series.id
     LIMIT at_most
$$;
ALTER FUNCTION find_known_series OWNER TO notifications_lookup;
REVOKE EXECUTE ON FUNCTION find_known_series FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_known_series TO notifications_application;
