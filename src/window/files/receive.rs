//! Files of all kinds that the window knows: a scene is opened, a protocol becomes a part of the scene that runs, and
//! of a network of another program a scene is made, with the account of what was read as what.

use super::begin::take_over;
use crate::edit::{Edit, History};
use crate::exchange::{self, Asked, Factors, Network, Source, name_of_creature};
use crate::experiment::made_by;
use crate::scene::document::Scene;
use crate::scene::{self, Comments, Loaded, Moment, Protocol, capture, read_bytes};
use crate::sim::Clock;
use crate::window::state::document::file_name;
use crate::window::state::wishes::{ENDING, Kind};
use crate::window::state::{Document, Wish, report, say, say_done, say_error, step, tell};
use bevy::ecs::prelude::*;
use std::path::{Path, PathBuf};

/// All files that can be opened.
pub const ALL: Kind = Kind { name: "Scenes, protocols, networks", fits: |path| sort_by_name(path).is_some() };

/// What is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Scene,
    Protocol,
    Network,
}

fn sort_by_name(path: &Path) -> Option<Sort> {
    let name = file_name(path).to_lowercase();
    let ending = name.rsplit_once('.')?.1;
    match name.as_str() {
        name if name.ends_with(ENDING) => Some(Sort::Scene),
        name if name.ends_with(Protocol::ENDING) => Some(Sort::Protocol),
        _ => exchange::endings().any(|known| known == ending).then_some(Sort::Network),
    }
}

/// What a text is whose name says nothing, or only that it may be a network: documents of this program begin with a
/// bracket.
fn sort_by_text(bytes: &[u8], by_name: Option<Sort>) -> Sort {
    let text = String::from_utf8_lossy(bytes);
    let code = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("//"));
    match code {
        Some(line) if line.trim_start_matches('\u{feff}').starts_with('(') => {
            let is_scene = scene::parse(&text, "").is_ok();
            let is_protocol = !is_scene && Protocol::parse(&text, "").is_ok();
            if is_protocol {
                Sort::Protocol
            } else if is_scene {
                Sort::Scene
            } else {
                // One with a fault.
                by_name.unwrap_or(Sort::Scene)
            }
        }
        _ => Sort::Network,
    }
}

/// Takes a file. What takes the place of the scene that is open is returned, for it may have to wait for an answer.
pub fn receive(world: &mut World, path: PathBuf) -> Option<Wish> {
    let sort = match sort_by_name(&path) {
        Some(sort @ (Sort::Scene | Sort::Protocol)) => sort,
        by_name => match read_bytes(&path) {
            Ok(bytes) => sort_by_text(&bytes, by_name),
            Err(faults) => {
                say_error(world, format!("{} could not be opened", file_name(&path)));
                report(world, format!("{} could not be opened", file_name(&path)), faults.to_string());
                return None;
            }
        },
    };
    match sort {
        Sort::Scene => Some(Wish::Open(path)),
        Sort::Network => Some(Wish::Import(path)),
        Sort::Protocol => {
            add_protocol(world, &path);
            None
        }
    }
}

/// The stimuli of a protocol become a part of the scene's script.
fn add_protocol(world: &mut World, path: &Path) {
    let name = file_name(path);
    let scene = capture(world, Moment::Birth);
    let fitting = Protocol::load(path).and_then(|protocol| protocol.stimuli(&scene));
    let new = match fitting {
        Ok(new) => new,
        Err(faults) => {
            say_error(world, format!("{name} does not fit this scene"));
            report(world, format!("{name} does not fit this scene"), faults.to_string());
            return;
        }
    };
    let (count, now) = (new.len(), world.resource::<Clock>().tick);
    let is_late = new.iter().any(|stimulus| stimulus.timing().first <= now);
    let stimuli = scene.stimuli.into_iter().chain(new).collect();
    if step(world, Ok(Edit::Stimuli(stimuli))) {
        let (what, it) = if count == 1 { ("stimulus is", "it") } else { ("stimuli are", "them") };
        say_done(world, format!("{name}: {count} {what} in the script now; Ctrl+Z takes {it} out"));
        if is_late {
            say(world, "Some of it lies before this moment: R goes back to the beginning");
        }
    }
}

/// Makes a scene of a network of another program, in no file yet, and gives the account of it.
pub(super) fn import(world: &mut World, path: &Path) {
    let name = file_name(path);
    let mut network = Network::default();
    let command = ["wriggle", "import", &path.display().to_string(), "--out"].map(str::to_owned);
    let command = [&command[..], &[format!("{}{ENDING}", name_of_creature(path))]].concat();
    match network_of(path, &mut network, &command) {
        Ok(scene) => {
            let counts = exchange::counts(&scene);
            let document = Document { proposed: scene.creatures[0].name.clone(), ..Document::default() };
            let header = format!("// Made from {}.", name.replace(char::is_control, "?"));
            let loaded = Loaded { scene, comments: Comments::header_alone(header) };
            take_over(world, loaded, document, History::unsaved());
            say_done(world, format!("{name}: {counts}"));
            let account = format!(
                "{counts}\n{}Counts of contacts became weights; `wriggle import` has options for all of this.",
                network.account.with_commands(&command)
            );
            tell(world, format!("{name} was read as a network"), account);
        }
        Err(words) => {
            say_error(world, format!("{name} could not be opened; the running scene goes on"));
            report(world, format!("{name} could not be opened"), words);
        }
    }
}

/// `command`: what reads it on the command line, where what may be meant can be said.
fn network_of(path: &Path, network: &mut Network, command: &[String]) -> Result<Scene, String> {
    let bytes = read_bytes(path).map_err(|faults| faults.to_string())?;
    let file = path.display().to_string();
    let source =
        Source::decode(&file, &bytes, &mut network.account).map_err(|problem| problem.to_string())?;
    if let Some(command) = made_by(&source.text) {
        return Err(format!("This was written by `wriggle {command}` and holds results, not a network."));
    }
    let factors = Factors::PerContact {
        weight: exchange::WEIGHT_PER_CONTACT,
        conductance: exchange::CONDUCTANCE_PER_CONTACT,
    };
    let name = name_of_creature(path);
    let asked = Asked::default();
    exchange::read(&source, &asked, network)
        .and_then(|()| exchange::scene_of(network, &source.file, &asked, &name, factors))
        .map_err(|problem| problem.with_commands(command))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_name_or_else_by_its_text() {
        for (name, sort) in [
            ("a.worm.ron", Some(Sort::Scene)),
            ("a.protocol.ron", Some(Sort::Protocol)),
            ("a.CSV", Some(Sort::Network)),
            ("a.graphml.gz", Some(Sort::Network)),
            ("a.wcon", Some(Sort::Network)),
            ("a.net", Some(Sort::Network)),
            ("a.ron", None),
            ("a", None),
        ] {
            assert_eq!(sort_by_name(Path::new(name)), sort, "{name}");
        }
        for (text, sort) in [
            ("// A word.\n\n(format: 1, creatures: [(name: \"N\")])", Sort::Scene),
            ("(format: 1, craetures: [])", Sort::Scene),
            ("(format: 1, stimuli: [Touch(place: Head, at: 10.0)])", Sort::Protocol),
            ("pre,post\nA,B\n", Sort::Network),
        ] {
            assert_eq!(sort_by_text(text.as_bytes(), None), sort, "{text}");
        }
        let scene = b"(format: 1, creatures: [(name: \"N\")])";
        assert_eq!(sort_by_text(scene, Some(Sort::Network)), Sort::Scene, "whatever its name says");
        assert_eq!(sort_by_text(b"(pre),post\nA,B\n", Some(Sort::Network)), Sort::Network);
    }
}
