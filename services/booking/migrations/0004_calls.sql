-- What video-links says of the rooms. No foreign keys: order between topics is not assumed.
CREATE TABLE calls (
    practice_id    uuid    NOT NULL,
    appointment_id uuid    NOT NULL,
    version        integer NOT NULL,
    client         text    NOT NULL,
    client_since   timestamptz,
    host_present   boolean NOT NULL,
    ended          text,
    ended_at       timestamptz,
    PRIMARY KEY (practice_id, appointment_id)
);
CALL protect_rows('calls');

CREATE TABLE activities (
    practice_id    uuid        NOT NULL,
    id             uuid        NOT NULL,
    appointment_id uuid        NOT NULL,
    kind           text        NOT NULL,
    at             timestamptz NOT NULL,
    scanner        boolean     NOT NULL, -- it looked like a program and not like a person
    subject        text        NOT NULL, -- who did it, where it was staff
    PRIMARY KEY (practice_id, id)
);
CALL protect_rows('activities');
CREATE INDEX activities_of_appointment ON activities (practice_id, appointment_id, at);

GRANT SELECT, INSERT, UPDATE ON calls TO booking_application;
GRANT SELECT, INSERT ON activities TO booking_application;
GRANT UPDATE (version) ON series TO booking_application;
GRANT UPDATE (status) ON appointments TO booking_application;
