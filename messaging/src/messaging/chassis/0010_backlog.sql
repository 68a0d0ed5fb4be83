-- What waits in the outbox, for metrics: how many rows, counted so far and no further, and since when the oldest. As the
-- owner of the table; a service's own migration grants it to its application, which otherwise only adds to the outbox.
CREATE FUNCTION backlog(counted_up_to integer)
RETURNS TABLE (unpublished bigint, oldest_added_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT (SELECT count(*) FROM (SELECT FROM public.outbox LIMIT counted_up_to) AS counted),
           (SELECT outbox.added_at FROM public.outbox ORDER BY outbox.id LIMIT 1)
$$;
REVOKE EXECUTE ON FUNCTION backlog FROM PUBLIC;
