"""The closing line of a run: which servers and programs its tests ran on, whichever process ran them."""

import pytest

RAN_ON = pytest.StashKey[dict[str, str]]()
_TOLD = "ran_on"


def pytest_configure(config: pytest.Config) -> None:
    config.stash[RAN_ON] = {}


def pytest_sessionfinish(session: pytest.Session) -> None:
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output[_TOLD] = session.config.stash[RAN_ON]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: pytest.Item) -> None:
    """A process of the run has ended; one that broke down has told nothing."""
    node.config.stash[RAN_ON].update(getattr(node, "workeroutput", {}).get(_TOLD, {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    servers = [f"{server} {where}" for server, where in sorted(config.stash[RAN_ON].items())]
    terminalreporter.write_line(f"Ran on: {', '.join(servers) or 'no server, since no test asked for one'}.")
