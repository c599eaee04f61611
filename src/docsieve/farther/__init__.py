"""More than one machine: calls as tasks of a Ray cluster, the count over all sites by Daft on it.

Ray and Daft belong to an extra and are imported only where they are asked for. Every node has to have the
same docsieve installed, and to see the folders of a run under the same names.
"""

from docsieve.farther.counting import counted
from docsieve.farther.nodes import ClusterError
from docsieve.farther.tasks import Cluster, joined

__all__ = ["Cluster", "ClusterError", "counted", "joined"]
