//! Small widgets of the house: icon buttons, meters, headings.

use super::controls::underline;
use super::theme::{Palette, fade, number, prose, small};
use bevy_egui::egui::{
    Align, Align2, Color32, CornerRadius, Label, Layout, Pos2, Rect, Response, RichText, Sense, Shape,
    Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, WidgetType, pos2, vec2,
};

/// Height of a bar below a view \[points\].
pub const STRIP: f32 = 34.0;

/// The ground of a bar below a view, and the place for what stands in it, from left to right.
#[must_use]
pub fn strip(ui: &mut Ui, rect: Rect, palette: &Palette) -> Ui {
    ui.painter().rect_filled(rect, 0.0, palette.bar);
    let inside = UiBuilder::new().max_rect(rect.shrink2(vec2(8.0, 3.0)));
    let mut child = ui.new_child(inside.layout(Layout::left_to_right(Align::Center)));
    child.spacing_mut().item_spacing.x = 5.0;
    if rect.width() < ROOMY {
        child.spacing_mut().item_spacing.x = 2.0;
        child.spacing_mut().button_padding.x = 4.0;
    }
    child
}

/// In a bar that is narrower than this, things stand closer.
const ROOMY: f32 = 400.0;

/// What an icon button shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A triangle.
    Play,
    /// Two bars.
    Pause,
    /// A bar and a triangle.
    Step,
    /// A triangle and a bar: the same backwards.
    Back,
    /// An arrow in a circle.
    Reset,
    /// A minus sign.
    Slower,
    /// A plus sign.
    Faster,
    /// A half-filled disc.
    Theme,
    /// A question mark.
    Help,
    /// Four corners.
    Fit,
    /// Cross hairs.
    Follow,
    /// World over network.
    Both,
    /// The world alone.
    World,
    /// The network alone.
    Network,
}

/// A button with an icon, a name for assistive tools and a tooltip. `on`: what it opens is open, or it matters most.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str, tip: &str, on: bool, palette: &Palette) -> Response {
    let (rect, response) = pressed(ui, icon);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, ui.is_enabled(), name));
    let visuals = ui.style().interact(&response);
    let (ground, rim, color) = if on {
        (palette.accent_ground, palette.accent, palette.accent)
    } else {
        (visuals.weak_bg_fill, visuals.bg_stroke.color, visuals.fg_stroke.color)
    };
    ui.painter().rect(rect, CornerRadius::same(6), ground, Stroke::new(1.0, rim), StrokeKind::Inside);
    drawn(ui, icon, rect, color, response).on_hover_text(tip)
}

/// A switch with an icon: it stays as it was put.
pub fn icon_switch(ui: &mut Ui, icon: Icon, name: &str, tip: &str, on: bool, palette: &Palette) -> Response {
    let (rect, response) = pressed(ui, icon);
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, ui.is_enabled(), on, name));
    let ground = match (on, response.hovered()) {
        (true, _) => palette.accent_ground,
        (false, true) => palette.button_hover,
        // It lies over a picture.
        (false, false) => fade(palette.bar, 0.82),
    };
    ui.painter().rect(rect, CornerRadius::same(6), ground, Stroke::NONE, StrokeKind::Inside);
    underline(ui, rect, on, &response, palette);
    let color = if on { palette.accent } else { palette.text };
    drawn(ui, icon, rect, color, response).on_hover_text(tip)
}

fn pressed(ui: &mut Ui, icon: Icon) -> (Rect, Response) {
    let size = if icon == Icon::Play || icon == Icon::Pause { vec2(38.0, 26.0) } else { vec2(28.0, 26.0) };
    ui.allocate_exact_size(size, Sense::click())
}

fn drawn(ui: &Ui, icon: Icon, rect: Rect, color: Color32, response: Response) -> Response {
    ui.painter().extend(icon_shapes(icon, rect.center(), color));
    if icon == Icon::Help {
        ui.painter().text(
            rect.center(),
            Align2::CENTER_CENTER,
            "?",
            bevy_egui::egui::FontId::proportional(15.0),
            color,
        );
    }
    response
}

fn icon_shapes(icon: Icon, c: Pos2, color: Color32) -> Vec<Shape> {
    let line = Stroke::new(1.7, color);
    let at = |x: f32, y: f32| c + vec2(x, y);
    let triangle = |x: f32| {
        Shape::convex_polygon(
            vec![at(x - 4.0, -5.5), at(x + 5.5, 0.0), at(x - 4.0, 5.5)],
            color,
            Stroke::NONE,
        )
    };
    let bar = |x: f32, w: f32| {
        Shape::rect_filled(Rect::from_center_size(at(x, 0.0), vec2(w, 11.0)), CornerRadius::same(1), color)
    };
    let boxed = |a: Pos2, b: Pos2| Rect::from_two_pos(a, b);
    match icon {
        Icon::Play => vec![triangle(0.0)],
        Icon::Pause => vec![bar(-3.0, 3.4), bar(3.0, 3.4)],
        Icon::Step => vec![bar(-5.0, 2.4), triangle(1.5)],
        Icon::Back => {
            let corners = vec![at(2.5, -5.5), at(2.5, 5.5), at(-7.0, 0.0)];
            vec![bar(5.0, 2.4), Shape::convex_polygon(corners, color, Stroke::NONE)]
        }
        Icon::Reset => {
            let points: Vec<Pos2> =
                (0..=18).map(|i| c + Vec2::angled(-1.1 + i as f32 * 0.283) * 5.5).collect();
            let tip = points[0];
            let arrow = vec![tip + vec2(-4.2, -1.4), tip + vec2(1.6, -3.0), tip + vec2(0.6, 3.2)];
            vec![Shape::line(points, line), Shape::convex_polygon(arrow, color, Stroke::NONE)]
        }
        Icon::Slower => vec![Shape::line_segment([at(-4.5, 0.0), at(4.5, 0.0)], line)],
        Icon::Faster => vec![
            Shape::line_segment([at(-4.5, 0.0), at(4.5, 0.0)], line),
            Shape::line_segment([at(0.0, -4.5), at(0.0, 4.5)], line),
        ],
        Icon::Theme => {
            let half = (0..=12).map(|i| c + Vec2::angled(-1.571 + i as f32 * 0.2618) * 5.5).collect();
            vec![Shape::circle_stroke(c, 5.5, line), Shape::convex_polygon(half, color, Stroke::NONE)]
        }
        Icon::Help => Vec::new(),
        Icon::Fit => [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
            .into_iter()
            .map(|(x, y)| {
                Shape::line(vec![at(5.5 * x, 2.0 * y), at(5.5 * x, 5.5 * y), at(2.0 * x, 5.5 * y)], line)
            })
            .collect(),
        Icon::Follow => {
            let mut shapes = vec![Shape::circle_stroke(c, 3.6, line), Shape::circle_filled(c, 1.3, color)];
            for d in [vec2(1.0, 0.0), vec2(0.0, 1.0), vec2(-1.0, 0.0), vec2(0.0, -1.0)] {
                shapes.push(Shape::line_segment([c + d * 3.6, c + d * 6.5], line));
            }
            shapes
        }
        Icon::Both | Icon::World | Icon::Network => {
            let frame = boxed(at(-6.5, -5.5), at(6.5, 5.5));
            let mut shapes = vec![Shape::rect_stroke(frame, CornerRadius::same(2), line, StrokeKind::Middle)];
            let wave = |y: f32, h: f32| {
                let points =
                    (0..=12).map(|i| at(-4.0 + i as f32 * 0.667, y + h * (i as f32 * 0.9).sin())).collect();
                Shape::line(points, line)
            };
            let dots = |y: f32| [-3.2f32, 0.0, 3.2].map(|x| Shape::circle_filled(at(x, y), 1.1, color));
            match icon {
                Icon::Both => {
                    shapes.push(Shape::line_segment([at(-6.5, 0.0), at(6.5, 0.0)], Stroke::new(1.2, color)));
                    shapes.push(wave(-2.8, 1.0));
                    shapes.extend(dots(2.9));
                }
                Icon::World => shapes.push(wave(0.0, 2.0)),
                _ => {
                    shapes.extend(dots(-2.0));
                    shapes.extend(dots(2.2));
                }
            }
            shapes
        }
    }
}

/// A quiet heading of a section, with a line after it.
pub fn section(ui: &mut Ui, text: &str, palette: &Palette) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(text.to_uppercase()).font(small()).color(palette.weak));
        let rest = ui.available_rect_before_wrap();
        let y = rest.center().y;
        ui.painter().hline(rest.left() + 2.0..=rest.right(), y, Stroke::new(1.0, palette.line));
    });
}

/// A sentence that explains, broken into lines.
pub fn sentence(ui: &mut Ui, text: &str, palette: &Palette) -> Response {
    // Sentences of declarations mark names by signs that are none here.
    ui.add(Label::new(RichText::new(text.replace('`', "")).font(prose()).color(palette.weak)).wrap())
}

/// A meter: a bar from 0 to `full`, and the number. Values below zero run in the second colour.
pub fn meter(
    ui: &mut Ui,
    width: f32,
    value: f32,
    full: f32,
    colors: [Color32; 2],
    palette: &Palette,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width, 14.0), Sense::hover());
    let round = CornerRadius::same(3);
    ui.painter().rect_filled(rect, round, palette.well);
    let share = if full > 0.0 { (value.abs() / full).min(1.0) } else { 0.0 };
    if share > 0.001 {
        let bar = Rect::from_min_size(rect.min, vec2((rect.width() * share).max(2.0), rect.height()));
        ui.painter().rect_filled(bar, round, fade(colors[usize::from(value < 0.0)], 0.9));
    }
    ui.painter().rect_stroke(rect, round, Stroke::new(1.0, palette.line), StrokeKind::Inside);
    response
}

/// A number in digits of one width, aligned to the right in a column.
pub fn value(ui: &mut Ui, width: f32, text: &str, color: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(width, 16.0), Sense::hover());
    ui.painter().text(pos2(rect.right(), rect.center().y), Align2::RIGHT_CENTER, text, number(), color);
}

/// The sign of a class: a ring, as the rim of its neurons.
pub fn ring(ui: &mut Ui, color: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
    ui.painter().circle_stroke(rect.center(), 4.5, Stroke::new(2.2, color));
    response
}

/// A label at the left of a column of a fixed width.
pub fn column(ui: &mut Ui, width: f32, text: RichText) -> Response {
    let label = Label::new(text).truncate();
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(width, 18.0), layout, |ui| {
        ui.set_width(width);
        ui.add(label)
    })
    .inner
}

/// A row of a form: its name in a column of this width, and what stands beside it.
pub fn named_row(ui: &mut Ui, width: f32, name: &str, palette: &Palette, fill: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        column(ui, width, RichText::new(name).color(palette.weak));
        ui.horizontal_wrapped(fill);
    });
}

/// An amount of transmitter for a column: three decimals where small, fewer where large.
#[must_use]
pub fn amount(value: f32) -> String {
    let size = value.abs();
    // What rounds to zero has no sign.
    let value = if size < 0.005 { 0.0 } else { value };
    if size >= 10_000.0 {
        format!("{value:.2e}")
    } else if size >= 100.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_their_width() {
        assert_eq!(amount(0.0), "0.00");
        assert_eq!(amount(-0.0), "0.00");
        assert_eq!(amount(-0.004), "0.00");
        assert_eq!(amount(-2.71499), "-2.71");
        assert_eq!(amount(1234.5), "1234.5");
        assert_eq!(amount(1.0e6), "1.00e6");
    }
}
