"""Files: protocols as JSON, and out of the recordings of Axon's programs (ABF)."""

from .files import read_protocol as read_protocol
from .files import write_protocol as write_protocol
