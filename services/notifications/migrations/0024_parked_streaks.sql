-- serves: 0.1.0
-- The chassis's limit of parking.
GRANT SELECT, INSERT, UPDATE, DELETE ON parked_streaks TO notifications_application;
