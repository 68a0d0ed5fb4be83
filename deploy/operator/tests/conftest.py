fixtures_of = ["tests.support.servers"]
