-- What waits in the outbox and what is parked, over all practices: how many rows, counted so far and no further, and since
-- when the oldest. For metrics; as the owner of both tables. A service's own migration grants it to its application.
CREATE OR REPLACE FUNCTION backlog(counted_up_to integer)
RETURNS TABLE (unpublished bigint, oldest_added_at timestamptz, parked bigint, oldest_parked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT (SELECT count(*) FROM (SELECT FROM public.outbox LIMIT counted_up_to) AS counted),
           (SELECT outbox.added_at FROM public.outbox ORDER BY outbox.id LIMIT 1),
           (SELECT count(*) FROM (SELECT FROM public.parked_events LIMIT counted_up_to) AS counted),
           -- Ids begin with their time.
           (SELECT parked_events.parked_at FROM public.parked_events ORDER BY parked_events.id LIMIT 1)
$$;
REVOKE EXECUTE ON FUNCTION backlog FROM PUBLIC;
