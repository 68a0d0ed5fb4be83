fixtures_of = ["tests.support.environment"]
