fixtures_of = ["tests.support.transit_keys", "tests.support.servers"]
