//! The picture of a run, as `wriggle run --report` writes it.

mod common;

use assert_cmd::Command;
use common::program::Folder;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::path::{Path, PathBuf};

const CRAWLER: &str = "scenes/crawler.worm.ron";

fn wriggle(arguments: &[&str]) -> assert_cmd::assert::Assert {
    Command::new(env!("CARGO_BIN_EXE_wriggle"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .assert()
}

impl Folder {
    fn scene(&self, text: &str) -> String {
        self.write("made.worm.ron", text)
    }

    fn names(&self) -> Vec<PathBuf> {
        std::fs::read_dir(self.0.path()).expect("a folder").map(|e| e.expect("an entry").path()).collect()
    }
}

/// Runs a scene and reads its report as an SVG: all words, and how many elements of each kind.
struct Svg {
    words: Vec<String>,
    text: String,
}

impl Svg {
    fn of(scene: &str, more: &[&str]) -> Self {
        let folder = Folder::new();
        let file = folder.file("r.svg");
        wriggle(&[&["run", scene, "--report", &file], more].concat()).success();
        Self::read(&file)
    }

    fn read(file: &str) -> Self {
        let text = std::fs::read_to_string(file).expect("an SVG");
        let mut reader = Reader::from_str(&text);
        let (mut words, mut inside) = (Vec::new(), None::<String>);
        let mut depth = 0;
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Start(tag) => {
                    depth += 1;
                    inside = (tag.name().as_ref() == "text").then(String::new);
                }
                Event::Text(piece) if inside.is_some() => {
                    inside.as_mut().expect("within text").push_str(&piece);
                }
                Event::GeneralRef(name) if inside.is_some() => {
                    inside.as_mut().expect("within text").push_str(&format!("&{};", &*name));
                }
                Event::End(_) => {
                    depth -= 1;
                    words.extend(inside.take());
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "every element is closed");
        assert!(text.len() < 3_000_000, "{} bytes", text.len());
        Self { words, text }
    }

    fn says(&self, words: &str) -> bool {
        self.words.iter().any(|w| w.contains(words))
    }

    #[track_caller]
    fn must_say(&self, all: &[&str]) {
        for words in all {
            assert!(self.says(words), "`{words}` is not in {:?}", self.words);
        }
    }
}

#[test]
fn a_run_of_the_crawler_in_one_picture() {
    let svg =
        Svg::of(CRAWLER, &["--seconds", "30", "--touch", "head@10+0.5", "--touch", "tail.left@22+0.5x2"]);
    svg.must_say(&[
        "Crawler",
        "on agar",
        "30 s",
        "seed 0",
        "Path",
        "Curvature",
        "Muscles",
        "Touch",
        "Spikes",
    ]);
    svg.must_say(&["body lengths/s forward", "Hz", "straightness", "spikes", "hash", "time, s"]);
    // The touches by name, the neurons by class, the hash as the program prints it.
    svg.must_say(&[
        "head",
        "tail, left ×2",
        "touch",
        "command",
        "forward",
        "hurry",
        "backward",
        "132 neurons",
    ]);
    assert!(!svg.says("Potential"), "too many neurons for that");
    let hash = wriggle(&[
        "run",
        CRAWLER,
        "--seconds",
        "30",
        "--touch",
        "head@10+0.5",
        "--touch",
        "tail.left@22+0.5x2",
        "--hash",
    ])
    .success();
    svg.must_say(&[String::from_utf8_lossy(&hash.get_output().stdout).trim()]);
    // Each band crosses all panels of time, and lies where its touch does.
    let bands: Vec<&str> = svg.text.lines().filter(|l| l.contains("#cc8214\" opacity=\"0.13\"")).collect();
    assert_eq!(bands.len(), 2, "{bands:?}");
    let x = |band: &str| -> f32 {
        band.split_once("x=\"").and_then(|(_, rest)| rest.split_once('"')?.0.parse().ok()).expect("a place")
    };
    let second = (x(bands[1]) - x(bands[0])) / 12.0;
    assert!((second * 30.0 - 790.0).abs() < 5.0, "{bands:?}");
}

#[test]
fn what_the_options_change_is_told() {
    let svg = Svg::of(CRAWLER, &["--seconds", "5", "--medium", "1:10", "--seed", "7", "--ablate", "AVA,PVC"]);
    svg.must_say(&["drag 1 along, 10 across", "seed 7", "without AVA, PVC", "130 neurons"]);
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let folder = Folder::new();
    for ending in ["svg", "png"] {
        let (a, b) = (folder.file(&format!("a.{ending}")), folder.file(&format!("b.{ending}")));
        for file in [&a, &b] {
            wriggle(&["run", CRAWLER, "--seconds", "6", "--touch", "head@2+0.5", "--report", file]).success();
        }
        assert!(std::fs::read(&a).expect("a") == std::fs::read(&b).expect("b"), "{ending}");
    }
    assert_eq!(folder.names().len(), 4, "and nothing else is left: {:?}", folder.names());
}

#[test]
fn a_report_does_not_change_the_run() {
    let folder = Folder::new();
    let run = |more: &[&str]| {
        let done = wriggle(&[&["run", CRAWLER, "--seconds", "8", "--hash"], more].concat()).success();
        String::from_utf8_lossy(&done.get_output().stdout).into_owned()
    };
    assert_eq!(run(&[]), run(&["--report", &folder.file("r.svg")]));
}

#[test]
fn a_png_of_its_size() {
    let folder = Folder::new();
    let file = folder.file("r.PNG");
    wriggle(&["run", "scenes/arena.worm.ron", "--seconds", "10", "--report", &file]).success();
    let bytes = std::fs::read(&file).expect("a PNG");
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    assert_eq!((number(16), number(20)), (1600, 1200));
    // Every chunk follows the last, up to the end.
    let (mut at, mut kinds) = (8, Vec::new());
    while at < bytes.len() {
        kinds.push(bytes[at + 4..at + 8].to_vec());
        at += 12 + number(at) as usize;
    }
    assert_eq!(
        (at, kinds.first(), kinds.last()),
        (bytes.len(), Some(&b"IHDR".to_vec()), Some(&b"IEND".to_vec()))
    );
    assert!((50_000..3_000_000).contains(&bytes.len()), "{} bytes", bytes.len());
}

#[test]
fn a_network_without_a_body() {
    let svg = Svg::of("scenes/ring.worm.ron", &[]);
    svg.must_say(&["Ring", "Network", "Spikes", "Potential", "N1", "N4", "clock", "6 s"]);
    for absent in ["Path", "Curvature", "Muscles", "agar", "speed"] {
        assert!(!svg.says(absent), "{absent}");
    }
}

#[test]
fn weights_that_moved_are_a_panel_and_others_are_not() {
    let svg = Svg::of("scenes/guide/stdp.worm.ron", &["--seconds", "20"]);
    svg.must_say(&[
        "Weights",
        "the 2 that moved most of 2 that learn",
        "BEFORE\u{2192}POST",
        "AFTER\u{2192}POST",
    ]);
    let svg = Svg::of("scenes/guide/stdp.worm.ron", &["--seconds", "20", "--no-learning"]);
    assert!(!svg.says("Weights"));
}

#[test]
fn a_body_without_neurons() {
    let folder = Folder::new();
    let scene = folder.scene("(format: 1, creatures: [(name: \"Husk\", body: (segments: 8, jitter: 0.3))])");
    let svg = Svg::of(&scene, &["--seconds", "3"]);
    svg.must_say(&["made", "Husk", "Path", "Curvature", "0.25 left"]);
    for absent in ["Spikes", "Potential", "Muscles", "Touch", "straight all the time"] {
        assert!(!svg.says(absent), "{absent}");
    }
    let scene = folder.scene("(format: 1, creatures: [(name: \"Rod\", body: (segments: 8))])");
    Svg::of(&scene, &["--seconds", "3"]).must_say(&["Curvature", "straight all the time"]);
}

#[test]
fn several_creatures() {
    let folder = Folder::new();
    let scene = folder.scene(
        "(format: 1, name: \"Three\", creatures: [
            (name: \"First\", body: (segments: 8), neurons: [(name: \"A\")]),
            (name: \"Second\", at: (0.0, 20.0), body: (segments: 12), neurons: [(name: \"B\")]),
            (name: \"Third\", neurons: [(name: \"C\")])])",
    );
    let svg = Svg::of(&scene, &["--seconds", "3"]);
    svg.must_say(&[
        "Three",
        "First",
        "Second: 0.000 lengths/s forward, 1 spike",
        "Third: 1 spike",
        "3 neurons",
    ]);
}

#[test]
fn when_there_is_nothing_to_show_it_says_so() {
    let folder = Folder::new();
    let empty = folder.scene("(format: 1)");
    let bare = folder.file("bare.worm.ron");
    std::fs::write(&bare, "(format: 1, creatures: [(name: \"Nobody\")])").expect("written");
    for (scene, more, why) in [
        (CRAWLER, &["--ticks", "0"][..], "the run has no ticks"),
        (CRAWLER, &["--ticks", "1"], "the run has one tick only"),
        (&empty, &["--ticks", "10"], "the scene has no creatures"),
        (&bare, &["--ticks", "10"], "no creature of the scene has a body or a neuron"),
    ] {
        Svg::of(scene, more).must_say(&[&format!("Nothing to show: {why}.")]);
    }
    Svg::of(CRAWLER, &["--ticks", "2"]).must_say(&["Curvature", "Spikes", "0.02 s"]);
}

#[test]
fn names_of_all_kinds_stay_text() {
    let folder = Folder::new();
    let long = "n".repeat(64);
    let scene = folder.scene(&format!(
        "(format: 1, name: \"<&\\\"> \u{4f60}\", classes: {{\"a<b\": (color: \"#ffffff\")}}, creatures: [(name: \"&\", \
         neurons: [(name: \"{long}\", class: \"a<b\"), (name: \"</text>\", class: \"a<b\")])])"
    ));
    let svg = Svg::of(&scene, &["--seconds", "1"]);
    svg.must_say(&["&lt;&amp;\"&gt; \u{4f60}", "&lt;/text&gt;", "a&lt;b", "nnn", "…"]);
    assert!(!svg.says(&long), "cut to the room there is");
}

/// Where a letter is in no font, and where it is in one that the reader has.
#[cfg(target_os = "linux")]
#[test]
fn letters_that_no_font_has_are_told_once() {
    let folder = Folder::new();
    // Of those that are set aside for private use: only the font beside the tests has it.
    let scene = folder.scene(
        "(format: 1, name: \"\u{10fa00}\", creatures: [(name: \"Σκουλήκι\", neurons: [(name: \"\u{10fa00}\")])])",
    );
    let draw = |file: &str, home: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wriggle"));
        let arguments = ["run", &scene, "--seconds", "1", "--report", file];
        let done = command.env("HOME", home).args(arguments).assert().success();
        String::from_utf8_lossy(&done.get_output().stderr).into_owned()
    };
    let (bare, home) = (folder.0.path().join("bare"), folder.0.path().join("home"));
    std::fs::create_dir_all(home.join(".fonts")).expect("a folder");
    let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts/three-letters.ttf");
    std::fs::copy(font, home.join(".fonts/three-letters.ttf")).expect("a font");
    let (boxes, letters, vectors) =
        (folder.file("boxes.png"), folder.file("letters.png"), folder.file("v.svg"));
    let said = draw(&boxes, &bare);
    let words = "no font of this system has \u{10fa00}: boxes stand in their place";
    assert_eq!(said.matches(words).count(), 1, "{said}");
    assert!(said.contains("write an .svg"), "the cure: {said}");
    assert!(!draw(&letters, &home).contains("boxes"));
    assert!(!draw(&vectors, &bare).contains("boxes"), "an SVG leaves fonts to its reader");
    assert_ne!(std::fs::read(&boxes).expect("a picture"), std::fs::read(&letters).expect("a picture"));
}

#[test]
fn a_body_that_shortens_shows_it() {
    let svg = Svg::of("scenes/earthworm.worm.ron", &["--seconds", "20"]);
    svg.must_say(&["Shortening", "as a share of its length at rest", "Muscles"]);
    assert!(!svg.says("Curvature"), "it is straight all the time");
    let svg = Svg::of(CRAWLER, &["--seconds", "20"]);
    assert!(svg.says("Curvature") && !svg.says("Shortening"), "{:?}", svg.words);
}

#[test]
fn what_is_too_fine_in_a_long_run_is_told_in_other_ways() {
    let short = Svg::of(CRAWLER, &["--seconds", "60"]);
    short.must_say(&["bend of each joint, in radians", "a mark each time one of 132 neurons releases"]);
    let long = Svg::of(CRAWLER, &["--seconds", "2000"]);
    long.must_say(&["how far each joint swings to either side within", "releases a second of 132 neurons"]);
    long.must_say(&["activation, mean within"]);
    let net = Svg::of("scenes/ring.worm.ron", &["--seconds", "2000"]);
    net.must_say(&["releases a second of 4 neurons", "shade: from least to greatest, line: mean"]);
}

#[test]
fn long_runs_give_small_files_soon() {
    let folder = Folder::new();
    let file = folder.file("long.svg");
    wriggle(&["run", "scenes/ring.worm.ron", "--ticks", "300000", "--report", &file]).success();
    Svg::read(&file).must_say(&["3000 s"]);
}

#[test]
fn a_wrong_name_is_refused_before_the_run() {
    for name in ["r.pdf", "r", "-", "png", ".svg", "r.svg.txt", "r.svg/"] {
        // A run of this length would take hours.
        let done = wriggle(&["run", CRAWLER, "--ticks", "10000000000", "--report", name]).code(2);
        let words = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        let why = if name == "-" { "cannot go to standard output" } else { "ends in .svg or .png" };
        assert!(words.contains(why), "{name}: {words}");
        assert!(!Path::new(env!("CARGO_MANIFEST_DIR")).join(name).exists());
    }
    let folder = Folder::new();
    let nowhere = folder.file("no/such/folder/r.svg");
    let done = wriggle(&["run", CRAWLER, "--ticks", "10000000000", "--report", &nowhere]).code(1);
    let words = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(words.contains(&nowhere) && words.contains("make the folder first"), "{words}");
}
