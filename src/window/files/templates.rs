//! What a new scene begins with.

use super::begin::take_over;
use crate::edit::History;
use crate::scene::loaded;
use crate::window::state::{Document, report, say_done};
use bevy::ecs::prelude::*;

/// What a new scene begins with: a small scene of its own, to be changed.
#[derive(Debug)]
pub struct Template {
    /// What it is called.
    pub name: &'static str,
    /// What there is to see, and to do.
    pub about: &'static str,
    /// A name for its file, without an ending.
    pub stem: &'static str,
    /// The scene, as a file holds it.
    pub text: &'static str,
}

/// All of them, from nothing to a worm that crawls.
pub const TEMPLATES: [Template; 5] = [
    Template {
        name: "Empty network",
        about: "Nothing yet: double click on the canvas adds a neuron",
        stem: "network",
        text: include_str!("../../../assets/templates/empty-network.worm.ron"),
    },
    Template {
        name: "Bare worm",
        about: "A body without a neuron: it lies still until you give it some",
        stem: "worm",
        text: include_str!("../../../assets/templates/bare-worm.worm.ron"),
    },
    Template {
        name: "Touch reflex",
        about: "Skin, two neurons, muscles: touched, the body draws together",
        stem: "reflex",
        text: include_str!("../../../assets/templates/touch-reflex.worm.ron"),
    },
    Template {
        name: "Clock and wave",
        about: "A ring of four and two chains along the body: it crawls",
        stem: "crawler",
        text: include_str!("../../../assets/templates/clock-and-wave.worm.ron"),
    },
    Template {
        name: "Crawler",
        about: "The worm of the first start: it crawls, backs off, hurries",
        stem: "crawler",
        text: include_str!("../../../scenes/crawler.worm.ron"),
    },
];

/// So many are offered for a new scene: the crawler is in the gallery.
pub const OFFERED: usize = 4;
/// The place of the bare worm.
pub const BARE: usize = 1;
/// The place of the crawler.
pub const CRAWLER: usize = 4;

/// Begins a new scene, which is in no file yet.
pub(super) fn begin_new(world: &mut World, template: &Template) {
    match loaded(template.text, template.name) {
        Ok(loaded) => {
            let document = Document { proposed: template.stem.to_owned(), ..Document::default() };
            take_over(world, loaded, document, History::new());
            say_done(world, format!("A new scene: {}", template.name.to_lowercase()));
        }
        Err(faults) => report(world, format!("{} has a fault", template.name), faults.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::watch;
    use crate::record::measure;
    use crate::scene::document::Scene;
    use crate::stimulus::{Stimulus, Touch};

    fn scene(name: &str) -> Scene {
        let template = TEMPLATES.iter().find(|template| template.name == name).expect("a template");
        loaded(template.text, name).unwrap_or_else(|faults| panic!("{faults}")).scene
    }

    #[test]
    fn templates_are_written_as_the_program_writes_them() {
        for Template { name, text, .. } in TEMPLATES {
            let read = loaded(text, name).unwrap_or_else(|faults| panic!("{faults}"));
            assert_eq!(read.comments.write(&read.scene), text, "{name}");
        }
        assert_eq!((TEMPLATES[BARE].name, TEMPLATES[CRAWLER].name), ("Bare worm", "Crawler"));
        assert!(scene("Empty network").creatures.iter().all(|c| c.body.is_none() && c.neurons.is_empty()));
        assert!(scene("Bare worm").creatures.iter().all(|c| c.body.is_some() && c.neurons.is_empty()));
    }

    #[test]
    fn clock_and_wave_crawls() {
        let track = watch(&scene("Clock and wave"), 2000).swap_remove(0);
        let measured = measure(&track, 500, 2000).expect("a body");
        assert!(measured.speed > 0.1, "{measured:?}");
        assert!(measured.wavelength.is_some_and(|length| length > 0.4), "{measured:?}");
    }

    #[test]
    fn the_reflex_answers_a_touch_and_is_still_without_one() {
        let mut scene = scene("Touch reflex");
        let contraction = |scene: &Scene| {
            let track = watch(scene, 300).swap_remove(0);
            measure(&track, 150, 300).expect("a body").contraction
        };
        assert!(contraction(&scene) < 0.01);
        scene.stimuli.push(Stimulus::Touch(Touch {
            creature: "Worm".into(),
            segments: (4, 5),
            side: crate::nervous::Side::Both,
            at: 2.0,
            seconds: 0.2,
            force: 1.0,
            every: 0.0,
            times: 0,
        }));
        assert!(contraction(&scene) > 0.1);
    }
}
