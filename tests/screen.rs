//! `wriggle screen`: what is lost without each neuron.

mod common;

use common::program::{failure, output};

const CRAWLER: &str = "scenes/crawler.worm.ron";

fn rows(table: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(
        reader.headers().expect("a header").iter().collect::<Vec<_>>().join(" "),
        "silenced creature measure n mean sd intact_n intact_mean intact_sd effect"
    );
    reader.records().map(|row| row.expect("a row")).collect()
}

fn effect(rows: &[csv::StringRecord], silenced: &str, measure: &str) -> f64 {
    let row = rows.iter().find(|row| &row[0] == silenced && &row[2] == measure);
    row.unwrap_or_else(|| panic!("{measure} of {silenced}"))[9].parse().expect("a number")
}

const ARGUMENTS: [&str; 11] = [
    "screen",
    CRAWLER,
    "--touch",
    "head@3+0.3",
    "--seconds",
    "8",
    "--neurons",
    "AVA,PVC,ALML,SLOW1",
    "--replicates",
    "4",
    "--measures=distance,speed,reversals",
];

#[test]
fn who_matters_comes_first_whatever_the_number_of_threads() {
    let table = output(&[&ARGUMENTS[..], &["--jobs", "1"]].concat());
    assert_eq!(table, output(&[&ARGUMENTS[..], &["--jobs", "3"]].concat()));
    let rows = rows(&table);
    assert_eq!(rows.len(), 4 * 3);
    // Without AVA the worm does not back off from the touch: it goes on forward, so it is faster.
    assert!(effect(&rows, "AVA", "speed") > 3.0, "{table}");
    assert!(effect(&rows, "AVA", "reversals") < 0.0, "{table}");
    // PVC has no part in it, nor has one touch neuron of three.
    assert!(effect(&rows, "PVC", "speed").abs() < 3.0, "{table}");
    let strength = |row: &csv::StringRecord| row[9].parse::<f64>().map_or(f64::INFINITY, f64::abs);
    assert!(rows.windows(2).all(|pair| strength(&pair[0]) >= strength(&pair[1])), "sorted: {table}");
    for row in &rows {
        let number = |column: usize| row[column].parse::<f64>().expect("a number");
        if number(8) > 0.0 {
            let effect = (number(4) - number(7)) / number(8);
            assert!((number(9) - effect).abs() < 1e-9 * effect.abs().max(1.0), "{row:?}");
        }
        assert_eq!((&row[3], &row[6]), ("4", "4"));
    }
}

#[test]
fn classes_and_pairs() {
    let by_class = output(&[
        "screen",
        CRAWLER,
        "--touch",
        "head@1+0.3",
        "--seconds",
        "3",
        "--neurons",
        "ALML,AVA",
        "--by",
        "class",
        "--replicates",
        "2",
        "--measures",
        "speed",
        "--pairs",
    ]);
    let mut silenced: Vec<String> = rows(&by_class).iter().map(|row| row[0].to_owned()).collect();
    silenced.sort();
    assert_eq!(silenced, ["class:command", "class:command+class:touch", "class:touch"]);
    // A pair of neurons that share a task is worth more than either.
    let pairs = output(&[
        "screen",
        CRAWLER,
        "--ablate",
        "AVM",
        "--touch",
        "head@1+0.3",
        "--seconds",
        "6",
        "--neurons",
        "ALML,ALMR",
        "--pairs",
        "--replicates",
        "3",
        "--measures",
        "distance,speed",
    ]);
    let rows = rows(&pairs);
    assert_eq!(rows.len(), 6);
    let (both, one) = (effect(&rows, "ALML+ALMR", "speed"), effect(&rows, "ALML", "speed"));
    assert!(both.abs() > one.abs(), "{pairs}");
}

#[test]
fn a_network_without_a_body_is_measured_by_its_spikes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("s.csv");
    let out = path.to_str().expect("UTF-8");
    // Nothing varies in it, so there is nothing to measure an effect against.
    failure(&["screen", "scenes/ring.worm.ron", "--csv", out], 2, "replicates would be all the same");
    assert!(!path.exists());
}

#[test]
fn the_picture_shows_the_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let (picture, table) = (folder.path().join("s.svg"), folder.path().join("s.csv"));
    let (picture, table) = (picture.to_str().expect("UTF-8"), table.to_str().expect("UTF-8"));
    let printed = output(&[&ARGUMENTS[..], &["--out", picture, "--csv", table]].concat());
    assert!(printed.is_empty(), "{printed}");
    let svg = std::fs::read_to_string(picture).expect("a picture");
    for word in ["Crawler", "AVA", "PVC", "SLOW1", "speed", "reversals", "standard deviations"] {
        assert!(svg.contains(word), "{word}");
    }
    assert_eq!(std::fs::read_to_string(table).expect("a table"), output(&ARGUMENTS));
}

#[test]
fn what_cannot_be_done_is_said() {
    failure(&["screen", CRAWLER, "--neurons", "AVX"], 2, "did you mean");
    failure(&["screen", CRAWLER, "--measures", "sped"], 2, "did you mean \"speed\"?");
    failure(&["screen", CRAWLER, "--replicates", "1"], 2, "from 2");
    failure(&["screen", CRAWLER, "--pairs", "--replicates", "10000"], 2, "more than 1000000");
    failure(&["screen", CRAWLER, "--out", "s.jpg"], 2, ".svg or .png");
    failure(&["screen", "nowhere.worm.ron"], 1, "there is no such file");
}
