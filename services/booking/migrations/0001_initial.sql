-- Booking's own truth: who is booked with whom, when. And what the other two services say of it.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE practices (
    id          uuid PRIMARY KEY,
    version     integer NOT NULL,
    name        text    NOT NULL,
    zone        text    NOT NULL, -- IANA
    phone       text,
    phone_hours text,
    email       text
);
CALL protect_rows('practices', 'id');

-- The names of those who act, for the history. Who may do what stands in their access tokens.
CREATE TABLE staff (
    practice_id uuid NOT NULL REFERENCES practices,
    subject     text NOT NULL, -- the identity provider's `sub`
    name        text NOT NULL,
    PRIMARY KEY (practice_id, subject)
);
CALL protect_rows('staff');

-- From here on a primary key begins with the practice, so that no reference crosses from one practice to another:
-- foreign keys are not checked by row-level security.
CREATE TABLE practitioners (
    practice_id uuid    NOT NULL REFERENCES practices,
    id          uuid    NOT NULL,
    version     integer NOT NULL,
    name        text    NOT NULL,
    subject     text, -- of their user, where they have one
    PRIMARY KEY (practice_id, id),
    UNIQUE (practice_id, subject)
);
CALL protect_rows('practitioners');

CREATE TABLE clients (
    practice_id uuid    NOT NULL REFERENCES practices,
    id          uuid    NOT NULL,
    version     integer NOT NULL,
    name        text    NOT NULL, -- of the first recipient, who is the client
    recipients  jsonb   NOT NULL,
    PRIMARY KEY (practice_id, id)
);
CALL protect_rows('clients');

CREATE TABLE appointment_kinds (
    practice_id           uuid     NOT NULL REFERENCES practices,
    id                    uuid     NOT NULL,
    version               integer  NOT NULL,
    name                  text     NOT NULL,
    video                 boolean  NOT NULL,
    duration_minutes      smallint NOT NULL CHECK (duration_minutes BETWEEN 1 AND 1440),
    buffer_before_minutes smallint NOT NULL CHECK (buffer_before_minutes BETWEEN 0 AND 240),
    buffer_after_minutes  smallint NOT NULL CHECK (buffer_after_minutes BETWEEN 0 AND 240),
    colour                text     NOT NULL CHECK (colour IN ('blue', 'purple', 'orange', 'green', 'pink')),
    PRIMARY KEY (practice_id, id),
    CONSTRAINT one_kind_a_name UNIQUE (practice_id, name)
);
CALL protect_rows('appointment_kinds');

CREATE TABLE series (
    practice_id     uuid        NOT NULL REFERENCES practices,
    id              uuid        NOT NULL,
    version         integer     NOT NULL,
    practitioner_id uuid        NOT NULL,
    client_id       uuid        NOT NULL,
    kind_id         uuid        NOT NULL,
    kind_name       text        NOT NULL, -- as the kind was when this was booked
    video           boolean     NOT NULL,
    zone            text        NOT NULL, -- IANA; with an appointment's local_start and fold the authority on its time
    starts_local    timestamp   NOT NULL, -- as chosen: the recurrence counts from it
    frequency       text CHECK (frequency IN ('daily', 'every_weekday', 'weekly', 'every_2_weeks', 'every_3_weeks',
                                              'every_4_weeks', 'monthly_by_date', 'monthly_by_weekday')),
    until           date, -- inclusive
    count           smallint,
    skipped_months  text[]      NOT NULL, -- such as '2028-02'
    note            text,
    sessions        smallint    NOT NULL, -- how many there are
    booked_by       text        NOT NULL, -- subject
    booked_at       timestamptz NOT NULL,
    PRIMARY KEY (practice_id, id),
    FOREIGN KEY (practice_id, practitioner_id) REFERENCES practitioners,
    FOREIGN KEY (practice_id, client_id) REFERENCES clients,
    FOREIGN KEY (practice_id, kind_id) REFERENCES appointment_kinds,
    CHECK (num_nonnulls(until, count) = CASE WHEN frequency IS NULL THEN 0 ELSE 1 END)
);
CALL protect_rows('series');

CREATE TABLE appointments (
    practice_id      uuid        NOT NULL,
    id               uuid        NOT NULL,
    series_id        uuid        NOT NULL,
    practitioner_id  uuid        NOT NULL,
    number           smallint    NOT NULL CHECK (number > 0),
    local_start      timestamp   NOT NULL,
    fold             smallint    NOT NULL CHECK (fold IN (0, 1)),
    shifted_from     timestamp, -- the time asked for, where the clocks going forward left it out
    starts_at        timestamptz NOT NULL,
    ends_at          timestamptz NOT NULL CHECK (ends_at > starts_at),
    occupied_from    timestamptz NOT NULL CHECK (occupied_from <= starts_at),
    occupied_to      timestamptz NOT NULL CHECK (occupied_to >= ends_at),
    status           text        NOT NULL CHECK (status IN ('booked', 'attended', 'missed', 'concluded', 'cancelled')),
    schedule_version integer     NOT NULL,
    PRIMARY KEY (practice_id, id),
    UNIQUE (practice_id, series_id, number),
    FOREIGN KEY (practice_id, series_id) REFERENCES series,
    FOREIGN KEY (practice_id, practitioner_id) REFERENCES practitioners,
    -- The search for conflicts looks no further than this before and after a slot.
    CONSTRAINT at_most_two_days CHECK (occupied_to - starts_at <= interval '48 hours'),
    CONSTRAINT buffer_before_of_4_hours CHECK (starts_at - occupied_from <= interval '4 hours'),
    -- Deferrable, since moving a daily series by a day would else fail against its own old rows.
    CONSTRAINT no_two_at_once EXCLUDE USING gist
        (practitioner_id WITH =, tstzrange(occupied_from, occupied_to) WITH &&)
        WHERE (status <> 'cancelled') DEFERRABLE INITIALLY IMMEDIATE
);
CALL protect_rows('appointments');
CREATE INDEX appointments_of_practitioner ON appointments (practice_id, practitioner_id, starts_at);
CREATE INDEX appointments_by_start ON appointments (practice_id, starts_at);

CREATE TABLE idempotency_keys (
    practice_id uuid        NOT NULL,
    subject     text        NOT NULL,
    route       text        NOT NULL,
    key         text        NOT NULL,
    request     bytea       NOT NULL, -- SHA-256 of the body
    status      smallint,
    headers     jsonb,
    body        bytea,
    claimed_at  timestamptz NOT NULL,
    PRIMARY KEY (practice_id, subject, route, key)
);
CALL protect_rows('idempotency_keys');
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (practice_id, claimed_at);

-- Who did what, when. Of personal fields, that they changed and not to what.
CREATE TABLE audit_log (
    practice_id    uuid        NOT NULL REFERENCES practices,
    id             bigint      GENERATED ALWAYS AS IDENTITY,
    at             timestamptz NOT NULL,
    subject        text        NOT NULL, -- who
    action         text        NOT NULL,
    about          uuid        NOT NULL, -- the series, client, practitioner…
    appointment_id uuid,
    PRIMARY KEY (practice_id, id)
);
CALL protect_rows('audit_log');
CREATE INDEX audit_log_of_one ON audit_log (practice_id, about, at);

-- What video-links says. No foreign keys: order between topics is not assumed.
CREATE TABLE series_links (
    practice_id uuid    NOT NULL,
    series_id   uuid    NOT NULL,
    version     integer NOT NULL,
    PRIMARY KEY (practice_id, series_id)
);
CALL protect_rows('series_links');

CREATE TABLE links (
    practice_id    uuid    NOT NULL,
    appointment_id uuid    NOT NULL,
    series_id      uuid    NOT NULL,
    generation     integer NOT NULL,
    state          text    NOT NULL CHECK (state IN ('live', 'dead')),
    reason         text,
    url            bytea   NOT NULL, -- sealed
    PRIMARY KEY (practice_id, appointment_id)
);
CALL protect_rows('links');
CREATE INDEX links_of_series ON links (practice_id, series_id);

-- What notifications says: each message by its own version.
CREATE TABLE communications (
    practice_id    uuid        NOT NULL,
    id             uuid        NOT NULL,
    series_id      uuid        NOT NULL,
    version        integer     NOT NULL,
    appointment_id uuid, -- none where it speaks of the whole series
    trigger        text        NOT NULL,
    channel        text        NOT NULL,
    recipient      text        NOT NULL,
    address        text,
    status         text        NOT NULL,
    reason         text,
    detail         text,
    due_at         timestamptz NOT NULL,
    sent_at        timestamptz,
    link_of        uuid,
    PRIMARY KEY (practice_id, id)
);
CALL protect_rows('communications');
CREATE INDEX communications_of_series ON communications (practice_id, series_id, due_at);

GRANT USAGE ON SCHEMA public TO booking_application, booking_relay;
GRANT SELECT, INSERT ON practices, clients, appointment_kinds, series, appointments, audit_log TO booking_application;
GRANT SELECT, INSERT, UPDATE ON practitioners, staff, series_links, communications TO booking_application;
GRANT SELECT, INSERT, UPDATE, DELETE ON links, idempotency_keys TO booking_application;
GRANT INSERT ON outbox TO booking_application;
GRANT SELECT, INSERT, DELETE ON parked_events TO booking_application;
GRANT SELECT, DELETE ON outbox TO booking_relay;
