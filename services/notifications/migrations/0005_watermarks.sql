-- How far the topics of booking and of video-links have been heard here: what the sender asks before each message.
GRANT SELECT, INSERT, UPDATE ON watermarks TO notifications_application;
