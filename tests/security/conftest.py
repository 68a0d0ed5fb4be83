fixtures_of = [
    "tests.support.servers",
    "tests.support.issuer",
    "tests.support.mailbox",
    "tests.support.installation",
    "tests.support.video_links",
]
