-- serves: 0.1.0
-- What spoke against an appointment when it was booked, and was to keep nobody from it, by its codes.
ALTER TABLE appointments ADD COLUMN accepted text[] NOT NULL DEFAULT '{}';
-- Whoever books locks the client, so that nobody else books them elsewhere meanwhile.
GRANT UPDATE (changed_at) ON clients TO booking_application;
