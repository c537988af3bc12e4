//! What outputs are named after, how they vote, and how often that is right.

use super::images::Images;
use super::rig::Rig;

/// How often each output answered to each of some images.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// The images, as they were shown.
    pub images: Vec<u32>,
    /// How many outputs there are.
    pub outputs: usize,
    /// Spikes, image after image.
    pub spikes: Vec<u32>,
}

impl Answers {
    /// Shows images to a network, one after the other. `after_each` is called after each.
    pub fn of(rig: &mut Rig, images: &Images, shown: &[u32], after_each: &mut dyn FnMut()) -> Self {
        let outputs = rig.outputs();
        let mut spikes = vec![0; outputs * shown.len()];
        for (image, spikes) in shown.iter().zip(spikes.chunks_mut(outputs.max(1))) {
            rig.show(images, *image, spikes);
            after_each();
        }
        Self { images: shown.to_vec(), outputs, spikes }
    }

    fn each(&self) -> impl Iterator<Item = (u32, &[u32])> {
        self.images.iter().copied().zip(self.spikes.chunks(self.outputs.max(1)))
    }
}

/// The class that each output answers most to, by its mean answer to an image of it; `None` for one that answers
/// nothing. Of several equal ones it is the first.
#[must_use]
pub fn name_outputs(answers: &Answers, images: &Images) -> Vec<Option<usize>> {
    let classes = images.classes.len();
    let mut sums = vec![0_u64; answers.outputs * classes];
    let mut shown = vec![0_u64; classes];
    for (image, spikes) in answers.each() {
        let class = images.label(image);
        shown[class] += 1;
        for (output, count) in spikes.iter().enumerate() {
            sums[output * classes + class] += u64::from(*count);
        }
    }
    sums.chunks(classes.max(1)).map(|sums| greatest(sums, &shown)).collect()
}

/// The place of the greatest mean, the first of equal ones; `None` where all are 0.
fn greatest(sums: &[u64], counts: &[u64]) -> Option<usize> {
    let mut best: Option<usize> = None;
    for class in (0..sums.len()).filter(|class| sums[*class] > 0 && counts[*class] > 0) {
        // Fractions are compared as whole numbers, so that equal ones are equal.
        let is_more = best.is_none_or(|best| sums[class] * counts[best] > sums[best] * counts[class]);
        if is_more {
            best = Some(class);
        }
    }
    best
}

/// What images are, and what they are taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confusion {
    /// The classes, in their order.
    pub classes: Vec<String>,
    /// Of each class that images are how many are taken for each, and last for none.
    pub counts: Vec<Vec<u32>>,
}

impl Confusion {
    /// Takes each image for the class whose outputs answer most, on average. `says` is what each output is named after.
    #[must_use]
    pub fn of<'a>(
        answers: &Answers,
        images: &Images,
        says: impl IntoIterator<Item = Option<&'a str>>,
    ) -> Self {
        let mut classes = images.classes.clone();
        let mut named: Vec<u64> = vec![0; classes.len()];
        let mut voices: Vec<Option<usize>> = Vec::with_capacity(answers.outputs);
        for name in says {
            let known = name.and_then(|name| classes.iter().position(|class| class == name));
            // What it learned may be more than what is asked for.
            let class = known.or_else(|| {
                classes.push(name?.to_owned());
                named.push(0);
                Some(classes.len() - 1)
            });
            class.into_iter().for_each(|class| named[class] += 1);
            voices.push(class);
        }
        let mut counts = vec![vec![0; classes.len() + 1]; classes.len()];
        for (image, spikes) in answers.each() {
            let mut sums = vec![0; classes.len()];
            for (count, class) in spikes.iter().zip(&voices) {
                if let Some(class) = class {
                    sums[*class] += u64::from(*count);
                }
            }
            counts[images.label(image)][greatest(&sums, &named).unwrap_or(classes.len())] += 1;
        }
        Self { classes, counts }
    }

    /// How many images there were.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.counts.iter().flatten().sum()
    }

    /// How many were taken for what they are.
    #[must_use]
    pub fn right(&self) -> u32 {
        self.counts.iter().enumerate().map(|(class, row)| row[class]).sum()
    }

    /// The share of them; 0 where there were none.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        f64::from(self.right()) / f64::from(self.total().max(1))
    }

    /// A table for people: a row for what images are, a column for what they are taken for.
    #[must_use]
    pub fn table(&self) -> String {
        let taken = self.classes.iter().map(String::as_str).chain(["none"]);
        let mut rows = vec![std::iter::once("").chain(taken).map(str::to_owned).collect::<Vec<_>>()];
        rows[0].push("right".into());
        for (class, (name, counts)) in self.classes.iter().zip(&self.counts).enumerate() {
            let sum: u32 = counts.iter().sum();
            if sum == 0 {
                continue;
            }
            let share = format!("{:.1} %", 100.0 * f64::from(counts[class]) / f64::from(sum));
            let counts =
                counts.iter().map(|count| if *count == 0 { "·".to_owned() } else { count.to_string() });
            rows.push(std::iter::once(name.clone()).chain(counts).chain([share]).collect());
        }
        let width = |column: usize| {
            rows.iter().map(|row| unicode_width::UnicodeWidthStr::width(&*row[column])).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
        let mut text = String::new();
        for row in &rows {
            for (cell, width) in row.iter().zip(&widths) {
                let pad = width - unicode_width::UnicodeWidthStr::width(&**cell);
                text.push_str(&" ".repeat(pad + 2));
                text.push_str(cell);
            }
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn images(labels: &[u32]) -> Images {
        Images {
            pixels: 1,
            classes: vec!["a".into(), "b".into(), "c".into()],
            labels: labels.to_vec(),
            brightness: vec![0.0; labels.len()],
        }
    }

    fn answers(spikes: &[[u32; 3]]) -> Answers {
        Answers { images: (0..spikes.len() as u32).collect(), outputs: 3, spikes: spikes.concat() }
    }

    #[test]
    fn an_output_is_named_after_the_class_it_answers_most_to_on_average() {
        // The first answers three times in all to `a`, but of three images; twice to the one of `b`.
        let seen = images(&[0, 0, 0, 1]);
        let named = name_outputs(&answers(&[[1, 0, 0], [1, 0, 1], [1, 0, 0], [2, 0, 0]]), &seen);
        assert_eq!(named, [Some(1), None, Some(0)]);
        // Of two that are equal the first.
        let seen = images(&[2, 1]);
        assert_eq!(name_outputs(&answers(&[[3, 0, 0], [3, 0, 0]]), &seen), [Some(1), None, None]);
    }

    #[test]
    fn the_class_with_the_highest_mean_answer_wins() {
        let seen = images(&[0, 1, 1, 2]);
        // Two outputs of `a` that answer once each are 1, one of `b` that answers twice is 2.
        let given = answers(&[[1, 1, 0], [1, 1, 2], [0, 0, 0], [0, 3, 0]]);
        let confusion = Confusion::of(&given, &seen, [Some("a"), Some("a"), Some("b")]);
        assert_eq!(confusion.counts, [vec![1, 0, 0, 0], vec![0, 1, 0, 1], vec![1, 0, 0, 0]]);
        assert_eq!((confusion.right(), confusion.total(), confusion.accuracy()), (2, 4, 0.5));
        let table = confusion.table();
        let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(rows[0], ["a", "b", "c", "none", "right"]);
        assert_eq!(rows[2], ["b", "·", "1", "·", "1", "50.0", "%"]);
    }

    #[test]
    fn a_class_that_is_not_among_the_images_can_be_taken_for() {
        let confusion = Confusion::of(&answers(&[[0, 4, 0]]), &images(&[0]), [Some("a"), Some("z"), None]);
        assert_eq!(confusion.classes, ["a", "b", "c", "z"]);
        assert_eq!(confusion.counts[0], [0, 0, 0, 1, 0]);
        assert_eq!(confusion.table().lines().count(), 2, "rows only for what images are");
    }
}
