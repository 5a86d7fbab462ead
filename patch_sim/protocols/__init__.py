"""Protocols: the types, EPOCHS, every kind in ``epochs/``, and PROTOCOLS, every entry of ``library/``."""

from ..registry import Registry
from .epoch import EPOCHS as EPOCHS
from .epoch import LETTERS as LETTERS
from .epoch import Epoch as Epoch
from .epoch import Stretch as Stretch
from .epochs.step import Step as Step
from .leak import LeakSubtraction as LeakSubtraction
from .presweep import PresweepTrain as PresweepTrain
from .protocol import Protocol as Protocol
from .user_list import UserList as UserList

PROTOCOLS = Registry(Protocol, f"{__name__}.library", "protocol")
