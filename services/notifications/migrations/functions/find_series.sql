-- The series that are known, in their order and behind `behind`: these, or a practice's; NULL: any.
CREATE OR REPLACE FUNCTION find_series(among uuid[], of_practice uuid, behind uuid, at_most integer)
RETURNS TABLE (practice_id uuid, series_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT series.practice_id, series.id
      FROM public.series
     WHERE (among IS NULL OR series.id = ANY (among))
       AND (of_practice IS NULL OR series.practice_id = of_practice)
       AND (behind IS NULL OR series.id > behind)
     ORDER BY series.id
     LIMIT at_most
$$;
ALTER FUNCTION find_series OWNER TO notifications_lookup;
REVOKE EXECUTE ON FUNCTION find_series FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_series TO notifications_application;
