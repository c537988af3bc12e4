//! A question in front of everything.

use super::palette::Palette;
use bevy_egui::egui::{Button, Context, Frame, Id, Key, Modal, Modifiers, RichText, Stroke, Ui};

/// What a question says and offers.
pub struct Question<'a> {
    /// Tells it from others.
    pub id: &'a str,
    /// What it is about.
    pub title: &'a str,
    /// The answers, each with what it does.
    pub answers: &'a [(&'a str, &'a str)],
    /// The answer that Enter gives: one by which nothing is lost.
    pub usual: usize,
}

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The answer of this place in the list.
    Given(usize),
    /// Escape, or a click beside it.
    None,
}

/// Width of a question in a window that has room for it \[points\].
const WIDTH: f32 = 420.0;

impl Question<'_> {
    /// Asks it; `body` says what there is to know. `None` while nobody has answered.
    pub fn ask(&self, ctx: &Context, palette: &Palette, body: impl FnOnce(&mut Ui)) -> Option<Answer> {
        let mut answer = None;
        let id = Id::new(self.id);
        // A key that was pressed before it was to be seen is no answer to it.
        let frame = ctx.cumulative_frame_nr();
        let last = ctx.data_mut(|data| {
            let last = data.get_temp::<u64>(id);
            data.insert_temp(id, frame);
            last
        });
        let was_shown = last.is_some_and(|last| last < frame && frame <= last + 1);
        let modal =
            Modal::new(id).frame(Frame::popup(&ctx.global_style()).inner_margin(18)).show(ctx, |ui| {
                ui.set_width(WIDTH.min(ctx.content_rect().width() - 60.0));
                ui.heading(self.title);
                ui.add_space(4.0);
                body(ui);
                ui.add_space(8.0);
                ui.horizontal_wrapped(|ui| {
                    for (place, (name, tip)) in self.answers.iter().enumerate() {
                        let is_usual = place == self.usual;
                        let button = if is_usual {
                            let text = RichText::new(*name).color(palette.strong);
                            Button::new(text)
                                .fill(palette.accent_ground)
                                .stroke(Stroke::new(1.0, palette.accent))
                        } else {
                            Button::new(*name)
                        };
                        let tip = if is_usual { format!("{tip} (Enter)") } else { (*tip).to_owned() };
                        if ui.add(button).on_hover_text(tip).clicked() {
                            answer = Some(Answer::Given(place));
                        }
                    }
                });
            });
        // A button that has the focus takes Enter itself.
        let is_free = was_shown && ctx.memory(|memory| memory.focused().is_none());
        if answer.is_none() && is_free && ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter)) {
            answer = Some(Answer::Given(self.usual));
        }
        answer.or_else(|| modal.should_close().then_some(Answer::None))
    }
}
