-- What waits in the outbox and what is parked, over all practices: counts and ages, for metrics. As the owner, whose
-- policies let it see all; a service's own migration grants it to its application.
CREATE FUNCTION backlog(counted_up_to integer)
RETURNS TABLE (
    unpublished        bigint,
    oldest_unpublished double precision, -- seconds
    parked             bigint,
    oldest_parked      double precision  -- seconds
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT (SELECT count(*) FROM (SELECT FROM public.outbox LIMIT counted_up_to) AS counted),
           coalesce(
               (
                   SELECT extract(epoch FROM clock_timestamp() - outbox.added_at)
                     FROM public.outbox
                    ORDER BY outbox.id
                    LIMIT 1
               ),
               0
           ),
           (SELECT count(*) FROM (SELECT FROM public.parked_events LIMIT counted_up_to) AS counted),
           coalesce(
               (
                   SELECT extract(epoch FROM clock_timestamp() - parked_events.parked_at)
                     FROM public.parked_events
                    ORDER BY parked_events.id -- which begin with their time
                    LIMIT 1
               ),
               0
           )
$$;
REVOKE EXECUTE ON FUNCTION backlog FROM PUBLIC;
