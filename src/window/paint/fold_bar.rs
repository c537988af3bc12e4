//! A bar whose parts go into a menu at its end when there is no room for all of them.

use super::controls;
use bevy_egui::egui::{Align, Id, Layout, Ui, UiBuilder};

/// A part of a bar. `C` is what it acts on.
pub struct Part<'a, C> {
    /// Tells parts apart; it must not change.
    pub name: &'static str,
    /// The least stay the shortest; 0: it goes without coming into the menu, since it does nothing.
    pub stays: u8,
    /// Shows it, from left to right.
    pub show: &'a dyn Fn(&mut Ui, &mut C),
}

/// Room for the button of the menu \[points\].
const MENU: f32 = 26.0;

/// How wide each part was when it was last seen \[points\].
type Widths = Vec<(&'static str, f32)>;

/// Shows a bar in a row of its own: `left` from the left, `right` up to its right end.
pub fn show<C>(ui: &mut Ui, name: &str, left: &[Part<C>], right: &[Part<C>], c: &mut C) {
    let id = ui.id().with(("bar", name));
    let mut widths: Widths = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let all = || left.iter().chain(right);
    for part in all() {
        if !widths.iter().any(|(known, _)| *known == part.name) {
            widths.push((part.name, measure(ui, part, c)));
        }
    }
    let gap = ui.spacing().item_spacing.x;
    let wide =
        |part: &Part<C>| widths.iter().find(|(known, _)| *known == part.name).map_or(0.0, |w| w.1 + gap);
    let room = ui.available_width() + gap;
    let staying = staying(all().map(|part| (part.stays, wide(part))).collect(), room, MENU + gap);
    let folded = all().zip(&staying).any(|(part, stays)| !stays && part.stays > 0);
    let used: f32 = all().zip(&staying).filter(|(_, stays)| **stays).map(|(part, _)| wide(part)).sum();
    let spare = room - used - if folded { MENU + gap } else { 0.0 };
    let mut seen = |ui: &mut Ui, part: &Part<C>, c: &mut C| {
        let shown = ui.push_id(part.name, |ui| (part.show)(ui, c)).response.rect.width();
        if let Some(known) = widths.iter_mut().find(|(known, _)| *known == part.name) {
            known.1 = shown;
        }
    };
    let (first, last) = staying.split_at(left.len());
    for (part, _) in left.iter().zip(first).filter(|(_, stays)| **stays) {
        seen(ui, part, c);
    }
    if spare > gap && last.contains(&true) {
        ui.add_space(spare - gap);
    }
    for (part, _) in right.iter().zip(last).filter(|(_, stays)| **stays) {
        seen(ui, part, c);
    }
    ui.data_mut(|data| data.insert_temp(id, widths));
    if folded {
        let rest: Vec<&Part<C>> = all()
            .zip(&staying)
            .filter(|(part, stays)| !**stays && part.stays > 0)
            .map(|(part, _)| part)
            .collect();
        menu(ui, id, &rest, c);
    }
}

/// Which parts stay, of those with these ranks and widths: as many as there is room for.
fn staying(parts: Vec<(u8, f32)>, room: f32, menu: f32) -> Vec<bool> {
    let mut stays = vec![true; parts.len()];
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|i| (parts[*i].0, usize::MAX - i));
    for i in order {
        let used: f32 = parts.iter().zip(&stays).filter(|(_, stays)| **stays).map(|(part, _)| part.1).sum();
        let folded = parts.iter().zip(&stays).any(|(part, stays)| !stays && part.0 > 0);
        // Half a point: sums of many widths are not exact.
        if used + if folded { menu } else { 0.0 } <= room + 0.5 {
            break;
        }
        stays[i] = false;
    }
    stays
}

/// How wide a part would be.
fn measure<C>(ui: &mut Ui, part: &Part<C>, c: &mut C) -> f32 {
    let layout = Layout::left_to_right(Align::Center);
    let builder = UiBuilder::new().id_salt(("measure", part.name)).sizing_pass().invisible().layout(layout);
    let mut probe = ui.new_child(builder.max_rect(ui.max_rect()));
    (part.show)(&mut probe, c);
    probe.min_rect().width()
}

/// The button at the end, and the menu with what found no place.
fn menu<C>(ui: &mut Ui, id: Id, parts: &[&Part<C>], c: &mut C) {
    ui.push_id(id, |ui| {
        controls::menu_of_rest(ui, MENU, |ui| {
            for part in parts {
                ui.push_id(part.name, |ui| ui.horizontal(|ui| (part.show)(ui, c)));
            }
        })
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_go_first_and_leave_room_for_the_menu() {
        let parts = || vec![(9, 100.0), (2, 50.0), (0, 30.0), (5, 60.0), (2, 40.0)];
        let stays = |room: f32| staying(parts(), room, 20.0);
        assert_eq!(stays(280.0), [true; 5]);
        assert_eq!(stays(279.0), [true, true, false, true, true], "a name alone needs no menu");
        // The last of equals goes first.
        assert_eq!(stays(249.0), [true, true, false, true, false]);
        assert_eq!(stays(229.0), [true, false, false, true, false]);
        assert_eq!(stays(0.0), [false; 5]);
    }
}
