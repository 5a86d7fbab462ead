"""Memory that recordings hand on."""

import gc
import pickle
import threading
from dataclasses import replace

import numpy as np

from patch_sim import Experiment, simulate
from patch_sim.engine.buffers import LEAST, Shelf, rounded
from patch_sim.fields import edit

N = 2 * LEAST


def place(array: np.ndarray) -> int:
    return array.__array_interface__["data"][0]


def test_memory_goes_to_the_next_when_nobody_sees_it():
    shelf = Shelf()
    first = shelf.empty(2, N // 2)
    where = place(first)
    other = shelf.empty(N)
    assert place(other) != where
    del first
    assert place(shelf.empty(N)) == where


def test_memory_of_which_anything_is_seen_stays_as_it_is():
    shelf = Shelf()
    ways = {
        "view": lambda a: a[1],
        "view of a view": lambda a: a[0][3:].reshape(-1, 1),
        "transposed": lambda a: a.T,
        "flat": lambda a: a.reshape(-1),
        "bytes": lambda a: a.view(np.uint8),
        "memory": lambda a: memoryview(a),
        "buffer": lambda a: np.frombuffer(memoryview(a[1])),
        "base": lambda a: a[1].base,
        "base of all": lambda a: a.base,
        "iterator": lambda a: iter(a[0]),
    }
    for name, way in ways.items():
        array = shelf.empty(2, N)
        array[:] = 7.0
        where = place(array)
        seen = way(array)
        del array
        gc.collect()
        later = [shelf.empty(2, N) for _ in range(4)]
        assert where not in map(place, later), name
        del seen


def test_no_more_is_kept_than_there_may_be():
    shelf = Shelf(most=2 * N)
    arrays = [shelf.empty(N) for _ in range(5)]
    del arrays
    gc.collect()
    assert shelf.size == 2 * N
    assert shelf.empty(LEAST - 1).base is None


def test_sizes_are_near():
    for n in (LEAST, LEAST + 1, 51_000 * 4, 10**7 + 3):
        assert n <= rounded(n) <= 1.125 * n + 1


def test_threads_never_share_memory():
    shelf = Shelf(most=4 * N)
    wrong = []

    def work(number: float) -> None:
        for _ in range(300):
            array = shelf.empty(N)
            array[:] = number
            view = array[10:]
            del array
            if not (view == number).all():
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(float(k),)) for k in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_recording_stays_while_others_come_and_go():
    experiment = Experiment.of("squid_axon", "iv_curve")
    first = simulate(experiment)
    known = {name: rows.copy() for name, rows in first.signals.items()}
    kept = first["i_nav_hh"][3]
    for seed in range(3):
        simulate(Experiment.of("squid_axon", "action_potential"))
        changed = simulate(Experiment.of("squid_axon", "iv_curve", seed=seed))
        assert not np.shares_memory(changed["i_m"], first["i_m"])
    assert all(np.array_equal(first[name], rows) for name, rows in known.items())
    again = pickle.loads(pickle.dumps(first))
    assert np.array_equal(again["i_m"], known["i_m"])
    del first, again
    simulate(experiment)
    assert np.array_equal(kept, known["i_nav_hh"][3])
    assert not kept.flags.writeable


def test_recordings_of_one_protocol_share_a_command_that_nobody_can_write_to():
    experiment = Experiment.of("squid_axon", "iv_curve")
    first, second = simulate(experiment), simulate(replace(experiment, cell=replace(experiment.cell, celsius=8.0)))
    assert np.shares_memory(first.command, second.command)
    assert not first.command.flags.writeable
    expected = [experiment.protocol.command(sweep) for sweep in range(first.n_sweeps)]
    assert np.array_equal(second.command, expected)
    other = simulate(edit(experiment, "protocol.epochs.B.level", -30.0))
    assert not np.array_equal(other.command, first.command)
