//! Pictures and videos without a display.
#![cfg(feature = "window")]

use assert_cmd::Command;
use std::path::Path;

fn wriggle() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wriggle"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command
}

/// Width, height and the red, green and blue of a PNG file.
fn read(path: &Path) -> (u32, u32, Vec<u8>) {
    let file = std::io::BufReader::new(std::fs::File::open(path).expect("the picture"));
    let mut reader = png::Decoder::new(file).read_info().expect("a PNG file");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut pixels).expect("pixels");
    pixels.truncate(info.buffer_size());
    (info.width, info.height, pixels)
}

/// Number and centre of the pixels with the pale pink of a worm's skin.
fn worm(width: u32, pixels: &[u8]) -> (usize, f64, f64) {
    let (mut count, mut x, mut y) = (0, 0.0, 0.0);
    for (index, pixel) in pixels.chunks_exact(3).enumerate() {
        let [r, g, b] = [pixel[0], pixel[1], pixel[2]].map(i32::from);
        if r > 150 && r - b > 35 && r - g > 15 && g - b > 5 {
            count += 1;
            x += (index % width as usize) as f64;
            y += (index / width as usize) as f64;
        }
    }
    (count, x / count.max(1) as f64, y / count.max(1) as f64)
}

#[test]
fn the_crawler_is_in_its_picture_and_the_picture_is_always_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let take = |name: &str, at: &str| {
        let path = folder.path().join(name);
        let out = path.to_str().expect("UTF-8").to_owned();
        wriggle()
            .args(["shot", "scenes/crawler.worm.ron", "--at", at, "--size", "640x360", "--out", &out])
            .assert()
            .success();
        read(&path)
    };
    let (width, height, pixels) = take("a.png", "7");
    assert_eq!((width, height, pixels.len()), (640, 360, 640 * 360 * 3));
    let (count, x, y) = worm(width, &pixels);
    assert!((1_500..60_000).contains(&count), "{count} pixels of skin");
    assert!((x - 320.0).abs() < 90.0 && (y - 180.0).abs() < 90.0, "the worm is at {x}, {y}");
    assert_eq!(take("b.png", "7").2, pixels);
    assert_ne!(take("c.png", "8").2, pixels);
}

#[test]
fn every_subject_scale_and_theme_has_its_picture() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.png");
    let out = path.to_str().expect("UTF-8");
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for extra in [
        &["--show", "world"][..],
        &["--show", "network"],
        &["--show", "both"],
        &["--show", "window"],
        &["--show", "window", "--light"],
        &["--show", "window", "--scale", "2"],
    ] {
        let base = ["shot", "scenes/reflex.worm.ron", "--at", "2.1", "--out", out];
        wriggle().args(base).args(extra).assert().success();
        let (width, height, pixels) = read(&path);
        assert_eq!((width, height), (1280, 720));
        assert!(!seen.contains(&pixels), "{extra:?} shows what another shows");
        seen.push(pixels);
    }
    // A network without a body is shown as a network.
    wriggle().args(["shot", "scenes/ring.worm.ron", "--out", out]).assert().success();
    let (_, _, pixels) = read(&path);
    assert!(pixels.chunks_exact(3).any(|p| p[2] > 120), "there is something in the picture");
}

#[test]
fn videos_are_gifs_or_numbered_pictures() {
    let folder = tempfile::tempdir().expect("a folder");
    let gif = folder.path().join("v.gif");
    let numbered = folder.path().join("frame-%03d.png");
    let span = ["--from", "1", "--to", "1.4", "--fps", "10", "--size", "160x90"];
    for video in [&gif, &numbered] {
        let video = video.to_str().expect("UTF-8");
        wriggle().args(["shot", "scenes/crawler.worm.ron", "--video", video]).args(span).assert().success();
    }
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    let mut decoder = options.read_info(std::fs::File::open(&gif).expect("the video")).expect("a GIF");
    assert_eq!((decoder.width(), decoder.height()), (160, 90));
    let mut frames = Vec::new();
    while let Some(frame) = decoder.read_next_frame().expect("a frame") {
        assert_eq!(frame.delay, 10);
        frames.push(frame.buffer.to_vec());
    }
    assert_eq!(frames.len(), 4, "four tenths of a second, and no more");
    assert!(frames.windows(2).all(|pair| pair[0] != pair[1]), "something moves");
    let mut names: Vec<String> = std::fs::read_dir(folder.path())
        .expect("the folder")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".png"))
        .collect();
    names.sort();
    assert_eq!(names, ["frame-000.png", "frame-001.png", "frame-002.png", "frame-003.png"]);
}

#[test]
fn a_gif_lasts_as_long_as_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let gif = folder.path().join("v.gif");
    let video = gif.to_str().expect("UTF-8");
    let span = ["--from", "0.5", "--to", "2", "--fps", "30", "--size", "64x36", "--no-time"];
    wriggle().args(["shot", "scenes/crawler.worm.ron", "--video", video]).args(span).assert().success();
    let mut decoder =
        gif::DecodeOptions::new().read_info(std::fs::File::open(&gif).expect("the video")).expect("a GIF");
    let mut delays = Vec::new();
    while let Some(frame) = decoder.next_frame_info().expect("a frame") {
        delays.push(frame.delay);
    }
    assert_eq!((delays.len(), delays.iter().sum::<u16>()), (45, 150), "hundredths of a second: {delays:?}");
    assert!(delays.iter().all(|delay| (3..=4).contains(delay)), "{delays:?}");
}

/// A stand-in for ffmpeg that keeps what it is asked, and makes a file of what it gets.
#[cfg(unix)]
fn stand_in(folder: &Path, script: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    let program = folder.join("ffmpeg");
    let text = format!("#!/bin/sh\nif [ \"$1\" = -version ]; then exit 0; fi\n{script}\n");
    std::fs::write(&program, text).expect("written");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("a program");
}

#[cfg(unix)]
#[test]
fn an_mp4_or_webm_is_made_by_ffmpeg() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    stand_in(
        folder.path(),
        &format!("echo \"$@\" > {}\nfor last; do :; done\n/bin/cat > \"$last\"", path("asked")),
    );
    let span = ["--from", "1", "--to", "1.5", "--fps", "30", "--size", "64x36"];
    for (name, encoder) in [("v.mp4", "libx264"), ("v.webm", "libvpx-vp9")] {
        let video = path(name);
        let scene = "scenes/crawler.worm.ron";
        wriggle()
            .env("PATH", folder.path())
            .args(["shot", scene, "--video", &video])
            .args(span)
            .assert()
            .success();
        let asked = std::fs::read_to_string(path("asked")).expect("the words");
        for words in
            ["-f rawvideo", "-pix_fmt rgb24", "-video_size 64x36", "-framerate 30 -i pipe:0", encoder]
        {
            assert!(asked.contains(words), "{name}: `{words}` is not in {asked}");
        }
        assert!(asked.trim_end().ends_with(&name[1..]), "a file of its kind: {asked}");
        let frames = std::fs::read(&video).expect("the video");
        assert_eq!(frames.len(), 15 * 64 * 36 * 3, "half a second of 30 pictures a second");
    }
}

#[cfg(unix)]
#[test]
fn where_ffmpeg_is_not_or_fails_it_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let video = folder.path().join("v.mp4");
    let shot = |size: &str| {
        let video = video.to_str().expect("UTF-8").to_owned();
        let done = wriggle()
            .env("PATH", folder.path())
            .args(["shot", "scenes/crawler.worm.ron", "--to", "3", "--size", size, "--video", &video])
            .assert();
        let out = done.get_output();
        (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned())
    };
    let (code, words) = shot("64x36");
    assert_eq!(code, Some(1), "{words}");
    assert!(words.contains("ffmpeg, which is not there") && words.contains("--video NAME.gif"), "{words}");
    stand_in(folder.path(), "echo 'Unknown encoder libx264' >&2; exit 1");
    let (code, words) = shot("64x36");
    assert_eq!(code, Some(1), "{words}");
    assert!(words.contains("could not make the video") && words.contains("Unknown encoder"), "{words}");
    let (code, words) = shot("65x36");
    assert!(code == Some(2) && words.contains("--size 66x36"), "{words}");
    assert!(!video.exists(), "nothing half done is left");
}

#[test]
fn what_was_before_a_file_was_saved_is_not_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let (saved, picture, other) = (path("later.worm.ron"), path("p.png"), path("o.png"));
    let run = ["run", "scenes/crawler.worm.ron", "--seconds", "15", "--save", &saved];
    wriggle().args(run).assert().success();
    let shot = |more: &[&str], code: i32| {
        let done = wriggle().args(["shot", &saved, "--size", "320x180"]).args(more).assert().code(code);
        String::from_utf8_lossy(&done.get_output().stderr).into_owned()
    };
    let words = shot(&["--at", "5", "--out", &picture], 2);
    assert!(words.contains("was saved at 15 s") && words.contains("--at 15 is the first moment"), "{words}");
    assert!(!Path::new(&picture).exists());
    let words = shot(&["--from", "14.99", "--video", &path("v.gif")], 2);
    assert!(words.contains("--from 15 is the first moment"), "{words}");
    // Where nothing is asked, a picture is of the first moment there is.
    shot(&["--out", &picture], 0);
    shot(&["--at", "15", "--out", &other], 0);
    assert_eq!(std::fs::read(&picture).expect("a picture"), std::fs::read(&other).expect("a picture"));
    // And a video begins there.
    shot(&["--video", &path("v-%02d.png"), "--to", "15.1"], 0);
    assert!(Path::new(&path("v-01.png")).exists() && !Path::new(&path("v-02.png")).exists());
}

#[test]
fn the_time_stands_in_the_corner_unless_it_is_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let take = |at: &str, more: &[&str]| {
        let path = folder.path().join("p.png");
        let out = path.to_str().expect("UTF-8");
        // The camera stands still, far from the worm.
        let base = ["shot", "scenes/crawler.worm.ron", "--size", "320x180", "--camera", "-500,0,10"];
        wriggle().args(base).args(["--at", at, "--out", out]).args(more).assert().success();
        read(&path).2
    };
    let corner = |pixels: &[u8]| -> Vec<u8> {
        let rows = pixels.chunks_exact(320 * 3).skip(140);
        rows.flat_map(|row| row[200 * 3..].to_vec()).collect()
    };
    let (one, two, none) = (take("1", &[]), take("2", &[]), take("2", &["--no-time"]));
    assert!(corner(&one) != corner(&two) && corner(&two) != corner(&none));
    assert_eq!(take("1", &["--no-time"]), none, "nothing else is to be seen there");
}

#[test]
fn cameras_stand_still_or_follow() {
    let folder = tempfile::tempdir().expect("a folder");
    let take = |scene: &str, at: &str, more: &[&str]| {
        let path = folder.path().join("p.png");
        let out = path.to_str().expect("UTF-8");
        let base = ["shot", scene, "--size", "1280x720", "--no-time", "--at", at, "--out", out];
        wriggle().args(base).args(more).assert().success();
        let (width, _, pixels) = read(&path);
        worm(width, &pixels)
    };
    let crawler = "scenes/crawler.worm.ron";
    // Its head is born at 0, 0, looking right; it is 16 long.
    let (count, x, y) = take(crawler, "0", &["--camera", "-8,0,64"]);
    assert!((x - 640.0).abs() < 25.0 && (y - 360.0).abs() < 25.0 && count > 1000, "{count} at {x}, {y}");
    let (half, x, _) = take(crawler, "0", &["--camera", "24,0,128"]);
    assert!((x - 320.0).abs() < 25.0, "a quarter of the width left of the middle: {x}");
    assert!(half * 2 < count, "half as large: {half} pixels, not {count}");
    // It goes right, and the camera does not.
    let (_, later, _) = take(crawler, "10", &["--camera", "-8,0,128"]);
    assert!(later > 640.0 + 150.0, "{later}");
    let (_, x, y) = take(crawler, "10", &["--follow", "Worm"]);
    assert!((x - 640.0).abs() < 50.0 && (y - 360.0).abs() < 50.0, "{x}, {y}");
    // All six, and one of them alone, larger.
    let company = "scenes/company.worm.ron";
    let (all, ..) = take(company, "5", &[]);
    let (one, x, y) = take(company, "5", &["--follow", "Ada"]);
    assert!(one > all, "{one} and {all} pixels");
    assert!((x - 640.0).abs() < 160.0 && (y - 360.0).abs() < 120.0, "{x}, {y}");
}

#[test]
fn a_scene_is_changed_as_for_a_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let protocol = folder.path().join("p.protocol.ron");
    let text = "(format: 1, stimuli: [Touch(place: Head, at: 2.0, seconds: 0.3)])";
    std::fs::write(&protocol, text).expect("written");
    let protocol = protocol.to_str().expect("UTF-8");
    let take = |more: &[&str]| {
        let path = folder.path().join("p.png");
        let out = path.to_str().expect("UTF-8");
        let base = ["shot", "scenes/crawler.worm.ron", "--size", "160x90", "--out", out];
        wriggle().args(base).args(more).assert().success();
        read(&path).2
    };
    let plain = take(&["--at", "7"]);
    assert_eq!(take(&["--ticks", "700"]), plain);
    for more in [
        &["--medium", "water"][..],
        &["--ablate", "SLOW1"],
        &["--protocol", protocol],
        &["--set", "creatures[0].body.length=12"],
        &["--touch", "head@2+0.3"],
        &["--seed", "5", "--set", "creatures[0].body.jitter=0.3"],
    ] {
        assert!(take(&[&["--at", "7"], more].concat()) != plain, "{more:?} changes nothing");
    }
}

#[test]
fn a_still_camera_takes_in_the_whole_way() {
    let folder = tempfile::tempdir().expect("a folder");
    let take = |fit: &str| {
        let names = folder.path().join(format!("{fit}-%02d.png"));
        let names = names.to_str().expect("UTF-8");
        let span = ["--from", "0", "--to", "9", "--fps", "1", "--size", "960x540", "--no-time"];
        let scene = "scenes/crawler.worm.ron";
        wriggle().args(["shot", scene, "--video", names, "--fit", fit]).args(span).assert().success();
        let picture = |k: usize| {
            let (width, _, pixels) = read(&folder.path().join(format!("{fit}-{k:02}.png")));
            worm(width, &pixels)
        };
        [0, 4, 8].map(picture)
    };
    let all = take("all");
    assert!(all.iter().all(|(count, ..)| *count > 300), "in every picture: {all:?}");
    assert!(all[0].1 + 100.0 < all[1].1 && all[1].1 + 100.0 < all[2].1, "through a still picture: {all:?}");
    let creatures = take("creatures");
    assert!(
        creatures.iter().all(|(_, x, _)| (x - 480.0).abs() < 60.0),
        "the camera goes along: {creatures:?}"
    );
}

#[test]
fn bad_wishes_are_refused() {
    let scene = "scenes/crawler.worm.ron";
    let cases: &[(&[&str], i32, &str)] = &[
        (&["shot", scene], 2, "--out"),
        (&["shot", scene, "--out", "p.jpg"], 2, "a picture is a PNG file"),
        (&["shot", scene, "--out", "p"], 2, "a picture is a PNG file"),
        (&["shot", scene, "--out", "p.png", "--size", "0x10"], 2, "from 16 to 8192"),
        (&["shot", scene, "--out", "p.png", "--size", "100000x10"], 2, "from 16 to 8192"),
        (&["shot", scene, "--out", "p.png", "--scale", "nan"], 2, "from 0.25 to 8"),
        (&["shot", scene, "--out", "p.png", "--show", "moon"], 2, "moon"),
        (&["shot", scene, "--out", "p.png", "--video", "v.gif"], 2, "cannot be used with"),
        (&["shot", scene, "--out", "no/such/folder/p.png", "--at", "0"], 1, "no/such/folder"),
        (&["shot", scene, "--video", "v.avi"], 2, ".gif, .mp4 or .webm"),
        (&["shot", scene, "--video", "v-%d.png"], 2, ".gif, .mp4 or .webm"),
        (&["shot", scene, "--video", "v.gif", "--fps", "60"], 2, "--fps 50"),
        (&["shot", scene, "--out", "p.png", "--camera", "1,2"], 2, "X,Y,WIDTH"),
        (&["shot", scene, "--out", "p.png", "--camera", "1,2,0"], 2, "X,Y,WIDTH"),
        (&["shot", scene, "--out", "p.png", "--camera", "1,nan,3"], 2, "X,Y,WIDTH"),
        (&["shot", scene, "--out", "p.png", "--camera", "1,2,3", "--fit", "all"], 2, "cannot be used with"),
        (&["shot", scene, "--out", "p.png", "--follow", "Wurm"], 2, "did you mean \"Worm\"?"),
        (&["shot", "scenes/ring.worm.ron", "--out", "p.png", "--follow", "Ring"], 2, "no creature"),
        (&["shot", scene, "--video", "v.gif", "--from", "5", "--to", "4"], 2, "later than"),
        (&["shot", scene, "--video", "v.gif", "--to", "9999"], 2, "too many"),
        (&["shot", "nowhere.worm.ron", "--out", "p.png"], 1, "no such file"),
        (&["shot", scene, "--out", "p.png", "--touch", "99@1+1"], 2, "segments 0 to 15"),
    ];
    for (arguments, code, fragment) in cases {
        let done = wriggle().args(*arguments).assert();
        let out = done.get_output();
        let words = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(*code), "{arguments:?}: {words}");
        assert!(words.contains(fragment) && !words.contains("panicked"), "{arguments:?} said: {words}");
    }
}

/// Names in letters that only a font of the system has, in a picture of the network.
#[test]
fn names_are_drawn_with_a_font_of_the_system() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let scene = path("name.worm.ron");
    // Of those that are set aside for private use: only the font beside the tests has it.
    let text = "(format: 1, creatures: [(name: \"Net\", neurons: [(name: \"\u{10fa00}\u{5d0}\u{5d1}\")])])";
    std::fs::write(&scene, text).expect("written");
    let home = folder.path().join("home");
    std::fs::create_dir_all(home.join(".fonts")).expect("a folder");
    let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts/three-letters.ttf");
    std::fs::copy(font, home.join(".fonts/three-letters.ttf")).expect("a font");
    let take = |name: &str, home: &Path| {
        let out = path(name);
        let arguments = ["shot", &scene, "--show", "network", "--size", "320x180", "--out", &out];
        let done = wriggle().env("HOME", home).args(arguments).assert().success();
        let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        (read(Path::new(&out)).2, said)
    };
    let (boxes, said) = take("boxes.png", folder.path());
    let (letters, silent) = take("letters.png", &home);
    assert!(said.contains('\u{10fa00}') && !silent.contains("boxes"), "{said} {silent}");
    assert_ne!(boxes, letters);
    assert_eq!(take("again.png", &home).0, letters);
}
