"""Run the workloads, patch_sim and other simulators in turn, and print least times and errors beside what is asked.

``python -m benchmarks [--repeats 5] [--peer PYTHON] [--only w1,w5,n13,start]``; PYTHON is an interpreter with some of
`neuron`, `jaxley` and `arbor`. ``uv sync --group peers`` puts the first into this one; an environment of its own has
all, by ``uv venv peers`` and ``uv pip install --python peers neuron jaxley arbor``. Times vary with the load of the
machine: compare ratios.
"""

import argparse
import sys
import time

from . import axon, cost, guard, live, neuron13, sparse, squid, startup
from .ledger import Ledger
from .peers import PEERS, Peer

ALL = "w1,w2,w3,w4,w5,n13,quiet,stiff,live,start"
MORE = "rs,sparse,cost"


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--only", default=ALL, help=f"some of {ALL},{MORE}")
    options = parser.parse_args()
    names, repeats, ledger = options.only.split(","), options.repeats, Ledger()
    asked = any(name[0] == "w" for name in names)
    peers = {key: Peer(options.peer, script) for key, script in PEERS.items()} if asked else {}
    peers = {key: peer for key, peer in peers.items() if peer.works}
    print(f"{options.peer} has {', '.join(peers) or 'no other simulator'}")
    print(f"\n{'':28s}least time     ratio    largest error  99 % of sweeps     last spike  wrong counts")
    for name in names:
        begin = time.perf_counter()
        if name in squid.WORK:
            squid.report(name, peers, repeats, ledger)
        elif name == "w3":
            squid.report_clamp(peers, repeats, ledger)
        elif name == "w5":
            axon.report(peers, repeats, ledger)
        elif name == "n13":
            neuron13.report(repeats, ledger)
        elif name == "quiet":
            guard.quiet(repeats, ledger)
        elif name == "stiff":
            guard.stiff(repeats, ledger)
        elif name == "live":
            live.stream(ledger)
            live.tables(ledger)
        elif name == "start":
            startup.report(ledger)
        elif name == "rs":
            axon.report_electrodes(repeats)
        elif name == "sparse":
            sparse.report(repeats)
        elif name == "cost":
            cost.report(repeats)
        else:
            parser.error(f"--only takes some of {ALL},{MORE}, not {name!r}")
        print(f"({time.perf_counter() - begin:.0f} s)\n", flush=True)
    ledger.close()


if __name__ == "__main__":
    main()
