//! The runs of a sweep: what tells them apart, and their scenes.

use super::super::changes;
use super::super::{Failure, files, note, options};
use super::arguments::Options;
use crate::arena::Medium;
use crate::record::Every;
use crate::scene::document::Scene;
use crate::scene::{Protocol, Template, to_text};
use crate::sim::StateHasher;
use crate::stimulus::Stimulus;
use crate::sweep::{Axis, Design, hexadecimal};

/// How an arm without ablation is called.
const INTACT: &str = "none";

/// One of the runs, before it is done.
pub(super) struct Point {
    pub(super) scene: Scene,
    pub(super) ticks: u64,
    /// The stimuli of the options that are in the scene.
    pub(super) given: Vec<Stimulus>,
    /// The first columns of its rows.
    pub(super) columns: Vec<String>,
}

impl Point {
    /// The hash of all that the run follows from.
    pub(super) fn meaning(mut self) -> u64 {
        (self.scene.name, self.scene.about) = (String::new(), String::new());
        let mut hasher = StateHasher::default();
        hasher.write(to_text(&self.scene, "").as_bytes());
        hasher.write(&self.ticks.to_le_bytes());
        hasher.finish()
    }
}

/// All that the runs have in common, and what tells them apart.
pub(super) struct Sweep<'o> {
    pub(super) options: &'o Options,
    /// The hash of the scene as it was read.
    pub(super) meaning: String,
    pub(super) protocols: Vec<Protocol>,
    /// Whether the protocols are in the template already.
    pub(super) followed: bool,
    pub(super) template: Template,
    /// One column a path, then seed, medium and arm as far as they are varied.
    pub(super) design: Design,
    pub(super) media: Vec<Medium>,
    pub(super) seeds: Vec<u64>,
    pub(super) arms: Vec<Vec<String>>,
}

impl<'o> Sweep<'o> {
    pub(super) fn new(options: &'o Options) -> Result<Self, Failure> {
        let mut scene = files::scene(&options.scene)?.scene;
        let protocols = options.protocols.load()?;
        let meaning = hash(&to_text(&scene, ""));
        // A path may lead to the protocol's stimuli; else places are looked up on the bodies that
        // the runs have.
        let followed = options.set.iter().any(|set| set.path.starts_with("stimuli"));
        if followed {
            changes::follow(&mut scene, &protocols)?;
        }
        let firsts: Vec<String> = options.set.iter().map(|set| set.axis.first()).collect();
        let slots: Vec<(&str, &str)> =
            options.set.iter().zip(&firsts).map(|(set, first)| (&*set.path, &**first)).collect();
        let template =
            Template::new(&scene, &slots).map_err(|why| Failure::Usage(format!("--set: {why}")))?;

        let mut axes: Vec<Axis> = Vec::new();
        for (slot, set) in options.set.iter().enumerate() {
            axes.push(match set.axis {
                Axis::Range { from, to, .. } => {
                    let mut values: Vec<&str> = firsts.iter().map(String::as_str).collect();
                    let between = format!("{}", from.floor() + 0.5);
                    values[slot] = &between;
                    Axis::Range { from, to, whole: from.fract() == 0.0 && !template.reads(&values) }
                }
                ref values => values.clone(),
            });
        }
        let arms = arms(&scene, &options.ablate)?;
        let seeds = options.seeds.as_ref().map(|seeds| seeds.0.clone()).unwrap_or_default();
        let media: Vec<Medium> = options.media.iter().flat_map(|media| media.0.iter().copied()).collect();
        for count in [media.len(), arms.len(), seeds.len()] {
            // What is not varied has one value, the scene's own.
            axes.push(Axis::Values((0..count.max(1)).map(|i| i.to_string()).collect()));
        }
        let design = match options.sample {
            Some(count) => Design::sample(axes, count as usize, options.sample_seed),
            None => Design::grid(axes),
        };
        let design = design.map_err(Failure::Usage)?;
        Ok(Self { options, meaning, protocols, followed, template, design, media, seeds, arms })
    }

    /// How often each point is run.
    pub(super) fn replicates(&self) -> usize {
        self.options.replicates.unwrap_or(1) as usize
    }

    /// Says what varies between replicates, and that seeds which change nothing do so.
    pub(super) fn tell_of_chance(&self, chance: bool) -> Result<(), Failure> {
        if self.options.replicates.is_some() {
            if self.options.series.every == Some(Every::Touch) {
                let words = "--every touch makes parts that begin elsewhere in each replicate; --every S makes the same parts in all";
                return Err(Failure::Usage(words.into()));
            }
            return self.options.spread.tell(&self.point(0)?.scene);
        }
        if !self.seeds.is_empty() && !chance {
            let so =
                if self.seeds.len() > 1 { "all seeds make the same run" } else { "the seed changes nothing" };
            note(&format!("{}; --replicates varies what can vary", changes::without_chance(so)));
        }
        Ok(())
    }

    /// A run, by its number.
    pub(super) fn point(&self, number: usize) -> Result<Point, Failure> {
        let point = self.design.point(number);
        let paths = self.options.set.len();
        let values: Vec<&str> = point[..paths].iter().map(|choice| choice.text.as_str()).collect();
        let mut scene = self.template.fill(&values).map_err(|why| {
            let told: Vec<String> = self
                .options
                .set
                .iter()
                .zip(&values)
                .map(|(set, value)| format!("{}={value}", set.path))
                .collect();
            Failure::Usage(format!("run {} with {}: {why}", number + 1, told.join(" ")))
        })?;
        if !self.followed {
            changes::follow(&mut scene, &self.protocols)?;
        }
        if let Some(medium) = self.media.get(point[paths].index) {
            scene.arena.medium = *medium;
        }
        if let Some(seed) = self.seeds.get(point[paths + 2].index) {
            scene.seed = *seed;
        }
        let arm = self.arms.get(point[paths + 1].index).map_or(&[][..], Vec::as_slice);
        let given = changes::do_to(&mut scene, &self.options.events, arm)?;
        let ticks = self.options.span.of(&scene);
        let mut columns = vec![(number + 1).to_string()];
        columns.extend(values.into_iter().map(str::to_owned));
        columns.push(scene.seed.to_string());
        columns.push(options::medium_name(scene.arena.medium));
        columns.push(if arm.is_empty() { INTACT.to_owned() } else { arm.join("+") });
        columns.push(ticks.to_string());
        Ok(Point { scene, ticks, given, columns })
    }
}

/// The neurons that each arm does without.
fn arms(scene: &Scene, ablate: &[String]) -> Result<Vec<Vec<String>>, Failure> {
    let mut arms = Vec::new();
    for names in ablate {
        let arm: Vec<String> = match names.as_str() {
            INTACT => Vec::new(),
            names => names.split(',').map(str::to_owned).collect(),
        };
        changes::chosen(scene, &arm, "--ablate")?;
        arms.push(arm);
    }
    Ok(arms)
}

/// A short text for a long one.
pub(super) fn hash(text: &str) -> String {
    let mut hasher = StateHasher::default();
    hasher.write(text.as_bytes());
    hexadecimal(hasher.finish())
}
