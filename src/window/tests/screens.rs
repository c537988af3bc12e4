//! Pictures of every screen, to be looked at by people: overlap, cut text, contrast.

use super::*;
use crate::edit::build::EntryKey;
use crate::scene::document::Kind;
use crate::window::shot::{Photographer, Settings, Subject};
use crate::window::state::Report;
use crate::window::{gallery, tour};
use std::path::Path;

fn write(folder: &Path, name: &str, photographer: &mut Photographer) {
    let picture = photographer.take();
    let file = std::fs::File::create(folder.join(format!("{name}.png"))).expect("a file");
    let mut encoder = png::Encoder::new(file, picture.width as u32, picture.height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().expect("a header").write_image_data(&picture.rgb).expect("pixels");
}

/// What is to be seen, by name. Each is set up from the plain window.
fn screens() -> Vec<(&'static str, fn(&mut Desk))> {
    vec![
        ("window", |_| {}),
        ("neuron", |desk| desk.select(Some(key("AVA")))),
        ("several", |desk| desk.select_many(["AVA", "AVM", "ALML"].map(key).to_vec())),
        ("link", |desk| {
            let entry = EntryKey { creature: "Worm".into(), kind: Kind::SYNAPSE, place: 0 };
            desk.select_entry(Some(entry));
        }),
        ("class", |desk| desk.class = Some("touch".into())),
        ("help", |desk| desk.show_help = true),
        ("unsaved", |desk| desk.wish = Some(Wish::Open("scenes/arena.worm.ron".into()))),
        ("faults", |desk| {
            let title = "bad.worm.ron could not be opened".into();
            let text = "line 3, column 20: creatures[0].neurons[4]: there is no class \"motr\"; \
                        did you mean \"motor\"?\nline 9, column 5: creatures[0].synapses[0].to: \
                        there is no neuron \"AVX\" in this creature";
            desk.report = Some(Report { title, text: text.into() });
        }),
        ("gallery", gallery::open),
        ("tour-1", tour::begin),
        ("tour-2", |desk| tour::show_in_pictures(desk, 1)),
        ("tour-3", |desk| tour::show_in_pictures(desk, 2)),
        ("tour-4", |desk| tour::show_in_pictures(desk, 3)),
        ("tour-5", |desk| tour::show_in_pictures(desk, 4)),
    ]
}

/// Back to the plain window.
fn clear(desk: &mut Desk) {
    desk.select(None);
    (desk.class, desk.wish, desk.report) = (None, None, None);
    (desk.show_help, desk.gallery.shown) = (false, false);
    tour::leave(desk);
}

/// Written only into the folder that `WRIGGLE_PICTURES` names.
#[test]
fn pictures_of_the_screens() {
    let Some(folder) = std::env::var_os("WRIGGLE_PICTURES").map(PathBuf::from) else { return };
    let path = PathBuf::from("scenes/crawler.worm.ron");
    let loaded = crate::scene::load(&path).expect("a scene");
    for (width, height, light) in
        [(1280, 720, false), (1280, 720, true), (1920, 1080, false), (1920, 1080, true)]
    {
        let mode = if light { "light" } else { "dark" };
        let settings = Settings { size: (width, height), scale: 1.0, subject: Subject::Window, light };
        let start =
            Start { scene: loaded.scene.clone(), path: Some(path.clone()), comments: Comments::default() };
        let mut photographer = Photographer::new(&start, settings);
        photographer.run_to(800);
        photographer.settle(4);
        for (name, set_up) in screens() {
            set_up(&mut photographer.world_mut().resource_mut::<Desk>());
            photographer.settle(20);
            while photographer.world_mut().resource::<Desk>().gallery.is_busy() {
                std::thread::sleep(std::time::Duration::from_millis(10));
                photographer.settle(2);
            }
            write(&folder, &format!("{name}-{width}-{mode}"), &mut photographer);
            clear(&mut photographer.world_mut().resource_mut::<Desk>());
        }
        let start = Start::default();
        let mut photographer = Photographer::new(&start, settings);
        photographer.settle(20);
        write(&folder, &format!("empty-{width}-{mode}"), &mut photographer);
    }
}
