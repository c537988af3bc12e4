#!/usr/bin/env python3
"""Makes the golden data of plasticity anew: nets as NAME.json, traces as NAME.csv.

    cd tests/golden/plastic && python3 make.py [NAME...]

A trace holds the phase of every neuron in every tick, one letter each, and in every STEP-th tick the numbers of
every neuron (`neuron`), of every synapse that learns (`synapse`) and of every astrocyte (`astrocyte`).
"""
import json
import random
import sys

import oracle_plastic as oracle

LETTER = {"Integrating": "I", "Activating": "A", "Conducting": "C", "Releasing": "R", "Recovering": "r"}
SEED = 3


def cell(**more):
    return {**dict(threshold=4.0, conduction=3, refractory=5, production=[0.5, 0.0], sharing="Broadcast", leak=0.1,
                   pool_limit=12.0, pool=[12.0, 0.0], conduction_left=0), **more}


def pulses(neuron, ticks, amount):
    return [[t, neuron, amount, 0.0] for t in ticks]


def window():
    """Eleven pairs of neurons, each at its own interval, ten times."""
    intervals = [-80, -40, -20, -10, -3, 0, 3, 10, 20, 40, 80]
    neurons, synapses, inject = {}, [], []
    for i, n in enumerate(intervals):
        p, q = f"P{i:02}", f"Q{i:02}"
        neurons[p], neurons[q] = cell(), cell(threshold=11.0)
        synapses.append([p, q, 0.5, {"plasticity": "hebb"}])
        times = [100 + 400 * k for k in range(10)]
        inject += pulses(p, times, 6.0)
        # What P releases arrives four ticks after its pulse, Q activates one tick after its own.
        inject += pulses(q, [t + 3 + n for t in times], 13.0)
    return dict(neurons=neurons, synapses=synapses, plasticity={"hebb": {}}, inject=inject), 4200, 100


def triplet():
    """Seventy-five pairs at two ticks, at five rates, under the triplet rule."""
    neurons, synapses, inject = {}, [], []
    for i, gap in enumerate([400, 100, 50, 25, 14]):
        p, q = f"P{i}", f"Q{i}"
        neurons[p], neurons[q] = cell(), cell(threshold=11.0)
        synapses.append([p, q, 0.4, {"plasticity": "triplet"}])
        times = [50 + gap * k for k in range(75)]
        inject += pulses(p, times, 6.0) + pulses(q, [t + 5 for t in times], 13.0)
    rule = {"pre_then_post": 0.0, "post_then_pre": -0.001, "triplet": 0.002}
    return dict(neurons=neurons, synapses=synapses, plasticity={"triplet": rule}, inject=inject), 30_200, 500


AVERSION = dict(
    neurons={
        "ODOR": cell(refractory=20), "TOUCH": cell(refractory=20),
        "ALARM": cell(conduction=1, refractory=20, modulator="alarm"), "AVOID": cell(threshold=8.0),
        "WATCH": cell(threshold=9.0, refractory=20, modulated=["alarm", 5.0])},
    synapses=[["ODOR", "AVOID", 0.3, {"plasticity": "aversion"}], ["TOUCH", "AVOID", 1.0], ["TOUCH", "ALARM", 1.0],
              ["ODOR", "WATCH", 0.6]],
    plasticity={"aversion": dict(pre_then_post=0.1, post_then_pre=-0.04, tau_pre=20.0, tau_post=10.0, min=0.1, max=1.2,
                                 modulator="alarm", baseline=0.2)},
    modulators={"alarm": {"tau": 50.0, "unit": 12.0}},
)


def trial(at, odour, touch):
    """A second of odour from `at`, and a touch within it."""
    smell = pulses("ODOR", range(at, at + 100, 2), 2.0) if odour else []
    return smell + (pulses("TOUCH", range(at + 60, at + 70), 3.0) if touch else [])


def conditioning():
    """Fifteen pairings of an odour and a touch, then the odour alone."""
    inject = [i for k in range(18) for i in trial(100 + 1000 * k, True, k < 15)]
    return dict(AVERSION, inject=inject), 18_200, 200


def extinction():
    """Ten pairings, the odour alone twelve times, one pairing, and the odour again."""
    inject = [i for k in range(25) for i in trial(100 + 600 * k, True, k < 10 or k == 22)]
    return dict(AVERSION, inject=inject), 15_200, 200


def operant():
    """Two choices drive the same reward half a second later; chance decides at first."""
    rng = random.Random(SEED)
    neurons = {
        "CUE": cell(refractory=60), "LEFT": cell(threshold=6.0, refractory=40), "RIGHT": cell(threshold=6.0, refractory=40),
        "STOP": cell(threshold=3.0, production=[0.0, -0.5], pool=[0.0, -12.0], refractory=20),
        "WORLD": cell(conduction=50, refractory=20), "DOPA": cell(conduction=1, refractory=20, modulator="dopamine"),
    }
    reward = {"plasticity": "reward"}
    synapses = [["CUE", "LEFT", 0.6, reward], ["CUE", "RIGHT", 0.6, reward], ["LEFT", "STOP", 1.0], ["RIGHT", "STOP", 1.0],
                ["STOP", "LEFT", 0.8], ["STOP", "RIGHT", 0.8], ["LEFT", "WORLD", 1.0], ["WORLD", "DOPA", 1.0]]
    rule = dict(pre_then_post=0.2, post_then_pre=-0.1, tau_pre=40.0, tau_post=20.0, min=0.3, max=1.0, modulator="dopamine",
                baseline=0.4)
    inject = []
    for k in range(60):
        inject += pulses("CUE", [100 + 200 * k], 6.0)
        for neuron in ("LEFT", "RIGHT"):
            inject += pulses(neuron, [104 + 200 * k], round(rng.uniform(0.0, 3.0), 3))
    return dict(neurons=neurons, synapses=synapses, plasticity={"reward": rule}, modulators={"dopamine": {}},
                inject=inject), 12_200, 200


def homeostasis():
    """Three neurons that are charged unlike and come to the same rate."""
    rng, neurons, inject = random.Random(SEED), {}, []
    for i, (charge, step) in enumerate([(0.613, 0.1), (2.037, 0.5), (3.91, 0.5)]):
        name = f"H{i}"
        neurons[name] = cell(leak=0.0, homeostasis={"target": 2.0, "step": step, "bounds": [0.0, 400.0]})
        # By chance, so that no potential comes to lie on the threshold, where 32 and 64 bits may part.
        inject += [[t, name, round(charge * rng.uniform(0.0, 2.0), 3), 0.0] for t in range(1, 4000)]
    return dict(neurons=neurons, synapses=[], inject=inject), 4000, 100


def facilitation():
    """Eight spikes ten ticks apart at a synapse that facilitates and at one that tires."""
    neurons = {
        "F": cell(utilization=0.1, facilitation=100.0, production=[0.06, 0.0], refractory=2, reuptake=0.0),
        "D": cell(utilization=0.5, production=[0.06, 0.0], refractory=2, reuptake=0.0),
        "T": cell(threshold=1000.0),
    }
    inject = pulses("F", range(50, 130, 10), 9.0) + pulses("D", range(50, 130, 10), 9.0)
    inject += pulses("F", [400], 9.0) + pulses("D", [400], 9.0)
    return dict(neurons=neurons, synapses=[["F", "T", 1.0], ["D", "T", 0.5]], inject=inject), 600, 2


def delays():
    """Delays of all kinds, over clefts that empty quickly and slowly, learned and not."""
    neurons = {
        "A": cell(residue=0.3, refractory=2, sharing="Split"), "B": cell(residue=0.9, threshold=5.0), "C": cell(threshold=9.0),
        "D": cell(threshold=3.0, cleft=[2.0, 0.0]),
    }
    rule = {"plasticity": "r"}
    synapses = [["A", "B", 1.0, {"delay": 1}], ["A", "C", 0.7, {"delay": 9, **rule}], ["A", "C", 0.6, {**rule}],
                ["B", "C", 0.5, {"delay": 40, **rule}], ["B", "D", 0.4], ["D", "A", 0.3, {"delay": 300}], ["C", "D", -0.2, {"delay": 40}],
                ["D", "C", 0.5, {"delay": 9}]]
    inject = pulses("A", range(20, 1900, 37), 6.0) + pulses("C", range(33, 1900, 91), 12.0)
    return dict(neurons=neurons, synapses=synapses, plasticity={"r": dict(pre_then_post=0.05, post_then_pre=-0.02)},
                inject=inject), 2000, 10


def astrocyte():
    """A terminal that an astrocyte silences, one that it empties, one that it covers in part, and one over a delay that learns."""
    neurons = {
        "S": cell(utilization=0.5, production=[0.06, 0.0], refractory=2, reuptake=0.0),
        "E": cell(utilization=0.5, facilitation=50.0, production=[0.1, -0.02], refractory=2, reuptake=0.1, pool=[12.0, -3.0]),
        "P": cell(production=[0.2, 0.0], residue=0.8, sharing="Split", refractory=2),
        "L": cell(utilization=0.3, residue=0.4, refractory=2),
        "T": cell(threshold=9.0), "U": cell(threshold=7.0, production=[0.3, -0.1]),
    }
    synapses = [["S", "T", 1.0], ["E", "T", 0.8], ["E", "T", 0.3], ["P", "T", 0.5], ["P", "U", 0.9], ["L", "U", 0.6, {"plasticity": "r", "delay": 7}],
                ["L", "T", 0.2, {"delay": 30}], ["U", "S", -0.2, {"plasticity": "r"}]]
    astrocytes = {
        "silences": dict(covers=[["S", "T"]]),
        "empties": dict(covers=[["E", "T"], ["U", "S"]], uptake=0.3, release=1.0, recycle=0.9, tau_recycle=120.0, threshold=1.0, recovery=300,
                        tau_effect=900.0),
        "part": dict(covers=[["P", "U"], ["L", "U"], ["L", "T"]], uptake=0.1, release=0.2, threshold=0.3, tau_calcium=200.0, recovery=130,
                     strength=0.3),
    }
    inject = pulses("S", range(50, 6000, 100), 9.0) + pulses("E", range(50, 6000, 100), 9.0) + pulses("E", range(60, 6000, 300), 9.0)
    inject += pulses("P", range(33, 6000, 71), 6.5) + pulses("L", range(20, 6000, 47), 6.0) + pulses("U", range(41, 6000, 113), 3.7)
    return dict(neurons=neurons, synapses=synapses, plasticity={"r": dict(pre_then_post=0.05, post_then_pre=-0.02)}, astrocytes=astrocytes,
                inject=inject), 6000, 25


def random60():
    """Sixty neurons with everything on but astrocytes."""
    return everything(False)


def glia60():
    """The same with three astrocytes."""
    net, ticks, _ = everything(True)
    return net, ticks, 100


def everything(astrocytes):
    rng = random.Random(SEED)
    r = lambda a, b: round(rng.uniform(a, b), 4)
    names = [f"N{i:02}" for i in range(60)]
    neurons = {}
    for i, n in enumerate(names):
        inhibitory = i % 5 == 0
        p = dict(
            threshold=r(3, 9), conduction=rng.randint(1, 12), refractory=rng.randint(0, 10),
            production=[0.0, r(-0.6, -0.2)] if inhibitory else [r(0.3, 0.9), 0.0 if i % 3 else r(-0.1, 0.0)],
            reuptake=r(0.0, 0.4), residue=r(0.0, 0.5) if i % 9 else 0.8, leak=r(0.0, 0.1), pool_limit=r(5, 15),
            sharing="Broadcast" if i % 2 else "Split", conduction_left=rng.choice([0, 0, 3]),
        )
        if i % 3 == 0:
            p["utilization"], p["facilitation"] = r(0.1, 0.8), rng.choice([0.0, r(10, 100)])
        if i % 4 == 1:
            p["homeostasis"] = {"target": r(0.5, 4), "step": r(0.05, 0.5), "bounds": [0.0, r(2, 20)]}
        if i % 10 == 3:
            p["modulator"] = rng.choice(["dopamine", "alarm"])
        if i % 7 == 2:
            p["modulated"] = [rng.choice(["dopamine", "alarm"]), r(-1, 1)]
        neurons[n] = p
    rules = {
        "hebb": {}, "near": dict(pairs="Nearest", soft=1.0, forget=500.0),
        "triplet": dict(triplet=0.03, pre_then_post=0.0, post_then_pre=-0.02, max=1.5),
        "reward": dict(pre_then_post=0.2, post_then_pre=-0.1, modulator="dopamine", baseline=0.1, max=1.4),
        "alarm": dict(each_pre=-0.02, each_post=0.01, dose=8.0, modulator="alarm", forget=2000.0, tau_eligibility=40.0),
        "used": dict(pre_then_post=0.0, post_then_pre=0.0, each_pre=-0.03, dose=10.0, soft=1.0, forget=800.0, min=0.1, max=1.3),
    }
    synapses = []
    for n in names:
        for target in rng.sample(names, 5):
            rule = rng.choice([None, *rules])
            more = {"plasticity": rule} if rule else {}
            if rng.random() < 0.3:
                more["delay"] = rng.randint(1, 40)
            top = rules[rule].get("max", 1.0) if rule else 1.2
            weight = r(0.2, top) * (-1 if rng.random() < 0.1 else 1)
            synapses.append([n, target, round(weight, 4), *([more] if more else [])])
    gaps = [[*rng.sample(names, 2), r(0.01, 0.1)] for _ in range(12)]
    inject = [[rng.randint(1, 1900), rng.choice(names), r(0, 12), r(-3, 0)] for _ in range(400)]
    net = dict(neurons=neurons, synapses=synapses, plasticity=rules, gaps=gaps, inject=inject,
               modulators={"dopamine": {"tau": 30.0, "unit": 6.0}, "alarm": {"tau": 80.0, "unit": 12.0}})
    if astrocytes:
        covers = [s[:2] for s in synapses if rng.random() < 0.4]
        net["astrocytes"] = {
            f"G{k}": dict(covers=covers[k::3], uptake=r(0.05, 0.4), recycle=r(0.2, 0.9), tau_recycle=r(50, 500), tau_calcium=r(50, 300),
                          threshold=r(0.5, 2), recovery=rng.randint(20, 200), strength=r(0.2, 0.8), release=r(0, 1), tau_effect=r(100, 900))
            for k in range(3)}
    return net, 2000, 40


MAKERS = (window, triplet, conditioning, extinction, operant, homeostasis, facilitation, delays, random60, astrocyte, glia60)


def number(x):
    return f"{x:.7g}"


def main():
    for make in MAKERS:
        name = make.__name__
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        net, ticks, step = make()
        with open(f"{name}.json", "w", encoding="utf-8") as f:
            json.dump(dict(about=make.__doc__, ticks=ticks, **net), f, separators=(",", ":"))
            f.write("\n")
        n = oracle.Net(json.loads(json.dumps(net)))
        inject = {}
        for tick, neuron, e, i in net.get("inject", []):
            inject.setdefault(tick, []).append((neuron, e, i))
        phases, rows = {}, []
        for _ in range(ticks):
            n.step(inject.get(n.t + 1, ()))
            t = n.t
            for cell in n.neurons.values():
                phases.setdefault(cell.name, []).append(LETTER[cell.phase])
            if t % step:
                continue
            for c in n.neurons.values():
                amounts = [*c.potential, *c.dendrite, *c.cleft, *c.pool, c.used * oracle.decay(t - c.used_at, c.facilitation), c.lift(t)]
                rows.append(["neuron", t, c.name, *map(number, amounts)])
            for at, s in enumerate(n.synapses):
                if s.rule is not None:
                    waits = s.eligibility * oracle.decay(t - s.eligibility_at, s.rule.tau_eligibility)
                    rows.append(["synapse", t, at, number(s.weight(t)), number(waits)])
            for m in n.modulators.values():
                rows.append(["level", t, m.name, number(m.at(t))])
            for a in n.astrocytes.values():
                rows.append(["astrocyte", t, a.name, number(a.calcium * oracle.decay(t - a.calcium_at, a.tau_calcium)),
                             number(a.bound_now(t)), a.releases])
        with open(f"{name}.csv", "w", encoding="utf-8") as f:
            for neuron, letters in phases.items():
                f.write(f"phases,{neuron},{''.join(letters)}\n")
            for row in rows:
                f.write(",".join(map(str, row)) + "\n")
        fired = sum(l.count("R") for l in phases.values())
        weights = [f"{s.weight(n.t):.3f}" for s in n.synapses if s.rule is not None][:12]
        print(f"{name}: {ticks} ticks, {fired} releases, weights {' '.join(weights)}")


if __name__ == "__main__":
    main()
