-- serves: 0.1.0
-- The message that tells of what has changed.
ALTER TABLE rules DROP CONSTRAINT rules_trigger_check, ADD CONSTRAINT rules_trigger_check CHECK (trigger IN (
    'single', 'recurring', 'single_video', 'recurring_video', 'reminder', 'changed', 'cancelled', 'link_requested',
    'link_reissued'
)) NOT VALID;
ALTER TABLE communications
    DROP CONSTRAINT communications_trigger_check,
    ADD CONSTRAINT communications_trigger_check CHECK (trigger IN (
        'single', 'recurring', 'single_video', 'recurring_video', 'reminder', 'changed', 'cancelled', 'link_requested',
        'link_reissued'
    )) NOT VALID,
    ADD COLUMN announce_from timestamptz, -- of what has changed: it waits until booking was heard up to then
    ADD CONSTRAINT communications_announce_from_check CHECK ((trigger = 'changed') = (announce_from IS NOT NULL)) NOT VALID;
-- The time that was asked for, where the clocks leave that out; empty in what was written before: the rule's.
ALTER TABLE appointments ADD COLUMN asked_start timestamp;

-- What somebody was last told of an appointment, by attempts that arrived or may have.
CREATE TABLE told (
    practice_id     uuid        NOT NULL,
    series_id       uuid        NOT NULL,
    recipient       text        NOT NULL CHECK (recipient IN ('client', 'guardian', 'carer')),
    channel         text        NOT NULL CHECK (channel IN ('email', 'sms')),
    appointment_id  uuid        NOT NULL,
    local_start     timestamp   NOT NULL,
    fold            smallint    NOT NULL,
    twice           boolean     NOT NULL,
    local_end       timestamp   NOT NULL,
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    status          text        NOT NULL CHECK (status IN ('booked', 'attended', 'missed', 'cancelled')),
    practitioner_id uuid        NOT NULL,
    kind_id         uuid        NOT NULL,
    link_generation integer, -- of the link that they were given; NULL: none
    told_at         timestamptz NOT NULL,
    doubtful        boolean     NOT NULL DEFAULT false, -- they may know something else: of two mails, one may not have arrived
    PRIMARY KEY (practice_id, series_id, recipient, channel, appointment_id)
);
CALL protect_rows('told');
-- Replays meet what was announced already, be it by a message that another change had opened.
CREATE TABLE announced_changes (
    practice_id uuid NOT NULL,
    change_id   uuid NOT NULL,
    recipient   text NOT NULL CHECK (recipient IN ('client', 'guardian', 'carer')),
    channel     text NOT NULL CHECK (channel IN ('email', 'sms')),
    PRIMARY KEY (practice_id, change_id, recipient, channel)
);
CALL protect_rows('announced_changes');

GRANT SELECT, INSERT, UPDATE ON told TO notifications_application;
GRANT SELECT, INSERT ON announced_changes TO notifications_application;
GRANT SELECT (concerns, announce_from) ON communications TO notifications_lookup;
