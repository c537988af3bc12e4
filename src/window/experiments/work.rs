//! The runs, on threads of their own and in worlds of their own.

use super::answer::Answer;
use super::asked::{Asked, Kind};
use crate::experiment::screen::Screen;
use crate::experiment::{Problem, Sweep, follow, responses, screen};
use crate::record::report::Curve;
use crate::scene::document::Scene;
use crate::scene::has_chance;
use crate::sweep::{csv, in_order};
use crate::window::state::Watch;
use std::num::NonZero;

/// So many runs at a time: the window keeps a processor for itself.
fn jobs() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get).saturating_sub(1).max(1)
}

fn screen_of(asked: &Asked, mut scene: Scene) -> Result<Screen, Problem> {
    follow(&mut scene, &asked.protocols())?;
    let ticks = asked.span().of(&scene);
    Screen::new(scene, ticks, asked.screen())
}

/// What the command line's words for what is asked are called in the window.
const FIELDS: [(&str, &str); 6] = [
    ("--set: ", "What is varied: "),
    ("; --replicates varies what can vary", "; Replicates vary what can vary"),
    ("--pairs: ", ""),
    ("; --neurons takes fewer", "; run each less often, or silence classes"),
    (", or draw from it by --sample", ""),
    ("; draw some of them by --sample", "; take fewer values, or run each less often"),
];

/// Words of the command line, as the window says them: by the names of its own fields.
#[must_use]
pub fn in_window(words: &str) -> String {
    FIELDS.iter().fold(words.to_owned(), |words, (option, field)| words.replace(option, field))
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
            watch.set_total(screen.total() as u64);
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
    let total = (sweep.design.len() * sweep.replicates()) as u64;
    // Nothing is begun that would come to an end in the middle.
    let mut chance = false;
    let check = |number| {
        if watch.is_cancelled() {
            return Err(Problem::Stopped);
        }
        let point = sweep.point(number)?;
        sweep.known(&point)?;
        Ok(has_chance(&point.scene))
    };
    in_order::<_, Problem>(0..sweep.design.len(), jobs(), check, |_, has| {
        chance |= has?;
        Ok(())
    })?;
    let words = in_window(&sweep.told_of_chance(chance)?.unwrap_or_default());
    watch.set_total(total);
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
    watch.set_total(scenes.len() as u64);
    let mut curves: Vec<Curve> = Vec::new();
    for (name, scene) in scenes {
        curves.push(responses::curve(&scene, &creature, name, watch.stop())?);
        watch.one_more();
    }
    let words: Vec<String> = curves.iter().map(responses::words).collect();
    Ok((responses::COLUMNS.map(str::to_owned).to_vec(), responses::cells(&curves), words.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::super::asked::Repeat;
    use super::*;

    #[test]
    fn the_window_names_its_own_fields() {
        let scene = crate::scene::parse(include_str!("../../../scenes/crawler.worm.ron"), "crawler").unwrap();
        let sweep = Asked { kind: Kind::Sweep, steps: 200, times: 200, ..Asked::default() };
        let path = "creatures[Worm].body.stiffness".to_owned();
        let many = Asked { path, steps: 1_000_000, repeat: Repeat::Seeds, ..sweep.clone() };
        let nowhere = Asked { path: "creatures[Worm].body.stifness".into(), ..sweep };
        let lesions = Asked { kind: Kind::Screen, times: 2_000_000, ..Asked::default() };
        for asked in [many, nowhere, lesions] {
            let problem = run(&asked, scene.clone(), &Watch::default()).expect_err("it does not fit");
            let words = in_window(&problem.to_string());
            assert!(!words.contains("--") && !words.trim().is_empty(), "{words}");
        }
    }
}
