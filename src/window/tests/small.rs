//! Small windows, and large print: nothing lies over anything else, and all can be reached.

use super::*;
use bevy_egui::egui::{Color32, LayerId, Order, Rect, Shape, pos2, vec2};
use egui_kittest::kittest::NodeT;
use std::collections::BTreeSet;

/// Sizes of windows in points: small screens, 1280x720 at a scale of 1.5, and with print four steps larger.
const SIZES: [(f32, f32); 6] =
    [(800.0, 480.0), (1024.0, 600.0), (853.0, 480.0), (914.0, 514.0), (571.0, 343.0), (1280.0, 720.0)];

fn sized(size: (f32, f32)) -> Harness<'static, World> {
    let mut harness = Harness::builder()
        .with_size(Vec2::new(size.0, size.1))
        .with_max_steps(20)
        .build_ui_state(|ui, world: &mut World| frame(ui, world), world_with(crawler()));
    harness.run_steps(6);
    harness
}

/// What can be done in the bars: the roles of their controls.
fn is_control(role: Role) -> bool {
    matches!(
        role,
        Role::Button | Role::CheckBox | Role::Slider | Role::SpinButton | Role::ComboBox | Role::RadioButton
    )
}

/// All controls that can be seen whole: name and place.
fn controls(harness: &Harness<'_, World>) -> Vec<(String, Rect)> {
    let screen = harness.ctx.content_rect().expand(0.5);
    let nodes = harness.query_all_by(|node| is_control(node.role()) && node.label().is_some());
    nodes
        // In a menu a menu has an arrow.
        .map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()))
        .map(|(name, rect)| (name.trim_end_matches(|c: char| !c.is_ascii()).trim().to_owned(), rect))
        .filter(|(name, rect)| !name.is_empty() && screen.contains_rect(*rect) && rect.area() > 1.0)
        .collect()
}

/// The bars: top, below the world, below the network, above the plots, time line, status.
fn bars(harness: &Harness<'_, World>) -> Vec<Rect> {
    let screen = harness.ctx.content_rect();
    let below = |view: Rect| Rect::from_min_size(view.left_bottom(), vec2(view.width(), 34.0));
    let views = views(harness);
    let right = views.world.rect.right().max(views.network.rect.right());
    let header = harness.query_by_label("Traces").map(|tab| {
        let row = tab.rect();
        Rect::from_min_max(row.min - vec2(4.0, 2.0), pos2(right, row.bottom() + 26.0))
    });
    let line = harness.get_by_label("Time line").rect();
    let mut bars = vec![
        screen.with_max_y(40.0),
        below(views.world.rect),
        below(views.network.rect),
        screen.with_min_y(line.top()),
    ];
    bars.extend(header);
    bars
}

fn names_in_bars(harness: &Harness<'_, World>) -> BTreeSet<String> {
    let bars = bars(harness);
    let inside = |rect: &Rect| bars.iter().any(|bar| bar.expand(1.0).contains_rect(*rect));
    controls(harness).into_iter().filter(|(_, rect)| inside(rect)).map(|(name, _)| name).collect()
}

/// Opens one menu after the other of those that hold what has no room, and takes in what is there.
fn take_in(harness: &mut Harness<'_, World>, found: &mut BTreeSet<String>) {
    let mores: Vec<Rect> =
        controls(harness).into_iter().filter(|(name, _)| name == "More").map(|(_, rect)| rect).collect();
    found.extend(controls(harness).into_iter().map(|(name, _)| name));
    for rect in mores {
        click(harness, rect.center());
        found.extend(controls(harness).into_iter().map(|(name, _)| name));
        // A click elsewhere closes it.
        click(harness, pos2(harness.ctx.content_rect().center().x, 1.0));
    }
}

fn click(harness: &mut Harness<'_, World>, at: bevy_egui::egui::Pos2) {
    editor::press(harness, at, bevy_egui::egui::PointerButton::Primary, Modifiers::NONE);
    harness.run_steps(3);
}

#[test]
fn every_control_of_the_bars_is_reached_in_a_small_window() {
    let wide = sized((1920.0, 1080.0));
    let wanted = names_in_bars(&wide);
    for name in [
        "Scene",
        "Play",
        "Speed",
        "Medium",
        "Theme",
        "Help",
        "Poke",
        "Erase",
        "Worms",
        "Arrange",
        "Dim silent",
    ] {
        assert!(wanted.contains(name), "{name} is in a bar: {wanted:?}");
    }
    for name in ["Steps lit", "Traces", "Response", "Freeze plot", "Save plot", "Figures", "Time line"] {
        assert!(wanted.contains(name), "{name} is in a bar: {wanted:?}");
    }
    for size in SIZES {
        let mut harness = sized(size);
        let mut found = BTreeSet::new();
        take_in(&mut harness, &mut found);
        for rail in ["Neurons", "Inspector", "Plots"] {
            let label = format!("Unfold: {rail}");
            let Some(rail) = harness.query_by_label(&label).map(|rail| rail.rect()) else { continue };
            click(&mut harness, rail.center());
            assert!(harness.query_by_label(&label).is_none(), "{size:?}: {label}");
            take_in(&mut harness, &mut found);
        }
        let lost: Vec<&String> = wanted.difference(&found).collect();
        assert!(lost.is_empty(), "{size:?}: out of reach: {lost:?}");
    }
}

/// Widgets of the panels that can be pressed, and what is written there, each as far as it is seen.
fn pieces(harness: &Harness<'_, World>) -> Vec<(String, Rect)> {
    let canvases = [views(harness).world.rect, views(harness).network.rect];
    let chart = harness.query_by_label("Plot over time").map(|plot| plot.rect());
    let line = harness.query_by_label("Time line").map(|line| line.rect());
    let drawn: Vec<Rect> = canvases.into_iter().chain(chart).chain(line).collect();
    let on_canvas = |rect: &Rect| drawn.iter().any(|canvas| canvas.expand(1.0).contains_rect(*rect));
    let mut pieces = Vec::new();
    for clipped in &harness.output().shapes {
        let Shape::Text(text) = &clipped.shape else { continue };
        let faded = text.override_text_color == Some(Color32::TRANSPARENT);
        // Rotated words stand in their rails.
        if text.angle != 0.0 || faded {
            continue;
        }
        // A text that is broken has its rows one below the other, the first begins where another ends.
        for row in &text.galley.rows {
            let seen =
                row.rect_without_leading_space().translate(text.pos.to_vec2()).intersect(clipped.clip_rect);
            let words = row.text();
            if !words.trim().is_empty() && seen.is_positive() && !on_canvas(&seen) {
                pieces.push((words, seen));
            }
        }
    }
    pieces
}

/// Two that lie over one another by more than a hair.
fn overlaps(pieces: &[(String, Rect)]) -> Vec<String> {
    let mut found = Vec::new();
    for (i, (name, a)) in pieces.iter().enumerate() {
        for (other, b) in &pieces[i + 1..] {
            let common = a.intersect(*b);
            if common.width() > 2.0 && common.height() > 3.0 {
                found.push(format!("\u{201c}{name}\u{201d} {a} and \u{201c}{other}\u{201d} {b}"));
            }
        }
    }
    found
}

/// Buttons, fields and so on that share a place of the screen in the layer of the panels.
fn crowded(harness: &Harness<'_, World>) -> Vec<String> {
    let canvas = |rect: Rect| {
        [views(harness).world.rect, views(harness).network.rect].iter().any(|view| rect.contains_rect(*view))
    };
    let named = |rect: Rect| {
        let same = |(_, other): &&(String, Rect)| other.distance_sq_to_pos(rect.center()) == 0.0;
        let all = controls(harness);
        all.iter().find(same).map_or_else(|| "?".to_owned(), |(name, _)| name.clone())
    };
    let layer = LayerId::background();
    assert_eq!(layer.order, Order::Background);
    let widgets: Vec<(u64, Rect)> = harness.ctx.viewport(|viewport| {
        let widgets = &viewport.this_pass.widgets;
        let widgets = if widgets.layers().count() == 0 { &viewport.prev_pass.widgets } else { widgets };
        let all = widgets.layers().filter(|(id, _)| **id == layer).flat_map(|(_, all)| all);
        all.filter(|widget| widget.sense.interactive() && widget.interact_rect.is_positive())
            .map(|widget| (widget.id.value(), widget.interact_rect))
            .collect()
    });
    let mut found = Vec::new();
    // Handles of borders are thin, and reach a little into what lies beside them.
    let thick = |rect: &Rect| rect.width().min(rect.height()) > 12.0 && !canvas(*rect);
    for (i, (id, a)) in widgets.iter().enumerate().filter(|(_, (_, rect))| thick(rect)) {
        for (other, b) in widgets[i + 1..].iter().filter(|(_, rect)| thick(rect)) {
            let common = a.intersect(*b);
            let within = a.expand(1.0).contains_rect(*b) || b.expand(1.0).contains_rect(*a);
            if id != other && !within && common.width() > 1.5 && common.height() > 1.5 {
                found.push(format!("{} {a} and {} {b}", named(*a), named(*b)));
            }
        }
    }
    found
}

#[test]
fn nothing_lies_over_anything_else() {
    for size in SIZES {
        for light in [false, true] {
            let mut harness = sized(size);
            if light {
                let mut style = harness.state_mut().resource_mut::<crate::window::state::Style>();
                style.switch();
            }
            for chosen in [None, Some("AVA")] {
                if let Some(name) = chosen {
                    select(&mut harness, name);
                }
                for rail in ["", "Neurons", "Inspector", "Plots"] {
                    let unfold = harness.query_by_label(&format!("Unfold: {rail}")).map(|rail| rail.rect());
                    if let Some(rail) = unfold {
                        click(&mut harness, rail.center());
                    } else if !rail.is_empty() {
                        continue;
                    }
                    harness.run_steps(3);
                    let told = overlaps(&pieces(&harness));
                    assert!(told.is_empty(), "{size:?} {chosen:?} {rail}: {told:#?}");
                    let told = crowded(&harness);
                    assert!(told.is_empty(), "{size:?} {chosen:?} {rail}: {told:#?}");
                    // World and network keep some room.
                    for view in [views(&harness).world.rect, views(&harness).network.rect] {
                        assert!(view.width() > 80.0 && view.height() > 60.0, "{size:?} {rail}: {view}");
                    }
                }
            }
        }
    }
}

/// Written only into the folder that `WRIGGLE_PICTURES` names.
#[test]
fn pictures_of_small_windows() {
    use super::screens::{encoded, screens};
    use crate::window::shot::{Photographer, Settings, Subject};
    let Some(folder) = std::env::var_os("WRIGGLE_PICTURES").map(PathBuf::from) else { return };
    let path = PathBuf::from("scenes/crawler.worm.ron");
    for (size, scale) in [
        ((800, 480), 1.0),
        ((1024, 600), 1.0),
        ((1280, 720), 1.5),
        ((800, 480), 1.4),
        ((1280, 720), 1.0),
        ((1920, 1080), 1.0),
    ] {
        for light in [false, true] {
            for (name, set_up) in
                screens().into_iter().filter(|(name, _)| ["window", "neuron", "help"].contains(name))
            {
                let start = Start {
                    scene: crate::scene::load(&path).expect("a scene").scene,
                    path: Some(path.clone()),
                    comments: Comments::default(),
                };
                let mut photographer =
                    Photographer::new(&start, Settings { size, scale, subject: Subject::Window, light });
                photographer.settle(4);
                set_up(photographer.world_mut());
                photographer.settle(4);
                photographer.run_to(1200);
                photographer.settle(20);
                let theme = if light { "light" } else { "dark" };
                let file = folder.join(format!("{name}-{}x{}-{scale}-{theme}.png", size.0, size.1));
                std::fs::write(file, encoded(&photographer.take())).expect("written");
            }
        }
    }
}
