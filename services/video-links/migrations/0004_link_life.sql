-- How links end, and who of the staff did what.

-- Of staff alone: what clients do is in `activities`.
CREATE TABLE audit_log (
    id             uuid PRIMARY KEY,
    practice_id    uuid        NOT NULL,
    at             timestamptz NOT NULL,
    subject        text        NOT NULL, -- who
    action         text        NOT NULL,
    appointment_id uuid        NOT NULL
);
CREATE INDEX ON audit_log (appointment_id, at);
CALL protect_rows('audit_log');
GRANT SELECT, INSERT ON audit_log TO video_links_application;

-- Copies of the appointment's, so that those whose time is over are found among those that live.
ALTER TABLE links ADD COLUMN starts_at timestamptz, ADD COLUMN ends_at timestamptz;
UPDATE links
   SET starts_at = appointments.starts_at,
       ends_at = appointments.ends_at
  FROM appointments
 WHERE appointments.id = links.appointment_id;
ALTER TABLE links ALTER COLUMN starts_at SET NOT NULL, ALTER COLUMN ends_at SET NOT NULL;
CREATE INDEX live_links_by_end ON links (ends_at) WHERE state = 'live';
GRANT UPDATE (starts_at, ends_at) ON links TO video_links_application;

CREATE INDEX ON room_tickets (appointment_id);

-- The live links of sessions that ended before `ended_before`, longest ago first.
CREATE FUNCTION find_links_whose_time_is_over(ended_before timestamptz, at_most integer)
RETURNS TABLE (practice_id uuid, appointment_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT links.practice_id, links.appointment_id
      FROM public.links
     WHERE links.state = 'live'
       AND links.ends_at <= ended_before
     ORDER BY links.ends_at
     LIMIT at_most
$$;
ALTER FUNCTION find_links_whose_time_is_over OWNER TO video_links_lookup;
REVOKE EXECUTE ON FUNCTION find_links_whose_time_is_over FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_links_whose_time_is_over TO video_links_application;
GRANT SELECT (state, ends_at) ON links TO video_links_lookup;

-- The rooms with pages in them that were last seen before `seen_before`.
CREATE FUNCTION find_deserted_rooms(seen_before timestamptz, at_most integer)
RETURNS TABLE (practice_id uuid, appointment_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT DISTINCT participants.practice_id, participants.appointment_id
      FROM public.participants
     WHERE participants.seen_at <= seen_before
     LIMIT at_most
$$;
ALTER FUNCTION find_deserted_rooms OWNER TO video_links_lookup;
REVOKE EXECUTE ON FUNCTION find_deserted_rooms FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_deserted_rooms TO video_links_application;
GRANT SELECT (practice_id, appointment_id, seen_at) ON participants TO video_links_lookup;
CREATE POLICY looked_up ON participants FOR SELECT TO video_links_lookup USING (true);

-- The practices that have tickets or signals from before `made_before` lying about.
CREATE FUNCTION find_practices_with_litter(made_before timestamptz)
RETURNS TABLE (practice_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT room_tickets.practice_id
      FROM public.room_tickets
     WHERE room_tickets.expires_at <= made_before
     UNION
    SELECT signals.practice_id
      FROM public.signals
     WHERE signals.sent_at <= made_before
$$;
ALTER FUNCTION find_practices_with_litter OWNER TO video_links_lookup;
REVOKE EXECUTE ON FUNCTION find_practices_with_litter FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_practices_with_litter TO video_links_application;
GRANT SELECT (expires_at) ON room_tickets TO video_links_lookup;
GRANT SELECT (practice_id, sent_at) ON signals TO video_links_lookup;
CREATE POLICY looked_up ON signals FOR SELECT TO video_links_lookup USING (true);
