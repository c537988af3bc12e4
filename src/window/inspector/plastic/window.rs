//! The picture of a rule's windows: the change of the weight against post minus pre, with handles that set heights and
//! widths, and the last pairs of a synapse as dots.

use super::curves::{Half, Reach, rounded, taught};
use super::slide::{To, slide};
use crate::entry::{FieldInfo, Fields, Record, Value};
use crate::nervous::plasticity::Rule;
use crate::window::paint::controls::named;
use crate::window::paint::theme::{Palette, fade, small};
use crate::window::paint::view::round_step;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{
    Align2, Color32, CornerRadius, Id, Mesh, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, Ui,
    WidgetInfo, WidgetType, pos2, vec2,
};

/// Height of the picture, of the row of numbers below it, and width of the column at its left \[points\].
const HIGH: f32 = 158.0;
const BELOW: f32 = 32.0;
/// The least width of the picture.
const LEAST: f32 = 120.0;
const LEFT: f32 = 46.0;
/// How far from the middle the handles of the heights are, and how large what takes hold of a handle is.
const ASIDE: f32 = 7.0;
const GRIP: f32 = 20.0;
/// So many points are a curve.
const POINTS: u8 = 48;

/// The picture: from ticks and shares to places.
#[derive(Clone, Copy)]
struct Frame {
    rect: Rect,
    reach: Reach,
}

impl Frame {
    fn x(self, ticks: f32) -> f32 {
        self.rect.center().x + ticks / self.reach.ticks * self.rect.width() / 2.0
    }

    fn y(self, share: f32) -> f32 {
        let share = (share / self.reach.share).clamp(-1.0, 1.0);
        self.rect.center().y - share * self.rect.height() / 2.0
    }

    fn ticks(self, x: f32) -> f32 {
        (x - self.rect.center().x) / self.rect.width() * 2.0 * self.reach.ticks
    }

    fn share(self, y: f32) -> f32 {
        (self.rect.center().y - y) / self.rect.height() * 2.0 * self.reach.share
    }
}

/// The colour of a half.
const fn color(half: Half, palette: &Palette) -> Color32 {
    palette.curves[half as usize]
}

/// Shows the windows of a rule; the rule as it is to be. `about` says whose they are.
pub fn show(
    ui: &mut Ui,
    world: &mut World,
    about: &str,
    rule: &Rule,
    pairs: &[(i32, f32)],
    palette: &Palette,
) -> Option<Rule> {
    let (whole, response) =
        ui.allocate_exact_size(vec2((ui.available_width() - 2.0).max(LEAST), HIGH), Sense::hover());
    let rect = Rect::from_min_max(whole.min + vec2(LEFT, 6.0), whole.max - vec2(4.0, BELOW));
    // While a handle is dragged the picture stays as it is: else it would run away from the pointer.
    let held = ui.id().with((about, "reach"));
    let kept = ui.data(|data| data.get_temp::<Reach>(held));
    let frame = Frame { rect, reach: kept.unwrap_or_else(|| Reach::of(rule, pairs)) };
    ground(ui, whole, frame, palette);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    for half in Half::BOTH {
        curve(&painter, frame, half, rule, palette);
    }
    for (ticks, change) in pairs {
        let at = pos2(frame.x(*ticks as f32), frame.y(*change));
        painter.circle(at, 2.4, fade(palette.strong, 0.8), Stroke::new(1.0, palette.well));
    }
    let said = Half::BOTH.map(|half| {
        let [[height, tau], names] = [half.of(rule).map(|n| n.to_string()), half.names().map(str::to_owned)];
        format!("{} {height}, {} {tau} ticks", names[0], names[1])
    });
    let label = format!("Windows of {about}: {}", said.join(", "));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &label));
    tell(&response, frame, rule);

    let mut new = None;
    let mut dragged = false;
    for half in Half::BOTH {
        for which in [0, 1] {
            let (changed, held) = handle(ui, world, frame, (half, which), rule, palette);
            new = changed.or(new);
            dragged |= held;
        }
    }
    ui.data_mut(|data| {
        if dragged {
            data.insert_temp(held, frame.reach);
        } else {
            data.remove::<Reach>(held);
        }
    });
    new
}

/// The well, the axes and what stands at them.
fn ground(ui: &Ui, whole: Rect, frame: Frame, palette: &Palette) {
    let (painter, rect) = (ui.painter(), frame.rect);
    painter.rect_filled(rect, CornerRadius::same(3), palette.well);
    let line = Stroke::new(1.0, fade(palette.line, 0.7));
    let step = round_step(frame.reach.share / 1.9);
    for number in [-1.0, 0.0, 1.0] {
        let y = frame.y(number * step);
        painter.hline(rect.x_range(), y, line);
        let text = short(number * step);
        painter.text(pos2(rect.left() - 5.0, y), Align2::RIGHT_CENTER, text, small(), palette.weak);
    }
    let step = round_step(frame.reach.ticks / 2.9);
    for number in [-2.0, -1.0, 0.0, 1.0, 2.0] {
        if (number * step).abs() > frame.reach.ticks {
            continue;
        }
        let x = frame.x(number * step);
        painter.vline(x, rect.y_range(), line);
        let text = short(number * step);
        painter.text(pos2(x, rect.bottom() + 3.0), Align2::CENTER_TOP, text, small(), palette.weak);
    }
    let axis = Stroke::new(1.2, palette.weak);
    painter.hline(rect.x_range(), rect.center().y, axis);
    painter.vline(rect.center().x, rect.y_range(), axis);
    let below = whole.bottom() - 1.0;
    let text = "post minus pre [ticks]";
    painter.text(pos2(rect.center().x, below), Align2::CENTER_BOTTOM, text, small(), palette.text);
    for (half, at, align, words) in [
        (Half::Left, pos2(rect.left(), below), Align2::LEFT_BOTTOM, "post first"),
        (Half::Right, pos2(rect.right(), below), Align2::RIGHT_BOTTOM, "pre first"),
    ] {
        painter.text(at, align, words, small(), color(half, palette));
    }
}

/// A number at an axis.
fn short(value: f32) -> String {
    if value == 0.0 {
        "0".to_owned()
    } else if value.abs() < 1.0e-3 {
        format!("{value:+.0e}")
    } else {
        let text = format!("{value:+.3}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// A half of the window: a line, and what lies between it and the axis.
fn curve(painter: &Painter, frame: Frame, half: Half, rule: &Rule, palette: &Palette) {
    let [height, tau] = half.of(rule);
    let color = color(half, palette);
    let middle = frame.rect.center().y;
    let place = |number: u8| {
        // More of them where it is steep.
        let share = (f32::from(number) / f32::from(POINTS)).powi(2);
        let ticks = share * frame.reach.ticks;
        pos2(frame.x(half.way() * ticks), frame.y(height * (-ticks / tau).exp()))
    };
    let points: Vec<Pos2> = (0..=POINTS).map(place).collect();
    let mut mesh = Mesh::default();
    for (number, point) in (0..).zip(&points) {
        mesh.colored_vertex(*point, fade(color, 0.18));
        mesh.colored_vertex(pos2(point.x, middle), fade(color, 0.18));
        if number > 0 {
            let at = 2 * number;
            mesh.add_triangle(at - 2, at - 1, at);
            mesh.add_triangle(at - 1, at, at + 1);
        }
    }
    painter.add(Shape::mesh(mesh));
    painter.add(Shape::line(points, Stroke::new(2.0, color)));
}

/// Says what a pair under the pointer teaches.
fn tell(response: &Response, frame: Frame, rule: &Rule) {
    let Some(at) = response.hover_pos().filter(|at| frame.rect.contains(*at)) else { return };
    let ticks = frame.ticks(at.x).round();
    let share = taught(rule, ticks);
    let pair = if ticks == 0.0 {
        "In the same tick: no pair".to_owned()
    } else {
        let (who, whom) = if ticks > 0.0 { ("post", "pre") } else { ("pre", "post") };
        format!(
            "{who} {} ticks after {whom}: {share:+.5} of max - min, a weight of {:+.5}",
            ticks.abs(),
            share * (rule.max - rule.min)
        )
    };
    response.clone().on_hover_text_at_pointer(pair);
}

/// What is known of a field of rules.
fn info(name: &str) -> Option<&'static FieldInfo> {
    Rule::FIELDS.iter().find(|info| info.name == name)
}

/// A handle of a half: 0 sets its height, 1 its width. The rule as it is to be, and whether the handle is dragged.
fn handle(
    ui: &Ui,
    world: &mut World,
    frame: Frame,
    (half, which): (Half, usize),
    rule: &Rule,
    palette: &Palette,
) -> (Option<Rule>, bool) {
    let [height, tau] = half.of(rule);
    let at = match which {
        0 => pos2(frame.rect.center().x + half.way() * ASIDE, frame.y(height)),
        _ => pos2(frame.x(half.way() * tau), frame.y(height * (-1f32).exp())),
    };
    let at = at.clamp(frame.rect.min, frame.rect.max);
    let name = half.names()[which];
    let Some(info) = info(name) else { return (None, false) };
    let now = [height, tau][which];
    let id: Id = ui.id().with(("handle", name));
    let grip = Rect::from_center_size(at, vec2(GRIP, GRIP));
    let response = ui.interact(grip, id, Sense::click_and_drag());
    let side = if half == Half::Right { "pre first" } else { "post first" };
    let what = if which == 0 { "Height" } else { "Width" };
    let label = format!("{what} of the curve where {side}: {name}");
    response.widget_info(|| WidgetInfo::slider(true, f64::from(now), &label));
    let response = named(response, &label);
    let lit = response.hovered() || response.dragged() || response.has_focus();
    let rim = Stroke::new(if lit { 2.0 } else { 1.5 }, if lit { palette.accent } else { palette.strong });
    let size = if lit { 5.5 } else { 4.5 };
    // Heights are round, widths square: what is dragged up and down, and what to the side.
    match which {
        0 => ui.painter().circle(at, size, color(half, palette), rim),
        _ => ui.painter().rect(
            Rect::from_center_size(at, vec2(2.0, 2.0) * (size - 0.5)),
            CornerRadius::same(1),
            color(half, palette),
            rim,
            bevy_egui::egui::StrokeKind::Middle,
        ),
    };
    let to = slide(ui, world, &response);
    let dragged = response.dragged();
    let way = if which == 0 { "up or down" } else { "to the side" };
    response.on_hover_text(format!(
        "{name} {now} {}: {}\nDrag {way}, or use the arrow keys",
        info.unit,
        info.sentence()
    ));
    let wanted = match (to, which) {
        (None, _) => return (None, dragged),
        (Some(To::Place(place)), 0) => rounded(frame.share(place.y), frame.reach.share),
        (Some(To::Place(place)), _) => rounded(half.way() * frame.ticks(place.x), frame.reach.ticks),
        (Some(To::Steps(steps)), 0) => {
            rounded(now + steps.y * round_step(frame.reach.share / 60.0), frame.reach.share)
        }
        (Some(To::Steps(steps)), _) => {
            rounded(now + half.way() * steps.x * round_step(frame.reach.ticks / 100.0), frame.reach.ticks)
        }
    };
    let wanted = wanted.clamp(info.min as f32, info.max as f32);
    let mut new = rule.clone();
    let changed = wanted != now && new.set(name, Value::Number(wanted));
    (changed.then_some(new), dragged)
}
