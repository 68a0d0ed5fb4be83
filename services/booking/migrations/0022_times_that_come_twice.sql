-- serves: 0.1.0
-- Whether the zone's clocks show the local start twice on its day. What processes of 0.1 write says no, and names no zone
-- data: so it is judged anew with all else that follows from a local start.
ALTER TABLE appointments ADD COLUMN twice boolean NOT NULL DEFAULT false;
GRANT UPDATE (twice) ON appointments TO booking_application;
