"""The count over all sites by Daft: rows out as Parquet, counted where Daft runs, what is asked back in.

The code is the same for Daft in this process and for Daft on the nodes of a cluster; Parquet files in a
folder that all nodes see are all that is exchanged.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from docsieve.repeats import Carried, Trace
from docsieve.snapshot import disk

DOCUMENTS_A_FILE = 20_000
"""About a million blocks: 16 MB of Parquet, and a task of Daft."""

TIMES = 3
"""How often the count is tried: Daft gives up where a node that it works on is lost."""

Numbers = npt.NDArray[np.int64]


def counted(traces: Sequence[Trace], folder: Path) -> list[Carried]:
    """Give what ``repeats.carried`` gives, in the order of ``traces``; works below ``folder``.

    Sites and pages are numbered here, documents are counted by page here: that takes no group-by over
    blocks. Only what stands on more than one page comes back.
    """
    lengths = np.fromiter((len(each.fingerprints) for each in traces), np.int64, len(traces))
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    sites = _numbered([each.site for each in traces])
    pages = _numbered([f"{each.page} {site}" for each, site in zip(traces, sites.tolist(), strict=True)])
    carriers = np.ones(starts[-1], np.int32)
    for at, found in _carriers(traces, sites, pages, folder / "count"):
        carriers[at] = found
    _, firsts = np.unique(pages, return_index=True)
    sizes = np.bincount(sites[firsts]).tolist()
    cut = np.split(carriers, starts[1:-1])[: len(traces)]
    return [Carried(each, sizes[site]) for each, site in zip(cut, sites.tolist(), strict=True)]


def _numbered(names: Sequence[str]) -> Numbers:
    """A number for each, the same for the same."""
    encoded: Any = pa.array(names, pa.large_string()).dictionary_encode()
    return np.asarray(encoded.indices.to_numpy(zero_copy_only=False), np.int64)


def _carriers(
    traces: Sequence[Trace], sites: Numbers, pages: Numbers, folder: Path
) -> Iterator[tuple[Numbers, npt.NDArray[np.int32]]]:
    """Places of blocks that stand on more than one page of their site, and on how many."""
    disk.remove(folder)
    folder.mkdir(parents=True)
    if not _write_rows(traces, sites, pages, folder):
        return
    for path in _tried(folder):
        rows = pq.read_table(path, partitioning=None)
        yield rows["at"].to_numpy(), rows["pages"].to_numpy()
    disk.remove(folder)


def _write_rows(traces: Sequence[Trace], sites: Numbers, pages: Numbers, folder: Path) -> int:
    """Write a row for each block that has a fingerprint; give how many there are."""
    waiting = zip(traces, sites.tolist(), pages.tolist(), strict=True)
    start = written = 0
    while some := list(islice(waiting, DOCUMENTS_A_FILE)):
        marks = np.concatenate([each.fingerprints for each, _, _ in some])
        lengths = [len(each.fingerprints) for each, _, _ in some]
        has = np.flatnonzero(marks)
        columns: dict[str, Any] = {
            "at": has + start,
            "site": np.repeat([site for _, site, _ in some], lengths)[has],
            "page": np.repeat([page for _, _, page in some], lengths)[has],
            "mark": marks[has],
        }
        if len(has):
            pq.write_table(pa.table(columns), folder / f"rows-{start:012d}.parquet")
        start, written = start + len(marks), written + len(has)
    return written


def _tried(folder: Path) -> list[str]:
    """Count, and again where it does not come to an end; give the files of what was found."""
    for _ in range(TIMES - 1):
        try:
            return _counted(folder)
        except Exception:
            continue
    return _counted(folder)


def _counted(folder: Path) -> list[str]:
    """The group-by itself: distinct pages by site and fingerprint, joined back to the blocks."""
    import daft

    rows = daft.read_parquet(str(folder / "rows-*.parquet"))
    found = rows.select("site", "mark", "page").distinct().groupby("site", "mark")
    carriers = found.agg(daft.col("page").count().cast(daft.DataType.int32()).alias("pages"))
    several = carriers.where(daft.col("pages") > 1)
    told = rows.join(several, on=["site", "mark"]).select("at", "pages")
    return list(told.write_parquet(str(folder / "found")).to_pydict()["path"])
