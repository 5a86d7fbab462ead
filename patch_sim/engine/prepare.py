"""What a run needs before its first step, worked out ahead of it."""

from contextlib import suppress

from ..errors import PatchSimError
from ..experiment import Experiment
from ..protocols.timing import begins
from .problems import runnable
from .simulate import KEPT, known, solved

FEW = 16
"""Samples of a run that needs the same as a whole one."""


def prepare(experiment: Experiment) -> None:
    """Work out tables and where sweeps begin, which are kept: the run of the experiment then begins at once.

    Of a large protocol this is done for its first sweep. What is wrong is left to the run to tell.
    """
    with suppress(PatchSimError):
        protocol = runnable(experiment).protocol
        if protocol.n_sweeps * protocol.n_samples <= KEPT:
            command = known(protocol, experiment.seed)
        else:
            command = protocol.command(0, experiment.seed)[None]
        solved(experiment, command[:, :FEW], [begins(protocol, sweep) for sweep in range(len(command))], None)
