//! The runs, on threads of their own and in worlds of their own.

use super::answer::Answer;
use super::asked::{Asked, Kind};
use crate::experiment::screen::Screen;
use crate::experiment::{Problem, Sweep, follow, responses, screen};
use crate::record::report::Curve;
use crate::scene::document::Scene;
use crate::scene::has_chance;
use crate::sweep::csv;
use crate::window::state::Watch;
use std::num::NonZero;

/// So many runs at a time: the window keeps a processor for itself.
fn jobs() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get).saturating_sub(1).max(1)
}

/// How many runs an experiment takes.
///
/// # Errors
///
/// When what is asked does not fit the scene.
pub fn total(asked: &Asked, scene: &Scene) -> Result<u64, Problem> {
    Ok(match asked.kind {
        Kind::Protocol => 0,
        Kind::Sweep => {
            let sweep = Sweep::new(asked.question(scene.clone()).map_err(Problem::Asked)?)?;
            (sweep.design.len() * sweep.replicates()) as u64
        }
        Kind::Responses => asked.protocols.len().max(1) as u64,
        Kind::Screen => screen_of(asked, scene.clone())?.total() as u64,
    })
}

fn screen_of(asked: &Asked, mut scene: Scene) -> Result<Screen, Problem> {
    follow(&mut scene, &asked.protocols())?;
    let ticks = asked.span().of(&scene);
    Screen::new(scene, ticks, asked.screen())
}

/// Does the runs. What is asked on the command line gets the same bytes.
///
/// # Errors
///
/// What is wrong, or that it was stopped.
pub fn run(asked: &Asked, scene: Scene, watch: &Watch) -> Result<Answer, Problem> {
    let (header, rows, words) = match asked.kind {
        Kind::Protocol => return Ok(Answer::default()),
        Kind::Sweep => sweep(asked, scene, watch)?,
        Kind::Responses => answers(asked, &scene, watch)?,
        Kind::Screen => {
            let screen = screen_of(asked, scene)?;
            let rows = screen.run(jobs(), watch.stop(), || watch.one_more())?;
            (screen::COLUMNS.map(str::to_owned).to_vec(), screen::cells(&rows), screen::words(&rows))
        }
    };
    let bytes = csv(&header, &rows)?;
    Ok(Answer {
        kind: asked.kind,
        header,
        rows,
        bytes,
        words,
        path: asked.path.trim().into(),
        ..Answer::default()
    })
}

type Told = (Vec<String>, Vec<Vec<String>>, String);

fn sweep(asked: &Asked, scene: Scene, watch: &Watch) -> Result<Told, Problem> {
    let sweep = Sweep::new(asked.question(scene).map_err(Problem::Asked)?)?;
    // Nothing is begun that would come to an end in the middle.
    let mut chance = false;
    for number in 0..sweep.design.len() {
        let point = sweep.point(number)?;
        sweep.known(&point)?;
        chance |= has_chance(&point.scene);
        if watch.is_cancelled() {
            return Err(Problem::Stopped);
        }
    }
    let words = sweep.told_of_chance(chance)?.unwrap_or_default();
    let mut rows = Vec::new();
    let take = |more: Vec<Vec<String>>| {
        rows.extend(more);
        Ok::<(), Problem>(())
    };
    sweep.in_order(0..sweep.design.len(), jobs(), watch.stop(), || watch.one_more(), take)?;
    Ok((sweep.header(), rows, words))
}

fn answers(asked: &Asked, scene: &Scene, watch: &Watch) -> Result<Told, Problem> {
    let mut scenes: Vec<(String, Scene)> = Vec::new();
    for loaded in &asked.protocols {
        let mut under = scene.clone();
        follow(&mut under, std::slice::from_ref(&loaded.protocol))?;
        scenes.push((responses::name_of(&loaded.protocol, &loaded.path), under));
    }
    if scenes.is_empty() {
        scenes.push((responses::OWN.to_owned(), scene.clone()));
    }
    let creature = responses::whose(&scenes[0].1, None)?;
    let mut curves: Vec<Curve> = Vec::new();
    for (name, scene) in scenes {
        curves.push(responses::curve(&scene, &creature, name, watch.stop())?);
        watch.one_more();
    }
    let words: Vec<String> = curves.iter().map(responses::words).collect();
    Ok((responses::COLUMNS.map(str::to_owned).to_vec(), responses::cells(&curves), words.join("\n")))
}
