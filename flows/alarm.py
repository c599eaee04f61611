"""Have Prefect call an address when a run fails: it crashed, or a critical quality check refused it.

    uv run flows/alarm.py http://127.0.0.1:8080/alarm

Needs a server that stays (``PREFECT_API_URL``). Called again, it replaces what it made before.
"""

import argparse
import sys
from collections.abc import Sequence
from typing import cast
from uuid import UUID

from prefect.automations import Automation
from prefect.blocks.webhook import Webhook
from prefect.events import EventTrigger, Posture
from prefect.events.actions import CallWebhook
from prefect.exceptions import ObjectNotFound

NAME = "docsieve: a run failed"
BLOCK = "docsieve-alarm"
PAYLOAD = """{
  "run": "{{ flow_run.name }}", "id": "{{ flow_run.id }}", "state": "{{ flow_run.state.name }}",
  "said": {{ flow_run.state.message | tojson }}
}"""


def set_alarm(address: str) -> None:
    """Register the address and the automation that calls it; a verdict that is critical fails its run."""
    block = Webhook.model_validate({"method": "POST", "url": address, "allow_private_urls": True})
    block_id = UUID(str(block.save(BLOCK, overwrite=True)))
    trigger = EventTrigger(
        expect={"prefect.flow-run.Failed", "prefect.flow-run.Crashed"},
        match_related={"prefect.resource.role": "flow", "prefect.resource.name": "curate"},
        posture=Posture.Reactive,
        threshold=1,
    )
    try:
        cast(Automation, Automation.read(name=NAME)).delete()
    except (ObjectNotFound, ValueError):
        print(f"new: {NAME}")
    Automation(
        name=NAME,
        description="The dataset is as it was; the message says why.",
        trigger=trigger,
        actions=[CallWebhook(block_document_id=block_id, payload=PAYLOAD)],
    ).create()


def main(arguments: Sequence[str] | None = None) -> int:
    """Set the alarm from the command line."""
    parser = argparse.ArgumentParser(prog="alarm.py", description=main.__doc__)
    parser.add_argument("address", help="called with POST and a JSON object: run, id, state, said")
    set_alarm(parser.parse_args(arguments).address)
    return 0


if __name__ == "__main__":
    sys.exit(main())
