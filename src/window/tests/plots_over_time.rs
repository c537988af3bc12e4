//! The plot of the whole run, and cursors; pictures of all tabs.

use super::*;
use crate::window::plots::{Long, Scope, Tab};
use crate::window::shot::{Photographer, Settings, Subject};
use crate::window::twin::Ghost;

#[test]
fn two_cursors_are_put_by_clicks_and_taken_away() {
    let mut harness = window();
    select(&mut harness, "ALM");
    for _ in 0..300 {
        crate::sim::run_tick(harness.state_mut());
    }
    harness.run_steps(2);
    let lane = harness.get_by_label("Lane of ALM").rect();
    let put = |harness: &mut Harness<'_, World>, share: f32| {
        let at = lane.left_center() + Vec2::new(share * lane.width(), 0.0);
        harness.drag_at(at);
        harness.run_steps(1);
        harness.drop_at(at);
        // Clicks that follow too soon are one of two.
        harness.run_steps(40);
    };
    let cursors = |harness: &Harness<'_, World>| plots(harness).cursors();
    put(&mut harness, 0.2);
    put(&mut harness, 0.7);
    let [Some(a), Some(b)] = cursors(&harness) else { panic!("two cursors: {:?}", cursors(&harness)) };
    assert!((a - 2.0).abs() < 0.1 && (b - 7.0).abs() < 0.1, "{a} {b}");
    put(&mut harness, 0.5);
    assert_eq!(cursors(&harness), [None, None]);
}

#[test]
fn of_a_long_run_the_ghost_is_drawn_at_the_moments_of_the_worm() {
    const TICKS: u64 = 60_000;
    let mut world = shipped("crawler");
    Ghost::toggle(&mut world);
    world.insert_resource(Long::of_ticks(TICKS));
    world.resource_mut::<Ghost>().world_mut().expect("a ghost").insert_resource(Long::of_ticks(TICKS));
    world.insert_resource(Clock { tick: TICKS });
    world.resource_mut::<Scope>().live_mut().tick = TICKS;
    let mut plots = world.resource_mut::<Plots>();
    plots.tab = Tab::Run;
    plots.show_last(60.0);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("run.csv");
    crate::window::plots::save_now(&world, &path);
    let mut table = csv::Reader::from_path(path).expect("a table");
    let head: Vec<String> = table.headers().expect("a head").iter().map(str::to_owned).collect();
    let place = |name: &str| head.iter().position(|own| own == name).unwrap_or_else(|| panic!("{head:?}"));
    let (own, ghost) = (place("speed speed"), place("speed ghost"));
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    let both = rows.iter().filter(|row| !row[own].is_empty() && row[own] == row[ghost]).count();
    let any = rows.iter().filter(|row| !row[own].is_empty() || !row[ghost].is_empty()).count();
    assert!(both > 50 && both == any, "{both} of {any}");
}

#[test]
fn the_whole_run_is_kept_with_the_plots_closed_and_shown_to_its_beginning() {
    let mut world = shipped("crawler");
    world.resource_mut::<Scope>().close(None);
    for _ in 0..9000 {
        crate::sim::run_tick(&mut world);
    }
    world.resource_mut::<Playback>().playing = false;
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 720.0))
        .build_ui_state(|ui, world: &mut World| frame(ui, world), world);
    harness.run_steps(3);
    harness.get_by_label("Whole run").click();
    harness.run_steps(3);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("run.csv");
    crate::window::plots::save_now(harness.state(), &path);
    let mut table = csv::Reader::from_path(path).expect("a table");
    let head: Vec<String> = table.headers().expect("a head").iter().map(str::to_owned).collect();
    assert_eq!((head[0].as_str(), head[1].as_str()), ("time [s]", "speed speed"));
    let rows: Vec<Vec<f64>> = table
        .records()
        .map(|row| row.expect("a row").iter().map(|field| field.parse().unwrap_or(f64::NAN)).collect())
        .collect();
    assert!(rows[0][0] < 1.0 && rows.last().expect("rows")[0] > 89.0, "from beginning to end");
    assert!(rows.len() < 1200, "{}", rows.len());
    // As fast as the crawler goes by its measures.
    let speeds: Vec<f64> = rows.iter().map(|row| row[1]).filter(|speed| speed.is_finite()).collect();
    let mean = speeds.iter().sum::<f64>() / speeds.len() as f64;
    let track = &world_tracks(harness.state()).tracks[0];
    let way = crate::record::measure(track, 3000, 9000).expect("measures").speed;
    assert!((mean - f64::from(way)).abs() < 0.02, "{mean} {way}");
}

fn world_tracks(world: &World) -> &crate::record::Tracks {
    world.resource::<crate::record::Tracks>()
}

#[test]
fn a_run_that_is_returned_to_has_its_plot_from_the_beginning() {
    use crate::window::plots::Long;
    let mut world = shipped("crawler");
    let run = |world: &mut World, ticks: u64| (0..ticks).for_each(|_| drive::tick(world));
    run(&mut world, 1200);
    let then = world.resource::<Long>().speeds(1200);
    files::reset(&mut world);
    run(&mut world, 400);
    assert!(world.resource::<Long>().speeds(1200).last().expect("speeds")[0] < 4.0, "another run");
    crate::window::time::return_to_run(&mut world);
    assert_eq!(world.resource::<Long>().speeds(1200), then);
    run(&mut world, 300);
    let now = world.resource::<Long>().speeds(1500);
    assert!(now.len() > then.len() && now[0] == then[0] && now.last().expect("speeds")[0] > 14.0);
}

/// Pictures of all tabs, to be looked at: written only into the folder that
/// `WRIGGLE_PLOT_PICTURES` names.
#[test]
fn pictures_of_the_plots() {
    let Some(folder) = std::env::var_os("WRIGGLE_PLOT_PICTURES").map(PathBuf::from) else { return };
    let path = PathBuf::from("scenes/crawler.worm.ron");
    let mut loaded = crate::scene::load(&path).expect("a scene");
    loaded.scene.stimuli.push(touch_of_the_head(8.0));
    let sizes =
        [(1280, 720, false), (1280, 720, true), (800, 480, false), (800, 480, true), (1920, 1080, false)];
    for (width, height, light) in sizes {
        let settings = Settings { size: (width, height), scale: 1.0, subject: Subject::Window, light };
        let start =
            Start { scene: loaded.scene.clone(), path: Some(path.clone()), comments: Comments::default() };
        let mut photographer = Photographer::new(&start, settings);
        photographer.select(NeuronKey { creature: "Worm".into(), neuron: "AVA".into() });
        photographer.world_mut().resource_mut::<Plots>().show_in_pictures(Tab::Traces, 1);
        let _ = photographer.take();
        photographer.run_to(400);
        crate::window::time::mark_now(photographer.world_mut());
        photographer.run_to(1200);
        for (tab, variant, name) in [
            (Tab::Traces, 1, "traces-fields"),
            (Tab::Traces, 2, "traces-joint"),
            (Tab::Raster, 0, "raster"),
            (Tab::Raster, 1, "raster-place"),
            (Tab::Raster, 2, "raster-few"),
            (Tab::Rates, 0, "rates"),
            (Tab::Rates, 1, "rates-lines"),
            (Tab::Rates, 2, "rates-neurons"),
            (Tab::Rates, 3, "rates-neurons-lines"),
            (Tab::Response, 0, "response"),
            (Tab::Run, 0, "run"),
            (Tab::Run, 4, "run-cursors"),
            (Tab::Traces, 4, "traces-cursors"),
            (Tab::Raster, 4, "raster-cursors"),
            (Tab::Traces, 5, "traces-ghost-copies"),
            (Tab::Run, 5, "run-ghost-copies"),
            (Tab::Traces, 6, "traces-being-replayed"),
            (Tab::Traces, 0, "traces"),
        ] {
            photographer.world_mut().resource_mut::<Plots>().show_in_pictures(tab, variant);
            let world = photographer.world_mut();
            if variant == 5 && !world.resource::<Ghost>().shown {
                Ghost::toggle(world);
                crate::window::commands::silence_one(world, key("PVC"));
                photographer.run_to(2400);
                crate::window::time::wait_for_copies(photographer.world_mut());
            }
            for _ in 0..if tab == Tab::Response { 20 } else { 2 } {
                let _ = photographer.take();
            }
            if variant == 6 {
                let world = photographer.world_mut();
                let mut scope = world.resource_mut::<Scope>();
                scope.live_mut().tracks.iter_mut().for_each(|track| drop(track.points.drain(..1900)));
                scope.say_before(crate::window::plots::Before::Never(0, "is being replayed"));
                crate::window::time::pause_past(world);
            }
            let picture = photographer.take();
            let mut bytes = Vec::new();
            let mut encoder = png::Encoder::new(&mut bytes, picture.width as u32, picture.height as u32);
            encoder.set_color(png::ColorType::Rgb);
            encoder.write_header().expect("a header").write_image_data(&picture.rgb).expect("pixels");
            let mode = if light { "light" } else { "dark" };
            std::fs::write(folder.join(format!("{name}-{width}-{mode}.png")), &bytes).expect("written");
            if width == 1280 && light {
                crate::window::plots::save_now(photographer.world_mut(), &folder.join(format!("{name}.png")));
            }
        }
    }
}
