"""Ion channels: the types, and CHANNELS, every entry of ``library/``."""

from ..registry import Registry
from .channel import FAMILIES as FAMILIES
from .channel import Channel as Channel
from .channel import Part as Part
from .expression import At as At
from .expression import Expr as Expr
from .gate import Gate as Gate
from .ions import Ion as Ion
from .ions import Permeant as Permeant
from .ions import Pool as Pool
from .markov import Conducting as Conducting
from .markov import Scheme as Scheme
from .markov import Transition as Transition
from .own import own as own
from .param import Param as Param
from .rates import Exp as Exp
from .rates import Linoid as Linoid
from .rates import Sigmoid as Sigmoid

CHANNELS = Registry(Channel, f"{__name__}.library", "channel")
