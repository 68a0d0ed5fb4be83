-- serves: 0.1.0
-- How clients reach a practice can change.
GRANT UPDATE (version, phone, phone_hours, email, changed_at) ON practices TO booking_application;
