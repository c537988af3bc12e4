//! A living worm: a nervous system you can see, touch and edit while it moves a body.
//!
//! The simulation walks round one loop, and so does this crate:
//!
//! ```text
//! touch -> skin -> dendrite -> neuron -> cleft -> muscle -> joint -> body -> touch
//! ```
//!
//! From the ground up; a module uses only those above it in this table, and `tests/house.rs` holds it to that:
//!
//! | module | holds |
//! |---|---|
//! | [`sim`] | the heartbeat: the length of a tick, the one enum of system order, the clock, the hash of bits, streams of chance |
//! | [`entry`] | what an entry of a scene is: records whose fields are declared once, kinds of entries, the check's tools |
//! | [`nervous`] | neurons, synapses and gap junctions as entities, their parameters, the compiled wiring, the rule; how they learn, and astrocytes (`nervous::plasticity`); notes and frames; it knows no body |
//! | [`arena`] | what a body can meet: the medium, obstacles, the probe that pokes |
//! | [`body`] | the plan of a body, its segments, joints, muscles, drag; `bevy_rapier2d` lives here and nowhere else |
//! | [`senses`] | one file a sense: the state of body and arena to dendrites |
//! | [`stimulus`] | what the scene's script does, by the clock; one file a kind |
//! | [`scene`] | the document, composed of the types of the modules above; its check, document to world and back, reading and atomic writing |
//! | [`edit`] | the one door through which a scene is changed while it runs; undo and redo |
//! | [`record`] | tables of every tick, measures of movement, the report of a run, the hash of a state |
//! | [`app`] | the plugins put together, with or without a window |
//! | [`exchange`] | networks from and for other programs: tables of links, matrices, graphs in many formats, Graphviz |
//! | [`sweep`] | many runs: the points of a grid or a sample, work in order, a table that can be gone on with |
//! | [`experiment`] | what is asked of a scene in many runs: sweeps, lesions, responses, and their tables |
//! | [`learn`] | a layer of neurons that learns images without being told what they are: the table, the network, naming, the test |
#![cfg_attr(
    feature = "window",
    doc = "| [`window`] | all that is on a screen: drawing, panels, mouse and keys |"
)]
//! | [`cli`] | the command line, one file a subcommand |
//!
//! # One thing, one place
//!
//! * A parameter of a neuron is one declaration in `nervous/params.rs`.
//! * A kind of entry (a synapse, a patch of skin, ...) is one file that implements [`entry::EntryType`], and one line
//!   in `kinds.rs`, the list that everything goes over: reading, check, saving, edits, canvas, inspector.
//! * A document's type stands in the module that it belongs to; [`scene::document`] is their sum.
//!
//! `CONTRIBUTING.md` says how to add a sense, a parameter, a panel.
//!
//! What goes in and out:
//!
//! * A scene file becomes a [`scene::Scene`] by [`scene::load`], and a world by [`scene::spawn`].
//! * [`sim::run_tick`] does one tick of 0.01 s; the order of its systems is [`sim::SimSystems`].
//! * [`scene::capture`] reads the world back into a document, [`scene::save()`] writes it.
//!
//! ```
//! use wriggle::{app, record, scene, sim};
//!
//! let text = r#"(format: 1, creatures: [(name: "Net", neurons: [(name: "A"), (name: "B")],
//!     synapses: [(from: "A", to: "B")])])"#;
//! let scene = scene::parse(text, "example").expect("a good scene");
//! let mut app = app::headless_app(app::Executor::SingleThreaded);
//! scene::spawn(app.world_mut(), &scene);
//! for _ in 0..100 {
//!     sim::run_tick(app.world_mut());
//! }
//! assert_ne!(record::state_hash(app.world()), 0);
//! ```
//!
//! Whole programs, each a page long, are in `examples`: `measure_a_run`, `sweep_by_hand`, `touch_and_answer`.
//!
//! # Promises
//!
//! * **The rule.** [`nervous`] is held to traces of an independent implementation
//!   (`tests/golden`).
//! * **Determinism.** The same scene, seed and stimuli give the same bits, whatever the
//!   executor, the frame rate, the speed or the order of a file's entries: everything that is
//!   summed is summed in the order of names, see [`nervous::Wiring`]. Nothing in a tick reads a
//!   wall clock, an entity id or a hash map's order, and transcendental functions are libm's.
//! * **No work is lost.** Files are written aside and renamed ([`scene::save()`]); a scene with a
//!   fault is refused as a whole and leaves what runs alone.
//!
//! # Where this differs from what one might expect of a Bevy program
//!
//! * A tick is a schedule of its own ([`sim::Tick`]) and not `FixedUpdate`, which follows the
//!   wall clock.
//! * The rule hands on what a cleft holds in every tick. Here a release goes over its synapses once and
//!   fades at its targets, which are the same sums for a seventh of the work (`nervous::tails`). What is
//!   under way so is a part of the running state, beside what the rule names.
//! * Bodies are those of `bevy_rapier2d`: segments, joints and obstacles are entities that any other plugin
//!   understands. But its systems run inside a tick, and the step between them is our own: muscles, elasticity
//!   and drag of a chain are solved at once in `body::elastic`; rapier does joints, contacts and motion. What
//!   the rest of the program reads is the component [`body::Body`], plain data.
//! * World and network are painted through egui's painter, like the panels: one drawing code
//!   for the window, for pictures and for tests without a graphics card.

// The documentation on docs.rs names the feature that an item hangs on.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[macro_use]
mod kinds;

pub mod app;
pub mod arena;
pub mod body;
pub mod cli;
pub mod edit;
pub mod entry;
pub mod exchange;
pub mod experiment;
pub mod learn;
pub mod nervous;
pub mod record;
pub mod scene;
pub mod senses;
pub mod sim;
pub mod stimulus;
pub mod sweep;
#[cfg(feature = "window")]
pub mod window;
