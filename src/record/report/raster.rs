//! Spikes of all neurons, and the potentials of a few.

use super::color::{FAINT, GROUND, INK, Rgb, SOFT, chosen};
use super::figure::{Align, Figure, Frame, Image, fit};
use super::recording::{Recording, Row, Trace};
use super::time::{TimeAxis, border, title};
use crate::scene::document::Scene;
use bevy::math::Vec2;

/// Room right of the panel for names of classes.
const CLASS_ROOM: f32 = 104.0;
/// Room left of the panel for names of neurons.
const NAME_ROOM: f32 = 130.0;
/// Least distance of one name from the next.
const LINE: f32 = 16.0;

/// Colour and name of a class by its place in the scene.
pub fn class(scene: &Scene, index: Option<usize>) -> (Rgb, &str) {
    let Some((index, (name, class))) = index.and_then(|i| Some((i, scene.classes.get_index(i)?))) else {
        return (SOFT, if scene.classes.is_empty() { "" } else { "no class" });
    };
    (Rgb::parse(&class.color).unwrap_or_else(|| chosen(index)).on_paper(), name.as_str())
}

/// Rows of one class.
struct Group {
    class: Option<usize>,
    from: usize,
    to: usize,
}

fn groups(rows: &[Row]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if group.class == row.class => group.to = index + 1,
            _ => groups.push(Group { class: row.class, from: index, to: index + 1 }),
        }
    }
    groups
}

/// Of labels that want a height each, those that can be written without running into one another:
/// the first ones are asked first.
fn thin(wanted: impl IntoIterator<Item = (usize, f32)>) -> Vec<(usize, f32)> {
    let mut kept: Vec<(usize, f32)> = Vec::new();
    for (index, y) in wanted {
        if kept.iter().all(|(_, other)| (other - y).abs() >= LINE) {
            kept.push((index, y));
        }
    }
    kept
}

/// Labels that want a height each, from above to below, moved apart as far as they must be; none
/// if that is further than a line, so that a label would no longer stand by what it names.
fn spread(wanted: &[f32], bottom: f32) -> Option<Vec<f32>> {
    let mut places = wanted.to_vec();
    for i in 1..places.len() {
        places[i] = places[i].max(places[i - 1] + LINE);
    }
    let mut below = bottom + LINE / 2.0;
    for place in places.iter_mut().rev() {
        *place = place.min(below - LINE);
        below = *place;
    }
    let near = places.iter().zip(wanted).all(|(place, wanted)| (place - wanted).abs() <= LINE);
    near.then_some(places)
}

/// Draws the raster.
pub fn draw(frame: Frame, recording: &Recording, scene: &Scene, figure: &mut Figure) {
    let (rows, count) = (&recording.rows, recording.neurons);
    let neurons = if count == 1 { "1 neuron".to_owned() } else { format!("{count} neurons") };
    let meaning = if count == rows.len() {
        format!("a mark each time one of {neurons} releases, by class")
    } else {
        format!("releases of {neurons}, {} to a row, by class", count.div_ceil(rows.len()))
    };
    title(frame, "Spikes", &meaning, figure);
    let groups = groups(rows);
    figure.image(picture(frame, recording, scene, &groups));
    border(frame, figure);

    let pitch = frame.size().y / rows.len() as f32;
    let middle = |from: usize, to: usize| frame.min.y + (from + to) as f32 / 2.0 * pitch;
    // Names of the neurons: the first and the last of each class before those between.
    let ends = groups.iter().map(|g| g.from).chain(groups.iter().map(|g| g.to - 1));
    let between: Vec<usize> = if pitch >= LINE { (0..rows.len()).collect() } else { Vec::new() };
    for (row, y) in thin(ends.chain(between).map(|row| (row, middle(row, row + 1)))) {
        let color = class(scene, rows[row].class).0.toward(INK, 0.3);
        let at = Vec2::new(frame.min.x - 10.0, y);
        figure.text(at, fit(&rows[row].name, NAME_ROOM, 16.0), 16.0, color, Align::Right);
    }
    // Names of the classes, the largest first.
    let mut by_size: Vec<usize> = (0..groups.len()).collect();
    by_size.sort_by_key(|&g| std::cmp::Reverse(groups[g].to - groups[g].from));
    for group in &groups {
        let top = frame.min.y + group.from as f32 * pitch;
        let bar = Frame::new(frame.max.x + 5.0, top + 0.5, 5.0, (group.to - group.from) as f32 * pitch - 1.0);
        figure.rect(bar, class(scene, group.class).0);
    }
    let wanted: Vec<f32> = groups.iter().map(|g| middle(g.from, g.to)).collect();
    let places = match spread(&wanted, frame.max.y) {
        Some(places) => places.into_iter().enumerate().collect(),
        None => thin(by_size.into_iter().map(|g| (g, wanted[g]))),
    };
    for (group, y) in places {
        let (color, name) = class(scene, groups[group].class);
        let at = Vec2::new(frame.max.x + 17.0, y);
        figure.text(at, fit(name, CLASS_ROOM, 17.0), 17.0, color.toward(INK, 0.2), Align::Left);
    }
}

fn picture(frame: Frame, recording: &Recording, scene: &Scene, groups: &[Group]) -> Image {
    let mut image = Image::filling(frame, GROUND);
    let (width, height) = image.size;
    let rows = recording.rows.len() as u32;
    let top = |row: usize| row as u32 * height / rows;
    for group in groups {
        let color = class(scene, group.class).0;
        image.mix(0..width, top(group.from)..top(group.to), color, 0.07);
    }
    let columns = recording.columns().max(1) as u32;
    let shared = recording.neurons > recording.rows.len();
    for (index, row) in recording.rows.iter().enumerate() {
        let color = class(scene, row.class).0;
        let most = row.counts.iter().copied().max().unwrap_or(0).max(1) as f32;
        let (from, to) = (top(index), top(index + 1).max(top(index) + 1));
        let air = (to - from) / 7;
        for (column, count) in row.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let (left, right) = (column as u32 * width / columns, (column as u32 + 1) * width / columns);
            // A mark is at least as wide as can be seen.
            let right = right.clamp(left + 3, left + 6);
            let opacity = if shared { 0.25 + 0.75 * *count as f32 / most } else { 1.0 };
            image.mix(left..right, from + air..to - air.min(to - from - 1), color, opacity);
        }
    }
    image
}

/// Draws potentials, one above the other.
pub fn draw_traces(frame: Frame, recording: &Recording, scene: &Scene, axis: &TimeAxis, figure: &mut Figure) {
    let some = if recording.traces.len() < recording.neurons { " of some neurons" } else { "" };
    title(frame, "Potential", &format!("net transmitter{some}; dashed: threshold"), figure);
    let high = frame.size().y / recording.traces.len() as f32;
    for (index, trace) in recording.traces.iter().enumerate() {
        let frame = Frame::new(frame.min.x, frame.min.y + index as f32 * high, frame.size().x, high - 8.0);
        draw_trace(frame, trace, class(scene, trace.class).0, recording, axis, figure);
    }
}

fn draw_trace(
    frame: Frame,
    trace: &Trace,
    color: Rgb,
    recording: &Recording,
    axis: &TimeAxis,
    figure: &mut Figure,
) {
    figure.rect(frame, GROUND);
    let threshold = trace.threshold;
    let finite = trace.range.iter().filter(|(low, high)| low.is_finite() && high.is_finite());
    let (mut low, mut high) = (threshold.min(0.0), threshold.max(0.0));
    for (least, most) in finite.clone() {
        (low, high) = (low.min(*least), high.max(*most));
    }
    let span = (high - low).max(1e-6);
    let inner = frame.size().y - 12.0;
    let y = |value: f32| frame.max.y - 6.0 - ((value - low) / span).clamp(0.0, 1.0) * inner;
    let level = |value: f32| [Vec2::new(frame.min.x, y(value)), Vec2::new(frame.max.x, y(value))];
    figure.line(level(0.0), FAINT, 1.0);
    let [from, to] = level(threshold);
    figure.dashes(from, to, SOFT, 1.0);
    let seconds = (axis.to - axis.from) / recording.ticks as f32 * recording.per_column as f32;
    let mut points = Vec::with_capacity(trace.range.len() * 2);
    for (column, (least, most)) in trace.range.iter().enumerate() {
        let x = axis.x(axis.from + (column as f32 + 0.5) * seconds).min(axis.right);
        // Within a column the line goes up and down once.
        points.push(Vec2::new(x, y(*least)));
        if least != most {
            points.push(Vec2::new(x, y(*most)));
        }
    }
    figure.line(points, color, 1.0);
    border(frame, figure);
    let at = Vec2::new(frame.min.x - 10.0, frame.center().y);
    figure.text(at, fit(&trace.name, NAME_ROOM, 17.0), 17.0, color.toward(INK, 0.3), Align::Right);
    let beside =
        |value: f32| Vec2::new(frame.max.x + 10.0, y(value).clamp(frame.min.y + 8.0, frame.max.y - 8.0));
    figure.text(beside(threshold), fit(&format!("{threshold}"), CLASS_ROOM, 16.0), 16.0, SOFT, Align::Left);
    if (y(threshold) - y(0.0)).abs() >= LINE {
        figure.text(beside(0.0), "0", 16.0, SOFT, Align::Left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_overlap_are_left_out() {
        assert_eq!(thin([(0, 10.0), (1, 20.0), (2, 26.0), (3, 100.0)]), [(0, 10.0), (2, 26.0), (3, 100.0)]);
    }

    #[test]
    fn labels_move_apart_a_little() {
        assert_eq!(spread(&[10.0, 20.0, 60.0], 100.0), Some(vec![10.0, 26.0, 60.0]));
        assert_eq!(spread(&[84.0, 98.0], 100.0), Some(vec![76.0, 92.0]));
        assert_eq!(spread(&[10.0, 11.0, 12.0, 13.0], 100.0), None);
    }

    #[test]
    fn neighbours_of_one_class_are_a_group() {
        let row = |class| Row { class, name: String::new(), counts: Vec::new() };
        let rows = [row(Some(0)), row(Some(0)), row(Some(2)), row(None)];
        let found: Vec<_> = groups(&rows).iter().map(|g| (g.class, g.from, g.to)).collect();
        assert_eq!(found, [(Some(0), 0, 2), (Some(2), 2, 3), (None, 3, 4)]);
    }
}
