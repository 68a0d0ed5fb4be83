GRANT EXECUTE ON FUNCTION backlog TO booking_application;
