//! Seeds that change nothing, and replicates.

mod common;

use common::program::{failure, output, wriggle};
use std::collections::BTreeMap;

const CRAWLER: &str = "scenes/crawler.worm.ron";

fn said(arguments: &[&str]) -> (String, String) {
    let done = wriggle().args(arguments).assert().success();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&done.get_output().stdout), text(&done.get_output().stderr))
}

#[test]
fn seeds_that_change_nothing_are_told_of() {
    let (table, words) = said(&["sweep", CRAWLER, "--ticks", "100", "--seeds", "1..3"]);
    let hashes: Vec<&str> = table.lines().skip(1).filter_map(|line| line.rsplit(',').next()).collect();
    assert!(hashes.len() == 3 && hashes.iter().all(|hash| *hash == hashes[0]));
    assert!(words.contains("all seeds make the same run") && words.contains("--replicates"), "{words}");
    let jitter = ["--set", "creatures[0].body.jitter=0.1"];
    let (table, words) =
        said(&[&["sweep", CRAWLER, "--ticks", "100", "--seeds", "1..3"], &jitter[..]].concat());
    let hashes: Vec<&str> = table.lines().skip(1).filter_map(|line| line.rsplit(',').next()).collect();
    assert!(hashes[0] != hashes[1] && hashes[1] != hashes[2], "{table}");
    assert!(!words.contains("same run"), "{words}");
    let (_, words) = said(&["run", CRAWLER, "--ticks", "1", "--seed", "5"]);
    assert!(words.contains("the seed changes nothing"), "{words}");
    let (_, words) = said(&[&["run", CRAWLER, "--ticks", "1", "--seed", "5"], &jitter[..]].concat());
    assert!(!words.contains("the seed changes nothing"), "{words}");
}

#[test]
fn with_noise_a_seed_and_replicates_make_a_difference() {
    let ring = "scenes/ring.worm.ron";
    let noisy = ["--ticks", "100", "--noise", "*=4@0+1"];
    let (_, words) = said(&[&["run", ring, "--seed", "5"], &noisy[..]].concat());
    assert!(!words.contains("the seed changes nothing"), "{words}");
    let (table, words) = said(&[&["sweep", ring, "--seeds", "1..4"], &noisy[..]].concat());
    let mut hashes: Vec<&str> = table.lines().skip(1).filter_map(|line| line.rsplit(',').next()).collect();
    hashes.sort_unstable();
    hashes.dedup();
    assert!(hashes.len() == 4 && !words.contains("same run"), "{table}{words}");
    let (table, words) = said(&[&["sweep", ring, "--replicates", "4"], &noisy[..]].concat());
    assert!(words.contains("replicates vary: the noise of neurons"), "{words}");
    assert!(table.contains("spikes"), "{table}");
    // How strong it is is swept as any number of a scene is.
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("noisy.worm.ron");
    let text = "(format: 1, creatures: [(name: \"Net\", neurons: [(name: \"A\")])], stimuli: [
        Noise(creature: \"Net\", neuron: \"A\", amount: 1.0, at: 0.0, seconds: 5.0)])";
    std::fs::write(&path, text).expect("written");
    let scene = path.to_str().expect("UTF-8");
    let set = ["--set", "stimuli[0].amount=0,1,5", "--ticks", "300"];
    let (table, _) = said(&[&["sweep", scene], &set[..]].concat());
    let hashes: Vec<&str> = table.lines().skip(1).filter_map(|line| line.rsplit(',').next()).collect();
    assert!(hashes.len() == 3 && hashes[0] != hashes[1] && hashes[1] != hashes[2], "{table}");
    failure(&["sweep", scene, "--set", "stimuli[0].amount=-1,1"], 2, "`amount` must be from 0");
}

/// The rows of a table of replicates, by run and measure.
fn summaries(table: &str) -> BTreeMap<(u32, String), Vec<Option<f64>>> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at = header.iter().position(|column| column == "measure").expect("a column");
    assert_eq!(header.iter().skip(at).collect::<Vec<_>>(), ["measure", "n", "mean", "sd", "low", "high"]);
    reader
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| {
            let numbers = row.iter().skip(at + 1).map(|cell| cell.parse().ok()).collect();
            ((row[0].parse().expect("a number"), row[at].to_owned()), numbers)
        })
        .collect()
}

#[test]
fn replicates_are_summed_up_whatever_the_number_of_threads() {
    let arguments = [
        "sweep",
        CRAWLER,
        "--media",
        "agar,water",
        "--ticks",
        "600",
        "--touch",
        "head@2+0.3",
        "--replicates",
        "5",
    ];
    let (table, words) = said(&[&arguments[..], &["--jobs", "1"]].concat());
    assert!(
        words.contains("replicates vary: bends at birth") && words.contains("the times of touches"),
        "{words}"
    );
    assert_eq!(table, said(&[&arguments[..], &["--jobs", "3"]].concat()).0);
    let rows = summaries(&table);
    assert_eq!(rows.len(), 2 * 24, "a row a measure: {table}");
    for run in [1, 2] {
        let speed = &rows[&(run, "speed".to_owned())];
        let [n, mean, sd, low, high] = speed[..] else { panic!("five numbers: {speed:?}") };
        let (mean, sd) = (mean.expect("a mean"), sd.expect("a deviation"));
        assert_eq!(n, Some(5.0));
        assert!(sd > 0.0, "they differ");
        // Student's t for 4 degrees of freedom.
        let half = 2.776 * sd / 5f64.sqrt();
        assert!((high.expect("one") - mean - half).abs() < 1e-3 * half, "{speed:?}");
        assert!((mean - low.expect("one") - half).abs() < 1e-3 * half, "{speed:?}");
    }
    // What does not vary has a deviation of nothing.
    let fixed = ["--jitter", "0", "--spread", "0.1"];
    let (table, words) = said(&[&arguments[..2], &arguments[4..], &fixed[..]].concat());
    assert!(!words.contains("bends at birth"), "{words}");
    assert!(summaries(&table)[&(1, "speed".to_owned())][2].expect("a deviation") > 0.0, "touches vary");
    failure(
        &["sweep", CRAWLER, "--ticks", "10", "--replicates", "3", "--jitter", "0"],
        2,
        "replicates would be all the same",
    );
    failure(&["sweep", "scenes/ring.worm.ron", "--ticks", "10", "--replicates", "3"], 2, "all the same");
    failure(&["sweep", CRAWLER, "--replicates", "1"], 2, "a whole number from 2");
    failure(&["sweep", CRAWLER, "--ticks", "10", "--spread", "1"], 2, "--replicates says how many");
}

#[test]
fn the_mean_is_that_of_the_runs_one_by_one() {
    // With jitter of its own a scene's seeds are enough to make the same runs by hand.
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.csv");
    let out = path.to_str().expect("UTF-8");
    let arguments =
        ["sweep", CRAWLER, "--ticks", "200", "--replicates", "4", "--media", "agar,water", "--out", out];
    output(&arguments);
    let whole = std::fs::read_to_string(&path).expect("a table");
    // Stopped between the rows of a point it goes on with that point.
    let ends: Vec<usize> = whole.match_indices('\n').map(|(at, _)| at + 1).collect();
    for cut in [ends[0], ends[3], ends[12], ends[15], ends[20] - 3] {
        std::fs::write(&path, &whole[..cut]).expect("written");
        output(&arguments);
        assert_eq!(std::fs::read_to_string(&path).expect("a table"), whole, "cut at {cut}");
    }
    failure(&[&arguments[..5], &["5"], &arguments[6..]].concat(), 1, "--replicates: it was 4, now it is 5");
}
