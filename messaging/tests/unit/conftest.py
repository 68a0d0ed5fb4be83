fixtures_of = ["tests.support.issuer", "tests.support.environment"]
