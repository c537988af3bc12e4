//! `docs/plot_trace.py` reads what `wriggle run --trace` writes.

use assert_cmd::Command;
use std::path::Path;
use std::process::Command as Program;

fn has_python() -> bool {
    let tried = Program::new("python3").args(["-c", "import pandas, matplotlib"]).output();
    let found = tried.is_ok_and(|out| out.status.success());
    if !found {
        println!("skipped: no python3 with pandas and matplotlib");
    }
    found
}

fn wriggle(arguments: &[&str]) {
    Command::new(env!("CARGO_BIN_EXE_wriggle"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .assert()
        .success();
}

fn plot(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let out = Program::new("python3")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/plot_trace.py"))
        .args(arguments)
        .env_remove("DISPLAY")
        .env("MPLCONFIGDIR", folder)
        .current_dir(folder)
        .output()
        .expect("python3");
    (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned())
}

#[test]
fn a_trace_becomes_a_picture() {
    if !has_python() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let trace = folder.path().join("t.csv");
    let file = trace.to_str().expect("UTF-8");
    wriggle(&["run", "scenes/ring.worm.ron", "--ticks", "300", "--trace", file]);
    let (code, words) = plot(folder.path(), &["t.csv", "--threshold", "10", "-o", "all.png"]);
    assert_eq!(code, Some(0), "{words}");
    let picture = std::fs::read(folder.path().join("all.png")).expect("a picture");
    assert!(picture.starts_with(b"\x89PNG") && picture.len() > 10_000, "{} bytes", picture.len());

    let some = ["t.csv", "--neurons", "N1,N3", "--threshold", "N1=5", "-o", "some.png"];
    let (code, words) = plot(folder.path(), &some);
    assert_eq!(code, Some(0), "{words}");
    // What is wrong is said in a line, without a traceback.
    for (arguments, said) in [
        (&["none.csv"][..], "none.csv"),
        (&["t.csv", "--neurons", "N9"], "there is no neuron N9"),
        (&["t.csv", "--threshold", "N1=x"], "NAME=VALUE"),
        (&["t.csv", "-o", "no/such.png"], "no/such.png"),
    ] {
        let (code, words) = plot(folder.path(), arguments);
        assert!(code == Some(1) && words.contains(said) && !words.contains("Traceback"), "{words}");
    }
}

#[test]
fn names_of_creatures_are_told_apart_and_na_is_a_name() {
    if !has_python() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (scene, trace) = (folder.path().join("s.worm.ron"), folder.path().join("t.csv"));
    let text = "(format: 1, creatures: [(name: \"X\", neurons: [(name: \"NA\")]), (name: \"Y\", neurons: [(name: \"NA\")])])";
    std::fs::write(&scene, text).expect("written");
    let (scene, trace) = (scene.to_str().expect("UTF-8"), trace.to_str().expect("UTF-8"));
    wriggle(&["run", scene, "--ticks", "50", "--trace", trace]);
    let (code, words) = plot(folder.path(), &["t.csv", "--neurons", "NA"]);
    assert_eq!(code, Some(0), "{words}");
    assert!(folder.path().join("trace.png").exists());
}
