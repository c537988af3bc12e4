//! The field in which a note, or the title of a frame, is written: over it on the canvas.

use crate::entry::MAX_NAME;
use crate::nervous::MAX_NOTE;
use crate::window::commands::Draft;
use crate::window::commands::frames::{Writing, Written, end_writing};
use crate::window::paint::draw::network::Spot;
use crate::window::state::{Graph, Views};
use bevy::ecs::prelude::*;
use bevy_egui::egui::text::{CCursor, CCursorRange};
use bevy_egui::egui::text_edit::TextEditState;
use bevy_egui::egui::{self, Key, Modifiers, Rect, Ui, vec2};

/// Least and greatest width of the field \[points\].
const WIDTH: (f32, f32) = (140.0, 320.0);
/// Height of a line in it.
const LINE: f32 = 17.0;

/// Where the field stands, by what is written in it; `None`: that is gone.
fn place(world: &World, what: &Written, lines: usize) -> Option<Rect> {
    let (graph, view) = (world.resource::<Graph>(), &world.resource::<Views>().network);
    let (min, width) = match what {
        Written::New(creature, at, width) => {
            let being = graph.beings.iter().find(|being| being.name == *creature)?;
            (view.to_screen(*at + being.offset), width * view.scale)
        }
        Written::Note(entry) | Written::Title(entry) => match graph.spot(entry)? {
            Spot::Note(i) => {
                let note = &graph.plan.notes[i];
                (view.to_screen(note.at), note.width * view.scale)
            }
            Spot::Frame(i) => {
                let frame = &graph.plan.frames[i];
                let rect = graph.plan.frame_rect(view, frame);
                let up = if frame.folded { vec2(0.0, 0.0) } else { vec2(0.0, -24.0) };
                (rect.left_top() + up, rect.width())
            }
            _ => return None,
        },
    };
    let height = 8.0 + LINE * lines as f32;
    let size = vec2(width.clamp(WIDTH.0, WIDTH.1), height);
    let inside = view.rect.shrink(4.0);
    let min = min.clamp(inside.min, (inside.max - size).max(inside.min));
    Some(Rect::from_min_size(min, size))
}

/// Shows it, while something is written.
pub fn show(ui: &mut Ui, world: &mut World) {
    let Some(Writing { what, mut typed, begun }) = world.resource::<Draft>().writing.clone() else { return };
    let is_title = matches!(what, Written::Title(_));
    let lines = if is_title { 1 } else { typed.lines().count().max(3) + 1 };
    let Some(rect) = place(world, &what, lines) else {
        world.resource_mut::<Draft>().writing = None;
        return;
    };
    // Before the field sees it: there Enter begins a line.
    let ended = !is_title && begun && ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
    let field = if is_title {
        egui::TextEdit::singleline(&mut typed).char_limit(MAX_NAME)
    } else {
        egui::TextEdit::multiline(&mut typed).desired_rows(lines).char_limit(MAX_NOTE)
    };
    let label = if is_title { "Title of the frame" } else { "Text of the note" };
    let response = ui.put(rect, field.desired_width(rect.width()).hint_text(label));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, label));
    let left = response.lost_focus();
    let taken_back = left && ui.input(|i| i.key_pressed(Key::Escape));
    if !begun {
        response.request_focus();
        // What is typed takes the place of a whole title, and goes on where a note ends.
        let end = CCursor::new(typed.chars().count());
        let from = if is_title { CCursor::default() } else { end };
        let mut state = TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::two(from, end)));
        state.store(ui.ctx(), response.id);
    }
    world.resource_mut::<Draft>().writing = Some(Writing { what, typed, begun: true });
    if taken_back {
        world.resource_mut::<Draft>().writing = None;
    } else if left || ended {
        end_writing(world);
    } else {
        let help = if is_title {
            "Enter ends, Esc takes back"
        } else {
            "Ctrl+Enter or a click outside ends, Esc takes back"
        };
        response.on_hover_text(help);
    }
}
