#!/usr/bin/env python3
"""Independent implementation of the neuron rule, and of what learns, modulates and cares for it.

    oracle_plastic.py NET.json TICKS > trace.csv                every neuron every tick
    oracle_plastic.py NET.json TICKS --synapses > learned.csv   every synapse that learns, every tick
    oracle_plastic.py NET.json TICKS --astrocytes > glia.csv    every astrocyte, every tick
    ... --every N                                               only ticks that N divides

NET.json is that of ../oracle.py; a synapse may have a fourth part, and three more tables may stand beside:
  {"neurons":    {NAME: {parameter or state: value, ...}, ...},
   "synapses":   [[FROM, TO, WEIGHT], [FROM, TO, WEIGHT, {"plasticity": RULE, "delay": TICKS, "learned": W}], ...],
   "plasticity": {RULE: {parameter: value, ...}, ...},
   "modulators": {NAME: {"tau": 20, "unit": 12}, ...},
   "astrocytes": {NAME: {"covers": [[FROM, TO], ...], parameter: value, ...}, ...},
   "gaps": [...], "inject": [...], "frozen": false}

"frozen" keeps weights and thresholds as they are; all else goes on. Without the additions it gives, row by row, what oracle.py gives. Written for reading, in 64-bit floats: every
synapse carries traces of its own here; a program may share them. Compare within 1e-4 of
max(1, |value|), and `phase` exactly.
"""
import csv
import json
import math
import sys

NEURON = dict(
    threshold=10.0, reuptake=0.1, conduction=5, refractory=5,
    production=[0.5, -0.1], residue=0.1, sharing="Split", leak=0.0,
    potential_floor=None, potential_ceiling=None, pool_limit=None,
    # additions, all off
    utilization=None, facilitation=0.0,              # short term: U, ticks
    homeostasis=None,                                # {"target": 1/s, "step": transmitter, "bounds": [low, high]}
    modulator=None,                                  # what a release of it is, beside transmitter
    modulated=None,                                  # [modulator, gain]: threshold falls by gain * level
    # state
    conduction_left=5, refractory_left=0,
    dendrite=[0.0, 0.0], cleft=[0.0, 0.0], pool=[0.0, 0.0], potential=[0.0, 0.0],
    used=0.0, used_at=0, offset=0.0, offset_at=0,
)
RULE = dict(
    pre_then_post=0.02, post_then_pre=-0.01, each_pre=0.0, each_post=0.0,
    tau_pre=10.0, tau_post=20.0, triplet=0.0, tau_triplet=40.0, pairs="All", dose=None,
    min=0.0, max=1.0, soft=0.0, forget=None,
    modulator=None, baseline=0.0, tau_eligibility=100.0,
)
HOMEOSTASIS = dict(target=1.0, step=0.1, bounds=[0.0, 1000.0])
MODULATOR = dict(tau=20.0, unit=12.0, level=0.0, level_at=0)
ASTROCYTE = dict(
    covers=[], uptake=0.2, recycle=0.5, tau_recycle=500.0,
    tau_calcium=500.0, threshold=5.0, recovery=500,
    strength=0.5, release=0.0, tau_effect=3000.0,
    calcium=0.0, calcium_at=0, bound=0.0, bound_at=0, ready=0, releases=0,
)
CLEFT_EPSILON = 1e-6
COLUMNS = ["tick", "neuron", "phase", "conduction_left", "refractory_left",
           "potential_e", "potential_i", "dendrite_e", "dendrite_i",
           "cleft_e", "cleft_i", "pool_e", "pool_i"]
MORE_COLUMNS = ["used", "offset"]
SYNAPSE_COLUMNS = ["tick", "from", "to", "rule", "weight", "eligibility", "pre_trace", "post_trace"]
ASTROCYTE_COLUMNS = ["tick", "astrocyte", "calcium", "bound", "releases"]


def decay(ticks, tau):
    """What is left after so many ticks; with tau 0 nothing but in the same tick."""
    if tau <= 0.0:
        return 1.0 if ticks == 0 else 0.0
    return math.exp(-ticks / tau)


def fill(self, name, defaults, given):
    unknown = set(given) - set(defaults)
    if unknown:
        raise SystemExit(f"{name}: unknown {sorted(unknown)}")
    self.name = name
    for key, value in defaults.items():
        value = given.get(key, value)
        setattr(self, key, list(value) if isinstance(value, list) else value)


class Modulator:
    def __init__(self, name, given):
        fill(self, name, MODULATOR, given)

    def at(self, t):
        return self.level * decay(t - self.level_at, self.tau)

    def add(self, t, dose):
        self.level, self.level_at = self.at(t) + dose, t


class Rule:
    def __init__(self, name, given):
        fill(self, name, RULE, given)


class Synapse:
    def __init__(self, source, target, weight, more, rules):
        unknown = set(more) - {"plasticity", "delay", "learned", "eligibility"}
        if unknown:
            raise SystemExit(f"{source}->{target}: unknown {sorted(unknown)}")
        self.source, self.target, self.delay = source, target, more.get("delay", 0)
        self.rule = rules[more["plasticity"]] if more.get("plasticity") else None
        self.sign = math.copysign(1.0, weight)
        self.start = abs(weight)                        # what forgetting goes back to
        self.size = abs(more.get("learned", weight))    # what learning changes
        self.size_at = 0
        self.eligibility, self.eligibility_at = more.get("eligibility", 0.0), 0
        self.x = self.y = self.z = 0.0                  # traces: pre, post, slow post
        self.x_at = self.y_at = self.z_at = 0
        self.glia, self.frozen = None, False
        self.factor = self.sign * self.size             # with what the cleft is handed on

    def weight(self, t):
        return self.sign * self.settled(t)

    def settled(self, t):
        if self.rule is None or self.rule.forget is None or self.frozen:
            return self.size
        return self.start + (self.size - self.start) * decay(t - self.size_at, self.rule.forget)

    def change(self, t, by):
        """A change of the weight, in shares of what lies between the bounds."""
        if self.frozen:
            return
        r = self.rule
        size, span = self.settled(t), r.max - r.min
        if by > 0.0:
            size += by * (span - r.soft * (size - r.min))
        else:
            size += by * (span - r.soft * (r.max - size))
        self.size, self.size_at = max(r.min, min(r.max, size)), t

    def pair(self, t, by, modulators):
        """What an event teaches: at once, or as far as the modulator says so."""
        r = self.rule
        if r.modulator is None:
            self.change(t, by)
            return
        self.eligibility = self.eligibility * decay(t - self.eligibility_at, r.tau_eligibility) + by
        self.eligibility_at = t
        self.change(t, by * (modulators[r.modulator].at(t) - r.baseline))

    def reward(self, t, dose):
        r = self.rule
        self.change(t, dose * self.eligibility * decay(t - self.eligibility_at, r.tau_eligibility))


class Astrocyte:
    def __init__(self, name, given):
        fill(self, name, ASTROCYTE, given)
        self.intake, self.count = 0.0, 0                # of this tick; covered synapses
        self.stock = {}                                 # by the neuron that it was taken from: [e, i], tick

    def bound_now(self, t):
        return self.bound * decay(t - self.bound_at, self.tau_effect)

    def share(self, t, u):
        """What a covered synapse releases, over what it would release without."""
        b = self.bound_now(t)
        return (1.0 - b) + b * self.release / u if u > 0.0 else 1.0

    def settle(self, t):
        if self.intake == 0.0:
            return
        self.calcium = self.calcium * decay(t - self.calcium_at, self.tau_calcium) + self.intake / self.count
        self.calcium_at, self.intake = t, 0.0
        if self.calcium > self.threshold and t >= self.ready:
            b = self.bound_now(t)
            self.bound, self.bound_at = b + self.strength * (1.0 - b), t
            self.calcium, self.ready = 0.0, t + self.recovery
            self.releases += 1


class Neuron:
    def __init__(self, name, given):
        fill(self, name, NEURON, given)
        self.phase, self.frozen = "-", False
        self.next = list(self.potential)
        self.released = None
        self.out, self.incoming, self.glia = [], [], []
        self.past = []                                  # (cleft, released, u) of earlier ticks, newest last
        if self.homeostasis is not None:
            self.homeostasis = {**HOMEOSTASIS, **self.homeostasis}

    def lift(self, t):
        """What homeostasis adds to the threshold."""
        if self.homeostasis is None:
            return 0.0
        h = self.homeostasis
        if self.frozen:
            return self.offset
        sunk = self.offset - h["step"] * h["target"] / 100.0 * (t - self.offset_at)
        return max(h["bounds"][0], min(h["bounds"][1], sunk))

    def step(self, t, modulators):
        self.released = None
        for c in (0, 1):
            self.pool[c] += self.production[c]
            self.bound_pool(c)
        if self.refractory_left > 0:
            self.phase = "Recovering"
            self.refractory_left -= 1
        elif self.conduction_left == 1:
            self.phase = "Releasing"
            self.conduction_left = 0
            self.release(t)
            self.refractory_left = self.refractory
        elif self.conduction_left > 1:
            self.phase = "Conducting"
            self.conduction_left -= 1
        elif self.potential[0] + self.potential[1] > self.threshold_now(t, modulators):
            self.phase = "Activating"
            self.next = [0.0, 0.0]
            self.conduction_left = self.conduction
            if self.homeostasis is not None and not self.frozen:
                h = self.homeostasis
                self.offset = max(h["bounds"][0], min(h["bounds"][1], self.lift(t) + h["step"]))
                self.offset_at = t
        else:
            self.phase = "Integrating"
            for c in (0, 1):
                self.next[c] = self.next[c] * (1.0 - self.leak) + self.dendrite[c]
                self.dendrite[c] = 0.0

    def threshold_now(self, t, modulators):
        height = self.threshold + self.lift(t)
        if self.modulated is not None:
            name, gain = self.modulated
            height -= gain * modulators[name].at(t)     # nothing of this tick: step comes before learn
        return height

    def bound_pool(self, c):
        if self.pool_limit is not None:
            self.pool[c] = max(-self.pool_limit, min(self.pool_limit, self.pool[c]))

    def release(self, t):
        for a in self.glia:                             # what astrocytes have given back since
            amounts, at = a.stock.get(self.name, ([0.0, 0.0], t))
            left = decay(t - at, a.tau_recycle)
            for c in (0, 1):
                self.pool[c] += amounts[c] * (1.0 - left)
                self.bound_pool(c)
            a.stock[self.name] = ([x * left for x in amounts], t)
        u = 1.0
        if self.utilization is not None:
            u = self.used * decay(t - self.used_at, self.facilitation)
            u += self.utilization * (1.0 - u)
            self.used, self.used_at = u, t
        shares = [s.glia.share(t, u) if s.glia else 1.0 for s in self.out]
        emptied = u * (sum(shares) / len(shares) if shares else 1.0)
        self.released = [u * x for x in self.pool], u
        for c in (0, 1):
            self.cleft[c] += self.released[0][c]
            if emptied == 1.0:
                self.pool[c] *= self.reuptake
            else:
                self.pool[c] *= 1.0 - min(1.0, emptied) * (1.0 - self.reuptake)

    def bound(self):
        """Hold the net potential inside [floor, ceiling], by the channel that oversteps."""
        net = self.next[0] + self.next[1]
        if self.potential_ceiling is not None and net > self.potential_ceiling:
            self.next[0] -= net - self.potential_ceiling
        if self.potential_floor is not None and net < self.potential_floor:
            self.next[1] += self.potential_floor - net


class Net:
    def __init__(self, net):
        self.t = 0
        self.modulators = {n: Modulator(n, g) for n, g in net.get("modulators", {}).items()}
        self.rules = {n: Rule(n, g) for n, g in net.get("plasticity", {}).items()}
        self.neurons = {n: Neuron(n, g) for n, g in net["neurons"].items()}
        self.synapses = []
        for source, target, weight, *more in net.get("synapses", []):
            s = Synapse(source, target, weight, more[0] if more else {}, self.rules)
            self.synapses.append(s)
            self.neurons[source].out.append(s)
            self.neurons[target].incoming.append(s)
        self.astrocytes = {n: Astrocyte(n, g) for n, g in net.get("astrocytes", {}).items()}
        for a in self.astrocytes.values():
            for s in self.synapses:
                if [s.source, s.target] in a.covers:
                    if s.glia is not None:
                        raise SystemExit(f"{s.source}->{s.target}: covered twice")
                    s.glia = a
                    a.count += 1
                    if a not in self.neurons[s.source].glia:
                        self.neurons[s.source].glia.append(a)
        self.memory = 1 + max([s.delay for s in self.synapses], default=0)
        self.gaps = net.get("gaps", [])
        for part in [*self.neurons.values(), *self.synapses]:
            part.frozen = net.get("frozen", False)

    def step(self, inject=()):
        self.t += 1
        t, neurons = self.t, self.neurons
        for name, e, i in inject:                        # Sense
            neurons[name].dendrite[0] += e
            neurons[name].dendrite[1] += i
        for n in neurons.values():                       # Step
            n.step(t, self.modulators)
        for a, b, g in self.gaps:                        # Gap junctions: last potentials
            a, b = neurons[a], neurons[b]
            d = g * (sum(a.potential) - sum(b.potential))
            a.next[0] -= d
            b.next[0] += d
        for n in neurons.values():
            n.bound()
        self.learn(t)                                    # Learn
        for n in neurons.values():                       # Transmit
            k = len(n.out) if n.sharing == "Split" else 1
            for s in n.out:
                cleft = n.past[-1 - s.delay][0] if s.delay < len(n.past) else (0.0, 0.0)
                if cleft != (0.0, 0.0):
                    for c in (0, 1):
                        neurons[s.target].dendrite[c] += cleft[c] * s.factor / k
            for c in (0, 1):
                n.cleft[c] *= n.residue
                if abs(n.cleft[c]) < CLEFT_EPSILON:
                    n.cleft[c] = 0.0
        for n in neurons.values():                       # Swap
            n.potential = list(n.next)

    def learn(self, t):
        for n in self.neurons.values():
            n.past.append((tuple(n.cleft), n.released))
            del n.past[:-self.memory]
        for name, m in self.modulators.items():          # a. what was broadcast
            dose = sum(sum(n.released[0]) for _, n in sorted(self.neurons.items())
                       if n.modulator == name and n.released is not None) / m.unit
            if dose != 0.0:
                for s in self.synapses:
                    if s.rule is not None and s.rule.modulator == name:
                        s.reward(t, dose)
                m.add(t, dose)
        fired = [s for s in self.synapses if self.neurons[s.target].phase == "Activating"]
        reached = []
        for s in self.synapses:
            past = self.neurons[s.source].past
            released = past[-1 - s.delay][1] if s.delay < len(past) else None
            if released is not None:
                reached.append((s, *released))
        for s in fired:                                  # b. the target fires
            if s.rule is not None:
                r = s.rule
                x = s.x * decay(t - s.x_at, r.tau_pre)
                z = s.z * decay(t - s.z_at, r.tau_triplet)
                s.pair(t, r.each_post + x * (r.pre_then_post + r.triplet * z), self.modulators)
        doses = {}
        for s, amount, _ in reached:                     # c. a release arrives
            if s.rule is not None:
                r = s.rule
                doses[s] = 1.0 if r.dose is None else (abs(amount[0]) + abs(amount[1])) / r.dose
                y = s.y * decay(t - s.y_at, r.tau_post)
                s.pair(t, doses[s] * (r.each_pre + y * r.post_then_pre), self.modulators)
        for s, dose in doses.items():                    # d. traces: what happened in this tick is for later ones
            left = 0.0 if s.rule.pairs == "Nearest" else s.x * decay(t - s.x_at, s.rule.tau_pre)
            s.x, s.x_at = left + dose, t
        for s in fired:
            if s.rule is not None:
                near = s.rule.pairs == "Nearest"
                s.y, s.y_at = (0.0 if near else s.y * decay(t - s.y_at, s.rule.tau_post)) + 1.0, t
                s.z, s.z_at = s.z * decay(t - s.z_at, s.rule.tau_triplet) + 1.0, t
        for s, amount, u in reached:                     # e. what is handed on, and what astrocytes take
            s.factor = s.weight(t)
            if s.glia is not None:
                a, n = s.glia, self.neurons[s.source]
                share = a.share(t, u)
                s.factor *= share * (1.0 - a.uptake)
                k = len(n.out)                           # a share of the packet, whatever `sharing` says
                taken = [a.uptake * share * x / k for x in amount]
                a.intake += abs(taken[0]) + abs(taken[1])
                stock, at = a.stock.get(s.source, ([0.0, 0.0], t))
                left = decay(t - at, a.tau_recycle)      # 1: the source has taken its part in this tick
                a.stock[s.source] = ([p * left + a.recycle * q for p, q in zip(stock, taken)], t)
        for a in self.astrocytes.values():
            a.settle(t)

    def weight(self, source, target):
        return next(s.weight(self.t) for s in self.synapses if (s.source, s.target) == (source, target))


def main():
    args = sys.argv[1:]
    every = 1
    if "--every" in args:
        at = args.index("--every")
        every = int(args[at + 1])
        del args[at:at + 2]
    flags = [a for a in args if a.startswith("--")]
    files = [a for a in args if not a.startswith("--")]
    if len(files) != 2 or set(flags) - {"--synapses", "--astrocytes"}:
        raise SystemExit(__doc__)
    with open(files[0], encoding="utf-8") as f:
        given = json.load(f)
    net = Net(given)
    inject = {}
    for tick, name, e, i in given.get("inject", []):
        inject.setdefault(tick, []).append((name, e, i))
    more = any(n.utilization is not None or n.homeostasis is not None for n in net.neurons.values())
    w = csv.writer(sys.stdout, lineterminator="\n")
    w.writerow(SYNAPSE_COLUMNS if "--synapses" in flags else ASTROCYTE_COLUMNS if "--astrocytes" in flags
               else COLUMNS + (MORE_COLUMNS if more else []))
    for _ in range(int(files[1])):
        net.step(inject.get(net.t + 1, ()))
        t = net.t
        if t % every:
            continue
        if "--synapses" in flags:
            rows = [[t, s.source, s.target, s.rule.name, s.weight(t),
                     s.eligibility * decay(t - s.eligibility_at, s.rule.tau_eligibility),
                     s.x * decay(t - s.x_at, s.rule.tau_pre), s.y * decay(t - s.y_at, s.rule.tau_post)]
                    for s in net.synapses if s.rule is not None]
        elif "--astrocytes" in flags:
            rows = [[t, a.name, a.calcium * decay(t - a.calcium_at, a.tau_calcium), a.bound_now(t), a.releases]
                    for a in net.astrocytes.values()]
        else:
            rows = [[t, n.name, n.phase, n.conduction_left, n.refractory_left,
                     *n.potential, *n.dendrite, *n.cleft, *n.pool]
                    + ([n.used * decay(t - n.used_at, n.facilitation), n.lift(t)] if more else [])
                    for n in net.neurons.values()]
        for row in rows:
            w.writerow([f"{x:.7g}" if isinstance(x, float) else x for x in row])


if __name__ == "__main__":
    main()
