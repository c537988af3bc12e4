//! What a report is drawn from, gathered tick by tick into at most [`MAX_COLUMNS`] columns of
//! time: a run of a day takes no more room than one of a minute.

use super::learned::{Ends, Weights};
use super::motion::{Motion, NOTHING, average, widen};
use crate::body::Body;
use crate::nervous::{Creature, MemberOf, Neuron, NeuronParams, NeuronState, Wiring};
use crate::scene::document::Scene;
use crate::senses::SkinForce;
use crate::sim::Clock;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy::platform::collections::HashMap;

/// Columns of time, at most.
pub const MAX_COLUMNS: u64 = 1500;
/// Rows of the raster, at most: with more neurons, neighbours share one.
const MAX_ROWS: usize = 600;
/// Neurons whose potential is kept, at most.
const MAX_TRACES: usize = 6;
/// Creatures whose path is kept, at most.
const MAX_PATHS: usize = 200;
/// Outlines of a body that are kept, spread over the run.
const OUTLINES: u64 = 5;

/// Neurons of one class that share a row of the raster, and how often they released.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Place of their class in the scene; `None`: they have none.
    pub class: Option<usize>,
    /// Name of the first of them.
    pub name: String,
    /// Releases in each column.
    pub counts: Vec<u32>,
}

/// The potential of one neuron.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// Place of its class in the scene.
    pub class: Option<usize>,
    /// Its name.
    pub name: String,
    /// Its threshold.
    pub threshold: f32,
    /// Least and greatest potential in each column.
    pub range: Vec<(f32, f32)>,
    /// Its mean in each column.
    pub mean: Vec<f32>,
}

/// Where a creature went.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Its name.
    pub name: String,
    /// Length of its body at rest.
    pub length: f32,
    /// Its centre at the end of each column.
    pub centers: Vec<Vec2>,
    /// Its outline at a few moments: how much of the run was over, and the points.
    pub outlines: Vec<(f32, Vec<Vec2>)>,
}

/// Everything a report shows of a run. It is kept while this resource is there.
#[derive(Resource, Clone, Debug, PartialEq)]
pub struct Recording {
    /// Ticks that the run has, as planned.
    pub ticks: u64,
    /// Ticks a column.
    pub per_column: u64,
    /// The tick before the first one seen.
    pub start: u64,
    /// Ticks seen.
    pub seen: u64,
    /// The raster, grouped by class in the order of the scene, neurons without one last.
    pub rows: Vec<Row>,
    /// How many neurons the scene has.
    pub neurons: usize,
    /// A few potentials.
    pub traces: Vec<Trace>,
    /// Paths of the creatures that have a body, in the order of the scene.
    pub paths: Vec<Path>,
    /// The body in full.
    pub motion: Motion,
    /// Weights of synapses that learn.
    pub weights: Weights,
    /// From creature and neuron to row and trace.
    places: HashMap<(String, String), (usize, Option<usize>)>,
    known: Known,
}

/// Where what is there is put, found by names once for each wiring.
#[derive(Clone, Debug, Default, PartialEq)]
struct Known {
    /// The wiring that it was found for, see [`Wiring::compiled`].
    compiled: Option<u64>,
    /// The row of each slot.
    rows: Vec<usize>,
    /// Neurons whose potential is kept, with their trace.
    traced: Vec<(Entity, usize)>,
    /// Creatures with a path.
    paths: Vec<(Entity, usize)>,
}

impl Recording {
    /// For a run of so many ticks of a scene.
    #[must_use]
    pub fn new(scene: &Scene, ticks: u64) -> Self {
        let per_column = ticks.div_ceil(MAX_COLUMNS).max(1);
        let class_of = |name: &str| scene.classes.get_index_of(name);
        // A class that is not there counts as none; so does the empty name.
        let mut neurons: Vec<(Option<usize>, &str, &str)> = scene
            .creatures
            .iter()
            .flat_map(|c| {
                c.neurons.iter().map(move |n| (class_of(&n.class), c.name.as_str(), n.name.as_str()))
            })
            .collect();
        neurons.sort_by_key(|(class, ..)| class.unwrap_or(usize::MAX));

        let share = neurons.len().div_ceil(MAX_ROWS).max(1);
        let chosen = choose(&neurons);
        let mut recording = Self {
            ticks,
            per_column,
            start: 0,
            seen: 0,
            rows: Vec::new(),
            neurons: neurons.len(),
            traces: Vec::new(),
            paths: Vec::new(),
            motion: Motion::default(),
            weights: Weights::default(),
            places: HashMap::default(),
            known: Known::default(),
        };
        let mut in_row = 0;
        for (index, (class, creature, name)) in neurons.into_iter().enumerate() {
            if recording.rows.last().is_none_or(|row| row.class != class) || in_row == share {
                recording.rows.push(Row { class, name: name.to_owned(), counts: Vec::new() });
                in_row = 0;
            }
            in_row += 1;
            let trace = chosen.contains(&index).then(|| {
                let (name, range, mean) = (name.to_owned(), Vec::new(), Vec::new());
                recording.traces.push(Trace { class, name, threshold: 0.0, range, mean });
                recording.traces.len() - 1
            });
            let place = (recording.rows.len() - 1, trace);
            recording.places.insert((creature.to_owned(), name.to_owned()), place);
        }
        for creature in scene.creatures.iter().take(MAX_PATHS) {
            let Some(body) = &creature.body else { continue };
            let (name, length) = (creature.name.clone(), body.length);
            recording.paths.push(Path { name, length, centers: Vec::new(), outlines: Vec::new() });
        }
        recording
    }

    /// Columns of the whole run.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.ticks.div_ceil(self.per_column) as usize
    }

    /// Whether there is enough to draw.
    #[must_use]
    pub fn shows_anything(&self) -> bool {
        self.seen > 1 && (!self.paths.is_empty() || !self.rows.is_empty())
    }

    /// Begins a column in everything there is.
    fn begin_column(&mut self) {
        for row in &mut self.rows {
            row.counts.push(0);
        }
        for trace in &mut self.traces {
            trace.range.push(NOTHING);
            trace.mean.push(0.0);
        }
        self.motion.begin_column();
    }

    /// Which tick of its column the one under way is, counted from 1.
    fn in_column(&self) -> f32 {
        ((self.seen - 1) % self.per_column + 1) as f32
    }

    /// Whether the tick under way is the last of its column.
    fn ends_column(&self) -> bool {
        self.seen.is_multiple_of(self.per_column) || self.seen == self.ticks
    }

    /// Whether an outline is due in the tick under way.
    fn outline_due(&self) -> bool {
        let (now, last) = (self.seen - 1, self.ticks.saturating_sub(1));
        (0..OUTLINES).any(|k| now == last * k / (OUTLINES - 1))
    }
}

/// The neurons whose potentials are kept: all of a few, else the first of each class, then more
/// from the beginning.
fn choose(neurons: &[(Option<usize>, &str, &str)]) -> Vec<usize> {
    let first = |&i: &usize| i == 0 || neurons[i].0 != neurons[i - 1].0;
    let mut chosen: Vec<usize> = (0..neurons.len()).filter(first).collect();
    chosen.extend((0..neurons.len()).filter(|i| !first(i)));
    chosen.truncate(MAX_TRACES);
    chosen.sort_unstable();
    chosen
}

/// A body's outline, once round.
fn outline(body: &Body) -> Vec<Vec2> {
    let half = body.segment_length() / 2.0;
    let side = |sign: f32| {
        body.segments.iter().enumerate().map(move |(index, segment)| {
            segment.position + segment.axis().perp() * (sign * body.radius(index))
        })
    };
    // A rounded end, from the body's left to its right about the tip, or back.
    let end = |index: usize, way: f32| {
        let segment = &body.segments[index];
        let (along, across) = (segment.axis(), segment.axis().perp());
        let (long, wide) = (half, body.radius(index));
        [(0.55, 0.95), (0.9, 0.7), (1.1, 0.3), (1.1, -0.3), (0.9, -0.7), (0.55, -0.95)]
            .map(|(x, y)| segment.position + along * (way * x * long) + across * (-way * y * wide))
    };
    let mut points: Vec<Vec2> = side(1.0).collect();
    points.extend(end(body.segments.len() - 1, -1.0));
    points.extend(side(-1.0).rev());
    points.extend(end(0, 1.0));
    points
}

type Creatures<'w, 's> =
    Query<'w, 's, (&'static Name, Option<&'static Body>, Option<&'static SkinForce>), With<Creature>>;
type Neurons<'w, 's> = Query<
    'w,
    's,
    (&'static Name, &'static MemberOf, &'static NeuronState, &'static NeuronParams),
    With<Neuron>,
>;

pub(in crate::record) fn record_tick(
    mut recording: ResMut<Recording>,
    wiring: Res<Wiring>,
    clock: Res<Clock>,
    creatures: Creatures,
    neurons: Neurons,
    (ends, names): (Ends, Query<&Name>),
) {
    let recording = &mut *recording;
    if recording.seen == recording.ticks {
        return;
    }
    if recording.seen == 0 {
        recording.start = clock.tick.saturating_sub(1);
    }
    if recording.seen.is_multiple_of(recording.per_column) {
        recording.begin_column();
    }
    recording.seen += 1;
    if recording.known.compiled != Some(wiring.compiled) {
        recording.known = find(recording, &wiring, &creatures, &neurons);
        recording.weights.find(&wiring, clock.tick, &ends, &names);
    }
    record_neurons(recording, &wiring, &neurons);
    record_bodies(recording, &creatures);
    if recording.ends_column() {
        let column = ((recording.seen - 1) / recording.per_column) as usize;
        recording.weights.take(&wiring, clock.tick, column);
    }
}

/// Where everything is put, by its names.
fn find(recording: &Recording, wiring: &Wiring, creatures: &Creatures, neurons: &Neurons) -> Known {
    let place = |&neuron: &Entity| {
        let (name, member, ..) = neurons.get(neuron).ok()?;
        let creature = creatures.get(member.0).ok()?.0;
        recording.places.get(&(creature.to_string(), name.to_string())).copied()
    };
    let places: Vec<_> = wiring.neurons.iter().map(place).collect();
    let traced = wiring.neurons.iter().zip(&places);
    let paths: HashMap<&str, usize> =
        recording.paths.iter().enumerate().map(|(at, path)| (path.name.as_str(), at)).collect();
    let path = |&creature: &Entity| Some((creature, *paths.get(creatures.get(creature).ok()?.0.as_str())?));
    Known {
        compiled: Some(wiring.compiled),
        traced: traced.filter_map(|(neuron, place)| Some((*neuron, (*place)?.1?))).collect(),
        rows: places.iter().map(|place| place.map_or(usize::MAX, |(row, _)| row)).collect(),
        paths: wiring.creatures.iter().filter_map(path).collect(),
    }
}

fn record_neurons(recording: &mut Recording, wiring: &Wiring, neurons: &Neurons) {
    for &slot in &wiring.released {
        let row = recording.known.rows[slot as usize];
        if let Some(count) = recording.rows.get_mut(row).and_then(|row| row.counts.last_mut()) {
            *count = count.saturating_add(1);
        }
    }
    let in_column = recording.in_column();
    for (neuron, trace) in &recording.known.traced {
        let Some(trace) = recording.traces.get_mut(*trace) else { continue };
        let Ok((_, _, state, params)) = neurons.get(*neuron) else { continue };
        trace.threshold = params.threshold;
        let potential = state.potential();
        widen(&mut trace.range, potential);
        average(&mut trace.mean, potential, in_column);
    }
}

fn record_bodies(recording: &mut Recording, creatures: &Creatures) {
    let outline_due = recording.outline_due();
    let last_of_column = recording.ends_column();
    let in_column = recording.in_column();
    let over = (recording.seen - 1) as f32 / recording.ticks.saturating_sub(1).max(1) as f32;
    for &(creature, at) in &recording.known.paths {
        let Ok((_, Some(body), skin)) = creatures.get(creature) else { continue };
        let path = &mut recording.paths[at];
        if last_of_column {
            path.centers.push(body.center());
        }
        if outline_due {
            path.outlines.push((over, outline(body)));
        }
        if at == 0 {
            recording.motion.take(body, skin, in_column);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Executor, headless_app};
    use crate::scene::{parse, spawn};
    use crate::sim::run_tick;

    fn record(text: &str, ticks: u64) -> Recording {
        let scene = parse(text, "test").unwrap();
        let mut app = headless_app(Executor::SingleThreaded);
        app.insert_resource(Recording::new(&scene, ticks));
        spawn(app.world_mut(), &scene);
        for _ in 0..ticks {
            run_tick(app.world_mut());
        }
        app.world_mut().remove_resource::<Recording>().unwrap()
    }

    #[test]
    fn columns_stay_few_however_long_the_run() {
        for (ticks, columns) in [(0, 0), (1, 1), (1500, 1500), (1501, 751), (10_000_000_000, 1500)] {
            assert_eq!(Recording::new(&Scene::default(), ticks).columns(), columns, "{ticks}");
        }
        let recording = record(
            "(format: 1, creatures: [(name: \"W\", body: (segments: 8), neurons: [(name: \"A\")])])",
            1603,
        );
        assert_eq!((recording.columns(), recording.seen), (802, 1603));
        assert_eq!(recording.rows[0].counts.len(), 802);
        assert_eq!(recording.traces[0].range.len(), 802);
        assert_eq!(recording.paths[0].centers.len(), 802);
        assert_eq!(recording.paths[0].outlines.len(), 5);
        assert!(recording.motion.bends.len() == 7 && recording.motion.bends.iter().all(|b| b.len() == 802));
        assert!(recording.rows[0].counts.iter().sum::<u32>() > 0, "a neuron is born with a spike");
    }

    #[test]
    fn rows_go_by_class_and_many_neurons_share_them() {
        let text = "(format: 1, classes: {\"b\": (), \"a\": ()}, creatures: [(name: \"N\", neurons: [
            (name: \"1\"), (name: \"2\", class: \"a\"), (name: \"3\", class: \"b\"), (name: \"4\", class: \"b\")])])";
        let rows = |r: &Recording| r.rows.iter().map(|row| (row.class, row.name.clone())).collect::<Vec<_>>();
        let recording = record(text, 30);
        let expected = [(Some(0), "3"), (Some(0), "4"), (Some(1), "2"), (None, "1")];
        assert_eq!(rows(&recording), expected.map(|(class, name)| (class, name.to_owned())));
        let many: String = (0..5000).map(|i| format!("(name: \"{i}\"),")).collect();
        let text = format!("(format: 1, creatures: [(name: \"N\", neurons: [{many}])])");
        let recording = record(&text, 10);
        assert!(recording.rows.len() <= MAX_ROWS && recording.neurons == 5000);
        assert_eq!(recording.rows.iter().flat_map(|r| &r.counts).sum::<u32>(), 5000, "every one fired once");
        assert_eq!(recording.traces.len(), MAX_TRACES);
    }
}
