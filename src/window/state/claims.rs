//! Keys that a part of the window takes for itself while it has the keyboard: a table its arrows, and the copying of
//! its rows. Commands of the same keys wait meanwhile.

use bevy::ecs::prelude::*;
use bevy_egui::egui::{Context, EventFilter, Id, Key, KeyboardShortcut, Modifiers};

/// Who takes which keys, as said in the last frame.
#[derive(Resource, Clone, Debug, Default)]
pub struct Claims(Vec<(Id, &'static [KeyboardShortcut])>);

/// Takes keys while `id` has the keyboard; to be said in every frame in which it is shown. Tells whether it has it now.
pub fn claim(ctx: &Context, world: &mut World, id: Id, keys: &'static [KeyboardShortcut]) -> bool {
    let claims = &mut world.get_resource_or_init::<Claims>().into_inner().0;
    claims.retain(|(other, _)| *other != id);
    claims.push((id, keys));
    ctx.memory_mut(|memory| {
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        memory.set_focus_lock_filter(id, arrows);
        memory.has_focus(id)
    })
}

impl Claims {
    /// Whether one of them has the keyboard: what it does not take is for the window, the space bar too.
    #[must_use]
    pub fn has_keyboard(&self, ctx: &Context) -> bool {
        let focused = ctx.memory(|memory| memory.focused());
        focused.is_some_and(|id| self.0.iter().any(|(own, _)| *own == id))
    }

    /// Whether a key is taken by what has the keyboard.
    #[must_use]
    pub fn take(&self, ctx: &Context, modifiers: Modifiers, key: Key) -> bool {
        let Some(id) = ctx.memory(|memory| memory.focused()) else { return false };
        let is = |keys: &KeyboardShortcut| keys.logical_key == key && modifiers.matches_exact(keys.modifiers);
        self.0.iter().any(|(own, keys)| *own == id && keys.iter().any(is))
    }
}
