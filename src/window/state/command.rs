//! What can be done, by name: every entry of a menu, every key, every line of the help is made of one of these.
//!
//! A folder lists its own, each beside what it does; `window/mod.rs` joins the lists to one [`Table`].

pub use super::strokes::{alt, arrows, ctrl, ctrl_shift, key, key_text, shift};

use super::strokes::is_arrow;
use super::tour::Stop;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Button, Checkbox, Context, Key, KeyboardShortcut, Modifiers, Response, Ui};

/// Whether a command can be carried out now; if not, why.
pub type Ready = Result<(), &'static str>;

/// Where a command is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Menu {
    /// Files, and the window itself.
    Scene,
    /// Changes of the network.
    Edit,
    /// What is seen.
    View,
    /// How everything is drawn: below that of what is seen.
    Looks,
    /// What a wheel and a touchpad do: likewise.
    Wheel,
    /// Time.
    Run,
    /// The worms on their ground: in no menu of the bar, it has a bar of its own.
    World,
    /// The canvas, likewise.
    Network,
    /// The plots, likewise.
    Plots,
    /// The table of neurons, likewise.
    Table,
}

impl Menu {
    /// Those of the bar at the top, with a sentence each.
    pub const BAR: [(Self, &'static str); 4] = [
        (Self::Scene, "Open and save scenes"),
        (Self::Edit, "Undo, copy and change neurons"),
        (Self::View, "What is shown"),
        (Self::Run, "Let time go, or go back in it"),
    ];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scene => "Scene",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Looks => "Colours and motion",
            Self::Wheel => "Wheel and touchpad",
            Self::Run => "Run",
            Self::World => "World",
            Self::Network => "Network",
            Self::Plots => "Plots",
            Self::Table => "Table",
        }
    }
}

/// Something that can be done.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// What it is called, everywhere.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// Does it.
    pub act: fn(&mut World, &Context),
    /// Its keys; the first is told.
    pub keys: &'static [KeyboardShortcut],
    /// Where it is looked for, and in which part of that menu.
    pub menu: Option<(Menu, u8)>,
    /// Whether it can be done now.
    pub ready: fn(&World) -> Ready,
    /// Whether it is on, if it is a switch.
    pub on: Option<fn(&World) -> bool>,
    /// Whether, while it is on, it lies over everything: its own keys put it away then.
    pub sheet: bool,
    /// Whether it is done again and again while its key is held.
    pub again: bool,
    /// The part of the window that must have the keyboard for its keys to act, if they do not act everywhere.
    pub place: Option<Stop>,
}

impl Command {
    /// A command that can always be done, without a key and in no menu.
    #[must_use]
    pub const fn new(name: &'static str, about: &'static str, act: fn(&mut World, &Context)) -> Self {
        Self {
            name,
            about,
            act,
            keys: &[],
            menu: None,
            ready: |_| Ok(()),
            on: None,
            sheet: false,
            again: false,
            place: None,
        }
    }

    /// Gives it keys.
    #[must_use]
    pub const fn keys(self, keys: &'static [KeyboardShortcut]) -> Self {
        Self { keys, ..self }
    }

    /// Puts it into a part of a menu; parts are separated by a line.
    #[must_use]
    pub const fn menu(self, menu: Menu, part: u8) -> Self {
        Self { menu: Some((menu, part)), ..self }
    }

    /// Says when it can be done.
    #[must_use]
    pub const fn when(self, ready: fn(&World) -> Ready) -> Self {
        Self { ready, ..self }
    }

    /// Makes it a switch.
    #[must_use]
    pub const fn switch(self, on: fn(&World) -> bool) -> Self {
        Self { on: Some(on), ..self }
    }

    /// Makes it a switch of what lies over everything.
    #[must_use]
    pub const fn sheet(self, on: fn(&World) -> bool) -> Self {
        Self { on: Some(on), sheet: true, ..self }
    }

    /// Lets it be done again and again while its key is held.
    #[must_use]
    pub const fn again(self) -> Self {
        Self { again: true, ..self }
    }

    /// Lets its keys act only while a part of the window has the keyboard.
    #[must_use]
    pub const fn in_place(self, stop: Stop) -> Self {
        Self { place: Some(stop), ..self }
    }

    /// Whether it is on.
    #[must_use]
    pub fn is_on(&self, world: &World) -> bool {
        self.on.is_some_and(|on| on(world))
    }

    /// Its first keys, for people; empty without. Of several arrows all: one says which way.
    #[must_use]
    pub fn key_text(&self) -> String {
        let Some(first) = self.keys.first() else { return String::new() };
        let arrows = self.keys.iter().take_while(|keys| is_arrow(keys.logical_key)).count();
        let all = key_text(first);
        match arrows {
            0 | 1 => all,
            4 => all.replace(first.logical_key.name(), "arrows"),
            _ => {
                let others = self.keys[1..arrows].iter().map(|keys| keys.logical_key.name());
                others.fold(all, |all, name| format!("{all}/{name}"))
            }
        }
    }

    /// What it does, and its keys: for a tooltip.
    #[must_use]
    pub fn tip(&self) -> String {
        match self.key_text().as_str() {
            "" => self.about.to_owned(),
            keys => format!("{} ({keys})", self.about),
        }
    }

    /// Carries it out, if it can be.
    pub fn run(&self, world: &mut World, ctx: &Context) -> Ready {
        (self.ready)(world)?;
        (self.act)(world, ctx);
        Ok(())
    }

    /// Shows it as an entry of a menu and carries it out when it is chosen; tells whether it was.
    pub fn entry(&self, ui: &mut Ui, world: &mut World) -> bool {
        let ready = (self.ready)(world);
        let mut button = Button::new(self.name);
        if !self.keys.is_empty() {
            button = button.shortcut_text(self.key_text());
        }
        if self.on.is_some() {
            button = button.selected(self.is_on(world));
        }
        let response = explained(ui.add_enabled(ready.is_ok(), button), self.about, ready);
        let clicked = response.clicked();
        if clicked {
            ui.close();
            (self.act)(world, ui.ctx());
        }
        clicked
    }

    /// Shows it as a button of a bar and carries it out when it is clicked; tells whether it was.
    pub fn button(&self, ui: &mut Ui, world: &mut World) -> bool {
        let ready = (self.ready)(world);
        let clicked =
            explained(ui.add_enabled(ready.is_ok(), Button::new(self.name)), &self.tip(), ready).clicked();
        if clicked {
            (self.act)(world, ui.ctx());
        }
        clicked
    }

    /// Shows a switch as a box with a tick, and turns it when that is clicked.
    pub fn checkbox(&self, ui: &mut Ui, world: &mut World) {
        let ready = (self.ready)(world);
        let mut on = self.is_on(world);
        let response = ui.add_enabled(ready.is_ok(), Checkbox::new(&mut on, self.name));
        if explained(response, self.about, ready).changed() {
            (self.act)(world, ui.ctx());
        }
    }
}

/// An entry that says what it does, or why it cannot.
pub fn explained(response: Response, about: &str, ready: Ready) -> Response {
    match ready {
        Ok(()) => response.on_hover_text(about),
        Err(why) => response.on_disabled_hover_text(why),
    }
}

/// All commands.
#[derive(Resource, Clone, Debug, Default)]
pub struct Table(Vec<&'static Command>);

impl Table {
    /// Joins lists.
    #[must_use]
    pub fn new(lists: &[&'static [Command]]) -> Self {
        let mut all: Vec<&'static Command> = lists.iter().copied().flatten().collect();
        // By menu and part; within a part as they are listed.
        all.sort_by_key(|command| command.menu.map_or((true, None), |place| (false, Some(place))));
        Self(all)
    }

    /// All of them, by menu and part.
    #[must_use]
    pub fn all(&self) -> &[&'static Command] {
        &self.0
    }

    /// The commands of a menu, part by part.
    #[must_use]
    pub fn of(&self, menu: Menu) -> Vec<&'static Command> {
        let inside = |command: &&&Command| command.menu.is_some_and(|(other, _)| other == menu);
        self.0.iter().filter(inside).copied().collect()
    }

    /// The command of a key that was pressed while a part of the window has the keyboard, if one has. A Shift too many
    /// does not matter: on some keyboards it makes the sign.
    #[must_use]
    pub fn pressed(&self, modifiers: Modifiers, key: Key, place: Option<Stop>) -> Option<&'static Command> {
        let find = |fits: &dyn Fn(Modifiers) -> bool| {
            let has = |keys: &KeyboardShortcut| keys.logical_key == key && fits(keys.modifiers);
            let mut own = self.0.iter().filter(|command| command.keys.iter().any(has));
            let here = own.clone().find(|command| command.place.is_some() && command.place == place);
            here.or_else(|| own.find(|command| command.place.is_none())).copied()
        };
        let exact = find(&|pattern| modifiers.matches_exact(pattern));
        exact.or_else(|| find(&|pattern| Modifiers { shift: false, ..modifiers }.matches_exact(pattern)))
    }
}

/// Shows the commands of a menu, a line between its parts.
pub fn entries(ui: &mut Ui, world: &mut World, menu: Menu) {
    let commands = world.resource::<Table>().of(menu);
    show_entries(ui, world, commands);
}

/// Shows commands, a line between their parts.
pub fn show_entries<'a>(ui: &mut Ui, world: &mut World, commands: impl IntoIterator<Item = &'a Command>) {
    let mut part = None;
    for command in commands {
        if part.is_some_and(|part| Some(part) != command.menu) {
            ui.separator();
        }
        part = command.menu;
        command.entry(ui, world);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_in_words() {
        let all = [key(Key::Delete), ctrl_shift(Key::Z), shift(Key::Comma), ctrl(Key::Plus), key(Key::F2)];
        assert_eq!(all.map(|keys| key_text(&keys)), ["Del", "Ctrl+Shift+Z", "Shift+,", "Ctrl++", "F2"]);
    }

    #[test]
    fn the_longer_combination_is_another_command() {
        const UNDO: Command = Command::new("u", "", |_, _| {}).keys(&[ctrl(Key::Z)]);
        const LIST: &[Command] = &[
            UNDO,
            Command::new("r", "", |_, _| {}).keys(&[ctrl_shift(Key::Z)]),
            Command::new("help", "", |_, _| {}).keys(&[key(Key::Questionmark)]),
            Command::new("s", "", |_, _| {}).keys(&[key(Key::S)]),
        ];
        let table = Table::new(&[LIST]);
        let name = |modifiers, key| table.pressed(modifiers, key, None).map(|command| command.name);
        let (none, shift, command) = (Modifiers::NONE, Modifiers::SHIFT, Modifiers::COMMAND);
        assert_eq!(name(command, Key::Z), Some("u"));
        assert_eq!(name(command | shift, Key::Z), Some("r"));
        assert_eq!(name(shift, Key::Questionmark), Some("help"));
        assert_eq!((name(none, Key::S), name(command, Key::S)), (Some("s"), None));
        assert_eq!(name(Modifiers::ALT, Key::S), None);
    }
}
