-- Whose room ticket this is. `ticket_hash` is the SHA-256 of the ticket that was presented.
CREATE OR REPLACE FUNCTION find_ticket(ticket_hash bytea)
RETURNS TABLE (practice_id uuid, ticket_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT room_tickets.practice_id, room_tickets.id
      FROM public.room_tickets
     WHERE room_tickets.ticket_hash = find_ticket.ticket_hash
$$;
ALTER FUNCTION find_ticket OWNER TO video_links_lookup;
REVOKE EXECUTE ON FUNCTION find_ticket FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_ticket TO video_links_application;
