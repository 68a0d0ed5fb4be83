-- Messages whose sender is gone: its lease ran out before it told an end.
CREATE OR REPLACE FUNCTION lock_abandoned_communications(at_most integer)
RETURNS TABLE (practice_id uuid, communication_id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT communication.practice_id, communication.id
      FROM public.communications AS communication
     WHERE communication.status = 'sending'
       AND communication.leased_until < clock_timestamp()
     ORDER BY communication.leased_until
     LIMIT at_most
       FOR UPDATE SKIP LOCKED
$$;
ALTER FUNCTION lock_abandoned_communications OWNER TO notifications_lookup;
REVOKE EXECUTE ON FUNCTION lock_abandoned_communications FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_abandoned_communications TO notifications_application;
