GRANT EXECUTE ON FUNCTION backlog TO video_links_application;
