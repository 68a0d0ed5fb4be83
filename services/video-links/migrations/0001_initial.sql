-- What booking tells of practices, practitioners and series, as they are since `version`; and the links, which are ours.
-- No foreign key crosses topics or keys: what two events tell may come in either order.

CREATE TABLE practices (
    id          uuid PRIMARY KEY,
    version     integer NOT NULL,
    name        text    NOT NULL,
    phone       text,
    phone_hours text
);
CALL protect_rows('practices', 'id');

CREATE TABLE practitioners (
    id          uuid PRIMARY KEY,
    practice_id uuid    NOT NULL,
    version     integer NOT NULL,
    name        text    NOT NULL
);
CALL protect_rows('practitioners');

CREATE TABLE series (
    id              uuid PRIMARY KEY,
    practice_id     uuid    NOT NULL,
    version         integer NOT NULL,
    practitioner_id uuid    NOT NULL,
    zone            text    NOT NULL,
    video           boolean NOT NULL
);
CALL protect_rows('series');

CREATE TABLE appointments (
    id          uuid PRIMARY KEY,
    practice_id uuid        NOT NULL,
    series_id   uuid        NOT NULL REFERENCES series,
    number      integer     NOT NULL,
    local_start timestamp   NOT NULL, -- on the clock of the series' zone: the authority, from which the other two follow
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    status      text        NOT NULL CHECK (status IN ('booked', 'attended', 'missed', 'concluded', 'cancelled'))
);
CREATE INDEX ON appointments (series_id);
CALL protect_rows('appointments');

CREATE TABLE links (
    id             uuid PRIMARY KEY,
    practice_id    uuid        NOT NULL,
    series_id      uuid        NOT NULL,
    appointment_id uuid        NOT NULL,
    generation     integer     NOT NULL CHECK (generation > 0),
    token_hash     bytea       NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    token_sealed   bytea       NOT NULL,
    state          text        NOT NULL CHECK (state IN ('live', 'dead')),
    reason         text        CHECK (reason IN ('abandoned', 'cancelled', 'concluded', 'expired', 'reissued')),
    made_at        timestamptz NOT NULL,
    UNIQUE (appointment_id, generation),
    CHECK ((state = 'dead') = (reason IS NOT NULL))
);
CREATE UNIQUE INDEX one_live_link ON links (appointment_id) WHERE state = 'live';
CREATE INDEX ON links (series_id);
CALL protect_rows('links');

-- How often the links of a series have changed: the version of what `links.changed` tells.
CREATE TABLE series_links (
    series_id   uuid PRIMARY KEY,
    practice_id uuid    NOT NULL,
    version     integer NOT NULL
);
CALL protect_rows('series_links');

GRANT USAGE ON SCHEMA public TO video_links_application, video_links_relay, video_links_lookup;
GRANT SELECT, INSERT, UPDATE
   ON practices, practitioners, series, appointments, series_links
   TO video_links_application;
GRANT SELECT, INSERT ON links TO video_links_application;
GRANT INSERT ON outbox TO video_links_application;
GRANT SELECT, DELETE ON outbox TO video_links_relay;
GRANT SELECT, INSERT, DELETE ON parked_events TO video_links_application;
