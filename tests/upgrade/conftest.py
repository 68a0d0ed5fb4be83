fixtures_of = [
    "tests.support.sealing_keys",
    "tests.support.servers",
    "tests.support.issuer",
    "tests.support.mailbox",
]
