"""A run on a Ray cluster of two nodes on this machine, of which one is killed while it works; a script.

    python tests/two_nodes.py RAW CURATED PORTION

The nodes are slowed down, so that there is a call on the second one when it is killed; another one joins
before the count. Prints one line of JSON: the hash of each staged file, and the nodes that began each call.
"""

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 120
SMALL = {"num_cpus": 1, "object_store_memory": 100_000_000}
# Read when ray is imported, which is done here first.
os.environ |= {
    "RAY_raylet_start_wait_time_s": "240",
    "RAY_agent_register_timeout_ms": "240000",
    "RAY_gcs_server_port_wait_time_s": "240",
    "RAY_AUTH_MODE": "disabled",
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
}


def slowly(notes: str, number: int, call: Any) -> Any:
    """Make a call after a note of where, and a pause in which a node can be killed."""
    import ray

    node = ray.get_runtime_context().get_node_id()
    (Path(notes) / f"{number}-{node}").touch()
    time.sleep(3)
    function, arguments = call
    return function(*arguments)


def waiting(notes: Path, calls: Iterable[Any], node: str, kill: Any) -> Iterator[Any]:
    """Give calls slowed down; once the node has begun one, kill it."""
    from two_nodes import slowly  # under the name that it has on the nodes, too

    for number, call in enumerate(calls):
        yield slowly, (str(notes), number, call)
        if number == 1:
            for _ in range(PATIENCE_SECONDS * 20):
                if list(notes.glob(f"*-{node}")):
                    break
                time.sleep(0.05)
            kill()


def main(raw: Path, curated: Path, portion: int) -> None:
    from ray.cluster_utils import Cluster as Nodes

    from docsieve import shards
    from docsieve.config import Config
    from docsieve.engine import Call
    from docsieve.farther import joined

    notes = curated / "notes"
    notes.mkdir(parents=True)
    nodes = Nodes(initialize_head=True, head_node_args={**SMALL, "include_dashboard": False})
    second = nodes.add_node(**SMALL)
    config = Config(engine="ray", ray_address=nodes.address, characters_per_portion=portion)
    given = shards.Given(raw, curated, config)
    try:
        with joined(config.ray_address, given.place.work, raw) as cluster:

            def while_one_is_killed(stage: str, calls: Iterable[Call]) -> list[Any]:
                def kill() -> None:
                    nodes.remove_node(second, allow_graceful=False)

                return cluster.over(stage, waiting(notes, calls, second.node_id, kill))

            now = shards.read(given, while_one_is_killed)
            nodes.add_node(**SMALL)
            surveyed = shards.survey(now, cluster.over, cluster.count)
            judged = shards.judge(now, surveyed, cluster.over)
            staging = shards.stage(now, surveyed, judged, "0" * 32, cluster.over)
    finally:
        nodes.shutdown()
    files = sorted(path for path in staging.rglob("*") if path.is_file())
    hashes = {str(path.relative_to(staging)): sha256(path.read_bytes()).hexdigest() for path in files}
    began = sorted(path.name.split("-") for path in notes.iterdir())
    print(json.dumps({"files": hashes, "began": began, "killed": second.node_id}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
