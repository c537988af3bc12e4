//! What is shown, as a file: a table (CSV) or a picture (SVG, PNG). The ending of the name decides.

use super::picture::figure;
use super::sheet::{Content, Row, Sheet};
use crate::record::report::{Format, boxes_in_words, encode};
use std::collections::BTreeMap;
use std::path::Path;

/// Writes a sheet; an old file is replaced only once the new one is whole. Returns what is to be said of it.
///
/// # Errors
///
/// When the ending is none of `.csv`, `.svg`, `.png`, or the file cannot be written.
pub fn save(sheet: &Sheet, path: &Path) -> Result<Option<String>, String> {
    let mut word = None;
    let table = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let bytes = if table {
        csv(sheet)?
    } else if let Some(format) = Format::of(path) {
        let picture = encode(&figure(sheet), format).map_err(|error| error.to_string())?;
        word = boxes_in_words(&picture.lacking);
        picture.bytes
    } else {
        return Err("A plot is saved as a table, .csv, or as a picture, .svg or .png.".into());
    };
    crate::scene::write_atomically(path, &bytes).map_err(|error| error.to_string())?;
    Ok(word)
}

/// The sheet as a table: curves and rows of colour with one line for each place on the axis,
/// marks with one line each, bars with one line each.
fn csv(sheet: &Sheet) -> Result<Vec<u8>, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in table(sheet) {
        writer.write_record(&line).map_err(|error| error.to_string())?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}

fn table(sheet: &Sheet) -> Vec<Vec<String>> {
    match sheet.lanes.first().map(|lane| (&lane.content, lane.unit)) {
        Some((Content::Rows(rows), _)) => marks(rows),
        Some((Content::Bars(bars), unit)) => {
            let head = vec!["name".to_owned(), format!("rate [{unit}]"), "about".to_owned()];
            let lines =
                bars.iter().map(|bar| vec![bar.name.clone(), format!("{}", bar.value), bar.about.clone()]);
            std::iter::once(head).chain(lines).collect()
        }
        _ => columns(sheet),
    }
}

fn marks(rows: &[Row]) -> Vec<Vec<String>> {
    let mut lines: Vec<(f64, &Row)> =
        rows.iter().flat_map(|row| row.times.iter().map(move |t| (*t, row))).collect();
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    let head = ["time [s]", "neuron", "class"].map(str::to_owned).to_vec();
    let lines = lines
        .into_iter()
        .map(|(t, row)| vec![format!("{t:.2}"), row.name.to_string(), row.class.to_string()]);
    std::iter::once(head).chain(lines).collect()
}

/// Everything that has a value at places of the axis, side by side.
fn columns(sheet: &Sheet) -> Vec<Vec<String>> {
    let Some(axis) = sheet.x else { return Vec::new() };
    let mut head = vec![format!("{} [{}]", axis.name, axis.unit)];
    // By ten-thousandths of the axis' unit: places are ticks, or inputs far apart.
    let place = |x: f64| (x * 1e4).round() as i64;
    let shown = |x: f64| x >= axis.from - 1e-9 && x <= axis.to + 1e-9;
    let mut lines: BTreeMap<i64, BTreeMap<usize, f64>> = BTreeMap::new();
    let mut put = |x: f64, column: usize, value: f64| {
        if shown(x) {
            lines.entry(place(x)).or_default().insert(column, value);
        }
    };
    for lane in &sheet.lanes {
        match &lane.content {
            Content::Curves(curves) => {
                for curve in &curves.curves {
                    for [x, y] in &curve.points {
                        put(*x, head.len(), *y);
                    }
                    head.push(format!("{} {}", lane.name, curve.name));
                }
                for band in &curves.bands {
                    for (place, part) in
                        ["lower quartile", "median", "upper quartile"].into_iter().enumerate()
                    {
                        for point in &band.points {
                            put(point[0], head.len(), point[place + 1]);
                        }
                        head.push(format!("{} {} {part}", lane.name, band.name));
                    }
                }
                // Only neurons in time release. Their own potential lies over all else, a ghost's behind it.
                if axis.unit == "s" && curves.level.is_some() {
                    for [x, _] in curves.curves.last().iter().flat_map(|curve| &curve.points) {
                        put(*x, head.len(), 0.0);
                    }
                    for x in &curves.marks {
                        put(*x, head.len(), 1.0);
                    }
                    head.push(format!("{} released", lane.name));
                }
            }
            Content::Heat(heat) => {
                for (row, name) in heat.rows.iter().enumerate() {
                    for (sample, x) in heat.xs.iter().enumerate() {
                        put(*x, head.len(), f64::from(heat.values[sample * heat.rows.len() + row]));
                    }
                    head.push(format!("{} {name}", lane.name));
                }
            }
            Content::Rows(_) | Content::Bars(_) => {}
        }
    }
    let count = head.len();
    let body = lines.into_iter().map(|(place, values)| {
        let mut line = vec![String::new(); count];
        line[0] = format!("{}", place as f64 / 1e4);
        for (column, value) in values {
            line[column] = short(value);
        }
        line
    });
    std::iter::once(head).chain(body).collect()
}

/// A number as it was sampled: single precision has no more than these digits.
fn short(value: f64) -> String {
    let value = value as f32;
    format!("{value}")
}

#[cfg(test)]
mod tests {
    use super::super::sheet::{Axis, Bar, Curve, Curves, Heat, Lane, Look};
    use super::*;
    use bevy_egui::egui::Color32;

    fn traces() -> Sheet {
        let curve = |name: &str, values: [f64; 3]| Curve {
            name: name.into(),
            color: Color32::RED,
            look: Look::Line(2.0),
            points: [0.5, 1.0, 1.01].into_iter().zip(values).map(|(x, y)| [x, y]).collect(),
        };
        let curves = Curves {
            curves: vec![curve("potential", [0.0, 1.5, 2.25]), curve("pool", [1.0, 2.0, 3.0])],
            level: Some(("threshold", 2.0)),
            marks: vec![1.01],
            ..Curves::default()
        };
        let heat = Heat {
            rows: vec!["joint 0 left".into(), "joint 0 right".into()],
            xs: vec![1.0, 1.01],
            values: vec![0.0, 0.25, 0.5, 1.0],
            colors: [Color32::WHITE, Color32::RED],
            most: 1.0,
            ..Heat::default()
        };
        let lane = |name: &str, content: Content| Lane {
            name: name.into(),
            color: Color32::YELLOW,
            unit: "transmitter",
            pinned: None,
            weight: 1.0,
            unknown: None,
            content,
        };
        Sheet {
            title: "Traces".into(),
            x: Some(Axis { name: "time", unit: "s", from: 0.9, to: 2.0 }),
            lanes: vec![lane("A<L>M", Content::Curves(curves)), lane("muscles", Content::Heat(heat))],
            bands: vec![(1.0, 1.2)],
            key: vec![("potential".into(), Color32::RED)],
            ..Sheet::default()
        }
    }

    #[test]
    fn curves_become_columns_of_what_is_shown() {
        let text = String::from_utf8(csv(&traces()).unwrap()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "time [s],A<L>M potential,A<L>M pool,A<L>M released,muscles joint 0 left,muscles joint 0 right",
                "1,1.5,2,0,0,0.25",
                "1.01,2.25,3,1,0.5,1",
            ]
        );
    }

    #[test]
    fn a_neuron_did_not_release_where_only_its_ghost_was_looked_at() {
        let mut sheet = traces();
        sheet.lanes.truncate(1);
        let Content::Curves(curves) = &mut sheet.lanes[0].content else { panic!("curves") };
        curves.curves.remove(1);
        let points = vec![[1.0, 9.0], [1.5, 9.0]];
        let ghost = Curve { name: "ghost".into(), color: Color32::GRAY, look: Look::Line(1.0), points };
        curves.curves.insert(0, ghost);
        let text = String::from_utf8(csv(&sheet).unwrap()).unwrap();
        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(lines, ["1,9,1.5,0", "1.01,,2.25,1", "1.5,9,,"]);
    }

    #[test]
    fn marks_and_bars_become_lines() {
        let row = |name: &str, times: &[f64]| Row {
            name: name.into(),
            class: "motor".into(),
            group: "".into(),
            color: Color32::RED,
            times: times.to_vec(),
        };
        assert_eq!(
            marks(&[row("A", &[2.0, 0.5]), row("B", &[1.0])]),
            [
                ["time [s]", "neuron", "class"],
                ["0.50", "A", "motor"],
                ["1.00", "B", "motor"],
                ["2.00", "A", "motor"]
            ]
        );
        let bar =
            Bar { name: "motor".into(), color: Color32::RED, value: 2.5, about: "mean of 3 neurons".into() };
        let mut sheet = traces();
        sheet.lanes.truncate(1);
        (sheet.lanes[0].content, sheet.lanes[0].unit) = (Content::Bars(vec![bar]), "Hz");
        assert_eq!(table(&sheet), [["name", "rate [Hz]", "about"], ["motor", "2.5", "mean of 3 neurons"]]);
    }

    #[test]
    fn the_ending_decides_and_others_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let sheet = traces();
        for (name, start) in [("a.csv", "time [s]"), ("a.svg", "<svg"), ("a.CSV", "time [s]")] {
            save(&sheet, &folder.path().join(name)).unwrap();
            assert!(std::fs::read_to_string(folder.path().join(name)).unwrap().starts_with(start), "{name}");
        }
        save(&sheet, &folder.path().join("a.png")).unwrap();
        assert!(std::fs::read(folder.path().join("a.png")).unwrap().starts_with(b"\x89PNG"));
        assert!(save(&sheet, &folder.path().join("a.txt")).unwrap_err().contains(".csv"));
        assert!(!folder.path().join("a.txt").exists());
        assert!(save(&sheet, &folder.path().join("none/a.csv")).is_err());
    }
}
