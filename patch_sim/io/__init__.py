"""Files: protocols and experiments as JSON, protocols out of ABF files, stimuli out of CSV, ATF and ABF files."""

from .files import experiment_json as experiment_json
from .files import protocol_json as protocol_json
from .files import read_experiment as read_experiment
from .files import read_protocol as read_protocol
from .files import write_experiment as write_experiment
from .files import write_protocol as write_protocol
from .samples import read_waveform as read_waveform
