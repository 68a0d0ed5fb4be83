fixtures_of = [
    "tests.support.transit_keys",
    "tests.support.servers",
    "tests.support.issuer",
    "tests.support.mailbox",
]
