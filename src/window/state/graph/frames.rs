//! Notes and frames, as they are drawn.

use super::Graph;
use crate::edit::build::EntryKey;
use crate::nervous::{Framed, Note};
use crate::scene::Lists;
use crate::scene::document::Kind;
use crate::window::paint::draw::network as drawn;
use crate::window::paint::draw::network::Spot;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;

impl Graph {
    /// Reads them, and folds what is folded.
    pub(super) fn frames(&mut self, world: &World) {
        for (creature, being) in self.beings.iter().enumerate() {
            let Some(lists) = world.get::<Lists>(being.entity) else { continue };
            for (place, entity) in (0..).zip(lists.list(Kind::NOTE)) {
                let Some(Note { text, at, width }) = world.get::<Note>(*entity).cloned() else { continue };
                let at = Vec2::from(at) + being.offset;
                self.plan.notes.push(drawn::Note { text, at, width, creature, place });
            }
            for (place, entity) in (0..).zip(lists.list(Kind::FRAME)) {
                let Some(frame) = world.get::<Framed>(*entity) else { continue };
                let members: Vec<usize> =
                    frame.neurons.iter().filter_map(|neuron| self.index_of(*neuron)).collect();
                if members.is_empty() {
                    continue;
                }
                let Framed { name, color, folded, .. } = frame.clone();
                self.plan.frames.push(drawn::Frame {
                    name,
                    members,
                    color,
                    folded,
                    within: false,
                    creature,
                    place,
                });
            }
        }
        self.plan.fold();
    }

    /// The box around all notes and frames; `None` without any.
    pub(super) fn bounds_of_frames(&self) -> Option<(Vec2, Vec2)> {
        let plan = &self.plan;
        let title = Vec2::new(0.0, 0.5 * plan.spacing);
        let frames = plan.frames.iter().filter(|frame| !frame.within).map(|frame| {
            let (low, high) = plan.extent(frame);
            (low, high + title)
        });
        let notes = plan.notes.iter().map(|note| {
            let height = plan.note_height(note);
            (note.at - Vec2::new(0.0, height), note.at + Vec2::new(note.width, 0.0))
        });
        frames.chain(notes).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// The entry of a note, a frame or an astrocyte.
    pub(super) fn drawn_entry(&self, spot: Spot) -> Option<EntryKey> {
        let (creature, kind, place) = match spot {
            Spot::Note(i) => self.plan.notes.get(i).map(|note| (note.creature, Kind::NOTE, note.place))?,
            Spot::Frame(i) => {
                self.plan.frames.get(i).map(|frame| (frame.creature, Kind::FRAME, frame.place))?
            }
            Spot::Astrocyte(i) => {
                self.plan.stars.get(i).map(|star| (star.creature, Kind::ASTROCYTE, star.place))?
            }
            _ => return None,
        };
        Some(EntryKey { creature: self.beings.get(creature)?.name.clone(), kind, place })
    }

    /// The note, the frame or the astrocyte of an entry.
    pub(super) fn drawn_spot(&self, entry: &EntryKey, owner: usize) -> Option<Spot> {
        let is = |creature: usize, place: u32| creature == owner && place == entry.place;
        if entry.kind == Kind::NOTE {
            return self.plan.notes.iter().position(|note| is(note.creature, note.place)).map(Spot::Note);
        }
        if entry.kind == Kind::ASTROCYTE {
            return self
                .plan
                .stars
                .iter()
                .position(|star| is(star.creature, star.place))
                .map(Spot::Astrocyte);
        }
        self.plan.frames.iter().position(|frame| is(frame.creature, frame.place)).map(Spot::Frame)
    }

    /// The neurons of a frame, by the entry that it is; none for what is no frame.
    #[must_use]
    pub fn members_of(&self, entry: &EntryKey) -> &[usize] {
        match self.spot(entry) {
            Some(Spot::Frame(frame)) => &self.plan.frames[frame].members,
            _ => &[],
        }
    }
}
