-- Messages that are held, and those that are more than a minute late: `due_by` is a minute ago. By the reason that they
-- have, with the time at which the oldest was to go. Counted up to a number, oldest first.
CREATE OR REPLACE FUNCTION count_waiting(due_by timestamptz, counted_up_to integer)
RETURNS TABLE (state text, reason text, messages bigint, oldest_due_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT 'held', held.reason, count(*), min(held.due_at)
      FROM (
               SELECT communication.reason, communication.due_at
                 FROM public.communications AS communication
                WHERE communication.status = 'held'
                LIMIT counted_up_to
           ) AS held
     GROUP BY held.reason
     UNION ALL
    SELECT 'overdue', overdue.reason, count(*), min(overdue.due_at)
      FROM (
               SELECT communication.reason, communication.due_at
                 FROM public.communications AS communication
                WHERE communication.status = 'scheduled'
                  AND communication.due_at <= due_by
                ORDER BY communication.due_at
                LIMIT counted_up_to
           ) AS overdue
     GROUP BY overdue.reason
$$;
ALTER FUNCTION count_waiting OWNER TO notifications_lookup;
REVOKE EXECUTE ON FUNCTION count_waiting FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_waiting TO notifications_application;
