//! What is written reads back the same; what is broken is refused and never more than that.

mod common;

use proptest::prelude::*;
use std::fs;
use std::path::Path;
use wriggle::nervous::Side;
use wriggle::scene::{Comments, Protocol, Scene};
use wriggle::scene::{check, load, loaded, parse, save, to_text, write_atomically};
use wriggle::stimulus::{Clamp, Inject, Noise, Silence, Stimulus, Touch};

const V1: &str = include_str!("formats/v1.worm.ron");

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_scene_reads_back_as_it_was_written(scene in common::scenes::scene()) {
        prop_assert_eq!(check(&scene), vec![]);
        let text = to_text(&scene, "");
        let read = parse(&text, "x").map_err(|faults| TestCaseError::fail(format!("{faults}\n{text}")))?;
        prop_assert_eq!(&read, &scene);
        // And once more to the same text, so that saving twice changes nothing in git.
        prop_assert_eq!(to_text(&read, ""), text);
    }

    /// Comments anywhere between the signs of a scene: saved, it says the same, each of them is there
    /// once, and saving again changes nothing.
    #[test]
    fn comments_come_back(scene in common::scenes::scene(), at in proptest::collection::vec(any::<(u16, bool)>(), 1..30)) {
        let text = commented(&to_text(&scene, ""), &at);
        let read = loaded(&text, "x").map_err(|faults| TestCaseError::fail(format!("{faults}\n{text}")))?;
        prop_assert_eq!(&read.scene, &scene);
        let saved = read.comments.write(&scene);
        prop_assert!(parse(&saved, "x").as_ref() == Ok(&scene), "{}", saved);
        for number in 0..at.len() {
            prop_assert_eq!(saved.matches(&format!("<{number}>")).count(), 1, "{} of\n{}\nin\n{}", number, text, saved);
        }
        prop_assert_eq!(Comments::of(&saved).write(&scene), saved, "of\n{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = parse(&text, "x").map_err(|faults| faults.to_string());
    }

    /// Bits of the format in any order.
    #[test]
    fn any_tokens_are_read_or_refused(tokens in proptest::collection::vec(token(), 0..40)) {
        let _ = parse(&tokens.concat(), "x").map_err(|faults| faults.to_string());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        fs::write(&path, bytes).unwrap();
        let _ = load(&path).map_err(|faults| faults.to_string());
    }

    /// One piece of a good scene cut out, doubled or replaced: refused with a place, or still good.
    #[test]
    fn a_scene_with_a_slip_is_read_or_refused(
        at in 0..V1.len(), len in 0usize..12, to in 0..V1.len(), new in prop_oneof![Just(String::new()), token()],
    ) {
        let end = (at + len).min(V1.len());
        let copied = V1.get(to..(to + len).min(V1.len())).unwrap_or_default();
        for text in [
            format!("{}{new}{}", &V1[..at], &V1[end..]),
            format!("{}{copied}{}", &V1[..at], &V1[at..]),
        ] {
            if let Err(faults) = parse(&text, "x") {
                prop_assert!(!faults.faults.is_empty());
                prop_assert!(faults.faults.iter().all(|fault| fault.line > 0), "{}", faults);
                faults.to_string();
            }
        }
    }
}

/// A scene with numbered comments, each between two of its signs, on a line of its own or not.
fn commented(text: &str, at: &[(u16, bool)]) -> String {
    let (mut places, mut quoted, mut escaped) = (vec![0], false, false);
    for (i, c) in text.char_indices() {
        if quoted {
            (escaped, quoted) = (c == '\\' && !escaped, c != '"' || escaped);
        } else {
            quoted = c == '"';
            if "()[]{},\n".contains(c) {
                places.push(i + 1);
            }
        }
    }
    let mut puts: Vec<(usize, String)> = at
        .iter()
        .enumerate()
        .map(|(number, (at, line))| {
            let comment = if *line { format!(" // <{number}>\n") } else { format!(" /* <{number}> */ ") };
            (places[usize::from(*at) * places.len() / (usize::from(u16::MAX) + 1)], comment)
        })
        .collect();
    puts.sort_by_key(|(at, _)| *at);
    let mut whole = text.to_owned();
    for (at, comment) in puts.iter().rev() {
        whole.insert_str(*at, comment);
    }
    whole
}

fn token() -> impl Strategy<Value = String> {
    let tokens = "( ) [ ] { } : , \" ' r#\" \"# /* */ // \n - 1 2.5 NaN \\ # ! b' Some( None Circle( Touch( Left \
                  format: name: creatures: neurons: classes: params: at: \"a\" ä";
    let tokens: Vec<String> = tokens.split(' ').map(str::to_owned).collect();
    proptest::sample::select(tokens)
}

fn sample() -> Scene {
    parse(V1, "v1").unwrap()
}

/// What of the program's own scenes is no scene stays in them, comment by comment.
#[test]
fn the_scenes_keep_their_comments() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenes");
    let files = [folder.clone(), folder.join("guide")].map(|folder| fs::read_dir(folder).unwrap());
    let files = files.into_iter().flatten().map(|file| file.unwrap().path());
    let scenes: Vec<_> = files.filter(|path| path.to_string_lossy().ends_with(".worm.ron")).collect();
    assert!(scenes.len() > 10);
    for path in scenes {
        let text = fs::read_to_string(&path).unwrap();
        let read = loaded(&text, "x").unwrap();
        let saved = read.comments.write(&read.scene);
        assert_eq!(wriggle::scene::comments::missing(&text, &saved), [""; 0], "{}", path.display());
        assert_eq!(parse(&saved, "x").unwrap(), read.scene);
        assert_eq!(Comments::of(&saved).write(&read.scene), saved, "{}", path.display());
    }
}

#[test]
fn the_old_file_of_format_1_still_loads() {
    let loaded = load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats/v1.worm.ron"))).unwrap();
    assert_eq!(loaded.scene, sample());
    assert_eq!(loaded.scene.classes.keys().collect::<Vec<_>>(), ["sensory", "motor", "all"]);
    assert_eq!(parse(&to_text(&loaded.scene, loaded.comments.header()), "again").unwrap(), loaded.scene);
}

#[test]
fn the_old_protocol_of_format_1_still_loads_and_asks_the_same() {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats/v1.protocol.ron"));
    let protocol = Protocol::load(path).unwrap();
    assert_eq!((&*protocol.name, &*protocol.about), ("Everything", "One line on what it asks."));
    let touch = |segments, side, at, force, every, times| {
        let creature = "Worm".to_owned();
        Stimulus::Touch(Touch { creature, segments, side, at, seconds: 0.5, force, every, times })
    };
    let inject = |neuron: &str, at, amount, seconds, every, times| {
        let (creature, neuron) = ("Worm".to_owned(), neuron.to_owned());
        Stimulus::Inject(Inject { creature, neuron, at, amount, seconds, every, times })
    };
    let noise = |neuron: &str, amount, at, seconds, every, times| {
        let (creature, neuron) = ("Worm".to_owned(), neuron.to_owned());
        Stimulus::Noise(Noise { creature, neuron, amount, at, seconds, every, times })
    };
    let silence = |neuron: &str, at, every, times| {
        let (creature, neuron) = ("Worm".to_owned(), neuron.to_owned());
        Stimulus::Silence(Silence { creature, neuron, at, seconds: 1.0, every, times })
    };
    let clamp = |neuron: &str, potential, at, every, times| {
        let (creature, neuron) = ("Worm".to_owned(), neuron.to_owned());
        Stimulus::Clamp(Clamp { creature, neuron, potential, at, seconds: 1.0, every, times })
    };
    assert_eq!(
        protocol.stimuli(&sample()).unwrap(),
        [
            touch((0, 1), Side::Both, 1.0, 1.0, 0.0, 0),
            touch((6, 9), Side::Left, 2.0, 2.0, 10.0, 3),
            touch((14, 15), Side::Right, 3.0, 1.0, 0.0, 0),
            touch((2, 5), Side::Both, 4.0, 1.0, 0.0, 0),
            inject("ALM", 5.0, (11.0, -1.0), 0.0, 0.0, 0),
            inject("M1", 6.0, (1.0, 0.0), 0.0, 2.0, 4),
            silence("ALM", 7.0, 0.0, 0),
            silence("M1", 8.0, 3.0, 2),
            clamp("ALM", 8.0, 9.0, 0.0, 0),
            clamp("M1", -2.5, 10.0, 4.0, 5),
            inject("ALM", 11.0, (0.5, 0.0), 2.0, 0.0, 0),
            noise("ALM", 0.25, 12.0, 3.0, 0.0, 0),
            noise("M1", 2.0, 13.0, 1.0, 4.0, 6),
        ]
    );
}

#[test]
fn how_a_scene_is_written() {
    insta::assert_snapshot!(to_text(&sample(), "// By hand.\n// Twice."));
}

#[test]
fn the_smallest_scene_is_written_small() {
    assert_eq!(to_text(&Scene::default(), ""), "(\n    format: 1,\n)\n");
}

#[test]
fn a_header_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.worm.ron");
    for header in
        ["", "// one line", "// two\n//\n// lines", "/* a block\n   of two */", "// a\n\n/* b */\n// c"]
    {
        save(&path, &sample(), &Comments::header_alone(header)).unwrap();
        let loaded = load(&path).unwrap();
        assert_eq!((loaded.comments.header(), &loaded.scene), (header, &sample()));
    }
}

/// What stands in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn saving_replaces_the_file_and_leaves_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.worm.ron");
    save(&path, &Scene::default(), &Comments::default()).unwrap();
    save(&path, &sample(), &Comments::default()).unwrap();
    assert_eq!(load(&path).unwrap().scene, sample());
    assert_eq!(names(folder.path()), ["a.worm.ron"]);
}

#[test]
fn a_failure_leaves_the_old_file_whole() {
    let folder = tempfile::tempdir().unwrap();
    let taken = folder.path().join("taken");
    fs::create_dir(&taken).unwrap();
    let told = write_atomically(&taken, b"x").unwrap_err().to_string();
    assert!(told.contains("taken: error: not saved, there is a folder of this name"), "{told}");
    let told = write_atomically(&folder.path().join("no/a.ron"), b"x").unwrap_err().to_string();
    assert!(told.contains("make the folder first"), "{told}");

    let path = folder.path().join("a.ron");
    fs::write(&path, "old").unwrap();
    let mut locked = fs::metadata(&path).unwrap().permissions();
    locked.set_readonly(true);
    fs::set_permissions(&path, locked).unwrap();
    let told = write_atomically(&path, b"new").unwrap_err().to_string();
    assert!(told.contains("write-protected"), "{told}");
    assert_eq!(fs::read(&path).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["a.ron", "taken"]);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_folder_that_may_not_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o555)).unwrap();
        // The superuser writes all the same; then there is nothing to see here.
        if fs::write(folder.path().join("probe"), "").is_err() {
            let told = write_atomically(&path, b"new").unwrap_err().to_string();
            assert!(told.contains("check the folder's permissions"), "{told}");
            assert_eq!(fs::read(&path).unwrap(), b"old");
            assert_eq!(names(folder.path()), ["a.ron"]);
        }
        fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
    }

    #[test]
    fn permissions_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        let plain = folder.path().join("plain");
        fs::write(&plain, "").unwrap();
        write_atomically(&path, b"1").unwrap();
        assert_eq!(mode(&path), mode(&plain), "a new file is like any other");
        for bits in [0o600, 0o640, 0o664] {
            fs::set_permissions(&path, PermissionsExt::from_mode(bits)).unwrap();
            write_atomically(&path, b"2").unwrap();
            assert_eq!(mode(&path), bits);
        }
    }

    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (at, inner) = (folder.path(), folder.path().join("inner"));
        fs::create_dir(&inner).unwrap();
        symlink("inner/target.ron", at.join("link.ron")).unwrap();
        symlink("link.ron", at.join("second.ron")).unwrap();
        for text in ["made through a link", "replaced through it"] {
            write_atomically(&at.join("second.ron"), text.as_bytes()).unwrap();
            assert!(at.join("link.ron").is_symlink() && at.join("second.ron").is_symlink());
            assert_eq!(fs::read_to_string(inner.join("target.ron")).unwrap(), text);
        }
        assert_eq!(names(&inner), ["target.ron"]);
        symlink("loop", at.join("loop")).unwrap();
        assert!(write_atomically(&at.join("loop"), b"x").is_err());
    }
}

/// Run in a process of its own, for it changes the folder of the process.
#[test]
fn a_bare_name_is_in_the_current_folder() {
    if std::env::var_os("SCENE_BARE_NAME").is_some() {
        write_atomically(Path::new("bare.ron"), b"x").unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let status = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["a_bare_name_is_in_the_current_folder", "--exact"])
        .env("SCENE_BARE_NAME", "1")
        .current_dir(folder.path())
        .status()
        .unwrap();
    assert!(status.success());
    assert_eq!(names(folder.path()), ["bare.ron"]);
}
