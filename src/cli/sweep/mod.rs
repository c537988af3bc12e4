//! `wriggle sweep`: a scene many times over, with other parameters each time.
//!
//! `values` is what is varied, as `arguments` take it, and `resume` is what a stopped sweep goes on with. What is asked
//! so is answered by [`crate::experiment`].

mod arguments;
mod resume;
mod values;

pub(super) use arguments::Options;

use super::guard::{Guard, SCENE};
use super::{
    Failure, Sooner, Typed, files, is_standard_output, jobs_or_all, note, outside, progress_bar, say,
};
use crate::experiment::{Problem, Question, Rows, Sweep};
use crate::scene::stream::is_stream;
use crate::scene::{self, document::Scene};
use crate::stimulus::Stimulus;
use crate::sweep::{Kept, Made, Table, beside, in_order};
use resume::{Hashes, fingerprint, open};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

pub(super) fn sweep(options: &Options, typed: &Typed) -> Result<(), Failure> {
    let table = options.out.as_ref().filter(|path| !is_standard_output(path) && !is_stream(path));
    let beside = table.map(|path| beside(path));
    Guard::default()
        .reads(SCENE, [&options.scene])
        .reads("--protocol", &options.protocols.protocol)
        .writes("--out", &options.out)
        .writes("--out", &beside)
        .check()?;
    if options.spread.is_given() && options.replicates.is_none() {
        return Err(Failure::Usage(
            "--jitter and --spread are of replicates: --replicates says how many".into(),
        ));
    }
    let events = |scene: &Scene| options.events.stimuli(scene);
    let sweep = Sweep::new(question(options, &events)?)?;
    let total = sweep.design.len();
    let jobs = jobs_or_all(options.jobs);
    // Nothing is begun that would come to an end in the middle.
    let progress = progress_bar(total, 0).with_message("checked");
    let mut rows = Rows { starts: vec![0], chance: false };
    let mut hashes = Hashes::default();
    let check = |number| {
        let point = sweep.point(number)?;
        let (count, chance) = (sweep.known(&point)?.len(), scene::has_chance(&point.scene));
        // What a table is made of matters only where it may be gone on with.
        Ok::<_, Problem>((count, chance, table.map(|_| point.meaning())))
    };
    in_order::<_, Sooner>(0..total, jobs, check, |run, checked| {
        let (count, chance, meaning) = checked?;
        rows.starts.push(rows.starts[run] + count);
        rows.chance |= chance;
        meaning.into_iter().for_each(|meaning| hashes.add(meaning));
        progress.inc(1);
        Ok(())
    })
    .map_err(|Sooner(failure)| failure)?;
    progress.finish_and_clear();
    sweep.told_of_chance(rows.chance)?.iter().for_each(|words| note(words));

    let first = sweep.point(0)?;
    outside::tell(&first.scene, first.ticks, &first.given);

    let header = sweep.header();
    let (mut table, kept, what) = match table {
        Some(path) => {
            let made =
                Made { fingerprint: fingerprint(&sweep, options, typed, &hashes), hashes: hashes.after_each };
            let (table, kept) = open(path, &header, (&sweep, jobs), &rows, (&made, options.force))?;
            (table, kept, path.display().to_string())
        }
        None => {
            let path = options.out.as_deref().unwrap_or(Path::new("-"));
            let (what, out) = files::create(path)?;
            let table = Table::new(out, &header).map_err(Failure::io(&*what))?;
            (table, Kept::default(), what)
        }
    };

    let began = Instant::now();
    // A sweep can be stopped between the rows of a run: that run is done again, and its first rows are there.
    let (first, mut there) = rows.find(kept.rows).unwrap_or((total, 0));
    let each = sweep.replicates();
    let progress = progress_bar(total * each, first * each).with_message("runs");
    let after_each = || progress.inc(1);
    sweep
        .in_order::<Sooner>(first..total, jobs, &AtomicBool::new(false), after_each, |rows| {
            for row in rows.iter().skip(std::mem::take(&mut there)) {
                table.write(row).map_err(Failure::io(&*what))?;
            }
            Ok(())
        })
        .map_err(|Sooner(failure)| failure)?;
    progress.finish_and_clear();
    let before = if first > 0 { format!(" and {} from before", first * each) } else { String::new() };
    let seconds = began.elapsed().as_secs_f64();
    say(&format!("{} runs in {seconds:.1} s{before}", (total - first) * each));
    Ok(())
}

/// What is asked by the options.
fn question<'e>(
    options: &Options,
    events: &'e (dyn Fn(&Scene) -> Result<Vec<Stimulus>, Problem> + Sync),
) -> Result<Question<'e>, Failure> {
    Ok(Question {
        scene: files::scene(&options.scene)?.scene,
        protocols: options.protocols.load()?,
        set: options.set.clone(),
        seeds: options.seeds.as_ref().map(|seeds| seeds.0.clone()).unwrap_or_default(),
        media: options.media.iter().flat_map(|media| media.0.iter().copied()).collect(),
        ablate: options.ablate.clone(),
        events,
        span: options.span.plain(),
        series: options.series.plain(),
        sample: options.sample.map(|count| (count, options.sample_seed)),
        replicates: options.replicates.map(|count| (count, options.spread.variation())),
    })
}
