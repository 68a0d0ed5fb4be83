fixtures_of = ["tests.support.issuer"]
