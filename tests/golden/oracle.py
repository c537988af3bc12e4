#!/usr/bin/env python3
"""The neuron rule once more, written for reading: the golden traces come from here.

    oracle.py NET.json TICKS > trace.csv

NET.json:
  {"neurons":  {NAME: {parameter or state: value, ...}, ...},
   "synapses": [[FROM, TO, WEIGHT], ...],            chemical
   "gaps":     [[A, B, CONDUCTANCE], ...],           electrical (optional)
   "inject":   [[TICK, NAME, EXCITATORY, INHIBITORY], ...]}   (optional)

In 64-bit floats; compare traces within 1e-4 of
max(1, |value|), and `phase` exactly. One row a neuron a tick, the state at
the end of that tick; ticks count from 1.
"""
import csv
import json
import sys

DEFAULTS = dict(
    threshold=10.0, reuptake=0.1, conduction=5, refractory=5,
    production=[0.5, -0.1], residue=0.1, sharing="Split", leak=0.0,
    potential_floor=None, potential_ceiling=None, pool_limit=None,
    # state
    conduction_left=5, refractory_left=0,
    dendrite=[0.0, 0.0], cleft=[0.0, 0.0], pool=[0.0, 0.0], potential=[0.0, 0.0],
)
CLEFT_EPSILON = 1e-6
COLUMNS = ["tick", "neuron", "phase", "conduction_left", "refractory_left",
           "potential_e", "potential_i", "dendrite_e", "dendrite_i",
           "cleft_e", "cleft_i", "pool_e", "pool_i"]


class Neuron:
    def __init__(self, name, given):
        unknown = set(given) - set(DEFAULTS)
        if unknown:
            raise SystemExit(f"{name}: unknown {sorted(unknown)}")
        self.name = name
        self.phase = "-"
        for key, value in DEFAULTS.items():
            value = given.get(key, value)
            setattr(self, key, list(value) if isinstance(value, list) else value)
        self.next = list(self.potential)

    def step(self):
        for c in (0, 1):
            self.pool[c] += self.production[c]
            if self.pool_limit is not None:
                self.pool[c] = max(-self.pool_limit, min(self.pool_limit, self.pool[c]))
        if self.refractory_left > 0:
            self.phase = "Recovering"
            self.refractory_left -= 1
        elif self.conduction_left == 1:
            self.phase = "Releasing"
            self.conduction_left = 0
            for c in (0, 1):
                self.cleft[c] += self.pool[c]
                self.pool[c] *= self.reuptake
            self.refractory_left = self.refractory
        elif self.conduction_left > 1:
            self.phase = "Conducting"
            self.conduction_left -= 1
        elif self.potential[0] + self.potential[1] > self.threshold:
            self.phase = "Activating"
            self.next = [0.0, 0.0]
            self.conduction_left = self.conduction
        else:
            self.phase = "Integrating"
            for c in (0, 1):
                self.next[c] = self.next[c] * (1.0 - self.leak) + self.dendrite[c]
                self.dendrite[c] = 0.0

    def bound(self):
        """Hold the net potential inside [floor, ceiling], by the channel that oversteps."""
        net = self.next[0] + self.next[1]
        if self.potential_ceiling is not None and net > self.potential_ceiling:
            self.next[0] -= net - self.potential_ceiling
        if self.potential_floor is not None and net < self.potential_floor:
            self.next[1] += self.potential_floor - net


def run(net, ticks):
    neurons = {n: Neuron(n, g) for n, g in net["neurons"].items()}
    out = {n: [] for n in neurons}
    for a, b, w in net.get("synapses", []):
        out[a].append((b, w))
    gaps = net.get("gaps", [])
    inject = {}
    for tick, name, e, i in net.get("inject", []):
        inject.setdefault(tick, []).append((name, e, i))
    for tick in range(1, ticks + 1):
        for name, e, i in inject.get(tick, []):          # Sense
            neurons[name].dendrite[0] += e
            neurons[name].dendrite[1] += i
        for n in neurons.values():                       # Step
            n.step()
        for a, b, g in gaps:                             # Gap junctions: last potentials
            a, b = neurons[a], neurons[b]
            d = g * (sum(a.potential) - sum(b.potential))
            a.next[0] -= d
            b.next[0] += d
        for n in neurons.values():
            n.bound()
        for n in neurons.values():                       # Transmit
            if n.cleft == [0.0, 0.0]:
                continue
            k = len(out[n.name]) if n.sharing == "Split" else 1
            for target, w in out[n.name]:
                for c in (0, 1):
                    neurons[target].dendrite[c] += n.cleft[c] * w / k
            for c in (0, 1):
                n.cleft[c] *= n.residue
                if abs(n.cleft[c]) < CLEFT_EPSILON:
                    n.cleft[c] = 0.0
        for n in neurons.values():                       # Swap
            n.potential = list(n.next)
        for n in neurons.values():
            yield [tick, n.name, n.phase, n.conduction_left, n.refractory_left,
                   *n.potential, *n.dendrite, *n.cleft, *n.pool]


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        net = json.load(f)
    w = csv.writer(sys.stdout, lineterminator="\n")
    w.writerow(COLUMNS)
    for row in run(net, int(sys.argv[2])):
        w.writerow([f"{x:.7g}" if isinstance(x, float) else x for x in row])


if __name__ == "__main__":
    main()
