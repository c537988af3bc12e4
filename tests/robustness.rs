//! What the world can do to a program: nasty files, full disks, folders that may not be written,
//! a death in the middle of saving, and a second program that saves to the same place.

mod common;

use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use wriggle::scene::{Comments, Scene, load, parse, save, to_text};

const CRAWLER: &str = "scenes/crawler.worm.ron";
const PROGRAM: &str = env!("CARGO_BIN_EXE_wriggle");
/// Memory that a file may take \[KiB\].
const MEMORY: u64 = 384 * 1024;
/// The longest that anything may take: far more than it does, far less than a hang.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits for a program, and kills one that hangs.
fn ends(mut child: Child) -> Output {
    let began = Instant::now();
    loop {
        match child.try_wait().expect("a child") {
            Some(_) => return child.wait_with_output().expect("its output"),
            None if began.elapsed() > PATIENCE => {
                let _ = child.kill();
                panic!("it hangs");
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

fn piped(command: &mut Command) -> Child {
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started")
}

/// Runs a line of the shell with the program as `$0` and arguments as `$1`, `$2`, ...
#[cfg(unix)]
fn shell(line: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new("sh");
    command.args(["-c", line, PROGRAM]).args(arguments);
    let done = ends(piped(&mut command));
    (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
}

/// One of the faults in words, and no panic.
#[track_caller]
fn fails_with_words((code, words): (Option<i32>, String), fragments: &[&str]) {
    assert_eq!(code, Some(1), "{words}");
    assert!(!words.contains("panicked"), "{words}");
    for fragment in fragments {
        assert!(words.contains(fragment), "`{fragment}` is not in: {words}");
    }
}

/// Files that are meant to hurt, by name. One of them is a good scene.
fn nasty_files() -> Vec<(&'static str, Vec<u8>)> {
    let good = to_text(&load(Path::new(CRAWLER)).expect("a scene").scene, "");
    let neurons = |count: usize, each: &str| {
        let mut text = String::from("(format: 1, creatures: [(name: \"W\", neurons: [");
        for index in 0..count {
            let _ = write!(text, "{}", each.replace('#', &index.to_string()));
        }
        text + "])])"
    };
    // A garbage of its own, the same every time.
    let mut state = 1_u64;
    let garbage = |bytes: usize, state: &mut u64| -> Vec<u8> {
        (0..bytes)
            .map(|_| {
                *state =
                    state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (*state >> 56) as u8
            })
            .collect()
    };
    let printable = |bytes: Vec<u8>| bytes.into_iter().map(|b| b % 95 + 32).collect::<Vec<u8>>();
    vec![
        ("nothing", Vec::new()),
        ("only zeros", vec![0; 1 << 20]),
        ("garbage", garbage(50 << 20, &mut state)),
        ("printable garbage", printable(garbage(50 << 20, &mut state))),
        ("a tree of brackets", "[".repeat(5 << 20).into_bytes()),
        ("a tree within a scene", format!("(format: 1, creatures: {}", "[(".repeat(1 << 20)).into_bytes()),
        ("a tree of comments", format!("{}(format: 1)", "/*".repeat(5 << 20)).into_bytes()),
        ("a tree of Some", format!("(format: 1, name: {}", "Some(".repeat(1 << 20)).into_bytes()),
        ("only one comment", format!("//{}", "x".repeat(50 << 20)).into_bytes()),
        ("good but long", format!("(format: 1, name: \"{}\")", "n".repeat(50 << 20)).into_bytes()),
        ("a string without end", format!("(format: 1, name: \"{}", "n".repeat(50 << 20)).into_bytes()),
        ("a raw string without end", format!("(format: 1, name: r{}\"", "#".repeat(5 << 20)).into_bytes()),
        ("a long name", format!("(format: 1, {}: 1)", "n".repeat(5 << 20)).into_bytes()),
        ("a long number", format!("(format: 1, seed: {})", "9".repeat(5 << 20)).into_bytes()),
        ("a long fraction", format!("(format: 1, seed: 0.{})", "1".repeat(5 << 20)).into_bytes()),
        (
            "a giant exponent",
            b"(format: 1, arena: (obstacles: [Circle(at: (1e999999999, 0), radius: 1)]))".to_vec(),
        ),
        ("a giant format", b"(format: 99999999999999999999999999)".to_vec()),
        ("a giant body", b"(format: 1, creatures: [(name: \"W\", body: (segments: 4294967295))])".to_vec()),
        ("many unknown fields", neurons(100_000, "(name: \"#\", nmae: 1),").into_bytes()),
        ("many names used twice", neurons(100_000, "(name: \"A\"),").into_bytes()),
        ("many neurons without commas", neurons(100_000, "(name: \"#\") ").into_bytes()),
        ("many wrong classes", neurons(50_000, "(name: \"#\", class: \"c#\"),").into_bytes()),
        ("many neurons too many", neurons(300_000, "(name: \"#\"),").into_bytes()),
        ("cut in the middle", good.as_bytes()[..good.len() / 2].to_vec()),
        ("twice", [good.as_bytes(), good.as_bytes()].concat()),
        ("in UTF-16", good.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("one byte wrong", [b"(format: 1, name: \"", &[0xff][..], b"\")"].concat()),
    ]
}

/// Every one of them is refused with words, soon, and within the memory there is.
#[cfg(unix)]
#[test]
fn nasty_files_are_refused_within_384_mib() {
    // The limit counts addresses: the program itself, which is mapped as a whole, and what the allocator
    // has emptied and keeps for later.
    let program = fs::metadata(env!("CARGO_BIN_EXE_wriggle")).map_or(0, |program| program.len() / 1024);
    let memory = MEMORY + program;
    let (code, words) = shell(&format!("ulimit -v {memory} && exec \"$0\" check {CRAWLER}"), &[]);
    if code != Some(0) {
        println!("skipped: no limit of memory here: {words}");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut failed = Vec::new();
    for (name, bytes) in nasty_files() {
        let path = folder.path().join("nasty.worm.ron");
        fs::write(&path, bytes).expect("written");
        let began = Instant::now();
        let line = format!("ulimit -v {memory}; exec \"$0\" check \"$1\"");
        let (code, words) = shell(&line, &[path.to_str().expect("UTF-8")]);
        let refused = code == Some(1) && words.contains("nasty.worm.ron") && !words.contains("panicked");
        let fine = if name.starts_with("good") { code == Some(0) } else { refused };
        if !fine || words.len() > 1 << 20 {
            let begin: String = words.chars().take(300).collect();
            failed.push(format!("{name}: {code:?}, {} bytes of words: {begin}", words.len()));
        }
        println!("{name}: {:?}", began.elapsed());
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Where in a text, and what there in place of so many characters.
fn slips() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, String)>> {
    let piece = prop_oneof![
        Just(String::new()),
        "[\\PC]{0,4}",
        prop::sample::select(vec![
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "\"",
            ",",
            ":",
            "//",
            "/*",
            "*/",
            "-",
            "1e39",
            "1e999",
            "NaN",
            "inf",
            "0x",
            "18446744073709551616",
            "Some(",
            "r#\"",
            "'",
            "\\u{0}",
            "\u{feff}",
            "name: \"A\"",
            "()",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), 0usize..8, piece), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Several slips in a scene of any kind: no panic, and what is read can be run and written.
    #[test]
    fn scenes_with_slips_are_refused_or_good(scene in common::scenes::scene(), slips in slips()) {
        let mut text: Vec<char> = to_text(&scene, "").chars().collect();
        for (at, len, piece) in slips {
            let at = at.index(text.len() + 1);
            let end = (at + len).min(text.len());
            text.splice(at..end, piece.chars());
        }
        let text: String = text.into_iter().collect();
        match parse(&text, "x") {
            Ok(scene) => prop_assert_eq!(parse(&to_text(&scene, ""), "again").ok(), Some(scene)),
            Err(faults) => prop_assert!(!faults.to_string().is_empty()),
        }
    }

    /// Bytes put into a good file, UTF-8 or not.
    #[test]
    fn files_with_wrong_bytes_are_refused_or_good(
        scene in common::scenes::scene(),
        bytes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut text = to_text(&scene, "").into_bytes();
        for (at, byte) in bytes {
            let at = at.index(text.len());
            text[at] = byte;
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.worm.ron");
        fs::write(&path, text).unwrap();
        let _ = load(&path).map_err(|faults| faults.to_string());
    }
}

/// `/dev/full` takes nothing: every file that a run writes, and standard output.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_with_the_name_of_the_file() {
    use std::os::unix::fs::FileTypeExt;
    let is_device = || fs::metadata("/dev/full").is_ok_and(|m| m.file_type().is_char_device());
    if !is_device() {
        println!("skipped: no /dev/full");
        return;
    }
    let run = format!("\"$0\" run {CRAWLER} --ticks 2000");
    for option in ["--trace", "--body", "--muscles", "--spikes"] {
        fails_with_words(shell(&format!("{run} {option} /dev/full"), &[]), &["/dev/full", "No space left"]);
        // A run too short to fill a buffer shows it only at the end.
        let short = format!("\"$0\" run {CRAWLER} --ticks 1 {option} /dev/full");
        fails_with_words(shell(&short, &[]), &["/dev/full", "No space left"]);
    }
    for option in ["--json", "--hash", "--trace -"] {
        let done = shell(&format!("{run} {option} > /dev/full"), &[]);
        fails_with_words(done, &["standard output", "No space left"]);
    }
    fails_with_words(shell(&format!("\"$0\" check {CRAWLER} > /dev/full"), &[]), &["standard output"]);
    // The ending decides the kind of a report, so it comes by a link.
    let folder = tempfile::tempdir().expect("a folder");
    let link = folder.path().join("r.svg");
    std::os::unix::fs::symlink("/dev/full", &link).expect("a link");
    let link = link.to_str().expect("UTF-8");
    let done = shell(&format!("\"$0\" run {CRAWLER} --ticks 100 --report \"$1\""), &[link]);
    fails_with_words(done, &["r.svg", "No space left"]);
    assert!(is_device(), "a device is written into, and no file takes its place");
}

/// A pipe is written into, too, and stays one.
#[cfg(unix)]
#[test]
fn a_report_goes_into_a_pipe() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = format!(
        "mkfifo r.svg || exit 0; cat r.svg > out & (cd \"$2\" && \"$0\" run {CRAWLER} --ticks 50 --report \"$1/r.svg\") \
         && wait && test -p r.svg && grep -q '</svg>' out"
    );
    let (at, here) = (folder.path().to_str().expect("UTF-8"), env!("CARGO_MANIFEST_DIR"));
    let (code, words) = shell(&format!("cd \"$1\" && {line}"), &[at, here]);
    assert_eq!(code, Some(0), "{words}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o555)).expect("set");
    // The superuser writes all the same; then there is nothing to see here.
    if fs::write(folder.path().join("probe"), "").is_err() {
        for (option, name) in [("--trace", "t.csv"), ("--report", "r.png")] {
            let path = folder.path().join(name);
            let line = format!("\"$0\" run {CRAWLER} --ticks 100 {option} \"$1\"");
            fails_with_words(shell(&line, &[path.to_str().expect("UTF-8")]), &[name]);
        }
    } else {
        println!("skipped: this user may write everywhere");
    }
    fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).expect("set");
}

/// The scene that writer number `which` saves: large enough that writing takes a while.
fn large_scene(which: usize) -> Scene {
    let neurons: String = (0..2000).map(|i| format!("(name: \"{which}-{i}\"),")).collect();
    let text = format!("(format: 1, name: \"{which}\", creatures: [(name: \"W\", neurons: [{neurons}])])");
    parse(&text, "large").expect("a good scene")
}

const SAVER: &str = "ROBUSTNESS_SAVER";

/// Not a test by itself: the other tests start it as a program that saves until it is killed, or
/// so many times.
#[test]
fn saver() {
    let Some(job) = std::env::var_os(SAVER) else { return };
    let job = job.into_string().expect("UTF-8");
    let (which, rest) = job.split_once(' ').expect("a number");
    let (times, path) = rest.split_once(' ').expect("a number");
    let scene = large_scene(which.parse().expect("a number"));
    for _ in 0..times.parse::<usize>().expect("a number") {
        save(Path::new(path), &scene, &Comments::default()).expect("saved");
    }
}

/// Starts a program that saves.
fn start_saver(which: usize, times: usize, path: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["saver", "--exact"]).env(SAVER, format!("{which} {times} {}", path.display()));
    piped(&mut command)
}

fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    files.filter(|path| !path.ends_with("scene.worm.ron")).collect()
}

#[test]
fn killed_while_saving_the_file_is_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scene.worm.ron");
    let scenes = [large_scene(0), large_scene(1)];
    save(&path, &scenes[0], &Comments::default()).expect("saved");
    let mut replaced = 0;
    for round in 0..24_u64 {
        let which = (round % 2) as usize;
        let mut child = start_saver(1 - which, usize::MAX, &path);
        // Until it is at work, and then for a time that differs from round to round.
        let began = Instant::now();
        while load(&path).is_ok_and(|l| l.scene == scenes[which]) && began.elapsed() < Duration::from_secs(10)
        {
        }
        std::thread::sleep(Duration::from_micros(round * 389 % 7000));
        child.kill().expect("killed");
        child.wait().expect("dead");
        let found = load(&path).unwrap_or_else(|faults| panic!("round {round}: {faults}")).scene;
        assert!(scenes.contains(&found), "round {round}");
        replaced += usize::from(found == scenes[1 - which]);
    }
    assert!(replaced > 0, "nothing was ever saved");
}

#[test]
fn two_that_save_at_once_leave_one_whole_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scene.worm.ron");
    let scenes = [large_scene(0), large_scene(1)];
    save(&path, &scenes[0], &Comments::default()).expect("saved");
    let mut savers = [start_saver(0, 60, &path), start_saver(1, 60, &path)];
    // Whoever reads while they write sees one or the other.
    let mut looks = 0;
    while savers.iter_mut().any(|s| s.try_wait().expect("a child").is_none()) {
        let found = load(&path).unwrap_or_else(|faults| panic!("look {looks}: {faults}")).scene;
        assert!(scenes.contains(&found), "look {looks}");
        looks += 1;
    }
    for saver in savers {
        let done = saver.wait_with_output().expect("it ends");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    }
    assert!(looks > 0 && scenes.contains(&load(&path).expect("whole").scene));
    assert_eq!(leftovers(folder.path()), Vec::<PathBuf>::new());
}
