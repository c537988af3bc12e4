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
    assert_eq!(frames.len(), 5);
    assert!(frames.windows(2).all(|pair| pair[0] != pair[1]), "something moves");
    let mut names: Vec<String> = std::fs::read_dir(folder.path())
        .expect("the folder")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".png"))
        .collect();
    names.sort();
    assert_eq!(names, ["frame-000.png", "frame-001.png", "frame-002.png", "frame-003.png", "frame-004.png"]);
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
        (&["shot", scene, "--video", "v.mp4"], 2, "a video is a GIF file"),
        (&["shot", scene, "--video", "v-%d.png"], 2, "a video is a GIF file"),
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
