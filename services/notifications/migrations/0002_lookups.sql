-- What the scheduler asks across practices: which messages can go. Nothing but ids and a time comes back; the scheduler
-- then sees the batch's practices only.

GRANT SELECT (id, version) ON practices TO notifications_lookup;
GRANT SELECT (id) ON practitioners TO notifications_lookup;
GRANT SELECT (id) ON clients TO notifications_lookup;
GRANT SELECT (id, practitioner_id, client_id) ON series TO notifications_lookup;
GRANT SELECT (id, series_id, number, status, ends_at) ON appointments TO notifications_lookup;
GRANT SELECT (appointment_id, state) ON links TO notifications_lookup;
GRANT SELECT (id, practice_id, series_id, appointment_id, carries_link, status, due_at, leased_until) ON communications
    TO notifications_lookup;
GRANT UPDATE (leased_until) ON communications TO notifications_lookup; -- FOR UPDATE asks for some column's

CREATE POLICY lookup ON practices FOR SELECT TO notifications_lookup USING (true);
CREATE POLICY lookup ON practitioners FOR SELECT TO notifications_lookup USING (true);
CREATE POLICY lookup ON clients FOR SELECT TO notifications_lookup USING (true);
CREATE POLICY lookup ON series FOR SELECT TO notifications_lookup USING (true);
CREATE POLICY lookup ON appointments FOR SELECT TO notifications_lookup USING (true);
CREATE POLICY lookup ON links FOR SELECT TO notifications_lookup USING (true);
CREATE POLICY lookup ON communications FOR SELECT TO notifications_lookup USING (true);
CREATE POLICY lock ON communications FOR UPDATE TO notifications_lookup USING (true);

-- Messages that are due and have all that they need: practice, practitioner, client, and the live link of the session
-- that they lead to. Where no session lies ahead any more, the message can be ended without a link.
CREATE FUNCTION lock_due_communications(due_by timestamptz, at_most integer)
RETURNS TABLE (practice_id uuid, communication_id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT communication.practice_id, communication.id
      FROM public.communications AS communication
     WHERE communication.status = 'scheduled'
       AND communication.due_at <= due_by
       AND EXISTS (
               SELECT
                 FROM public.series
                 JOIN public.practitioners ON practitioners.id = series.practitioner_id
                 JOIN public.clients ON clients.id = series.client_id
                WHERE series.id = communication.series_id
           )
       AND EXISTS (
               SELECT FROM public.practices WHERE practices.id = communication.practice_id AND practices.version > 0
           )
       AND (
               NOT communication.carries_link
               OR coalesce(
                      (
                          SELECT EXISTS (
                                     SELECT
                                       FROM public.links
                                      WHERE links.appointment_id = session.id
                                        AND links.state = 'live'
                                 )
                            FROM public.appointments AS session
                           WHERE session.series_id = communication.series_id
                             AND (communication.appointment_id IS NULL OR session.id = communication.appointment_id)
                             AND session.status = 'booked'
                             AND session.ends_at > due_by
                           ORDER BY session.number
                           LIMIT 1
                      ),
                      true
                  )
           )
     ORDER BY communication.due_at
     LIMIT at_most
       FOR UPDATE OF communication SKIP LOCKED
$$;

-- Messages whose sender is gone: its lease ran out before it told an end.
CREATE FUNCTION lock_abandoned_communications(at_most integer)
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

-- When the next message falls due that is not due yet.
CREATE FUNCTION next_due(after timestamptz)
RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT min(due_at) FROM public.communications WHERE status = 'scheduled' AND due_at > after
$$;

ALTER FUNCTION lock_due_communications OWNER TO notifications_lookup;
ALTER FUNCTION lock_abandoned_communications OWNER TO notifications_lookup;
ALTER FUNCTION next_due OWNER TO notifications_lookup;
REVOKE EXECUTE ON FUNCTION lock_due_communications, lock_abandoned_communications, next_due FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_due_communications, lock_abandoned_communications, next_due TO notifications_application;
