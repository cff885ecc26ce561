"""The queues, of which each worker process serves one."""

from enum import StrEnum


class QueueName(StrEnum):
    """In the order in which they matter to people."""

    DELIVERY = "delivery"
    DEFAULT = "default"
    BULK = "bulk"
