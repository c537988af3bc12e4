//! The window itself, on whatever display there is: opened, driven by keys, and looked at.
//!
//! It needs a display, `xdotool` and `ImageMagick`'s `import`, so it runs only when asked for:
//! `.ci/window` does, under Xvfb. It waits for what it wants to see, however slow the machine.
#![cfg(feature = "window")]

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longest wait for anything.
const PATIENCE: Duration = Duration::from_secs(240);

/// The program, ended when the test ends, however it ends.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn said(program: &str, arguments: &[&str]) -> Vec<u8> {
    let done = Command::new(program).args(arguments).stderr(Stdio::inherit()).output();
    done.unwrap_or_else(|error| panic!("{program}: {error}")).stdout
}

fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(500));
    }
}

/// A picture of the window: width, height, red, green and blue.
struct Picture {
    width: usize,
    rgb: Vec<u8>,
}

impl Picture {
    fn take(window: &str) -> Self {
        let geometry =
            String::from_utf8(said("xdotool", &["getwindowgeometry", "--shell", window])).expect("words");
        let number = |name: &str| -> usize {
            let line = geometry.lines().find_map(|line| line.strip_prefix(name)).expect("a geometry");
            line.parse().expect("a number")
        };
        let (width, height) = (number("WIDTH="), number("HEIGHT="));
        let rgb = said("import", &["-window", window, "-depth", "8", "rgb:-"]);
        assert_eq!(rgb.len(), width * height * 3, "a picture of {width} by {height}");
        Self { width, rgb }
    }

    /// Centre and number of the pixels with the pale pink of a worm's skin.
    fn worm(&self) -> Option<(f64, f64, usize)> {
        let (mut x, mut y, mut count) = (0.0, 0.0, 0);
        for (index, pixel) in self.rgb.chunks_exact(3).enumerate() {
            let [r, g, b] = [pixel[0], pixel[1], pixel[2]].map(i32::from);
            if r > 150 && r - b > 35 && r - g > 15 && g - b > 5 {
                x += (index % self.width) as f64;
                y += (index / self.width) as f64;
                count += 1;
            }
        }
        (count > 400).then(|| (x / count as f64, y / count as f64, count))
    }

    /// How many pixels differ from another picture.
    fn differs(&self, other: &Self) -> usize {
        let pairs = self.rgb.chunks_exact(3).zip(other.rgb.chunks_exact(3));
        pairs.filter(|(a, b)| a.iter().zip(*b).any(|(x, y)| x.abs_diff(*y) > 8)).count()
    }
}

/// A window that is open.
struct Open {
    /// Ended with this.
    program: Program,
    window: String,
    /// Its settings are its own, not those of whoever runs this.
    settings: tempfile::TempDir,
}

impl Open {
    fn new(arguments: &[&str]) -> Self {
        Self::telling(arguments, Stdio::inherit())
    }

    /// Each frame is told to standard error.
    fn telling(arguments: &[&str], frames: Stdio) -> Self {
        let settings = tempfile::tempdir().expect("a folder");
        let program = Self::telling_with(arguments, &settings, "1", frames);
        Self { settings, ..program }
    }

    /// With settings that are there already, on a screen that is so much finer than usual.
    fn with(arguments: &[&str], settings: &tempfile::TempDir, scale: &str) -> Self {
        Self::telling_with(arguments, settings, scale, Stdio::inherit())
    }

    fn telling_with(arguments: &[&str], settings: &tempfile::TempDir, scale: &str, frames: Stdio) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_wriggle"))
            .args(arguments)
            .env("WRIGGLE_CONFIG_DIR", settings.path())
            .env("WINIT_X11_SCALE_FACTOR", scale)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdout(Stdio::inherit())
            .env("RUST_LOG", "off,wriggle::window::pace=trace")
            .stderr(frames)
            .spawn()
            .expect("the program starts");
        let mut program = Program(child);
        let id = program.0.id().to_string();
        let window = wait_for("the window", || {
            assert!(program.0.try_wait().expect("a state").is_none(), "the program ended without a window");
            let found =
                said("xdotool", &["search", "--all", "--onlyvisible", "--pid", &id, "--name", "wriggle"]);
            String::from_utf8(found).expect("words").lines().next().map(str::to_owned)
        });
        // Its own, for it owns no other.
        Self { program, window, settings: tempfile::tempdir().expect("a folder") }
    }

    /// Tells it to end, and waits until it has.
    fn end(&mut self, signal: &str) {
        said("kill", &[signal, &self.program.0.id().to_string()]);
        wait_for("the end", || self.program.0.try_wait().expect("a state").map(|_| ()));
    }

    /// Something has been drawn.
    fn wait_for_picture(&self) {
        wait_for("a picture", || {
            self.pause();
            let colors =
                Picture::take(&self.window).rgb.iter().collect::<std::collections::BTreeSet<_>>().len();
            (colors > 100).then_some(())
        });
    }

    fn key(&self, key: &str) {
        said("xdotool", &["windowfocus", &self.window]);
        // Not `--window`: events that are sent to a window do not carry modifiers.
        said("xdotool", &["key", key]);
        // Keys of one frame share their modifiers: no person is as quick as a program.
        std::thread::sleep(Duration::from_millis(300));
    }

    fn go(&self, (x, y): (u32, u32)) {
        said("xdotool", &["mousemove", "--window", &self.window, &x.to_string(), &y.to_string()]);
    }

    fn click(&self, at: (u32, u32), button: &str) {
        self.go(at);
        self.pause();
        said("xdotool", &["click", button]);
        self.pause();
    }

    /// Long enough for some frames, and that two clicks are no double click. What has to be there is
    /// waited for, so a slow machine is only slow.
    fn pause(&self) {
        std::thread::sleep(Duration::from_millis(900));
    }
}

#[test]
#[ignore = "needs a display: run .ci/window"]
fn a_window_that_stands_still_is_hardly_drawn_and_a_covered_one_not_at_all() {
    let log = tempfile::NamedTempFile::new().expect("a file");
    let open = Open::telling(&[], log.reopen().expect("a file").into());
    let frames = || std::fs::read_to_string(log.path()).expect("a log").matches("frame ").count();
    let during = |seconds: u64| {
        let before = frames();
        std::thread::sleep(Duration::from_secs(seconds));
        frames() - before
    };
    wait_for("a worm", || Picture::take(&open.window).worm());
    open.go((640, 5));
    open.key("space");
    // What was said in the beginning goes first.
    wait_for("a pause", || (during(3) <= 6).then_some(()));
    let still = during(10);
    assert!((1..=20).contains(&still), "{still} frames in ten seconds");
    // A touch is shown at once, not with the next beat.
    let before = frames();
    open.key("g");
    wait_for("an answer", || (frames() > before + 2).then_some(()));
    open.key("g");

    // Another window of the same size in the same place.
    let other = Open::new(&[]);
    wait_for("a worm in the other", || Picture::take(&other.window).worm());
    wait_for("a rest", || (during(3) == 0).then_some(()));
    assert_eq!(during(5), 0, "nobody sees it");
    drop(other);
    wait_for("a picture", || (during(1) > 0).then_some(()));
}

#[test]
#[ignore = "needs a display: run .ci/window"]
fn a_worm_crawls_in_the_window() {
    let open = Open::new(&[]);
    let window = open.window.clone();
    let key = |key: &str| open.key(key);

    let (before, place) = wait_for("a worm", || {
        let picture = Picture::take(&window);
        picture.worm().map(|place| (picture, place))
    });
    assert!(place.2 < 200_000, "{} pixels are no worm", place.2);

    // The world alone, with the camera standing still.
    key("2");
    key("c");
    let whole = wait_for("the world alone", || {
        let picture = Picture::take(&window);
        (picture.differs(&before) > 50_000 && picture.worm().is_some()).then_some(picture)
    });
    let (x, y, _) = whole.worm().expect("a worm");
    wait_for("the worm to move", || {
        let (now_x, now_y, _) = Picture::take(&window).worm()?;
        ((now_x - x).abs() + (now_y - y).abs() > 12.0).then_some(())
    });

    // Paused, nothing moves.
    key("space");
    wait_for("the worm to stand still", || {
        let first = Picture::take(&window);
        std::thread::sleep(Duration::from_millis(700));
        (Picture::take(&window).differs(&first) < 40).then_some(())
    });
    // One tick, and something has.
    let paused = Picture::take(&window);
    key("period");
    wait_for("one tick", || (Picture::take(&window).differs(&paused) > 0).then_some(()));
}

/// What a person does first: two neurons, a link between them, another threshold, and it is saved.
#[test]
#[ignore = "needs a display: run .ci/window"]
fn a_network_is_built_in_the_window_and_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.worm.ron");
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenes/pair.worm.ron");
    std::fs::copy(shipped, &path).expect("copied");
    let read = || wriggle::scene::load(&path).ok().map(|loaded| loaded.scene);
    let before = read().expect("a scene");
    let open = Open::new(&[path.to_str().expect("UTF-8")]);
    // The saved file, once it is as wanted.
    let saved = |what: &str, wanted: &dyn Fn(&wriggle::scene::document::Creature) -> bool| {
        wait_for(what, || {
            open.key("ctrl+s");
            open.pause();
            read().filter(|scene| wanted(&scene.creatures[0]))
        })
    };
    open.wait_for_picture();
    open.key("space");
    let (first, second) = ((330, 140), (790, 140));
    for (place, count) in [(first, 1), (second, 2)] {
        open.go(place);
        open.pause();
        open.key("n");
        saved("a new neuron", &|c| c.neurons.len() == before.creatures[0].neurons.len() + count);
    }
    open.click(first, "1");
    open.pause();
    open.click(second, "3");
    open.pause();
    // The first entry of the menu: a link from the neuron that was selected.
    open.click((second.0 + 45, second.1 + 37), "1");
    let linked = saved("a link", &|c| c.synapses.len() == before.creatures[0].synapses.len() + 1);
    let link = linked.creatures[0].synapses.last().expect("the link").clone();
    assert_eq!((link.from.as_str(), link.to.as_str()), ("N1", "N2"));

    let threshold = |c: &wriggle::scene::document::Creature| {
        c.neurons.iter().find(|n| n.name == "N1").and_then(|n| n.params.threshold)
    };
    // The field of the threshold in the inspector of a window of 1280 by 720.
    open.click(first, "1");
    open.pause();
    open.click((1107, 490), "1");
    open.key("ctrl+a");
    open.key("7");
    open.key("Return");
    saved("the threshold", &|c| threshold(c) == Some(7.0));
    open.key("ctrl+z");
    saved("the threshold undone", &|c| threshold(c).is_none());
    open.key("ctrl+shift+z");
    let done = saved("the threshold done again", &|c| threshold(c) == Some(7.0));

    // But for the two neurons and their link the file says what it said.
    let mut rest = done;
    rest.creatures[0].neurons.truncate(before.creatures[0].neurons.len());
    rest.creatures[0].synapses.truncate(before.creatures[0].synapses.len());
    assert_eq!(rest, before);
}

/// The size of a window is kept in points: on a finer screen it must not grow from one start to the next.
#[test]
#[ignore = "needs a display: run .ci/window"]
fn a_window_is_as_large_at_each_start_whatever_the_screen() {
    for scale in ["1.5", "1.25"] {
        let settings = tempfile::tempdir().expect("a folder");
        // As an earlier version left it, that has grown at each start.
        std::fs::write(settings.path().join("window.ron"), "(size: (14580, 8201), zoom: 1.0)")
            .expect("written");
        let mut sizes = Vec::new();
        for _ in 0..3 {
            let mut open = Open::with(&["scenes/pair.worm.ron"], &settings, scale);
            open.wait_for_picture();
            let geometry = said("xdotool", &["getwindowgeometry", "--shell", &open.window]);
            let geometry = String::from_utf8(geometry).expect("words");
            let size: Vec<String> = geometry
                .lines()
                .filter(|line| line.starts_with("WIDTH=") || line.starts_with("HEIGHT="))
                .map(str::to_owned)
                .collect();
            sizes.push(size);
            open.end("-TERM");
        }
        assert!(sizes.iter().all(|size| *size == sizes[0]), "{sizes:?}");
    }
}

/// Whoever is told to end writes first what is not saved.
#[test]
#[ignore = "needs a display: run .ci/window"]
fn what_is_not_saved_survives_every_signal_that_ends_a_program() {
    for signal in ["-TERM", "-INT", "-HUP"] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("mine.worm.ron");
        let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenes/pair.worm.ron");
        std::fs::copy(shipped, &path).expect("copied");
        let mut open = Open::new(&[path.to_str().expect("UTF-8")]);
        open.wait_for_picture();
        open.key("space");
        open.go((330, 140));
        open.pause();
        open.key("n");
        open.end(signal);
        let kept = std::fs::read_dir(open.settings.path().join("recovery")).expect("a folder").flatten();
        let kept = kept.filter(|file| file.file_name().to_string_lossy().ends_with(".rescue.ron"));
        let texts: Vec<String> =
            kept.map(|file| std::fs::read_to_string(file.path()).expect("a scene")).collect();
        assert_eq!(texts.len(), 1, "{signal}");
        assert!(texts[0].contains("N1"), "{signal}: {}", texts[0]);
    }
}
