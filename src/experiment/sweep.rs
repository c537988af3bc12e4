//! The runs of a sweep: what tells them apart, and their scenes.

use super::changes::{chosen, do_to, follow, without_chance};
use super::medium::medium_name;
use super::problem::Problem;
use super::series::Series;
use super::span::Span;
use super::varying::varying;
use crate::arena::Medium;
use crate::record::Every;
use crate::scene::document::Scene;
use crate::scene::{Protocol, Template, to_text};
use crate::sim::StateHasher;
use crate::stimulus::Stimulus;
use crate::sweep::{Axis, Design, Variation, hexadecimal};

/// How an arm without ablation is called.
const INTACT: &str = "none";

/// A path into the scene, and the values that it is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// The path, like `classes.touch.threshold`.
    pub path: String,
    /// The values.
    pub axis: Axis,
}

/// What a sweep is asked.
pub struct Question<'e> {
    /// The scene as it was read.
    pub scene: Scene,
    /// Stimuli in place of the scene's.
    pub protocols: Vec<Protocol>,
    /// What is varied.
    pub set: Vec<Assignment>,
    /// Seeds to vary.
    pub seeds: Vec<u64>,
    /// Media to vary.
    pub media: Vec<Medium>,
    /// Neurons that are taken out, as words choose them, for each arm; `none` is an arm with all of them.
    pub ablate: Vec<String>,
    /// What happens by the clock, beside the stimuli that there are.
    pub events: &'e (dyn Fn(&Scene) -> Result<Vec<Stimulus>, Problem> + Sync),
    /// How long each run is.
    pub span: Span,
    /// What is measured.
    pub series: Series,
    /// So many points drawn by chance by a seed, in place of all.
    pub sample: Option<(u32, u64)>,
    /// So many runs of every point, with what can vary varied as said.
    pub replicates: Option<(u32, Variation)>,
}

impl Question<'_> {
    /// One about a scene, that asks for nothing but to run it.
    #[must_use]
    pub fn of(scene: Scene) -> Self {
        Self {
            scene,
            protocols: Vec::new(),
            set: Vec::new(),
            seeds: Vec::new(),
            media: Vec::new(),
            ablate: Vec::new(),
            events: &|_| Ok(Vec::new()),
            span: Span::default(),
            series: Series::default(),
            sample: None,
            replicates: None,
        }
    }
}

/// One of the runs, before it is done.
pub struct Point {
    /// Its scene.
    pub scene: Scene,
    /// How long it is.
    pub ticks: u64,
    /// The events that are in the scene.
    pub given: Vec<Stimulus>,
    /// The first columns of its rows.
    pub columns: Vec<String>,
}

impl Point {
    /// The hash of all that the run follows from.
    #[must_use]
    pub fn meaning(mut self) -> u64 {
        (self.scene.name, self.scene.about) = (String::new(), String::new());
        let mut hasher = StateHasher::default();
        hasher.write(to_text(&self.scene, "").as_bytes());
        hasher.write(&self.ticks.to_le_bytes());
        hasher.finish()
    }
}

/// All that the runs have in common, and what tells them apart.
pub struct Sweep<'e> {
    /// What is asked.
    pub question: Question<'e>,
    /// Which points there are: one axis a path, then medium, arm and seed as far as they are varied.
    pub design: Design,
    /// Whether the protocols are in the template already.
    followed: bool,
    template: Template,
    arms: Vec<Vec<String>>,
}

impl<'e> Sweep<'e> {
    /// Looks at a question before anything is run.
    ///
    /// # Errors
    ///
    /// When it does not fit the scene.
    pub fn new(question: Question<'e>) -> Result<Self, Problem> {
        let mut scene = question.scene.clone();
        // A path may lead to the protocol's stimuli; else places are looked up on the bodies that
        // the runs have.
        let followed = question.set.iter().any(|set| set.path.starts_with("stimuli"));
        if followed {
            follow(&mut scene, &question.protocols)?;
        }
        let firsts: Vec<String> = question.set.iter().map(|set| set.axis.first()).collect();
        let slots: Vec<(&str, &str)> =
            question.set.iter().zip(&firsts).map(|(set, first)| (&*set.path, &**first)).collect();
        let template =
            Template::new(&scene, &slots).map_err(|why| Problem::Asked(format!("--set: {why}")))?;

        let mut axes: Vec<Axis> = Vec::new();
        for (slot, set) in question.set.iter().enumerate() {
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
        let arms = arms(&scene, &question.ablate)?;
        for count in [question.media.len(), arms.len(), question.seeds.len()] {
            // What is not varied has one value, the scene's own.
            axes.push(Axis::Values((0..count.max(1)).map(|i| i.to_string()).collect()));
        }
        let design = match question.sample {
            Some((count, seed)) => Design::sample(axes, count as usize, seed),
            None => Design::grid(axes),
        };
        let design = design.map_err(Problem::Asked)?;
        Ok(Self { question, design, followed, template, arms })
    }

    /// How often each point is run.
    #[must_use]
    pub fn replicates(&self) -> usize {
        self.question.replicates.map_or(1, |(count, _)| count as usize)
    }

    /// What varies between replicates, and that seeds which change nothing do so, in words. `chance`: the seed makes
    /// a difference in some run.
    ///
    /// # Errors
    ///
    /// When all replicates would be the same.
    pub fn told_of_chance(&self, chance: bool) -> Result<Option<String>, Problem> {
        let Question { replicates, series, seeds, .. } = &self.question;
        if let Some((_, variation)) = replicates {
            if series.every == Some(Every::Touch) {
                let words = "--every touch makes parts that begin elsewhere in each replicate; --every S makes the same parts in all";
                return Err(Problem::Asked(words.into()));
            }
            return varying(variation, &self.point(0)?.scene).map(Some);
        }
        if seeds.is_empty() || chance {
            return Ok(None);
        }
        let so = if seeds.len() > 1 { "all seeds make the same run" } else { "the seed changes nothing" };
        Ok(Some(format!("{}; --replicates varies what can vary", without_chance(so))))
    }

    /// A run, by its number.
    ///
    /// # Errors
    ///
    /// When its values do not fit the scene.
    pub fn point(&self, number: usize) -> Result<Point, Problem> {
        let Question { set, protocols, media, seeds, events, span, .. } = &self.question;
        let point = self.design.point(number);
        let paths = set.len();
        let values: Vec<&str> = point[..paths].iter().map(|choice| choice.text.as_str()).collect();
        let mut scene = self.template.fill(&values).map_err(|why| {
            let told: Vec<String> =
                set.iter().zip(&values).map(|(set, value)| format!("{}={value}", set.path)).collect();
            Problem::Asked(format!("run {} with {}: {why}", number + 1, told.join(" ")))
        })?;
        if !self.followed {
            follow(&mut scene, protocols)?;
        }
        if let Some(medium) = media.get(point[paths].index) {
            scene.arena.medium = *medium;
        }
        if let Some(seed) = seeds.get(point[paths + 2].index) {
            scene.seed = *seed;
        }
        let arm = self.arms.get(point[paths + 1].index).map_or(&[][..], Vec::as_slice);
        let events = events(&scene)?;
        let given = do_to(&mut scene, events, arm)?;
        let ticks = span.of(&scene);
        let mut columns = vec![(number + 1).to_string()];
        columns.extend(values.into_iter().map(str::to_owned));
        columns.push(scene.seed.to_string());
        columns.push(medium_name(scene.arena.medium));
        columns.push(if arm.is_empty() { INTACT.to_owned() } else { arm.join("+") });
        columns.push(ticks.to_string());
        Ok(Point { scene, ticks, given, columns })
    }
}

/// The neurons that each arm does without.
fn arms(scene: &Scene, ablate: &[String]) -> Result<Vec<Vec<String>>, Problem> {
    let mut arms = Vec::new();
    for names in ablate {
        let arm: Vec<String> = match names.as_str() {
            INTACT => Vec::new(),
            names => names.split(',').map(str::to_owned).collect(),
        };
        chosen(scene, &arm, "--ablate")?;
        arms.push(arm);
    }
    Ok(arms)
}

/// A short text for a long one.
#[must_use]
pub fn text_hash(text: &str) -> String {
    let mut hasher = StateHasher::default();
    hasher.write(text.as_bytes());
    hexadecimal(hasher.finish())
}
