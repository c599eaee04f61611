"""Whether the nodes of a cluster can do the work: the same code, the same folders under the same names."""

import os
from pathlib import Path
from secrets import token_hex
from typing import Any

from docsieve.read import is_remote
from docsieve.tables import code_hash

ANSWER_SECONDS = 600
"""How long a node may take for its answer; it imports docsieve for it, 3 s on a machine that is not busy."""

MOUNT = "every node has to mount it at the same place (NFS or the like), readable and writable"


class ClusterError(RuntimeError):
    """The cluster cannot do the work; the message says why, and what to do."""


def check_nodes(folder: Path, raw: Path | str) -> None:
    """Ask every node whether it can do the work; raises ClusterError with what each that cannot has said."""
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    probe = folder / f"probe-{token_hex(8)}"
    probe.mkdir(parents=True)
    task: Any = ray.remote(num_cpus=0, max_retries=1)(missing)
    asked = {}
    for node in ray.nodes():
        if node["Alive"]:
            own = NodeAffinitySchedulingStrategy(node["NodeID"], soft=False)
            answer = probe / node["NodeID"]
            told = str(answer), None if is_remote(str(raw)) else os.path.abspath(raw), code_hash()
            asked[node["NodeManagerAddress"], answer] = task.options(scheduling_strategy=own).remote(*told)
    complaints = [f"node {where}: {said}" for (where, at), told in asked.items() if (said := _said(told, at))]
    for answer in probe.iterdir():
        answer.unlink()
    probe.rmdir()
    if complaints:
        raise ClusterError("the cluster cannot do the work: " + "; ".join(complaints))


def _said(told: Any, answer: Path) -> str | None:
    """What a node has against the work; it also has to have answered in the folder that is ours."""
    import ray

    try:
        said: str | None = ray.get(told, timeout=ANSWER_SECONDS)
    except ray.exceptions.RayError as error:
        return f"docsieve does not run there: {error}"
    return said if said or answer.exists() else f"{answer.parent} is another folder there; {MOUNT}"


def missing(answer: str, raw: str | None, code: str) -> str | None:
    """Say what is missing here for the work, None where nothing is; leaves the file ``answer``."""
    place = os.path.dirname(answer)
    if code_hash() != code:
        return "it has another version of docsieve: install the same on all nodes"
    if not os.path.isdir(place):
        return f"it does not see {place}; {MOUNT}"
    if raw is not None and not os.path.isdir(raw):
        return f"it does not see {raw}; {MOUNT}"
    try:
        Path(answer).touch()
    except OSError as error:
        return f"it cannot write to {place} ({error.strerror}); {MOUNT}"
    return None
