//! What was released on its way: to the dendrites and muscles that it is for, at once or in a tail that fades.
//!
//! Several threads share the targets among them, not the packets: so each sum is taken by one of them, in one order.

use super::cuts::Cuts;
use super::links::{Link, Packet};
use super::tails::{CLASSES, fade};
use super::{EXCITATORY, INHIBITORY, Wiring};

/// Hands on what was released and what slow clefts hold, in canonical order, and lets the tails fade.
pub(super) fn transmit(wiring: &mut Wiring, parts: usize) {
    wiring.cut_into(parts);
    let Wiring { inflow, tails, packets, starts, links, cuts, .. } = wiring;
    let net = Net { packets, starts, links, cuts, residues: &tails.residues };
    let mut slices = tails.amounts.iter_mut();
    let whole = Part {
        first: 0,
        inflow,
        tails: std::array::from_fn(|_| slices.next().map_or(&mut [][..], Vec::as_mut_slice)),
    };
    if parts == 1 {
        whole.receive(&net, 0);
        return;
    }
    let (net, mut rest) = (&net, whole);
    rayon::scope(|scope| {
        let (own, others) = rest.split(net.cuts.size);
        rest = others;
        for part in 1..parts {
            let (other, others) = rest.split(net.cuts.size);
            rest = others;
            scope.spawn(move |_| other.receive(net, part));
        }
        own.receive(net, 0);
    });
}

/// What is handed on, and along which links.
struct Net<'a> {
    packets: &'a [Packet],
    starts: &'a [u32],
    links: &'a [Link],
    cuts: &'a Cuts,
    residues: &'a [f32],
}

/// A range of targets: what arrives at them now, and what is still under way.
struct Part<'a> {
    first: u32,
    inflow: &'a mut [[f32; 2]],
    tails: [&'a mut [[f32; 2]]; CLASSES],
}

impl<'a> Part<'a> {
    fn split(self, size: usize) -> (Self, Self) {
        let at = size.min(self.inflow.len());
        let (inflow, others) = self.inflow.split_at_mut(at);
        let mut rest: [&'a mut [[f32; 2]]; CLASSES] = Default::default();
        let mut tails = self.tails;
        for (mine, other) in tails.iter_mut().zip(&mut rest) {
            let whole = std::mem::take(mine);
            (*mine, *other) = whole.split_at_mut(at.min(whole.len()));
        }
        let first = self.first + at as u32;
        (Self { first: self.first, inflow, tails }, Self { first, inflow: others, tails: rest })
    }

    /// Takes what the packets bring to these targets, which are part number `part` of all.
    fn receive(self, net: &Net, part: usize) {
        let Self { first, inflow, mut tails } = self;
        inflow.fill([0.0; 2]);
        let row_of = |packet: &Packet| {
            let slot = packet.slot as usize;
            let row = &net.links[net.starts[slot] as usize..net.starts[slot + 1] as usize];
            &row[net.cuts.range(slot, part, row.len())]
        };
        for packets in net.packets.chunks(TOGETHER) {
            warm(packets.iter().map(row_of));
            for packet in packets {
                let row = row_of(packet);
                let arrivals = tails.get_mut(usize::from(packet.manner)).map_or(&mut *inflow, |tail| tail);
                // Most neurons make one kind of transmitter: half of the work is to add nothing.
                match packet.amount {
                    [excitatory, 0.0] => add::<EXCITATORY>(arrivals, first, row, excitatory),
                    [0.0, inhibitory] => add::<INHIBITORY>(arrivals, first, row, inhibitory),
                    [excitatory, inhibitory] => {
                        add::<EXCITATORY>(arrivals, first, row, excitatory);
                        add::<INHIBITORY>(arrivals, first, row, inhibitory);
                    }
                }
            }
        }
        for (tail, residue) in tails.iter_mut().zip(net.residues) {
            fade(inflow, tail, *residue);
        }
    }
}

/// Rows that are fetched together.
const TOGETHER: usize = 8;
/// Links in a line of the cache.
const LINE: usize = 64 / size_of::<Link>();

/// Reads a link of every line of some rows. Rows lie anywhere among millions of links: one after the other
/// each would be waited for, together they come in the time of one.
fn warm<'a>(rows: impl Iterator<Item = &'a [Link]>) {
    let mut seen = 0;
    for row in rows {
        row.iter().step_by(LINE).for_each(|link| seen ^= link.target);
    }
    std::hint::black_box(seen);
}

/// Adds to one channel of the targets of a row.
fn add<const CHANNEL: usize>(arrivals: &mut [[f32; 2]], first: u32, row: &[Link], amount: f32) {
    for link in row {
        arrivals[(link.target - first) as usize][CHANNEL] += amount * link.factor;
    }
}
