//! A row of the finder.

use super::items::Item;
use crate::window::paint::theme::{Palette, number, small};
use bevy_egui::egui::text::{LayoutJob, TextWrapping};
use bevy_egui::egui::{
    Color32, CornerRadius, FontId, Response, Sense, TextFormat, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

/// Height of a row \[points\].
pub const HEIGHT: f32 = 24.0;

/// Shows it: the name with the letters that were typed, what it is, its keys.
pub fn show(ui: &mut Ui, item: &Item, letters: &[u32], at: bool, palette: &Palette) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    let ready = item.ready.is_ok();
    response.widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, ready, at, &item.name));
    let painter = ui.painter_at(rect);
    if at {
        painter.rect_filled(rect, CornerRadius::same(5), palette.accent_ground);
    } else if response.hovered() {
        painter.rect_filled(rect, CornerRadius::same(5), palette.button);
    }
    let weak = if at { palette.text } else { palette.weak };
    let middle = rect.center().y;
    let mut right = rect.right() - 8.0;
    if !item.keys.is_empty() {
        let keys = painter.layout_no_wrap(item.keys.clone(), number(), weak);
        right -= keys.size().x;
        painter.galley(pos2(right, middle - keys.size().y / 2.0), keys, weak);
        right -= 12.0;
    }
    let name = one_line(marked(item, letters, ready, palette), 0.62 * (right - rect.left()));
    let name = painter.layout_job(name);
    let left = rect.left() + 8.0;
    let kind = TextFormat { font_id: small(), color: weak, ..TextFormat::default() };
    let kind = LayoutJob::single_section(item.kind.clone(), kind);
    let kind = painter.layout_job(one_line(kind, right - left - name.size().x - 12.0));
    let begin = right - kind.size().x;
    painter.galley(pos2(left, middle - name.size().y / 2.0), name, palette.strong);
    painter.galley(pos2(begin, middle - kind.size().y / 2.0), kind, weak);
    match item.ready {
        Ok(()) => response,
        Err(why) => response.on_hover_text(why),
    }
}

fn one_line(mut job: LayoutJob, width: f32) -> LayoutJob {
    job.wrap = TextWrapping { max_width: width.max(20.0), max_rows: 1, ..TextWrapping::default() };
    job.wrap.break_anywhere = true;
    job
}

/// The name, those letters of it that were typed in the colour of what is chosen.
fn marked(item: &Item, letters: &[u32], ready: bool, palette: &Palette) -> LayoutJob {
    let plain = if ready { palette.strong } else { palette.weak };
    let format =
        |color: Color32| TextFormat { font_id: FontId::proportional(13.0), color, ..TextFormat::default() };
    let mut job = LayoutJob::default();
    for (place, letter) in item.name.chars().enumerate() {
        let typed = ready && letters.binary_search(&(place as u32)).is_ok();
        job.append(letter.encode_utf8(&mut [0; 4]), 0.0, format(if typed { palette.accent } else { plain }));
    }
    job
}
