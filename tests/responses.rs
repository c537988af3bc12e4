//! `wriggle responses`: answers to touches as a table and as a picture.

mod common;

use common::program::{failure, output, wriggle};
use std::path::Path;

const CRAWLER: &str = "scenes/crawler.worm.ron";

/// A protocol of three taps at the head, ten seconds apart.
fn taps(folder: &Path, name: &str, place: &str) -> String {
    let path = folder.join(format!("{name}.protocol.ron"));
    let text = format!(
        "(format: 1, name: \"{name}\", stimuli: [Touch(place: {place}, at: 5.0, seconds: 0.2, every: 12.0, times: 3)])"
    );
    std::fs::write(&path, text).expect("written");
    path.to_str().expect("UTF-8").to_owned()
}

fn rows(table: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(
        reader.headers().expect("a header").iter().collect::<Vec<_>>(),
        [
            "protocol",
            "touch",
            "at",
            "reversal",
            "relative",
            "latency",
            "duration",
            "speed_before",
            "speed_after"
        ]
    );
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn each_touch_has_its_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let (head, tail) = (taps(folder.path(), "Front", "Head"), taps(folder.path(), "Behind", "Tail"));
    let table = output(&["responses", CRAWLER, "--protocol", &head, "--protocol", &tail]);
    let rows = rows(&table);
    assert_eq!(rows.len(), 6);
    for (row, (touch, at)) in rows[..3].iter().zip([("1", "5"), ("2", "17"), ("3", "29")]) {
        assert_eq!((row[0].as_str(), row[1].as_str(), row[2].as_str()), ("Front", touch, at));
        assert!(row[3].parse::<f32>().expect("a length") > 0.5, "it backs off: {row:?}");
    }
    assert_eq!(rows[0][4], "1");
    for row in &rows[3..] {
        assert_eq!(row[0], "Behind");
        assert!(row[3].parse::<f32>().expect("a length") < 0.1, "it does not back off: {row:?}");
    }
    assert_eq!(table, output(&["responses", CRAWLER, "--protocol", &head, "--protocol", &tail]));
    let numb = output(&["responses", CRAWLER, "--protocol", &head, "--ablate", "ALML,ALMR,AVM"]);
    assert!(self::rows(&numb).iter().all(|row| row[3].parse::<f32>().expect("a length") < 0.1));
}

#[test]
fn the_picture_has_a_curve_for_each_protocol() {
    let folder = tempfile::tempdir().expect("a folder");
    let head = taps(folder.path(), "Front", "Head");
    let (picture, table) = (folder.path().join("r.svg"), folder.path().join("r.csv"));
    let (picture, table) = (picture.to_str().expect("UTF-8"), table.to_str().expect("UTF-8"));
    let out = output(&["responses", CRAWLER, "--protocol", &head, "--out", picture, "--csv", table]);
    assert!(out.is_empty(), "all went to files: {out}");
    let svg = std::fs::read_to_string(picture).expect("a picture");
    for word in ["Crawler", "Front", "Length of the reversal"] {
        assert!(svg.contains(word), "{word}");
    }
    assert_eq!(rows(&std::fs::read_to_string(table).expect("a table")).len(), 3);
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let head = taps(folder.path(), "Front", "Head");
    failure(&["responses", CRAWLER], 1, "is never touched");
    failure(&["responses", "scenes/ring.worm.ron"], 1, "no creature with a body");
    failure(&["responses", CRAWLER, "--protocol", &head, "--creature", "Wurm"], 2, "did you mean \"Worm\"?");
    failure(&["responses", CRAWLER, "--protocol", &head, "--ablate", "ALMM"], 2, "did you mean");
    failure(&["responses", CRAWLER, "--protocol", "nowhere.ron"], 1, "nowhere.ron");
    failure(&["responses", CRAWLER, "--protocol", &head, "--out", "r.jpg"], 2, ".svg or .png");
    let missing = folder.path().join("no/r.png");
    failure(&["responses", CRAWLER, "--protocol", &head, "--out", missing.to_str().expect("UTF-8")], 1, "no");
    wriggle().args(["responses", "--help"]).assert().success();
}
