//! Esc brings back the value from before a drag, or from before the keyboard came to the field.

use super::Figure;
use bevy_egui::egui::{Context, Id, Response};

/// The drag of a number that is under way.
#[derive(Clone)]
struct Dragged {
    field: Id,
    /// The value when it began.
    before: String,
    pass: u64,
    withdrawn: bool,
}

impl Dragged {
    /// There is one pointer, and one place for what it drags.
    fn place() -> Id {
        Id::new("number that is dragged")
    }
}

/// The field that has its value from before, and in which pass.
#[derive(Clone, Copy, PartialEq)]
struct CameBack(Id, u64);

impl CameBack {
    fn place() -> Id {
        Id::new("number that came back")
    }
}

/// Takes back the drag of a number that is under way, before its field is shown; false: none is.
pub fn withdraw(ctx: &Context) -> bool {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| {
        let Some(mut drag) = data.get_temp::<Dragged>(Dragged::place()) else { return false };
        let live = drag.pass + 1 >= pass;
        drag.withdrawn = live;
        data.insert_temp(Dragged::place(), drag);
        live
    })
}

/// Whether Esc has brought back the value from before in this frame, after it was another one.
#[must_use]
pub fn came_back(response: &Response) -> bool {
    let ctx = &response.ctx;
    let now = CameBack(response.id, ctx.cumulative_pass_nr());
    ctx.data(|data| data.get_temp::<CameBack>(CameBack::place())) == Some(now)
}

/// Remembers the value from before a drag; returns it once the drag is withdrawn.
pub fn follow(response: &Response, shown: &str) -> Option<String> {
    let (place, pass) = (Dragged::place(), response.ctx.cumulative_pass_nr());
    response.ctx.data_mut(|data| {
        if response.drag_started() {
            let drag = Dragged { field: response.id, before: shown.to_owned(), pass, withdrawn: false };
            data.insert_temp(place, drag);
            return None;
        }
        let drag = data.get_temp::<Dragged>(place).filter(|drag| drag.field == response.id)?;
        if !drag.withdrawn && response.dragged() {
            data.insert_temp(place, Dragged { pass, ..drag });
            return None;
        }
        data.remove::<Dragged>(place);
        (drag.withdrawn && drag.pass + 1 >= pass).then_some(drag.before)
    })
}

/// Brings a value back; true if it was another one.
pub(super) fn restore<N: Figure>(value: &mut N, before: &str) -> bool {
    let Some(before) = before.parse::<N>().ok().filter(|before| *before != *value) else { return false };
    *value = before;
    true
}

/// Says that a value came back.
pub(super) fn tell(response: &mut Response) {
    let ctx = &response.ctx;
    let came = CameBack(response.id, ctx.cumulative_pass_nr());
    ctx.data_mut(|data| data.insert_temp(CameBack::place(), came));
    response.mark_changed();
}
