-- What happens behind a link: who came, who was let in, how it ended; and what the two browsers say to each other.

-- One row an appointment, made when the first thing happens there. `version` counts what `call.activity` tells.
CREATE TABLE calls (
    appointment_id uuid PRIMARY KEY,
    practice_id    uuid        NOT NULL,
    series_id      uuid        NOT NULL,
    version        integer     NOT NULL,
    client         text        NOT NULL CHECK (client IN ('absent', 'waiting', 'in_call', 'lost', 'left')), -- as last told
    client_since   timestamptz,
    host_present   boolean     NOT NULL, -- as last told
    admitted_at    timestamptz, -- the first time that somebody was let in: there was a call
    ended          text        CHECK (ended IN ('concluded', 'missed', 'abandoned', 'expired')),
    ended_at       timestamptz,
    CHECK ((ended IS NULL) = (ended_at IS NULL))
);
CALL protect_rows('calls');

-- A browser that has joined by a link, until another takes its place or the link dies.
CREATE TABLE client_sessions (
    id             uuid PRIMARY KEY,
    practice_id    uuid        NOT NULL,
    appointment_id uuid        NOT NULL,
    link_id        uuid        NOT NULL REFERENCES links,
    browser_hash   bytea       NOT NULL CHECK (octet_length(browser_hash) = 32), -- SHA-256 of its cookie
    device         text        NOT NULL CHECK (device IN ('phone', 'computer')),
    began_at       timestamptz NOT NULL,
    admitted_at    timestamptz,
    left_at        timestamptz, -- for now: the same browser may come back
    ended_at       timestamptz
);
CREATE UNIQUE INDEX one_live_client ON client_sessions (appointment_id) WHERE ended_at IS NULL;
CREATE INDEX ON client_sessions (link_id);
CALL protect_rows('client_sessions');

-- Each lets one page into a room, once, within a minute.
CREATE TABLE room_tickets (
    id                uuid PRIMARY KEY,
    practice_id       uuid        NOT NULL,
    appointment_id    uuid        NOT NULL,
    ticket_hash       bytea       NOT NULL UNIQUE CHECK (octet_length(ticket_hash) = 32),
    role              text        NOT NULL CHECK (role IN ('client', 'host')),
    client_session_id uuid        REFERENCES client_sessions,
    subject           text, -- of the host
    expires_at        timestamptz NOT NULL,
    CHECK ((role = 'client') = (client_session_id IS NOT NULL)),
    CHECK ((role = 'host') = (subject IS NOT NULL))
);
CREATE INDEX ON room_tickets (expires_at);
CALL protect_rows('room_tickets');

-- The pages whose sockets are open, or were until a moment ago. `id` is the page's own.
CREATE TABLE participants (
    id                uuid PRIMARY KEY,
    practice_id       uuid        NOT NULL,
    appointment_id    uuid        NOT NULL,
    role              text        NOT NULL CHECK (role IN ('client', 'host')),
    client_session_id uuid        REFERENCES client_sessions,
    socket            uuid        NOT NULL, -- the newest of this page
    entered_at        timestamptz NOT NULL,
    seen_at           timestamptz NOT NULL
);
CREATE INDEX ON participants (appointment_id);
CREATE INDEX ON participants (seen_at);
CALL protect_rows('participants');

-- What one page says to the other, until it has arrived.
CREATE TABLE signals (
    sender         uuid        NOT NULL,
    number         integer     NOT NULL,
    practice_id    uuid        NOT NULL,
    appointment_id uuid        NOT NULL,
    recipient      uuid        NOT NULL,
    payload        text        NOT NULL CHECK (length(payload) <= 65536),
    sent_at        timestamptz NOT NULL,
    PRIMARY KEY (sender, number)
);
CREATE INDEX ON signals (recipient, sender, number);
CREATE INDEX ON signals (sent_at);
CALL protect_rows('signals');

-- The ledger: every opening, joining, conclusion and reissue, for good.
CREATE TABLE activities (
    id             uuid PRIMARY KEY,
    practice_id    uuid        NOT NULL,
    appointment_id uuid        NOT NULL,
    link_id        uuid,
    kind           text        NOT NULL,
    at             timestamptz NOT NULL,
    scanner        boolean     NOT NULL DEFAULT false, -- looked like a program
    agent          text        CHECK (length(agent) <= 200)
);
CREATE INDEX ON activities (appointment_id, at);
CREATE INDEX ON activities (link_id, kind, at);
CALL protect_rows('activities');

GRANT SELECT, INSERT, UPDATE ON calls, client_sessions TO video_links_application;
GRANT SELECT, INSERT, UPDATE, DELETE ON room_tickets, participants, signals TO video_links_application;
GRANT SELECT, INSERT ON activities TO video_links_application;
GRANT UPDATE (state, reason) ON links TO video_links_application;

-- Whose room ticket this is. `ticket_hash` is the SHA-256 of the ticket that was presented.
CREATE FUNCTION find_ticket(ticket_hash bytea)
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
GRANT SELECT (id, practice_id, ticket_hash) ON room_tickets TO video_links_lookup;
CREATE POLICY looked_up ON room_tickets FOR SELECT TO video_links_lookup USING (true);
