//! The picture of a test: a row for what images are, a column for what they are taken for, darker the more of them.

use super::color::{GROUND, INK, PAPER, Rgb, SOFT};
use super::figure::{Align, Figure, Frame, Heading};
use crate::entry::counted;
use bevy::math::Vec2;

/// Classes that are shown.
const CLASSES: usize = 40;
/// What is right, and what is not.
const RIGHT: Rgb = Rgb(0x1f, 0x6f, 0x8b);
const WRONG: Rgb = Rgb(0xb8, 0x4a, 0x2a);

const FRAME: Frame = Frame::new(260.0, 230.0, 1000.0, 880.0);

/// Draws it. `counts` holds of each class how many are taken for each, and last for none.
pub fn draw(heading: &Heading, classes: &[String], counts: &[Vec<u32>]) -> Figure {
    let mut figure = Figure::headed(&heading.title, &heading.line);
    let sum = |row: usize| counts.get(row).map_or(0, |counts| counts.iter().sum::<u32>());
    let rows: Vec<usize> = (0..classes.len().min(CLASSES)).filter(|row| sum(*row) > 0).collect();
    if rows.is_empty() {
        figure.nothing("no image was tested");
        return figure;
    }
    let shown = classes.len().min(CLASSES);
    let cell = Vec2::new(FRAME.size().x / (shown + 1) as f32, FRAME.size().y / rows.len() as f32)
        .min(Vec2::splat(88.0));
    let corner = |row: usize, column: usize| FRAME.min + Vec2::new(column as f32, row as f32) * cell;
    figure.rect(Frame { min: FRAME.min, max: corner(rows.len(), shown + 1) }, GROUND);
    let type_size = (cell.min_element() * 0.4).clamp(8.0, 22.0);
    let across = |column: usize| corner(0, column).x + cell.x / 2.0;
    let names = classes.iter().take(shown).map(String::as_str).chain(["none"]);
    for (column, name) in names.enumerate() {
        let at = Vec2::new(across(column), FRAME.min.y - 20.0);
        figure.fitted(at, name, cell.x - 4.0, type_size, INK, Align::Center);
    }
    let words = |figure: &mut Figure, at: Vec2, words: &str, align| figure.text(at, words, 20.0, SOFT, align);
    words(&mut figure, FRAME.min + Vec2::new(0.0, -58.0), "taken for", Align::Left);
    words(&mut figure, FRAME.min + Vec2::new(-14.0, -58.0), "is", Align::Right);
    words(&mut figure, Vec2::new(corner(0, shown + 1).x + 16.0, FRAME.min.y - 58.0), "right", Align::Left);
    for (line, row) in rows.iter().copied().enumerate() {
        let middle = corner(line, 0).y + cell.y / 2.0;
        let at = Vec2::new(FRAME.min.x - 14.0, middle);
        figure.fitted(at, &classes[row], FRAME.min.x - 60.0, type_size, INK, Align::Right);
        let share = |count: u32| count as f32 / sum(row) as f32;
        let columns = (0..shown).chain([classes.len()]);
        for (column, class) in columns.enumerate() {
            let count = counts[row].get(class).copied().unwrap_or(0);
            if count == 0 {
                continue;
            }
            // A single one is seen too.
            let part = 0.12 + 0.88 * share(count).sqrt();
            let color = PAPER.toward(if class == row { RIGHT } else { WRONG }, part);
            let min = corner(line, column) + 1.0;
            figure.rect(Frame { min, max: corner(line + 1, column + 1) - 1.0 }, color);
            let ink = if color.lightness() > 0.5 { INK } else { PAPER };
            let at = min + cell / 2.0 - 1.0;
            figure.fitted(at, &count.to_string(), cell.x - 6.0, type_size, ink, Align::Center);
        }
        let right = format!("{:.1} %", 100.0 * share(counts[row].get(row).copied().unwrap_or(0)));
        let at = Vec2::new(corner(0, shown + 1).x + 16.0, middle);
        figure.text(at, right, type_size, INK, Align::Left);
    }
    if classes.len() > shown {
        let more = if classes.len() - shown == 1 {
            "1 more class".to_owned()
        } else {
            format!("{} more classes", classes.len() - shown)
        };
        let tested: u32 = (shown..classes.len()).map(sum).sum();
        let note = format!("not shown: {more}, with {}", counted(u64::from(tested), "image"));
        figure.text(corner(rows.len(), 0) + Vec2::new(0.0, 30.0), note, 18.0, SOFT, Align::Left);
    }
    figure
}

#[cfg(test)]
mod tests {
    use super::super::figure::Mark;
    use super::*;

    fn words(classes: usize, counts: &[Vec<u32>]) -> Vec<String> {
        let classes: Vec<String> = (0..classes).map(|class| format!("c{class}")).collect();
        let marks = draw(&Heading::default(), &classes, counts).marks;
        let text = |mark: Mark| if let Mark::Text(text) = mark { Some(text.text) } else { None };
        marks.into_iter().filter_map(text).collect()
    }

    #[test]
    fn counts_and_shares_are_written_and_classes_without_images_have_no_row() {
        let words = words(3, &[vec![7, 1, 0, 0], vec![0, 0, 0, 0], vec![0, 0, 3, 2]]);
        for word in ["7", "1", "3", "2", "none", "87.5 %", "60.0 %"] {
            assert!(words.iter().any(|found| found == word), "{word} in {words:?}");
        }
        assert_eq!(words.iter().filter(|word| *word == "c1").count(), 1, "as a column alone");
        assert_eq!(words.iter().filter(|word| *word == "c2").count(), 2);
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let counts: Vec<Vec<u32>> =
            (0..45).map(|row| (0..46).map(|c| u32::from(c == row)).collect()).collect();
        assert!(words(45, &counts).iter().any(|word| word.contains("5 more classes, with 5 images")));
        assert!(words(2, &[vec![0; 3], vec![0; 3]]).iter().any(|word| word.contains("no image was tested")));
    }
}
