#!/usr/bin/env python3
"""Makes the golden data of the neuron rule anew: nets as NAME.json, traces as NAME.csv.

    cd tests/golden && python3 make.py

A trace holds the phase of every neuron in every tick, one letter each, and the numbers of
every neuron in every STEP-th tick, so that a net of 60 neurons over 1,000 ticks stays small.
"""
import json
import random

import oracle

LETTER = {"Integrating": "I", "Activating": "A", "Conducting": "C", "Releasing": "R", "Recovering": "r"}


def pair():
    """The two neurons of the article, the first kicked now and then."""
    return dict(
        neurons={"FIRST": {}, "SECOND": {}},
        synapses=[["FIRST", "SECOND", 1.0]],
        inject=[[t, "FIRST", 11.0, 0.0] for t in range(40, 600, 70)],
    ), 600, 1


def fan3():
    """One neuron splits its cleft among three."""
    quiet = dict(conduction_left=0)
    return dict(
        neurons={"A": dict(production=[2.0, -0.2]), "B": quiet, "C": dict(threshold=2.0, **quiet), "D": dict(leak=0.05, threshold=1.0, **quiet)},
        synapses=[["A", "B", 1.0], ["A", "C", 1.0], ["A", "D", 1.5]],
        inject=[[t, "A", 11.0, 0.0] for t in range(50, 600, 50)],
    ), 600, 1


def self_link():
    """A neuron that charges itself."""
    return dict(neurons={"A": dict(threshold=2.0, production=[0.5, 0.0])}, synapses=[["A", "A", 0.9]]), 600, 1


def ring4_kicked():
    """A quiet ring of four, kicked once after 100 ticks: circulates for ever with period 28."""
    quiet = dict(conduction_left=0)
    return dict(
        neurons={n: quiet for n in ("N1", "N2", "N3", "N4")},
        synapses=[["N1", "N2", 1.0], ["N2", "N3", 1.0], ["N3", "N4", 1.0], ["N4", "N1", 1.0]],
        inject=[[100, "N1", 11.0, 0.0]],
    ), 2000, 5


def random60():
    """Sixty neurons with everything the rule knows."""
    rng = random.Random(SEED)
    r = lambda a, b: round(rng.uniform(a, b), 4)
    names = [f"N{i:02}" for i in range(60)]
    neurons = {}
    for i, n in enumerate(names):
        inhibitory = i % 5 == 0
        p = dict(
            threshold=r(3, 9), conduction=rng.randint(1, 12), refractory=rng.randint(0, 10),
            production=[0.0, r(-0.6, -0.2)] if inhibitory else [r(0.3, 0.9), 0.0 if i % 3 else r(-0.1, 0.0)],
            reuptake=r(0.0, 0.4), residue=r(0.0, 0.5), leak=r(0.0, 0.1),
            sharing="Broadcast" if i % 2 else "Split",
            conduction_left=rng.choice([0, 0, 3]),
        )
        if i % 4 == 0:
            p["pool_limit"] = r(5, 15)
        if i % 6 == 0:
            p["potential_floor"] = r(-8, -2)
        if i % 7 == 0:
            p["potential_ceiling"] = p["threshold"] + r(0.5, 6)
        neurons[n] = p
    synapses = [[n, rng.choice(names), r(0.2, 1.2)] for n in names for _ in range(5)]
    gaps = [[*rng.sample(names, 2), r(0.01, 0.1)] for _ in range(20)]
    inject = [[rng.randint(1, 900), rng.choice(names), r(0, 12), r(-3, 0)] for _ in range(120)]
    return dict(neurons=neurons, synapses=synapses, gaps=gaps, inject=inject), 1000, 20


SEED = 1


def main():
    for make in (pair, fan3, self_link, ring4_kicked, random60):
        net, ticks, step = make()
        name = make.__name__
        with open(f"{name}.json", "w", encoding="utf-8") as f:
            json.dump(dict(about=make.__doc__, ticks=ticks, **net), f, indent=1)
            f.write("\n")
        phases, rows = {}, []
        for tick, neuron, phase, *numbers in oracle.run(net, ticks):
            phases.setdefault(neuron, []).append(LETTER[phase])
            if tick % step == 0:
                rows.append([tick, neuron, *(f"{x:.7g}" for x in numbers)])
        with open(f"{name}.csv", "w", encoding="utf-8") as f:
            for neuron, letters in phases.items():
                f.write(f"phases,{neuron},{''.join(letters)}\n")
            for row in rows:
                f.write(",".join(map(str, row)) + "\n")
        fired = sum(l.count("R") for l in phases.values())
        print(f"{name}: {ticks} ticks, {fired} releases")


if __name__ == "__main__":
    main()
