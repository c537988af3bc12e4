//! The points of a grid, or a random sample of them.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// Most runs of one sweep.
pub const MAX_RUNS: usize = 1_000_000;

/// One thing that is varied.
#[derive(Clone, Debug, PartialEq)]
pub enum Axis {
    /// One of these.
    Values(Vec<String>),
    /// Any number from the first to the last; only a sample can draw from it.
    Range {
        /// The smallest.
        from: f64,
        /// The largest.
        to: f64,
        /// Only whole numbers.
        whole: bool,
    },
}

/// What a point has on one axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Which of the values; 0 for a number drawn from a range.
    pub index: usize,
    /// The value.
    pub text: String,
}

/// The points, numbered from 0.
#[derive(Clone, Debug)]
pub struct Design {
    axes: Vec<Axis>,
    /// Drawn points; none for the whole grid.
    sample: Option<Vec<Vec<Choice>>>,
    len: usize,
}

/// Whether a text is a range of numbers. One in quotes may hold two dots.
#[must_use]
pub fn is_range(text: &str) -> bool {
    text.contains("..") && !text.contains('"')
}

impl Axis {
    /// Reads `1,2,5`, `2..8:7` or `2..8`; lists are taken apart outside of brackets and quotes.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let Some((from, rest)) = text.split_once("..").filter(|_| is_range(text)) else {
            return Ok(Self::Values(split(text).into_iter().map(str::to_owned).collect()));
        };
        let number = |text: &str| match text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(format!("`{text}` is not a number: a range is FROM..TO:HOW_MANY, for example 2..8:7")),
        };
        let (to, count) = match rest.split_once(':') {
            None => (rest, None),
            Some((to, count)) => (to, Some(count)),
        };
        let (from, to) = (number(from)?, number(to)?);
        if from >= to {
            return Err(format!("the range {text} does not begin below its end"));
        }
        let Some(count) = count else { return Ok(Self::Range { from, to, whole: false }) };
        let count: usize = match count.trim().parse() {
            Ok(count) if (2..=MAX_RUNS).contains(&count) => count,
            _ => return Err(format!("from 2 to {MAX_RUNS} values are in a range, not `{count}`")),
        };
        let value = |i: usize| shown(from + (to - from) * i as f64 / (count - 1) as f64);
        Ok(Self::Values((0..count).map(value).collect()))
    }

    /// A value of it, for trying out.
    #[must_use]
    pub fn first(&self) -> String {
        match self {
            Self::Values(values) => values.first().cloned().unwrap_or_default(),
            Self::Range { from, .. } => shown(*from),
        }
    }

    fn draw(&self, rng: &mut Pcg64Mcg) -> Choice {
        match self {
            Self::Values(values) => {
                let index = rng.random_range(0..values.len());
                Choice { index, text: values[index].clone() }
            }
            Self::Range { from, to, whole: true } => {
                // A range of whole numbers this wide comes from a slip; `as` keeps it in bounds.
                let text = rng.random_range(*from as i64..=*to as i64).to_string();
                Choice { index: 0, text }
            }
            Self::Range { from, to, whole: false } => {
                Choice { index: 0, text: shown(rng.random_range(*from..=*to)) }
            }
        }
    }
}

/// A number without the dust of its arithmetic: nine digits, more than a scene's numbers have.
fn shown(value: f64) -> String {
    let rounded: f64 = format!("{value:.8e}").parse().unwrap_or(value);
    // No -0, which is another text for the same value.
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// Parts between commas, not those within brackets or quotes.
#[must_use]
pub fn split(text: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut escaped, mut start) = (0usize, false, false, 0);
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

impl Design {
    /// Every combination; the last axis goes round fastest.
    ///
    /// # Errors
    ///
    /// When there are too many, or an axis is a range without a number of values.
    pub fn grid(axes: Vec<Axis>) -> Result<Self, String> {
        let mut len = 1usize;
        for axis in &axes {
            match axis {
                Axis::Values(values) => len = len.saturating_mul(values.len()),
                Axis::Range { from, to, .. } => {
                    return Err(format!(
                        "of the range {from}..{to} say how many values, {from}..{to}:5 for example, or draw from it by --sample"
                    ));
                }
            }
        }
        if len > MAX_RUNS {
            return Err(format!("these are more than {MAX_RUNS} runs; draw some of them by --sample"));
        }
        Ok(Self { axes, sample: None, len })
    }

    /// So many points, each drawn from every axis by itself.
    ///
    /// # Errors
    ///
    /// When there are too many.
    pub fn sample(axes: Vec<Axis>, len: usize, seed: u64) -> Result<Self, String> {
        if len > MAX_RUNS {
            return Err(format!("these are more than {MAX_RUNS} runs"));
        }
        let mut rng = Pcg64Mcg::seed_from_u64(seed);
        let points = (0..len).map(|_| axes.iter().map(|axis| axis.draw(&mut rng)).collect()).collect();
        Ok(Self { axes, sample: Some(points), len })
    }

    /// How many points there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// One point: a choice for each axis.
    #[must_use]
    pub fn point(&self, number: usize) -> Vec<Choice> {
        if let Some(points) = &self.sample {
            return points[number].clone();
        }
        let mut rest = number;
        let mut point: Vec<Choice> = self
            .axes
            .iter()
            .rev()
            .map(|axis| {
                let Axis::Values(values) = axis else { unreachable!("a grid has no open ranges") };
                let index = rest % values.len();
                rest /= values.len();
                Choice { index, text: values[index].clone() }
            })
            .collect();
        point.reverse();
        point
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        match Axis::parse(text).unwrap() {
            Axis::Values(values) => values,
            Axis::Range { .. } => panic!("{text} is open"),
        }
    }

    #[test]
    fn axes_in_all_their_forms() {
        assert_eq!(values("2..8:7"), ["2", "3", "4", "5", "6", "7", "8"]);
        assert_eq!(values("0.1..0.7:7"), ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7"]);
        assert_eq!(values("-1..1:3"), ["-1", "0", "1"]);
        assert_eq!(values("1,2,5"), ["1", "2", "5"]);
        assert_eq!(values("(1, 2),(3,4)"), ["(1, 2)", "(3,4)"]);
        assert_eq!(values("\"a,b\",\"c\""), ["\"a,b\"", "\"c\""]);
        assert_eq!(Axis::parse("1..2.5"), Ok(Axis::Range { from: 1.0, to: 2.5, whole: false }));
        for bad in ["..", "1..", "a..b:3", "2..1:3", "1..1:3", "1..2:1", "1..2:x", "1..2:", "1..inf:3"] {
            assert!(Axis::parse(bad).is_err(), "`{bad}` was taken");
        }
    }

    #[test]
    fn a_grid_has_every_combination_once() {
        let design = Design::grid(vec![Axis::parse("1,2,3").unwrap(), Axis::parse("4,5").unwrap()]).unwrap();
        let points: Vec<String> = (0..design.len())
            .map(|i| design.point(i).into_iter().map(|c| c.text).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(points, ["1 4", "1 5", "2 4", "2 5", "3 4", "3 5"]);
        assert!(Design::grid(vec![Axis::parse("1..2").unwrap()]).unwrap_err().contains("how many"));
        let wide = || Axis::parse("0..1:100000").unwrap();
        assert!(Design::grid(vec![wide(), wide()]).unwrap_err().contains("more than"));
    }

    #[test]
    fn a_sample_is_the_same_for_the_same_seed() {
        let axes = || {
            vec![
                Axis::parse("1..2").unwrap(),
                Axis::parse("7,8").unwrap(),
                Axis::Range { from: 1.0, to: 3.0, whole: true },
            ]
        };
        let points = |seed| {
            let design = Design::sample(axes(), 200, seed).unwrap();
            (0..design.len()).map(|i| design.point(i)).collect::<Vec<_>>()
        };
        assert_eq!(points(1), points(1));
        assert_ne!(points(1), points(2));
        for point in points(3) {
            let number: f64 = point[0].text.parse().unwrap();
            assert!((1.0..=2.0).contains(&number));
            assert!(["7", "8"].contains(&&*point[1].text) && ["1", "2", "3"].contains(&&*point[2].text));
        }
    }
}
