"""Logs of every process: JSON lines, colours on a terminal, and no secret in either."""

import logging
import os
import sys
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor

from models import tracing
from slackbot.redaction import redact

# Libraries that tell too much, some after setting a level of their own.
QUIET = ("httpx", "httpcore", "apscheduler", "slack_bolt", "slack_sdk", "alembic", "rq", "uvicorn")


def configure(level: str, stream: TextIO | None = None) -> None:
    """
    Set up this process's logs, once; before RQ starts, which else installs handlers of its own.

    The standard library's loggers come out in the same shape as ours, on standard error.
    """
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_formatter(handler.stream))
    if level != "DEBUG":
        handler.addFilter(_matters)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)


def _matters(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] not in QUIET


def _traced(_logger: Any, _method: str, line: EventDict) -> EventDict:
    """Each line says what it comes from: one id from source to Slack."""
    trace = tracing.current()
    if trace is not None:
        line.setdefault("trace", trace)
    return line


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        _traced,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _formatter(stream: TextIO) -> logging.Formatter:
    coloured = (stream.isatty() or "FORCE_COLOR" in os.environ) and "NO_COLOR" not in os.environ
    last: list[Processor] = [structlog.processors.format_exc_info, redact]
    if coloured:
        last.append(structlog.dev.ConsoleRenderer(colors=True))
    else:
        last.append(structlog.processors.JSONRenderer(ensure_ascii=False, default=str))
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_shared(),
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )
