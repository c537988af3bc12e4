//! Pictures of every screen: a list of them by name, for people to look at (overlap, cut text, contrast), and
//! for [`super::pictures`], which holds the main ones to how they were.

use super::*;
use crate::edit::build::{self, EntryKey};
use crate::edit::{EdgeKey, Lesson, Teaching};
use crate::nervous::plasticity::{RULE_PRESETS, Rule};
use crate::nervous::{Frame, Note, Tint};
use crate::scene::document::{Entry, Kind as EntryKind};
use crate::window::commands::silence_one;
use crate::window::experiments::{self, Asked, Kind, Loaded, Repeat};
use crate::window::film;
use crate::window::finder;
use crate::window::gallery;
use crate::window::lessons;
use crate::window::new;
use crate::window::paint::draw::network::Spot;
use crate::window::paint::raster::Picture;
use crate::window::paint::theme::Look;
use crate::window::plots::Tab;
use crate::window::shot::{Photographer, Settings, Subject};
use crate::window::state::columns::Columns;
use crate::window::state::{LastPairs, Style, folds, report, say, say_done, say_error, select, tell};
use crate::window::twin::Ghost;
use bevy_egui::egui::{PointerButton, Pos2, pos2, vec2};

/// A scene that learns, and when it has been taught twice \[ticks\].
const LEARNING: &str = "learning";
const PAIRED: u64 = 3400;

/// A scene with astrocytes.
const GLIA: &str = "astrocyte";

/// The moment of the pictures \[ticks\].
const MOMENT: u64 = 800;

/// How large and in which theme a screen is photographed.
#[derive(Clone, Copy)]
pub(super) struct Format {
    pub(super) size: (usize, usize),
    pub(super) light: bool,
}

impl Format {
    /// The name of a screen's picture.
    pub(super) fn name(self, screen: &str) -> String {
        format!("{screen}-{}-{}", self.size.0, if self.light { "light" } else { "dark" })
    }
}

/// What is to be seen, by name, and how it is set up from the plain window.
pub(super) type Screen = (&'static str, fn(&mut World));

/// All screens.
pub(super) fn screens() -> Vec<Screen> {
    vec![
        ("window", |_| {}),
        ("network", |world| {
            world.resource_mut::<Arrangement>().layout = Layout::Network;
            world.resource_mut::<Views>().fit_network = true;
        }),
        ("worm", |world| {
            world.resource_mut::<Arrangement>().layout = Layout::World;
        }),
        ("weights", |world| world.resource_mut::<Style>().wide_weights = true),
        (LEARNING, taught),
        (GLIA, |world| {
            let entry = EntryKey { creature: "Glia".into(), kind: EntryKind::ASTROCYTE, place: 0 };
            let creature = graph_of(world).beings[0].name.clone();
            world.resource_mut::<Selection>().select_entry(Some(EntryKey { creature, ..entry }));
            world.resource_mut::<Arrangement>().layout = Layout::Network;
        }),
        (EMPTY, |_| {}),
        ("neuron", |world| select(world, Some(key("AVA")))),
        ("several", |world| {
            world.resource_mut::<Selection>().select_many(["AVA", "AVM", "ALML"].map(key).to_vec());
        }),
        ("link", |world| {
            let entry = EntryKey { creature: "Worm".into(), kind: EntryKind::SYNAPSE, place: 0 };
            world.resource_mut::<Selection>().select_entry(Some(entry));
        }),
        ("synapse-learning", |world| {
            learning(world);
            let entry = EntryKey { creature: "Worm".into(), kind: EntryKind::SYNAPSE, place: 0 };
            let synapse = build::find(world, &entry);
            let pairs = (1..=40).map(|n| (n * 37 % 150 - 70, 0.11 - 0.02 * (n % 9) as f32)).collect();
            world.insert_resource(LastPairs { synapse, pairs });
            world.resource_mut::<Selection>().select_entry(Some(entry));
        }),
        (RULES, |world| {
            learning(world);
            select(world, None);
        }),
        ("frames", |world| with_frames(world, None)),
        ("frame", |world| with_frames(world, Some((EntryKind::FRAME, 1)))),
        ("note", |world| with_frames(world, Some((EntryKind::NOTE, 0)))),
        ("class", |world| world.resource_mut::<Selection>().select_class("touch".into())),
        ("help", |world| world.resource_mut::<Help>().shown = true),
        ("silenced", |world| {
            Ghost::toggle(world);
            for name in ["ALML", "ALMR", "AVM"] {
                silence_one(world, key(name));
            }
            select(world, Some(key("AVM")));
        }),
        ("clamped", |world| {
            perform(world, Edit::Hold(key("AVA"), crate::nervous::Hold::At(4.0)));
            select(world, Some(key("AVA")));
        }),
        (LARGE, |_| {}),
        (PORTS, |_| {}),
        (BODILESS, |_| {}),
        ("notices", |world| {
            say(world, "Nothing to undo");
            say_done(world, "Saved as crawler.worm.ron");
            say_error(world, "crawler.worm.ron could not be written: Permission denied (os error 13)");
        }),
        ("unsaved", |world| {
            world.resource_mut::<Wishes>().waiting = Some(Wish::Open("scenes/arena.worm.ron".into()));
        }),
        ("faults", |world| {
            let title = "bad.worm.ron could not be opened";
            let text = "line 3, column 20: creatures[0].neurons[4]: there is no class \"motr\"; \
                        did you mean \"motor\"?\nline 9, column 5: creatures[0].synapses[0].to: \
                        there is no neuron \"AVX\" in this creature";
            report(world, title, text);
        }),
        ("gallery", gallery::open),
        ("lessons", lessons::list),
        ("lesson-offer", lessons::offer),
        ("lesson-poke", |world| lessons::show_in_pictures(world, (0, 0))),
        ("lesson-who", |world| lessons::show_in_pictures(world, (1, 1))),
        ("lesson-number", |world| lessons::show_in_pictures(world, (3, 1))),
        ("lesson-back", |world| lessons::show_in_pictures(world, (4, 2))),
        ("lesson-bare", |world| lessons::show_in_pictures(world, (6, 0))),
        ("table", |world| {
            table(world, false);
            select(world, Some(key("AVA")));
        }),
        ("table-links", |world| table(world, true)),
        ("finder", finder::open),
        ("new", new::open),
        ("open-file", files::ask_what_to_open),
        ("save-as", files::ask_where_to_save),
        ("account", |world| {
            let text = "302 neurons, 2194 chemical synapses, 514 electrical synapses\n  read: `pre` as where links come \
                        from, `post` as where they go, `weight` as contacts\n  taken, for the file does not say it: \
                        279 neurons of which no transmitter is told, as excitatory (ADAL, ADAR, ADEL, ADER, ADFL, …)";
            tell(world, "worm.csv was read as a network", text);
        }),
        ("picture", film::ask_for_picture),
        ("video", film::ask_for_video),
        ("protocol", |world| experiment(world, Kind::Protocol, "")),
        ("sweep", |world| experiment(world, Kind::Sweep, "speed")),
        ("responses", |world| experiment(world, Kind::Responses, "reversal")),
        ("lesions", |world| experiment(world, Kind::Screen, "speed")),
        ("raster", |world| world.resource_mut::<Plots>().show_in_pictures(Tab::Raster, 0)),
        ("rates", |world| world.resource_mut::<Plots>().show_in_pictures(Tab::Rates, 0)),
        ("run", |world| world.resource_mut::<Plots>().show_in_pictures(Tab::Run, 0)),
        ("response", |world| {
            select(world, Some(key("AVA")));
            world.resource_mut::<Plots>().show_in_pictures(Tab::Response, 0);
        }),
    ]
}

/// The table of neurons, or of links, wherever there is little room too.
fn table(world: &mut World, links: bool) {
    world.resource_mut::<Columns>().links = links;
    folds::open(world, folds::Pane::Table, true);
}

/// The crawler with rules, of which one teaches a few of its synapses.
fn learning(world: &mut World) {
    let mut teaching = Teaching::of(world);
    for preset in RULE_PRESETS.iter().filter(|preset| ["Hebb", "Reward"].contains(&preset.name)) {
        let rule = (preset.rule)();
        if let Some(modulator) = preset.modulator {
            teaching.modulators.insert(rule.modulator.text().to_owned(), modulator());
        }
        teaching.rules.insert(preset.name.to_lowercase(), Rule { max: 2.0, ..rule });
    }
    perform(world, Edit::Teaching(Box::new(teaching)));
    for place in 0..12 {
        let creature = world.resource::<Graph>().beings[0].name.clone();
        let entry = EntryKey { creature, kind: EntryKind::SYNAPSE, place };
        if let Some(Entry::Synapse(synapse)) = build::read(world, &entry) {
            let learns = SynapseEntry { plasticity: "reward".into(), weight: 1.0, ..synapse };
            perform(world, build::replace(&entry, learns.into()));
        }
    }
    let creature = world.resource::<Graph>().beings[0].name.clone();
    let lesson = Lesson { weight: 1.0, learned: Some(1.45), eligibility: 0.12 };
    perform(world, Edit::Teach(EdgeKey { creature, place: 0 }, lesson));
}

/// The crawler with a note and frames, some of them folded.
fn with_frames(world: &mut World, chosen: Option<(EntryKind, u32)>) {
    let frame = |name: &str, stem: &str, numbers: std::ops::Range<u32>, color, folded| {
        let neurons = numbers.map(|number| format!("{stem}{number}")).collect();
        build::put("Worm", Frame { name: name.into(), neurons, color, folded }.into())
    };
    let text = "The slow clock drives both forward chains, half a round apart.";
    let note = Note { text: text.into(), at: (6.6, -3.4), width: 4.4 };
    for edit in [
        frame("Forward, left", "FL", 0..15, Tint::Red, true),
        frame("Forward, right", "FR", 0..15, Tint::Red, true),
        frame("Slow clock", "SLOW", 1..5, Tint::Green, false),
        frame("Delay of the hurry", "HURRY", 1..4, Tint::Violet, false),
        build::put("Worm", note.into()),
    ] {
        perform(world, edit);
    }
    let entry = chosen.map(|(kind, place)| EntryKey { creature: "Worm".into(), kind, place });
    world.resource_mut::<Selection>().select_entry(entry);
    world.resource_mut::<Arrangement>().layout = Layout::Network;
    world.resource_mut::<Views>().fit_network = true;
}

/// What a synapse of a crawler that is taught has learned, with the weights below.
fn taught(world: &mut World) {
    let links = &graph_of(world).plan.links;
    let learns = links.iter().position(|link| link.growth.is_some());
    let entry = learns.and_then(|learns| graph_of(world).entry(Spot::Link(learns)));
    world.resource_mut::<Selection>().select_entry(entry);
    world.resource_mut::<Plots>().tab = Tab::Weights;
}

fn graph_of(world: &World) -> &Graph {
    world.resource::<Graph>()
}

/// A short experiment, answered.
fn experiment(world: &mut World, kind: Kind, measure: &str) {
    let path = PathBuf::from("scenes/protocols/tap.protocol.ron");
    let scene = crate::scene::capture(world, crate::scene::Moment::Birth);
    let loaded = Loaded::read(&path, &scene).expect("a protocol");
    let protocols = if kind == Kind::Sweep { Vec::new() } else { vec![loaded] };
    let asked = Asked {
        kind,
        protocols,
        path: "creatures[Worm].body.stiffness".into(),
        range: (0.5, 1.5),
        steps: 5,
        repeat: Repeat::Replicates,
        times: 3,
        seconds: Some(6.0),
        by_class: true,
    };
    experiments::show_in_pictures(world, asked, measure);
}

/// The screen of a window without a scene.
const EMPTY: &str = "empty";
/// That of a worm without neurons.
const PORTS: &str = "ports";
/// That of a network without a worm.
const BODILESS: &str = "bodiless";
/// That of rules and modulators, in a network without a worm.
const RULES: &str = "rules";
/// That of a network in which nobody reads every name.
const LARGE: &str = "large";

/// What a screen is of.
fn start_of(name: &str) -> Start {
    let shipped = |path: &str| {
        let scene = crate::scene::load(path.as_ref()).expect("a scene").scene;
        Start { scene, path: Some(path.into()), comments: Comments::default() }
    };
    match name {
        EMPTY => Start::default(),
        PORTS => {
            let mut start = shipped("scenes/crawler.worm.ron");
            for worm in &mut start.scene.creatures {
                worm.neurons.clear();
                worm.synapses.clear();
                worm.gaps.clear();
                worm.skin.clear();
                worm.stretch.clear();
                worm.muscles.clear();
            }
            start.scene.stimuli.clear();
            start
        }
        BODILESS | RULES => shipped("scenes/ring.worm.ron"),
        LARGE => Start { scene: large(), path: None, comments: Comments::default() },
        LEARNING => shipped("scenes/conditioning.worm.ron"),
        GLIA => shipped("scenes/guide/astrocyte.worm.ron"),
        _ => shipped("scenes/crawler.worm.ron"),
    }
}

/// 3,000 neurons, each with links to three others.
fn large() -> Scene {
    let mut scene = scene();
    let worm = &mut scene.creatures[0];
    let count = 3000;
    let classes = ["sensory", "motor"];
    worm.neurons = (0..count)
        .map(|i| NeuronEntry {
            name: format!("N{i}"),
            class: classes[i % 2].into(),
            at: ((i % 60) as f32, (i / 60) as f32),
            ..NeuronEntry::default()
        })
        .collect();
    let link = |from: usize, step: usize| {
        SynapseEntry::new(
            format!("N{from}"),
            format!("N{}", (from + step) % count),
            if (from + step).is_multiple_of(3) { -1.0 } else { 1.0 },
        )
    };
    worm.synapses = (0..count).flat_map(|from| [1, 61, 177].map(|step| link(from, step))).collect();
    scene
}

/// A screen in a window of its own, so that nothing in its picture hangs on those before it.
pub(super) fn photograph(screen: Screen, Format { size, light }: Format) -> Picture {
    let settings = Settings { size, scale: 1.0, subject: Subject::Window, light };
    let mut photographer = stage(screen, settings, MOMENT);
    settle(&mut photographer);
    photographer.take()
}

/// Until nothing moves and all pictures of the gallery are there.
pub(super) fn settle(photographer: &mut Photographer) {
    photographer.settle(20);
    while photographer.world_mut().resource::<Gallery>().is_busy() {
        std::thread::sleep(std::time::Duration::from_millis(10));
        photographer.settle(2);
    }
}

/// A screen, ready to be photographed at a moment \[ticks\].
pub(super) fn stage((name, set_up): Screen, settings: Settings, moment: u64) -> Photographer {
    let mut photographer = Photographer::new(&start_of(name), settings);
    photographer.settle(4);
    set_up(photographer.world_mut());
    // The plots begin to sample what they are to show.
    photographer.settle(4);
    photographer.run_to(if name == LEARNING { PAIRED } else { moment });
    photographer
}

/// A picture as a PNG file, as small as can be.
pub(super) fn encoded(picture: &Picture) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width as u32, picture.height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().expect("a header").write_image_data(&picture.rgb).expect("pixels");
    bytes
}

/// Written only into the folder that `WRIGGLE_PICTURES` names; of all screens, or of those that `WRIGGLE_SCREENS` names,
/// between commas.
#[test]
fn pictures_of_the_screens() {
    let Some(folder) = std::env::var_os("WRIGGLE_PICTURES").map(PathBuf::from) else { return };
    let named = std::env::var("WRIGGLE_SCREENS").ok();
    let is_wanted = |name: &str| named.as_ref().is_none_or(|named| named.split(',').any(|one| one == name));
    let usual = &Look::ALL[..2];
    let formats: [((usize, usize), f32, &[Look]); 4] = [
        ((800, 480), 1.0, usual),
        ((1280, 720), 1.0, &Look::ALL),
        ((1920, 1080), 1.0, usual),
        ((1920, 1080), 1.5, usual),
    ];
    for (size, scale, looks) in formats {
        for screen in screens().into_iter().filter(|(name, _)| is_wanted(name)) {
            let settings = Settings { size, scale, subject: Subject::Window, light: false };
            let mut photographer = stage(screen, settings, MOMENT);
            for look in looks {
                let mut style = photographer.world_mut().resource_mut::<Style>();
                (style.theme, style.colours) = (look.mode.into(), look.colours);
                settle(&mut photographer);
                let name = format!("{}-{}x{scale}-{:?}-{:?}.png", screen.0, size.0, look.colours, look.mode);
                std::fs::write(folder.join(name), encoded(&photographer.take())).expect("written");
            }
        }
    }
}

/// A click, at a place of the screen \[points\].
fn click(photographer: &mut Photographer, at: Pos2, button: PointerButton) {
    let modifiers = Modifiers::NONE;
    photographer.act(vec![Event::PointerMoved(at)]);
    for pressed in [true, false] {
        photographer.act(vec![Event::PointerButton { pos: at, button, pressed, modifiers }]);
    }
    photographer.settle(8);
}

/// Menus over the window: those of the bar, and those of the right button. Written only into the folder that
/// `WRIGGLE_PICTURES` names.
#[test]
fn pictures_of_the_menus() {
    let Some(folder) = std::env::var_os("WRIGGLE_PICTURES").map(PathBuf::from) else { return };
    type Place = fn(&mut World) -> Pos2;
    let of_neuron: Place = |world| {
        let (graph, views) = (world.resource::<Graph>(), world.resource::<Views>());
        let index = graph.find(&key("AVM")).expect("a neuron");
        views.network.to_screen(graph.plan.nodes[index].at)
    };
    let of_canvas: Place = |world| world.resource::<Views>().network.rect.center_bottom() - vec2(40.0, 40.0);
    let of_worm: Place = |world| {
        let body = world.query::<&crate::body::Body>().iter(world).next().expect("a body");
        let place = body.segments[3].position;
        world.resource::<Views>().world.to_screen(place)
    };
    let of_ground: Place = |world| world.resource::<Views>().world.rect.left_center() + vec2(60.0, 0.0);
    let places: [(&str, Place); 4] =
        [("neuron", of_neuron), ("canvas", of_canvas), ("worm", of_worm), ("ground", of_ground)];
    let path = PathBuf::from("scenes/crawler.worm.ron");
    for size in [(1280, 720), (800, 480)] {
        for format in [false, true].map(|light| Format { size, light }) {
            let window = || {
                let settings = Settings { size, scale: 1.0, subject: Subject::Window, light: format.light };
                let scene = crate::scene::load(&path).expect("a scene").scene;
                let start = Start { scene, path: Some(path.clone()), comments: Comments::default() };
                let mut photographer = Photographer::new(&start, settings);
                photographer.settle(4);
                select(photographer.world_mut(), Some(key("AVA")));
                photographer.run_to(MOMENT);
                photographer.settle(4);
                photographer
            };
            let write = |photographer: &mut Photographer, name: &str| {
                let file = folder.join(format!("{}.png", format.name(name)));
                std::fs::write(file, encoded(&photographer.take())).expect("written");
            };
            for (name, x) in [("scene", 112.0), ("edit", 160.0), ("view", 205.0), ("run", 250.0)] {
                let mut photographer = window();
                click(&mut photographer, pos2(x, 20.0), PointerButton::Primary);
                write(&mut photographer, &format!("menu-{name}"));
            }
            for (name, place) in places {
                let mut photographer = window();
                let at = place(photographer.world_mut());
                click(&mut photographer, at, PointerButton::Secondary);
                write(&mut photographer, &format!("menu-of-{name}"));
            }
            let mut photographer = window();
            finder::open(photographer.world_mut());
            photographer.settle(3);
            photographer.act(vec![Event::Text("av".into())]);
            photographer.settle(3);
            write(&mut photographer, "finder-typed");
        }
    }
}
