-- Every side of a message is stored by its own version, as its own events bring it, and joined only when a message is
-- claimed: no foreign keys across topics or keys, whose order nobody promises.

-- A practice's row is made by whichever of its events comes first, with version 0, and with it its starting rules.
CREATE TABLE practices (
    id          uuid PRIMARY KEY,
    version     integer NOT NULL DEFAULT 0,
    name        text,
    zone        text,
    phone       text,
    phone_hours text,
    email       text,
    CHECK (version = 0 OR (name IS NOT NULL AND zone IS NOT NULL))
);
CALL protect_rows('practices', 'id');

CREATE TABLE practitioners (
    id          uuid PRIMARY KEY,
    practice_id uuid    NOT NULL,
    version     integer NOT NULL,
    name        text    NOT NULL
);
CALL protect_rows('practitioners');

CREATE TABLE clients (
    id          uuid PRIMARY KEY,
    practice_id uuid    NOT NULL,
    version     integer NOT NULL,
    recipients  bytea   NOT NULL -- sealed: a JSON list of role, name, called, email, phone
);
CALL protect_rows('clients');

CREATE TABLE series (
    id               uuid PRIMARY KEY,
    practice_id      uuid    NOT NULL,
    version          integer NOT NULL,
    practitioner_id  uuid    NOT NULL,
    client_id        uuid    NOT NULL,
    kind_id          uuid    NOT NULL,
    video            boolean NOT NULL,
    zone             text    NOT NULL,
    recurrence       text,             -- in words; NULL: a single appointment
    skipped_dates    date[]  NOT NULL,
    skipped_months   text[]  NOT NULL, -- 2027-02
    note             bytea             -- sealed
);
CALL protect_rows('series');

CREATE TABLE appointments (
    id               uuid PRIMARY KEY,
    practice_id      uuid        NOT NULL,
    series_id        uuid        NOT NULL REFERENCES series,
    number           integer     NOT NULL,
    local_start      timestamp   NOT NULL,
    fold             smallint    NOT NULL,
    starts_at        timestamptz NOT NULL,
    ends_at          timestamptz NOT NULL,
    status           text        NOT NULL CHECK (status IN ('booked', 'attended', 'missed', 'concluded', 'cancelled')),
    schedule_version integer     NOT NULL
);
CREATE INDEX appointments_of_series ON appointments (series_id, number);
CALL protect_rows('appointments');

-- The version counts the changes of a series' whole list.
CREATE TABLE series_links (
    series_id   uuid PRIMARY KEY,
    practice_id uuid    NOT NULL,
    version     integer NOT NULL
);
CALL protect_rows('series_links');

CREATE TABLE links (
    appointment_id uuid PRIMARY KEY,
    practice_id    uuid    NOT NULL,
    series_id      uuid    NOT NULL REFERENCES series_links,
    generation     integer NOT NULL,
    state          text    NOT NULL CHECK (state IN ('live', 'dead')),
    reason         text,
    url            bytea   NOT NULL -- sealed
);
CREATE INDEX links_of_series ON links (series_id);
CALL protect_rows('links');

CREATE TABLE templates (
    id          uuid PRIMARY KEY,
    practice_id uuid    NOT NULL REFERENCES practices,
    version     integer NOT NULL DEFAULT 1,
    name        text    NOT NULL,
    channel     text    NOT NULL CHECK (channel IN ('email', 'sms')),
    subject     text    NOT NULL CHECK (length(subject) <= 500),
    body        text    NOT NULL CHECK (length(body) <= 20000)
);
CREATE INDEX templates_of_practice ON templates (practice_id);
CALL protect_rows('templates');

-- An announcement follows its event by `delay`; a reminder goes before the start by `lead` (P1D, PT24H).
CREATE TABLE rules (
    id          uuid PRIMARY KEY,
    practice_id uuid    NOT NULL REFERENCES practices,
    version     integer NOT NULL DEFAULT 1,
    trigger     text    NOT NULL CHECK (trigger IN ('single', 'recurring', 'single_video', 'recurring_video', 'reminder')),
    kind_id     uuid, -- of appointments; without one, of all
    channel     text    NOT NULL CHECK (channel IN ('email', 'sms')),
    template_id uuid    NOT NULL REFERENCES templates,
    active      boolean NOT NULL,
    delay       interval,
    lead        text,
    CHECK ((trigger = 'reminder') = (lead IS NOT NULL)),
    CHECK ((trigger = 'reminder') = (delay IS NULL))
);
CREATE INDEX rules_of_practice ON rules (practice_id);
-- A series sends one confirmation a channel and recipient.
CREATE UNIQUE INDEX rules_one_announcement ON rules (practice_id, trigger, kind_id, channel) NULLS NOT DISTINCT
    WHERE trigger <> 'reminder';
CALL protect_rows('rules');

CREATE TABLE communications (
    id               uuid PRIMARY KEY,
    practice_id      uuid        NOT NULL,
    version          integer     NOT NULL,
    series_id        uuid        NOT NULL REFERENCES series,
    appointment_id   uuid,        -- of a reminder
    schedule_version integer,     -- of a reminder
    change_id        uuid,        -- of an announcement
    rule_id          uuid,        -- NULL: there was no rule
    trigger          text        NOT NULL CHECK (trigger IN ('single', 'recurring', 'single_video', 'recurring_video', 'reminder')),
    channel          text        NOT NULL CHECK (channel IN ('email', 'sms')),
    recipient        text        NOT NULL CHECK (recipient IN ('client', 'guardian', 'carer')),
    carries_link     boolean     NOT NULL,
    link_of          uuid,
    link_generation  integer,
    status           text        NOT NULL CHECK (status IN (
        'scheduled', 'sending', 'sent', 'unknown', 'failed', 'suppressed', 'cancelled', 'held'
    )),
    reason           text,
    detail           bytea,       -- sealed: a mail server's words
    address          bytea,       -- sealed: where it went
    due_at           timestamptz NOT NULL,
    sent_at          timestamptz,
    attempt          integer     NOT NULL,
    handed_over      integer     NOT NULL DEFAULT 0, -- attempts that reached DATA and whose final answer is not known
    leased_until     timestamptz, -- by Postgres's clock
    CHECK ((status = 'sending') = (leased_until IS NOT NULL)),
    CHECK ((trigger = 'reminder') = (appointment_id IS NOT NULL AND schedule_version IS NOT NULL)),
    CHECK ((trigger = 'reminder') = (change_id IS NULL)),
    CHECK (status <> 'sent' OR NOT carries_link OR link_generation IS NOT NULL)
);
CREATE UNIQUE INDEX communications_one_reminder
    ON communications (appointment_id, schedule_version, rule_id, recipient) NULLS NOT DISTINCT
    WHERE trigger = 'reminder';
CREATE UNIQUE INDEX communications_one_announcement
    ON communications (change_id, rule_id, recipient) NULLS NOT DISTINCT
    WHERE trigger <> 'reminder';
CREATE INDEX communications_due ON communications (due_at) WHERE status = 'scheduled';
CREATE INDEX communications_leased ON communications (leased_until) WHERE status = 'sending';
CREATE INDEX communications_of_series ON communications (series_id);
CALL protect_rows('communications');

CREATE TABLE audit (
    id          uuid PRIMARY KEY,
    practice_id uuid        NOT NULL,
    at          timestamptz NOT NULL,
    actor       text        NOT NULL,
    action      text        NOT NULL,
    subject_id  uuid        NOT NULL,
    details     jsonb       NOT NULL
);
CREATE INDEX audit_of_practice ON audit (practice_id, at);
CALL protect_rows('audit');

GRANT USAGE ON SCHEMA public TO notifications_application, notifications_relay, notifications_lookup;
GRANT SELECT, INSERT, UPDATE ON practices, practitioners, clients, series, appointments, series_links, communications
    TO notifications_application;
GRANT SELECT, INSERT, UPDATE, DELETE ON links TO notifications_application;
GRANT SELECT, INSERT, UPDATE ON rules TO notifications_application;
GRANT SELECT, INSERT ON templates, audit TO notifications_application;
GRANT INSERT ON outbox TO notifications_application;
GRANT SELECT, DELETE ON outbox TO notifications_relay;
GRANT SELECT, INSERT, DELETE ON parked_events TO notifications_application;
