from tests.support.video_links import video_links

__all__ = ["video_links"]
