//! The lessons: what is said in each step, and what has to happen.

use super::check::{Check, Place};

/// A part of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    World,
    Network,
    List,
    Inspector,
    Line,
}

/// What a lesson is tried on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A worm with these neurons.
    Worm(&'static [&'static str]),
    /// A body without neurons, to begin with.
    Bare,
}

/// A lesson.
#[derive(Debug)]
pub struct Lesson {
    /// What it is called.
    pub title: &'static str,
    /// What is learned.
    pub about: &'static str,
    /// What it is tried on.
    pub subject: Subject,
    /// What is done in it.
    pub steps: &'static [Step],
}

/// A step of a lesson.
#[derive(Debug)]
pub struct Step {
    /// What there is to do.
    pub text: &'static str,
    /// The parts of the window that it speaks of.
    pub regions: &'static [Region],
    /// What has to happen; `None`: it is there to be read.
    pub check: Option<Check>,
}

const fn step(text: &'static str, regions: &'static [Region], check: Check) -> Step {
    Step { text, regions, check: Some(check) }
}

const fn word(text: &'static str, regions: &'static [Region]) -> Step {
    Step { text, regions, check: None }
}

const CRAWLER: Subject = Subject::Worm(&["ALML", "AVA"]);
const TOUCH: &[&str] = &["ALML", "ALMR", "AVM"];

/// All lessons, from the first touch to a reflex of one's own.
pub const LESSONS: [Lesson; 7] = [
    Lesson {
        title: "Poke it",
        about: "A worm that feels: in front, behind, and what it does then",
        subject: CRAWLER,
        steps: &[
            step(
                "Press on the front of the worm, at its eyes, with the left mouse button. A click is a tap, a hold a \
                 squeeze, harder the deeper.",
                &[Region::World],
                Check::Touched(Place::Front),
            ),
            step(
                "Now watch: the waves turn round and run from tail to head. It backs off, turns, and goes on.",
                &[Region::World],
                Check::BackedOff,
            ),
            step("Press on its tail.", &[Region::World], Check::Touched(Place::Behind)),
            word(
                "It hurries away. All of that is decided by the neurons below, tick by tick; nothing is scripted. \
                 Drag the ground with the right button to look elsewhere, C follows the worm, F shows all.",
                &[Region::World, Region::Network],
            ),
        ],
    },
    Lesson {
        title: "Who feels it?",
        about: "From skin to a neuron, and on to the next one",
        subject: CRAWLER,
        steps: &[
            step(
                "Click the neuron ALML in the network, or in the list.",
                &[Region::Network, Region::List],
                Check::Selected(TOUCH),
            ),
            step(
                "Its links stand out: warm lines with an arrow excite, cool ones with a bar inhibit. Touch the head \
                 and see it fire: it fills, flashes, and is empty for a while.",
                &[Region::World, Region::Network],
                Check::Fired,
            ),
            step(
                "What it releases reaches AVA. Click AVA.",
                &[Region::Network, Region::List],
                Check::Selected(&["AVA"]),
            ),
            step(
                "Touch the head once more. AVA fires: it starts the backward clock, and silences what drives forward.",
                &[Region::World, Region::Network],
                Check::Fired,
            ),
        ],
    },
    Lesson {
        title: "Take one away",
        about: "What a neuron is for shows when it is silent",
        subject: CRAWLER,
        steps: &[
            step("Select AVA.", &[Region::Network, Region::List], Check::Selected(&["AVA"])),
            step(
                "Press S: it is silenced. The ghost in the world shows what the worm would do with it.",
                &[Region::World, Region::List],
                Check::Silent("AVA"),
            ),
            step(
                "Touch the head, and give it two seconds. The skin feels as before, but who would turn it round?",
                &[Region::World],
                Check::Unanswered,
            ),
            step("Press S again: AVA lives.", &[Region::List], Check::Free("AVA")),
            step("Touch the head: it backs off again.", &[Region::World], Check::BackedOff),
        ],
    },
    Lesson {
        title: "Change a number",
        about: "The beat of the crawl, turned while the worm crawls",
        subject: CRAWLER,
        steps: &[
            step(
                "A ring of four neurons is the clock of the crawl. Click the class \"clock\" in the list.",
                &[Region::List],
                Check::Class("clock"),
            ),
            step(
                "The inspector shows what they are made of. \"conduction\" is how long a spike takes from one to the \
                 next. Drag that number above 60, or click it and type.",
                &[Region::Inspector],
                Check::Conduction { class: "clock", least: 60 },
            ),
            step(
                "Watch it for fifteen seconds: the waves come more slowly now, and the bar at the bottom counts fewer \
                 of them in a second.",
                &[Region::World],
                Check::Later(15.0),
            ),
            step(
                "Ctrl+Z takes it back; every change is a step of undo. The worm crawls on meanwhile.",
                &[Region::Inspector],
                Check::ConductionBack("clock"),
            ),
        ],
    },
    Lesson {
        title: "Go back in time",
        about: "The last minute is on the strip, to the bit",
        subject: CRAWLER,
        steps: &[
            step(
                "Touch the head, so that there is something to go back to.",
                &[Region::World],
                Check::Touched(Place::Front),
            ),
            step("Space makes time stand.", &[Region::Line], Check::Stands),
            step(
                "Drag the strip to the left, before the touch; the key , goes back tick by tick.",
                &[Region::Line],
                Check::Back,
            ),
            step(
                "Space again: it happens as it did, your touch too. Touch it once more before that, and it goes \
                 otherwise from there.",
                &[Region::Line, Region::World],
                Check::Runs,
            ),
        ],
    },
    Lesson {
        title: "In water",
        about: "The ground decides how far a wave carries",
        subject: CRAWLER,
        steps: &[
            step(
                "The worm pushes against its medium. Below the world, set it to Water.",
                &[Region::World],
                Check::Water,
            ),
            step(
                "The same neurons, and yet it slips: sideways there is hardly more to push against than ahead. Watch \
                 for ten seconds and compare the speed in the bar at the bottom.",
                &[Region::World],
                Check::Later(10.0),
            ),
            step("Ctrl+Z puts it back on agar.", &[Region::World], Check::Agar),
        ],
    },
    Lesson {
        title: "A reflex from nothing",
        about: "A neuron, a place of skin, a muscle: your own answer to a touch",
        subject: Subject::Bare,
        steps: &[
            step(
                "A body without a neuron. Double click the empty network: there is one.",
                &[Region::Network],
                Check::Neurons,
            ),
            step(
                "Now it has to feel. Drag from its rim to a bar of the skin beside the network, or up onto the worm: \
                 to its skin.",
                &[Region::Network, Region::World],
                Check::Feels,
            ),
            step(
                "And it has to move something. Drag from its rim to a muscle, in the network or on the worm.",
                &[Region::Network, Region::World],
                Check::Drives,
            ),
            step(
                "Touch the worm where it feels now, and hold it: the muscle draws together. That is a reflex, and it \
                 is yours. Ctrl+S keeps it.",
                &[Region::World],
                Check::Contracts,
            ),
        ],
    },
];
