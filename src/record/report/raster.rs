//! Spikes of all neurons: every one, or in a long run how many a second.

use super::color::{GROUND, INK, Rgb, SOFT, chosen};
use super::figure::{Align, Figure, Frame, Image, fit};
use super::recording::{Recording, Row};
use super::thin::windows;
use super::time::{border, nice, number, title};
use crate::scene::document::Scene;
use crate::sim::TICK_SECONDS;
use bevy::math::Vec2;

/// Room right of the panel for names of classes.
pub const CLASS_ROOM: f32 = 104.0;
/// Room left of the panel for names of neurons.
pub const NAME_ROOM: f32 = 130.0;
/// Least distance of one name from the next.
pub const LINE: f32 = 16.0;
/// Least width of a mark, and the most it is widened to \[device pixels\].
const MARK: (u32, u32) = (3, 6);
/// Where a row has more of its width under marks than this, they run together: rates are shown instead.
const CROWDED: f32 = 0.4;
/// Windows of rates: how many releases the busiest row has in one in the mean, so that its rate does not jump with
/// where the windows begin, and how many windows there are at least and at most.
const RATES: (u32, usize, usize) = (6, 48, 260);
/// Height of a row from which its rates are drawn as heights and not as shades \[device pixels\].
const TALL: u32 = 40;

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
    let shared = if count == rows.len() {
        String::new()
    } else {
        format!(", {} to a row", count.div_ceil(rows.len()))
    };
    let groups = groups(rows);
    let mut image = ground(frame, rows.len(), scene, &groups);
    let meaning = match window(recording, image.size.0) {
        Some(window) => {
            let most = rates(&mut image, recording, scene, window);
            let seconds = window as f32 * recording.per_column as f32 * TICK_SECONDS;
            let most = most as f32 / seconds;
            let most = number(most, nice(most / 20.0));
            format!("releases a second of {neurons}{shared}, by class; the most, {most}, in full colour")
        }
        None if shared.is_empty() => {
            marks(&mut image, recording, scene);
            format!("a mark each time one of {neurons} releases, by class")
        }
        None => {
            marks(&mut image, recording, scene);
            format!("releases of {neurons}{shared}, by class")
        }
    };
    title(frame, "Spikes", &meaning, figure);
    figure.image(image);
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

/// First and last line of a row in a picture of so many lines.
fn lines(row: usize, rows: usize, height: u32) -> (u32, u32) {
    let top = |row: usize| (row as u64 * u64::from(height) / rows.max(1) as u64) as u32;
    (top(row), top(row + 1).max(top(row) + 1))
}

/// The picture without its marks: a breath of the colour of every class.
fn ground(frame: Frame, rows: usize, scene: &Scene, groups: &[Group]) -> Image {
    let mut image = Image::filling(frame, GROUND);
    let (width, height) = image.size;
    for group in groups {
        let (from, to) = (lines(group.from, rows, height).0, lines(group.to, rows, height).0);
        image.mix(0..width, from..to, class(scene, group.class).0, 0.07);
    }
    image
}

/// How many columns are told as one rate; `None` where the marks of the releases can be told apart.
fn window(recording: &Recording, width: u32) -> Option<usize> {
    let columns = recording.columns().max(1);
    let mark = (width as f32 / columns as f32).max(MARK.0 as f32);
    let busy = |row: &Row| row.counts.iter().filter(|count| **count > 0).count();
    let most = recording.rows.iter().map(busy).max().unwrap_or(0);
    if most as f32 * mark <= CROWDED * width as f32 {
        return None;
    }
    let releases = |row: &Row| row.counts.iter().map(|count| u64::from(*count)).sum::<u64>();
    let busiest = recording.rows.iter().map(releases).max().unwrap_or(0).max(1);
    let even = (u64::from(RATES.0) * columns as u64).div_ceil(busiest) as usize;
    Some(even.clamp(columns.div_ceil(RATES.2), columns.div_ceil(RATES.1)))
}

/// Draws a mark for every release.
fn marks(image: &mut Image, recording: &Recording, scene: &Scene) {
    let (width, height) = image.size;
    let columns = recording.columns().max(1) as u32;
    let shared = recording.neurons > recording.rows.len();
    for (index, row) in recording.rows.iter().enumerate() {
        let color = class(scene, row.class).0;
        let most = row.counts.iter().copied().max().unwrap_or(0).max(1) as f32;
        let (from, to) = lines(index, recording.rows.len(), height);
        let air = (to - from) / 7;
        for (column, count) in row.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let (left, right) = (column as u32 * width / columns, (column as u32 + 1) * width / columns);
            // A mark is at least as wide as can be seen.
            let right = right.clamp(left + MARK.0, left + MARK.1);
            let opacity = if shared { 0.25 + 0.75 * *count as f32 / most } else { 1.0 };
            image.mix(left..right, from + air..to - air.min(to - from - 1), color, opacity);
        }
    }
}

/// Draws how many releases each row has in each window of so many columns: by heights where rows are tall, else by
/// shades. Returns how many the most are.
fn rates(image: &mut Image, recording: &Recording, scene: &Scene, window: usize) -> u32 {
    let (width, height) = image.size;
    let columns = recording.columns().max(1);
    let in_windows = |row: &Row| -> Vec<u32> {
        let sum = |counts: &[u32]| counts.iter().fold(0, |sum: u32, n| sum.saturating_add(*n));
        windows(&row.counts, window).map(sum).collect()
    };
    let all: Vec<Vec<u32>> = recording.rows.iter().map(in_windows).collect();
    let most = all.iter().flatten().copied().max().unwrap_or(0).max(1);
    for (index, (row, counts)) in recording.rows.iter().zip(&all).enumerate() {
        let color = class(scene, row.class).0;
        let (from, to) = lines(index, all.len(), height);
        let air = (to - from) / 7;
        let (from, to) = (from + air, to - air.min(to - from - 1));
        for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let place =
                |column: usize| (column.min(columns) as u64 * u64::from(width) / columns as u64) as u32;
            let across = place(at * window)..place((at + 1) * window);
            let share = *count as f32 / most as f32;
            if to - from >= TALL {
                let high = ((to - from) as f32 * share).round().max(1.0) as u32;
                image.mix(across, to - high..to, color, 0.85);
            } else {
                // Even one release is to be seen.
                image.mix(across, from..to, color, 0.15 + 0.85 * share.sqrt());
            }
        }
    }
    most
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
