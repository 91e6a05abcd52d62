"""Many articles at once: streams in, rows out, in as many processes or machines as there are.

    streams ──items──▶ run ──Task──▶ worker.work (one process, one model) ──rows──▶ stdout or shards
                        │
                        └── local.LocalEngine or cluster.DaskEngine carry the same function

The unit of work is a numbered run of consecutive documents.  Its output is written under a
temporary name, synced and renamed, so a shard is either whole or absent: that alone makes a run
resumable and every document appear exactly once, whichever engine runs it.

Nothing heavy (spaCy, pyarrow, distributed) is imported before it is needed.
"""

from __future__ import annotations

from timeline.batch.runner import BatchResult, run

__all__ = ["BatchResult", "run"]
