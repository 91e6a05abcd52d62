"""Numbered output files that are whole or absent, and the manifest that says what they were made of.

A shard is written as `.part-00012.jsonl.RANDOM.tmp`, synced, renamed, and its folder synced: after
a crash at any moment there are finished shards and temporary files, never half a shard under its
own name.  Resuming is therefore "do the numbers that are missing", and two workers that do the same
number by mistake replace equal bytes with equal bytes.

The manifest names the input (by hash), the model and the settings.  A folder whose manifest differs
is refused, as rows of two kinds in one corpus cannot be told apart later.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from timeline.errors import MissingPartError, OutputError, UsageError, in_words
from timeline.files import TEMPORARY, whole_file

MANIFEST = "manifest.json"
SUFFIXES = {"jsonl": ".jsonl", "parquet": ".parquet"}


def shard_path(folder: Path, number: int, format: str) -> Path:
    """The final name of a shard: `part-00012.jsonl`."""
    return folder / f"part-{number:05d}{SUFFIXES[format]}"


def sweep(folder: Path) -> int:
    """Remove temporary files left by a run that was killed; returns how many."""
    left = list(folder.glob(f".part-*{TEMPORARY}")) + list(folder.glob(f".{MANIFEST}*{TEMPORARY}"))
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def finished(folder: Path, format: str) -> set[int]:
    """Numbers of the shards that are there, and so are whole."""
    return {int(path.name[5:].split(".")[0]) for path in folder.glob(f"part-*{SUFFIXES[format]}")}


def open_folder(folder: Path, manifest: Mapping[str, Any], format: str) -> set[int]:
    """Make a folder ready for a run and return the shards already done.

    Sweeps temporary files; writes the manifest of a new folder.
    Raises UsageError where the folder holds shards of another input, model or setting.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unmade(folder, error) from error
    sweep(folder)
    path = folder / MANIFEST
    if not path.exists():
        if any(folder.glob("part-*")):
            raise UsageError(f"{folder}: holds parts but no {MANIFEST}; give an empty folder")
        with whole_file(path) as stream:
            stream.write(json.dumps(manifest, indent=2, ensure_ascii=False).encode() + b"\n")
        return set()
    try:
        found = json.loads(path.read_bytes())
    except ValueError as error:
        raise UsageError(f"{path}: is not a manifest ({in_words(error)}); give an empty folder") from error
    if not isinstance(found, dict):
        raise UsageError(f"{path}: is not a manifest; give an empty folder")
    before, now = dict(_parts(found)), dict(_parts(manifest))
    for part in sorted({*before, *now}):
        if before.get(part) != now.get(part):
            raise UsageError(
                f"{folder}: was begun with another {part} ({_brief(before.get(part))}, now"
                f" {_brief(now.get(part))}); give an empty folder or the same {part}"
            )
    return finished(folder, format)


def _parts(manifest: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What a manifest says, by the names people use."""
    for key, value in manifest.items():
        if key == "settings" and isinstance(value, dict):
            yield from ((name.replace("_", " "), one) for name, one in value.items())
        elif key == "versions" and isinstance(value, dict):
            yield from ((f"version of {name}", one) for name, one in value.items())
        else:
            yield key, value


def versions(model: str | None) -> dict[str, str]:
    """The versions that decide a result, without loading what they are of.

    model: as for `timeline.build`.  Raises MissingPartError where it is not installed.
    """
    from importlib.metadata import version

    from timeline import __version__

    meta = _model_meta(model)
    return {
        "timeline": __version__,
        "spacy": version("spacy"),
        "model": f"{meta['lang']}_{meta['name']} {meta['version']}",
    }


def _model_meta(model: str | None) -> Any:
    from importlib.util import find_spec

    from timeline.events.parser import AUTO_MODELS, DEFAULT_MODEL

    names = AUTO_MODELS if model == "auto" else (model or DEFAULT_MODEL,)
    for name in names:
        folder = Path(name)
        if not folder.is_dir():
            found = find_spec(name) if name.isidentifier() else None
            if found is None or found.origin is None:
                continue
            folder = Path(found.origin).parent
        if (folder / "meta.json").is_file():
            return json.loads((folder / "meta.json").read_bytes())
    raise MissingPartError(f"language model {names[0]!r} is not installed: give the name of an installed one")


def _unmade(folder: Path, error: OSError) -> OutputError:
    for above in (folder, *folder.parents):
        if above.exists() and not above.is_dir():
            return OutputError(f"{folder}: cannot be made: {above} is a file, not a folder")
    return OutputError(f"{folder}: cannot be written: {in_words(error)}")


def _brief(value: object) -> str:
    if isinstance(value, list) and value and all(isinstance(one, dict) and "sha256" in one for one in value):
        named = []
        for one in value:
            articles = "1 article" if one.get("documents") == 1 else f"{one.get('documents')} articles"
            named.append(f"{one.get('name')} of {articles}, {one['sha256'][:8]}")
        return "; ".join(named[:3]) + (f" and {len(named) - 3} more" if len(named) > 3 else "")
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:77] + "..."


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a second run out of the folder for as long as this one lives.

    The lock dies with the process, however it ends.  Raises UsageError where it is held.
    """
    import fcntl

    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = open(folder / ".lock", "wb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise _unmade(folder, error) from error
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError(f"{folder}: another run is writing there; wait for it or choose another") from None
        yield
