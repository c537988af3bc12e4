//! What the inspector shows while nothing is selected: what the scene says of itself, and the bodies of
//! its creatures.

use super::teaching;
use crate::body::{BodyPlan, SEGMENTS};
use crate::edit::{Edit, Title, build};
use crate::entry::{Fields, Record, Value, get};
use crate::nervous::Creature;
use crate::window::paint::controls;
use crate::window::paint::number_field::NumberField;
use crate::window::paint::theme::Palette;
use crate::window::paint::widgets::{self, column, section};
use crate::window::state::graph::Being;
use crate::window::state::{Arrangement, Graph, Selection, Views, close, palette, perform, say, step};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Id, Response, RichText, TextEdit, Ui, WidgetInfo, WidgetType};

/// Shows the scene.
pub fn show(ui: &mut Ui, world: &mut World) {
    let palette = palette(world);
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let text = "Click a neuron, a link or a class: what it is appears here, and can be changed while it \
                    runs. Press in the world to touch the worm: a click taps, a hold squeezes.";
        widgets::sentence(ui, text, palette);
        section(ui, "Scene", palette);
        title(ui, world, palette);
        section(ui, "Body", palette);
        bodies(ui, world, palette);
        let being = shown_being(ui, world);
        teaching::show(ui, world, being.as_ref(), palette);
        ui.add_space(8.0);
    });
}

/// Ends a step of undo where a field is left.
fn close_if_left(world: &mut World, responses: &[&Response]) {
    if responses.iter().any(|r| r.lost_focus() || r.drag_stopped()) {
        close(world);
    }
}

fn named(response: Response, kind: WidgetType, name: &str) -> Response {
    response.widget_info(|| WidgetInfo::labeled(kind, true, name));
    response
}

fn sentence(ui: &mut Ui, text: &str, palette: &Palette) {
    widgets::sentence(ui, text, palette);
    ui.add_space(3.0);
}

fn title(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let now = Title::of(world);
    let mut new = now.clone();
    ui.label(RichText::new("title").color(palette.strong));
    let line = TextEdit::singleline(&mut new.name).desired_width(f32::INFINITY).hint_text("A short name");
    let name = named(ui.add(line), WidgetType::TextEdit, "Title of the scene")
        .on_hover_text("The title in the gallery, in menus and at the top of the window");
    ui.add_space(3.0);
    ui.label(RichText::new("about").color(palette.strong));
    // It is one line, however long; here it is broken to be read.
    let text = TextEdit::multiline(&mut new.about)
        .desired_rows(2)
        .desired_width(f32::INFINITY)
        .return_key(None)
        .hint_text("One line on what there is to see");
    let about = named(ui.add(text), WidgetType::TextEdit, "About the scene")
        .on_hover_text("One line on what there is to see, for the gallery");
    for text in [&mut new.name, &mut new.about] {
        *text = text.replace(['\n', '\r'], " ");
    }
    ui.add_space(3.0);
    let seed = ui
        .horizontal(|ui| {
            column(ui, 92.0, RichText::new("seed").color(palette.strong));
            let response = ui.add_sized([100.0, 20.0], NumberField::new(&mut new.seed, "seed"));
            response.on_hover_text("Another number is another course of chance, the same one the same course")
        })
        .inner;
    sentence(ui, "All chance in a run comes from it; it counts from the next reset (R).", palette);
    if new != now {
        perform(world, Edit::Title(new));
    }
    close_if_left(world, &[&name, &about, &seed]);
}

/// Where the name of the creature is kept that is shown.
fn shown_name() -> Id {
    Id::new("creature whose body is shown")
}

/// The creature that is shown; with several the one that is chosen.
fn shown_being(ui: &Ui, world: &World) -> Option<Being> {
    let graph = world.resource::<Graph>();
    let chosen: Option<String> = ui.data(|data| data.get_temp(shown_name()));
    let has_body = |being: &&Being| being.body.is_some();
    let being = chosen.and_then(|name| graph.being(&name));
    being.or(graph.beings.iter().find(has_body)).or(graph.beings.first()).cloned()
}

/// The body of that creature.
fn bodies(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let graph = world.resource::<Graph>();
    let beings = &graph.beings;
    let Some(being) = shown_being(ui, world) else {
        ui.label(RichText::new("There is no creature yet: double click on the canvas.").color(palette.weak));
        return;
    };
    if beings.len() > 1 {
        ui.horizontal(|ui| {
            column(ui, 92.0, RichText::new("creature").color(palette.strong));
            let combo = egui::ComboBox::from_id_salt("body of").selected_text(&being.name).width(150.0);
            let combo = combo.show_ui(ui, |ui| {
                for other in beings {
                    if ui.selectable_label(other.name == being.name, &other.name).clicked() {
                        ui.data_mut(|data| data.insert_temp(shown_name(), other.name.clone()));
                    }
                }
            });
            controls::named(combo.response, "Creature").on_hover_text("Whose body is shown below");
        });
    }
    let Some(plan) = world.get::<crate::body::Body>(being.entity).map(|body| body.plan) else {
        ui.label(format!("{} has no body: it is a network alone.", being.name));
        let tip = "A body of 16 segments; its muscles and senses are linked on the canvas";
        if ui.button("Give it a body").on_hover_text(tip).clicked()
            && world.get::<Creature>(being.entity).is_some()
        {
            give(world, &being.name, Some(BodyPlan::default()));
            world.resource_mut::<Arrangement>().show_world();
            world.resource_mut::<Views>().fit_world = true;
        }
        return;
    };
    ui.push_id(&being.name, |ui| measures(ui, world, &being.name, plan, palette));
    let tip = "Leaves the network alone, without muscles, skin and stretch receptors; Ctrl+Z brings all back";
    if ui.button("Take the body away").on_hover_text(tip).clicked() {
        give(world, &being.name, None);
    }
}

/// The fields of a body.
fn measures(ui: &mut Ui, world: &mut World, name: &str, plan: BodyPlan, palette: &Palette) {
    segments(ui, world, name, plan, palette);
    for info in BodyPlan::FIELDS.iter().filter(|info| info.name != "segments") {
        let Some(Value::Number(mut value)) = get(&plan, info.name) else { continue };
        // A short body cannot be as wide as a long one.
        let most = if info.name == "width" { plan.length / 2.0 } else { info.max as f32 };
        let range = info.min as f32..=most;
        let response = row(ui, &info.name.replace('_', " "), info.unit, palette, |ui| {
            let field = NumberField::new(&mut value, info.name).field(info);
            ui.add_sized([76.0, 20.0], field.range(range))
        });
        let tip = format!("{} From {} to {most}. Drag, or click and type", info.sentence(), info.min as f32);
        let response = response.on_hover_text(tip);
        sentence(ui, info.sentence(), palette);
        let mut new = plan;
        new.set(info.name, Value::Number(value));
        new.width = new.width.min(new.length / 2.0);
        if response.changed() && new != plan {
            perform(world, Edit::Body(name.to_owned(), Some(new)));
        }
        close_if_left(world, &[&response]);
    }
}

fn row(
    ui: &mut Ui,
    name: &str,
    unit: &str,
    palette: &Palette,
    content: impl FnOnce(&mut Ui) -> Response,
) -> Response {
    ui.horizontal(|ui| {
        column(ui, 92.0, RichText::new(name).color(palette.strong));
        let response = named(content(ui), WidgetType::DragValue, name);
        ui.label(RichText::new(unit).color(palette.weak));
        response
    })
    .inner
}

/// A number of segments on the way, and the pass that saw it last.
#[derive(Clone, Copy)]
struct Draft(u32, u64);

/// The number of segments, which is taken over when the hand lets go or the field is left: on the way muscles would be
/// lost that the body has at the end.
fn segments(ui: &mut Ui, world: &mut World, name: &str, plan: BodyPlan, palette: &Palette) {
    let (id, pass) = (Id::new(("segments of", name)), ui.ctx().cumulative_pass_nr());
    let draft: Option<Draft> = ui.data(|data| data.get_temp(id));
    // One that was out of sight meanwhile is none any more.
    let draft = draft.filter(|Draft(_, seen)| seen + 1 >= pass);
    let mut count = draft.map_or(plan.segments, |Draft(count, _)| count);
    let about = "Between two segments lies a joint with a muscle on either side.";
    let response = row(ui, "segments", "", palette, |ui| {
        ui.add_sized([76.0, 20.0], NumberField::new(&mut count, "segments").range(SEGMENTS.0..=SEGMENTS.1))
    });
    let response = response.on_hover_text(format!(
        "{about} From {} to {}. Muscles and senses beyond the last joint go when you let go or leave the field, in the same step",
        SEGMENTS.0, SEGMENTS.1
    ));
    sentence(ui, about, palette);
    if response.dragged() || response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, Draft(count, pass)));
        return;
    }
    ui.data_mut(|data| data.remove::<Draft>(id));
    if count != plan.segments {
        give(world, name, Some(BodyPlan { segments: count, ..plan }));
    }
}

/// Gives a creature a body, with what has to go for it, as one step.
fn give(world: &mut World, name: &str, plan: Option<BodyPlan>) {
    let (edit, out) = match build::set_body(world, name, plan) {
        Ok((edit, out)) => (Ok(edit), out),
        Err(error) => (Err(error), 0),
    };
    if step(world, edit) {
        // Places in lists may be those of other links now.
        world.resource_mut::<Selection>().entry = None;
        if out > 0 {
            let (what, are) = match out {
                1 => ("1 muscle, receptor or touch".to_owned(), "is"),
                _ => (format!("{out} muscles, receptors and touches"), "are"),
            };
            say(world, format!("{what} found no place and {are} gone; Ctrl+Z brings all back"));
        }
    }
}
