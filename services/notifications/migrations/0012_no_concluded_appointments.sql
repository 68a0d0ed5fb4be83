-- serves: 0.1.0
-- A session that took place is attended. Nobody has written the other word for it.
UPDATE appointments SET status = 'attended' WHERE status = 'concluded';
ALTER TABLE appointments
    DROP CONSTRAINT appointments_status_check,
    ADD CONSTRAINT appointments_status_check
        CHECK (status IN ('booked', 'attended', 'missed', 'cancelled')) NOT VALID;
