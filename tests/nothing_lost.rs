//! Nothing of the user is lost: no command writes over what it reads, or twice over one file, by whatever name.

mod common;

use common::program::{output, wriggle};
use std::fs;
use std::path::Path;

const RING: &str = "scenes/ring.worm.ron";
const CRAWLER: &str = "scenes/crawler.worm.ron";
const TAP: &str = "scenes/protocols/tap.protocol.ron";

/// A folder with a scene, a protocol, and a table of links.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(project.join(CRAWLER), folder.path().join("s.worm.ron")).expect("copied");
    fs::copy(project.join(TAP), folder.path().join("p.protocol.ron")).expect("copied");
    fs::write(folder.path().join("net.csv"), "pre,post,weight\nA,B,3\nB,A,2\n").expect("written");
    fs::write(folder.path().join("neurons.csv"), "name,x,y\nA,0,0\nB,1,0\n").expect("written");
    folder
}

/// All files of a folder with what is in them.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            let path = entry.expect("an entry").path();
            (
                path.file_name().expect("a name").to_string_lossy().into_owned(),
                fs::read(&path).unwrap_or_default(),
            )
        })
        .collect();
    found.sort();
    found
}

/// A call in a folder that must be refused and leave the folder as it is.
fn refused(folder: &Path, arguments: &[&str], fragment: &str) {
    let before = contents(folder);
    let done = wriggle().current_dir(folder).args(arguments).assert();
    let out = done.get_output();
    let words = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{arguments:?}: {words}");
    assert!(words.contains(fragment), "{arguments:?} said: {words}");
    assert!(out.stdout.is_empty(), "{arguments:?}");
    assert_eq!(contents(folder), before, "{arguments:?}");
}

/// Every command with every output, `OUT` in its place.
const WRITES: [&[&str]; 12] = [
    &["run", "s.worm.ron", "--ticks", "2", "--trace", "OUT"],
    &["run", "s.worm.ron", "--ticks", "2", "--body", "OUT"],
    &["run", "s.worm.ron", "--ticks", "2", "--muscles", "OUT"],
    &["run", "s.worm.ron", "--ticks", "2", "--spikes", "OUT"],
    &["run", "s.worm.ron", "--protocol", "p.protocol.ron", "--ticks", "2", "--trace", "OUT"],
    &["sweep", "s.worm.ron", "--ticks", "2", "--force", "--out", "OUT"],
    &["sweep", "s.worm.ron", "--ticks", "2", "--out", "OUT"],
    &["responses", "s.worm.ron", "--protocol", "p.protocol.ron", "--csv", "OUT"],
    &["import", "net.csv", "--out", "OUT"],
    &["import", "net.csv", "--neurons", "neurons.csv", "--out", "OUT"],
    &["export", "s.worm.ron", "--format", "csv", "--out", "OUT"],
    &["export", "s.worm.ron", "--format", "csv", "--out", "other.csv", "--neurons", "OUT"],
];

fn with<'a>(call: &[&'a str], out: &'a str) -> Vec<&'a str> {
    call.iter().map(|word| if *word == "OUT" { out } else { word }).collect()
}

/// The files that a call reads.
fn inputs<'a>(call: &[&'a str]) -> Vec<&'a str> {
    let is_input = |word: &&&str| fs::exists(folder().path().join(word)).expect("known");
    call.iter().filter(is_input).copied().collect()
}

#[test]
fn no_command_writes_over_what_it_reads() {
    let folder = folder();
    let at = folder.path();
    fs::create_dir(at.join("below")).expect("made");
    for call in WRITES {
        for input in inputs(call) {
            refused(at, &with(call, input), "is named twice");
            refused(at, &with(call, &format!("./below/../{input}")), "is named twice");
            let absolute = at.join(input);
            refused(at, &with(call, absolute.to_str().expect("UTF-8")), "is named twice");
        }
    }
    // A picture has its own endings.
    fs::copy(at.join("s.worm.ron"), at.join("s.png")).expect("copied");
    refused(at, &["run", "s.png", "--ticks", "2", "--report", "s.png"], "is named twice");
    refused(at, &["responses", "s.png", "--protocol", "p.protocol.ron", "--out", "s.png"], "is named twice");
    // What a sweep keeps beside its table.
    fs::copy(at.join("s.worm.ron"), at.join("t.csv.sweep")).expect("copied");
    refused(at, &["sweep", "t.csv.sweep", "--ticks", "2", "--out", "t.csv", "--force"], "is named twice");
}

#[cfg(unix)]
#[test]
fn nor_by_another_name_of_the_same_file() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let at = folder.path();
    for call in WRITES {
        for input in inputs(call) {
            fs::hard_link(at.join(input), at.join("hard")).expect("linked");
            symlink(input, at.join("soft")).expect("linked");
            symlink("hard", at.join("both")).expect("linked");
            for name in ["hard", "soft", "both"] {
                refused(at, &with(call, name), "it is the same file as");
            }
            for name in ["hard", "soft", "both"] {
                fs::remove_file(at.join(name)).expect("removed");
            }
        }
    }
}

#[test]
fn no_two_outputs_are_one_file() {
    let folder = folder();
    let at = folder.path();
    let run = |more: &[&'static str]| [&["run", "s.worm.ron", "--ticks", "2"], more].concat();
    refused(at, &run(&["--trace", "t.csv", "--body", "./t.csv"]), "--body: ./t.csv is named twice");
    refused(at, &run(&["--spikes", "t.csv", "--save", "t.csv"]), "is named twice");
    refused(at, &run(&["--report", "t.png", "--trace", "t.png"]), "is named twice");
    refused(at, &["export", "s.worm.ron", "--out", "a.csv", "--neurons", "./a.csv"], "is named twice");
    refused(
        at,
        &["responses", "s.worm.ron", "--protocol", "p.protocol.ron", "--out", "a.svg", "--csv", "a.svg"],
        "is named twice",
    );
    #[cfg(unix)]
    {
        // A link to what is not there yet.
        std::os::unix::fs::symlink("later.csv", at.join("link.csv")).expect("linked");
        refused(at, &run(&["--trace", "later.csv", "--body", "link.csv"]), "is named twice");
        refused(at, &run(&["--trace", "link.csv", "--body", "later.csv"]), "is named twice");
    }
}

#[test]
fn a_run_may_be_saved_into_its_own_scene_and_nothing_else_may() {
    let folder = folder();
    let at = folder.path();
    let run = |arguments: &[&str]| {
        wriggle().current_dir(at).args(arguments).assert().success();
    };
    let before = fs::read(at.join("s.worm.ron")).expect("there");
    run(&["run", "s.worm.ron", "--ticks", "2", "--save", "s.worm.ron"]);
    let after = fs::read_to_string(at.join("s.worm.ron")).expect("there");
    assert!(after.as_bytes() != before && after.contains("snapshot: (tick: 2"));
    run(&["run", "s.worm.ron", "--ticks", "2", "--save", "./s.worm.ron"]);
    let after = fs::read_to_string(at.join("s.worm.ron")).expect("there");
    assert!(after.contains("snapshot: (tick: 4"));
    refused(
        at,
        &["run", "s.worm.ron", "--protocol", "p.protocol.ron", "--save", "p.protocol.ron"],
        "--protocol",
    );
    refused(
        at,
        &["run", "s.worm.ron", "--ticks", "2", "--trace", "s.worm.ron", "--save", "x.worm.ron"],
        "the scene",
    );
}

#[test]
fn a_dash_is_standard_output() {
    let folder = folder();
    let at = folder.path();
    let before = contents(at);
    let printed = |arguments: &[&str]| {
        let done = wriggle().current_dir(at).args(arguments).assert().success();
        String::from_utf8(done.get_output().stdout.clone()).expect("UTF-8")
    };
    let saved = printed(&["run", "s.worm.ron", "--ticks", "3", "--save", "-"]);
    assert!(saved.contains("snapshot: (tick: 3") && wriggle::scene::parse(&saved, "-").is_ok());
    assert!(printed(&["import", "net.csv", "--out", "-"]).contains("creatures: ["));
    assert!(printed(&["export", "s.worm.ron", "--format", "csv", "--out", "-"]).starts_with("pre,post"));
    assert!(
        printed(&["export", "s.worm.ron", "--format", "dot", "--out", "/dev/null", "--neurons", "-"])
            .starts_with("name,")
    );
    assert!(
        printed(&["run", "s.worm.ron", "--ticks", "3", "--body", "-"]).starts_with("tick,creature,segment")
    );
    assert!(printed(&["sweep", "s.worm.ron", "--ticks", "3", "--out", "-"]).starts_with("run,"));
    assert_eq!(contents(at), before, "no file called `-`");

    let run = |more: &[&'static str]| [&["run", "s.worm.ron", "--ticks", "2"], more].concat();
    refused(at, &run(&["--save", "-", "--json"]), "only one of --json and --save can go to standard output");
    refused(at, &run(&["--save", "-", "--trace", "-"]), "only one of");
    refused(at, &run(&["--trace", "-", "--hash"]), "only one of");
    refused(at, &["export", "s.worm.ron", "--format", "csv", "--out", "-", "--neurons", "-"], "only one of");
    refused(at, &run(&["--report", "-"]), "says whether it is .svg or .png");
    refused(at, &["responses", "s.worm.ron", "--out", "-"], "says whether it is .svg or .png");
    refused(at, &["export", "s.worm.ron", "--out", "-"], "--format");
}

#[test]
fn a_dash_is_standard_input() {
    let folder = folder();
    let at = folder.path();
    let fed = |input: &str, arguments: &[&str]| {
        let bytes = fs::read(at.join(input)).expect("there");
        let done = wriggle().current_dir(at).args(arguments).write_stdin(bytes).assert().success();
        let out = done.get_output();
        [&out.stdout, &out.stderr].map(|text| String::from_utf8_lossy(text).into_owned()).concat()
    };
    let plain = output(&["run", CRAWLER, "--ticks", "50", "--hash"]);
    assert_eq!(fed("s.worm.ron", &["run", "-", "--ticks", "50", "--hash"]), plain);
    let tapped = output(&["run", CRAWLER, "--protocol", TAP, "--ticks", "1010", "--hash"]);
    assert_eq!(
        fed("p.protocol.ron", &["run", "s.worm.ron", "--protocol", "-", "--ticks", "1010", "--hash"])
            .lines()
            .next(),
        tapped.lines().next()
    );
    assert!(fed("s.worm.ron", &["check", "-"]).contains("standard input: good"));
    assert!(fed("p.protocol.ron", &["check", "-"]).contains("standard input: a good protocol"));
    assert!(fed("net.csv", &["import", "-", "--out", "-"]).contains("name: \"Network\""));
    assert!(fed("neurons.csv", &["import", "net.csv", "--neurons", "-", "--out", "-"]).contains("at: (1"));
    assert!(fed("s.worm.ron", &["export", "-", "--format", "csv", "--out", "-"]).starts_with("pre,post"));
    assert!(fed("s.worm.ron", &["sweep", "-", "--ticks", "3"]).starts_with("run,"));
    assert!(fed("s.worm.ron", &["responses", "-", "--protocol", "p.protocol.ron"]).starts_with("protocol,"));

    // Faults name it, and it is read once.
    wriggle().args(["check", "-"]).write_stdin("(format: 1, nme: \"\")").assert().code(1);
    for arguments in [
        &["run", "-", "--protocol", "-"][..],
        &["run", "s.worm.ron", "--protocol", "-", "--protocol", "-"],
        &["import", "-", "--neurons", "-", "--out", "x.worm.ron"],
        &["check", "-", "-"],
        &["sweep", "-", "--protocol", "/dev/stdin"],
    ] {
        if cfg!(target_os = "linux") || !arguments.contains(&"/dev/stdin") {
            refused(at, arguments, "standard input can be read only once");
        }
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use super::*;
    use std::fs::File;
    use std::io::Write;
    use std::os::unix::fs::MetadataExt;
    use std::process::{Command, Stdio};

    /// The program with its standard output in a file that holds something already.
    fn appended(at: &Path, arguments: &[&str]) -> String {
        let path = at.join("log.txt");
        fs::write(&path, "before\n").expect("written");
        let number = fs::metadata(&path).expect("there").ino();
        let log = File::options().append(true).open(&path).expect("open");
        let status = Command::new(env!("CARGO_BIN_EXE_wriggle"))
            .current_dir(at)
            .args(arguments)
            .stdout(Stdio::from(log))
            .stderr(Stdio::null())
            .status()
            .expect("started");
        assert!(status.success(), "{arguments:?}");
        assert_eq!(fs::metadata(&path).expect("there").ino(), number, "{arguments:?}: the same file");
        fs::read_to_string(&path).expect("text")
    }

    #[test]
    fn a_descriptor_is_written_to_and_not_replaced() {
        let folder = folder();
        let at = folder.path();
        std::os::unix::fs::symlink("/dev/stdout", at.join("out.csv")).expect("linked");
        for out in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "out.csv"] {
            for (call, holds) in [
                (&["run", "s.worm.ron", "--ticks", "2", "--save", "OUT"][..], "snapshot"),
                (&["run", "s.worm.ron", "--ticks", "2", "--trace", "OUT"], "tick,creature"),
                (&["sweep", "s.worm.ron", "--ticks", "2", "--out", "OUT"], "run,seed"),
                (&["import", "net.csv", "--out", "OUT"], "creatures: ["),
                (&["export", "s.worm.ron", "--format", "csv", "--out", "OUT"], "pre,post"),
                (
                    &["responses", "s.worm.ron", "--protocol", "p.protocol.ron", "--csv", "OUT"],
                    "protocol,touch",
                ),
            ] {
                let text = appended(at, &with(call, out));
                assert!(text.starts_with("before\n") && text.contains(holds), "{call:?} to {out}: {text}");
            }
        }
        let left: Vec<String> = contents(at).into_iter().map(|(name, _)| name).collect();
        assert_eq!(left, ["log.txt", "net.csv", "neurons.csv", "out.csv", "p.protocol.ron", "s.worm.ron"]);
    }

    #[test]
    fn standard_output_may_not_be_what_is_read() {
        let folder = folder();
        let at = folder.path();
        let before = contents(at);
        for (input, arguments) in [
            ("net.csv", &["import", "net.csv", "--out", "-"][..]),
            ("s.worm.ron", &["run", "s.worm.ron", "--ticks", "2", "--trace", "/dev/stdout"]),
        ] {
            let open = File::options().append(true).open(at.join(input)).expect("open");
            let done = Command::new(env!("CARGO_BIN_EXE_wriggle"))
                .current_dir(at)
                .args(arguments)
                .stdout(Stdio::from(open))
                .output()
                .expect("started");
            assert_eq!(done.status.code(), Some(2), "{}", String::from_utf8_lossy(&done.stderr));
        }
        assert_eq!(contents(at), before);
    }

    #[test]
    fn devices_take_any_number_of_tables() {
        output(&[
            "run",
            RING,
            "--ticks",
            "2",
            "--trace",
            "/dev/null",
            "--body",
            "/dev/null",
            "--save",
            "/dev/null",
        ]);
        let done = wriggle().args(["run", RING, "--ticks", "2", "--save", "/dev/full"]).assert().code(1);
        assert!(String::from_utf8_lossy(&done.get_output().stderr).contains("/dev/full"));
        assert!(!fs::metadata("/dev/null").expect("there").is_file());
    }

    /// A save that was killed half way, as often as it takes to catch one.
    #[test]
    fn a_killed_save_leaves_nothing_for_ever() {
        let folder = folder();
        let at = folder.path();
        let unfinished = || {
            let names = contents(at).into_iter().map(|(name, _)| name);
            names.filter(|name| name.ends_with(".saving")).collect::<Vec<_>>()
        };
        let save = || {
            let mut child = Command::new(env!("CARGO_BIN_EXE_wriggle"));
            child.current_dir(at).args(["run", "s.worm.ron", "--ticks", "2", "--save", "end.worm.ron"]);
            child.stderr(Stdio::null()).stdout(Stdio::null());
            child
        };
        // What a killed one leaves is an unlocked file of such a name.
        let mut file = File::create(at.join(".wriggle-Ab12Cd.saving")).expect("made");
        file.write_all(b"(format: 1, crea").expect("written");
        drop(file);
        for patience in 0..40u64 {
            let mut child = save().spawn().expect("started");
            std::thread::sleep(std::time::Duration::from_micros(patience * 500));
            let _ = child.kill();
            let _ = child.wait();
        }
        assert!(save().status().expect("started").success());
        assert_eq!(unfinished(), Vec::<String>::new());
        assert!(wriggle::scene::load(&at.join("end.worm.ron")).is_ok());
    }
}
