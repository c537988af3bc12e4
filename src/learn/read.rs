//! A table of images: a row for each, a column for each pixel, and the label first or last.

use super::column::{LabelColumn, PixelRange, Seen, find, is_heading};
use super::images::Images;
use crate::entry::counted;
use crate::exchange::table::{Record, Rows, Separator};
use crate::exchange::{Account, Place, Problem, Source, shown};
use std::collections::BTreeMap;
use std::fmt;

/// Most pixels of an image.
const MOST_PIXELS: usize = 100_000;
/// Most classes.
const MOST_CLASSES: usize = 1_000;
/// Longest label \[characters\]: it becomes the name of a class of neurons.
const LONGEST: usize = 40;

/// What is said of a table that it may not say itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// Which column the labels are in.
    pub label: Option<LabelColumn>,
    /// Whether the first line names the columns.
    pub header: Option<bool>,
    /// What pixels range over.
    pub range: Option<PixelRange>,
}

/// What a table was read as.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// Which column the labels are in.
    pub label: LabelColumn,
    /// Its heading, if there are headings.
    pub heading: Option<String>,
    /// What pixels range over.
    pub range: PixelRange,
    /// The least and the greatest pixel that there is.
    pub found: (f64, f64),
    /// How many there are: images, pixels of each, classes.
    pub counts: [usize; 3],
}

impl fmt::Display for Understood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [images, pixels, classes] = self.counts;
        let side = (pixels as f64).sqrt() as usize;
        write!(f, "{} of {pixels} pixels", counted(images as u64, "image"))?;
        if side * side == pixels {
            write!(f, " ({side} by {side})")?;
        }
        let classes = if classes == 1 { "1 class".to_owned() } else { format!("{classes} classes") };
        write!(f, " in {classes}; ")?;
        match &self.heading {
            Some(heading) => write!(f, "the labels are in the {} column, `{heading}`", self.label)?,
            None => write!(f, "no headings, the labels are in the {} column", self.label)?,
        }
        write!(f, "; pixels are {}, from dark to bright", self.range)
    }
}

/// Reads a table of images.
///
/// # Errors
///
/// What is wrong with it, and where.
pub fn read(file: &str, bytes: &[u8], asked: &Asked) -> Result<(Images, Understood), Problem> {
    let whole = || Place::whole(&file.into());
    if let [0, 0, 8, kind @ (1 | 3), ..] = bytes {
        let what = if *kind == 1 { "labels" } else { "images" };
        return Err(Problem::new(
            whole(),
            format!("these are {what} in the format IDX, of MNIST, and no table"),
        )
        .help("take the data set as CSV: a row for each image, with its label first or last"));
    }
    let cure =
        "an image is a row of numbers, one for each pixel, with its label first or last, as text (CSV)";
    let source =
        Source::decode(file, bytes, &mut Account::default()).map_err(|problem| problem.help(cure))?;
    let separator = source.text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let separator = separator.map_or(Separator::Byte(b','), Separator::of);
    let mut rows = Rows::new(&source, 0, separator, true);
    let mut record = Record::default();
    if !rows.next(&mut record)? {
        return Err(Problem::new(whole(), "there is nothing in it").help(cure));
    }
    let columns = record.len();
    if columns < 2 {
        let problem =
            Problem::new(record.place(&source, 0), "a row of one field: no pixels beside the label");
        return Err(problem.help(cure));
    }
    if columns - 1 > MOST_PIXELS {
        let message = format!("{} pixels, and at most {MOST_PIXELS} are read", columns - 1);
        return Err(Problem::new(record.place(&source, 0), message).help("make the images smaller"));
    }
    let headings: Option<Vec<String>> = asked
        .header
        .unwrap_or_else(|| is_header(&record))
        .then(|| record.iter().map(str::to_owned).collect());
    let mut table = Table { columns, ..Table::default() };
    let mut there = if headings.is_some() { rows.next(&mut record)? } else { true };
    while there {
        table.take(&record, &source)?;
        there = rows.next(&mut record)?;
    }
    table.finish(&source, asked, headings, whole())
}

/// Whether a row names columns: it has words in it, and more than a label.
fn is_header(row: &Record) -> bool {
    let is_word = |text: &&str| !text.is_empty() && text.parse::<f64>().is_err();
    let ends = [row.get(0), row.get(row.len() - 1)];
    row.iter().filter(is_word).count() > 1 || ends.into_iter().any(is_heading)
}

/// Rows as they come: either end may be the label.
#[derive(Default)]
struct Table {
    columns: usize,
    ends: [Seen; 2],
    /// Of each row the numbers of what stands at its ends.
    labels: Vec<[u32; 2]>,
    /// All fields between the ends.
    inner: Vec<f32>,
    /// Where each row begins and ends.
    places: Vec<[usize; 2]>,
    range: Option<(f64, f64)>,
}

impl Table {
    fn take(&mut self, row: &Record, source: &Source) -> Result<(), Problem> {
        if row.len() != self.columns {
            let fields = counted(row.len() as u64, "field");
            let message = format!("a row of {fields}, and the first has {}", self.columns);
            let place = row.place(source, row.len().min(self.columns).saturating_sub(1));
            return Err(Problem::new(place, message).help("every image has as many pixels, and one label"));
        }
        let last = self.columns - 1;
        for column in 1..last {
            let value = pixel(row.get(column)).map_err(|message| {
                Problem::new(row.place(source, column), message).help(
                    "every field but the label is the brightness of a pixel; `--header yes` says that the first line has names",
                )
            })?;
            self.widen(value);
            // Brightness is reckoned from it, and half the memory counts with large sets.
            self.inner.push(value as f32);
        }
        let ends = [0, last];
        let seen = [0, 1].map(|end| self.ends[end].add(row.get(ends[end])));
        self.labels.push(seen);
        self.places.push(ends.map(|column| row.start(column)));
        Ok(())
    }

    fn widen(&mut self, value: f64) {
        let (least, most) = self.range.unwrap_or((value, value));
        self.range = Some((least.min(value), most.max(value)));
    }

    fn finish(
        mut self,
        source: &Source,
        asked: &Asked,
        headings: Option<Vec<String>>,
        whole: Place,
    ) -> Result<(Images, Understood), Problem> {
        if self.labels.is_empty() {
            return Err(Problem::new(whole, "there is no image in it, only names of columns")
                .help("`--header no` says that the first line is an image"));
        }
        let names = headings.as_ref().map(|names| (&*names[0], &*names[self.columns - 1]));
        let label = asked.label.or_else(|| find(names, &self.ends[0], &self.ends[1])).ok_or_else(|| {
            Problem::new(whole.clone(), "it is not clear whether the first or the last column is the label")
                .help("say `--label first` or `--label last`")
        })?;
        let (of, other) = if label == LabelColumn::First { (0, 1) } else { (1, 0) };
        // The other end is a pixel.
        let mut pixels = Vec::with_capacity(self.ends[other].len());
        let names: Vec<String> = self.ends[other].names().map(str::to_owned).collect();
        for (number, text) in names.iter().enumerate() {
            let value = pixel(text).map_err(|message| {
                let row = self.labels.iter().position(|labels| labels[other] == number as u32).unwrap_or(0);
                let place = source.place(self.places[row][other]);
                let help = format!("`--label {}` says that the labels are there", ["first", "last"][other]);
                Problem::new(place, message).help(help)
            })?;
            self.widen(value);
            pixels.push(value as f32);
        }
        let (classes, class_of) = classes(&self, of, source)?;
        let found = self.range.unwrap_or_default();
        let range = asked.range.or_else(|| PixelRange::usual(found.0, found.1)).ok_or_else(|| {
            let message = format!("pixels from {} to {}: what is dark, and what bright?", found.0, found.1);
            let help = format!("say it with `--range DARK:BRIGHT`, like `--range {}:{}`", found.0, found.1);
            Problem::new(whole.clone(), message).help(help)
        })?;
        if !range.holds(found.0) || !range.holds(found.1) {
            let message = format!("there are pixels from {} to {}, outside of {range}", found.0, found.1);
            return Err(Problem::new(whole, message).help("`--range DARK:BRIGHT` must hold all pixels"));
        }
        let (inner, count) = (self.columns - 2, self.columns - 1);
        let mut brightness = Vec::with_capacity(self.labels.len() * count);
        for (row, labels) in self.labels.iter().enumerate() {
            let end = pixels[labels[other] as usize];
            let middle = &self.inner[row * inner..(row + 1) * inner];
            let (before, after) = if other == 0 { (Some(end), None) } else { (None, Some(end)) };
            let all = before.into_iter().chain(middle.iter().copied()).chain(after);
            brightness.extend(all.map(|value| range.brightness(f64::from(value))));
        }
        let labels: Vec<u32> = self.labels.iter().map(|labels| class_of[labels[of] as usize]).collect();
        let at = if of == 0 { 0 } else { self.columns - 1 };
        let understood = Understood {
            label,
            heading: headings.map(|names| names[at].clone()),
            range,
            found,
            counts: [labels.len(), count, classes.len()],
        };
        Ok((Images { pixels: count, classes, labels, brightness }, understood))
    }
}

/// The classes in their order, and which of them each label is.
fn classes(table: &Table, of: usize, source: &Source) -> Result<(Vec<String>, Vec<u32>), Problem> {
    let place = |number: usize| {
        let row = table.labels.iter().position(|labels| labels[of] == number as u32).unwrap_or(0);
        source.place(table.places[row][of])
    };
    // `3` and `3.0` are one class. Numbers come before words, in their order.
    let mut classes: BTreeMap<(bool, i64, String), Vec<usize>> = BTreeMap::new();
    for (number, text) in table.ends[of].names().enumerate() {
        let problem = |message: String, help: &str| Problem::new(place(number), message).help(help);
        if text.is_empty() {
            return Err(problem("an image without a label".into(), "give it one, or leave its row out"));
        }
        let key = match text.parse::<f64>() {
            Ok(value) if value.fract() == 0.0 && value.abs() < 1.0e15 => {
                (false, value as i64, (value as i64).to_string())
            }
            Ok(_) => {
                let message = format!("`{}` is no label: a class is a whole number or a word", shown(text));
                let other = ["last", "first"][of];
                return Err(problem(message, &format!("`--label {other}` says that the labels are there")));
            }
            Err(_) if text.chars().count() > LONGEST || text.chars().any(char::is_control) => {
                let message = format!("`{}` is too long for a label", shown(text));
                return Err(problem(
                    message,
                    &format!("a label has at most {LONGEST} characters, on one line"),
                ));
            }
            Err(_) => (true, 0, text.to_owned()),
        };
        classes.entry(key).or_default().push(number);
        if classes.len() > MOST_CLASSES {
            let message = format!("more than {MOST_CLASSES} classes");
            return Err(problem(
                message,
                "is this the column of the labels? `--label first` or `last` says it",
            ));
        }
    }
    let mut class_of = vec![0; table.ends[of].len()];
    for (class, numbers) in classes.values().enumerate() {
        numbers.iter().for_each(|number| class_of[*number] = class as u32);
    }
    Ok((classes.into_keys().map(|(_, _, name)| name).collect(), class_of))
}

/// The brightness that stands in a field.
fn pixel(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value.abs() <= 1.0e9 => Ok(value),
        _ if text.is_empty() => Err("an empty field where a pixel should be".to_owned()),
        Ok(_) | Err(_) => Err(format!("`{}` is no brightness of a pixel", shown(text))),
    }
}
