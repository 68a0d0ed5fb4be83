"""Kafka's jars: pinned by `kafka-jars.lock`, downloaded once, compared with their checksums at every start."""

import hashlib
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from jgo.maven import MavenContext

from standing_local.alone import alone
from standing_operator.errors import StandingError


@dataclass(frozen=True, slots=True)
class Jar:
    sha256: str
    size: int
    coordinates: str

    def path(self, repository: Path) -> Path:
        group, artifact, version = self.coordinates.split(":")
        return repository.joinpath(*group.split("."), artifact, version, f"{artifact}-{version}.jar")

    def intact(self, repository: Path) -> bool:
        path = self.path(repository)
        return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == self.sha256


def pinned(lock: Path) -> list[Jar]:
    """A line is `sha256 size group:artifact:version`."""
    rows = [line.split() for line in lock.read_text().splitlines() if line and not line.startswith("#")]
    return [Jar(sha256, int(size), coordinates) for sha256, size, coordinates in rows]


def fetch(lock: Path, repository: Path) -> list[Path]:
    """All jars of `lock`, downloaded where they are not there yet. Raises StandingError."""
    jars = pinned(lock)
    with alone("jars"), ThreadPoolExecutor(8) as pool:
        missing = [
            jar for jar, intact in zip(jars, pool.map(lambda j: j.intact(repository), jars), strict=True) if not intact
        ]
        if missing:
            _download(missing, repository, pool)
    return sorted(jar.path(repository) for jar in jars)


def _download(jars: list[Jar], repository: Path, pool: ThreadPoolExecutor) -> None:
    context = MavenContext(repo_cache=repository)
    total = sum(jar.size for jar in jars)
    done = 0
    _report(f"Kafka: downloading {len(jars)} jars, {_megabytes(total)} ...")
    downloads = {pool.submit(_download_one, jar, repository, context): jar for jar in jars}
    try:
        for download in as_completed(downloads):
            download.result()
            before, done = done, done + downloads[download].size
            if before * 4 // total < done * 4 // total:
                _report(f"Kafka: {_megabytes(done)} of {_megabytes(total)}")
    finally:
        pool.shutdown(cancel_futures=True)


def _download_one(jar: Jar, repository: Path, context: MavenContext) -> None:
    # What a broken download left behind would pass for the jar.
    jar.path(repository).unlink(missing_ok=True)
    group, artifact, version = jar.coordinates.split(":")
    try:
        context.project(group, artifact).at_version(version).artifact().resolve()
    except OSError as error:
        raise StandingError(f"Kafka: {jar.coordinates} cannot be downloaded: {error}.") from error
    except RuntimeError as error:
        raise StandingError(f"Kafka: {jar.coordinates} is not in any repository: {error}.") from error
    if not jar.intact(repository):
        raise StandingError(f"Kafka: {jar.coordinates} differs from its checksum in kafka-jars.lock.")


def _report(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB"
