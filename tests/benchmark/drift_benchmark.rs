//! The mutation benchmark: real and sample pages are changed in known ways, and what the checks
//! say is counted. See `reports/benchmark/results.md`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line program")]

mod export;
mod judgements;
mod misses;
mod mutant;
mod operators;
mod options;
mod pages;
mod peers;
mod render;
mod results;
mod rng;
mod rounds;
mod run;
mod score;
mod seen;
#[cfg(test)]
mod tests;
mod view;

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use flowproof::catalog::{Catalog, load};

use operators::Operator;
use options::Options;
use pages::{Set, UNLISTED};
use results::{OperatorResult, Results};
use run::{Effort, Ground};

fn main() -> ExitCode {
    match start(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn start(options: &Options) -> std::io::Result<()> {
    let catalog = load(flowproof::builtin::files()).map_err(|_| {
        std::io::Error::other("the built-in catalog has faults; see `flowproof catalog validate`")
    })?;
    let unlisted = without_locales(&catalog)?;
    let sets = sets(options, &catalog)?;
    let ground = |set| Ground::new(set, if set.name == UNLISTED { &unlisted } else { &catalog });
    let grounds: Vec<Ground<'_>> = sets.iter().map(ground).collect();
    let wanted = |operator: &&'static Operator| {
        options.operator.as_ref().is_none_or(|name| operator.name.starts_with(name.as_str()))
    };
    if let Some(folder) = &options.export {
        return export::write(folder, &grounds, options.seed);
    }
    let judged = judgements::read()?;
    if options.operator.is_none() && options.group.is_none() {
        show_judgements(options, &grounds, &judged);
    }
    if options.judgements {
        return Ok(());
    }
    let effort = Effort { seed: options.seed, rounds: options.rounds, alone: options.alone };
    let mut operators = Vec::new();
    for operator in operators::all().into_iter().filter(wanted) {
        operators.push(one(options, &grounds, operator, effort));
    }
    if operators.is_empty() {
        return Err(std::io::Error::other("no operator has a name that starts so"));
    }
    if options.operator.is_some() || options.group.is_some() {
        return Ok(());
    }
    let results = Results {
        schema: 1,
        seed: options.seed,
        rounds: options.rounds,
        alone: options.alone,
        real_pages: sets.iter().any(|set| set.name == "docs"),
        operators,
        untouched: results::untouched(&grounds),
        judgements: judgements::compare(&grounds, &judged),
        peers: peers::read(&options.out.join("peers.tsv"))?,
    };
    std::fs::create_dir_all(&options.out)?;
    std::fs::write(options.out.join("results.json"), render::json(&results))?;
    std::fs::write(options.out.join("results.md"), render::markdown(&results))?;
    eprintln!("results are in {}", options.out.display());
    Ok(())
}

/// Prints what the judgements say of the findings on the untouched pages.
fn show_judgements(options: &Options, grounds: &[Ground<'_>], judged: &[judgements::Judgement]) {
    if let Some(sums) = judgements::compare(grounds, judged) {
        println!("{}", judgements::line(&sums));
    }
    if options.misses || options.judgements {
        print!("{}", judgements::unjudged(grounds, judged));
    }
}

/// The built-in catalog as if it knew no language but that of the source.
fn without_locales(catalog: &Catalog) -> std::io::Result<Catalog> {
    let source = format!("locales/{}.yaml", catalog.source_locale);
    let mut files = flowproof::builtin::files();
    files.retain(|file| !file.path.starts_with("locales/") || file.path == source);
    load(files).map_err(|_| std::io::Error::other("the catalog has faults without its locales"))
}

fn sets(options: &Options, catalog: &Catalog) -> std::io::Result<Vec<Set>> {
    let folder = options.docs.clone().unwrap_or_else(Set::default_docs);
    let mut sets = Vec::new();
    match Set::docs(&folder)? {
        Some(docs) => {
            sets.push(docs.clone());
            sets.push(Set { name: UNLISTED, ..docs });
        }
        None => println!("the real pages are not at {}: sample only", folder.display()),
    }
    sets.push(Set::sample(catalog)?);
    match options.group.as_deref() {
        Some(group @ ("sample" | UNLISTED)) => sets.retain(|set| set.name == group),
        Some(_) => sets.retain(|set| set.name == "docs"),
        None => {}
    }
    Ok(sets)
}

/// Runs one operator over all sets and says what came of it.
fn one(
    options: &Options,
    grounds: &[Ground<'_>],
    operator: &'static Operator,
    effort: Effort,
) -> OperatorResult {
    let start = Instant::now();
    let run = |ground: &Ground<'_>| {
        let unlisted = ground.set.name == UNLISTED;
        let rounds = if unlisted { effort.rounds.div_ceil(2) } else { effort.rounds };
        run::run(ground, operator, Effort { rounds, ..effort })
    };
    let mut outcomes: Vec<_> = grounds.iter().flat_map(run).collect();
    if let Some(group) = &options.group {
        outcomes.retain(|outcome| outcome.group == group);
    }
    let result = OperatorResult::new(operator, &outcomes);
    println!("{}", render::line(&result));
    eprintln!("  {:.1} s", start.elapsed().as_secs_f64());
    if options.operator.is_some() || options.misses {
        print!("{}", misses::show(operator, &outcomes));
    }
    result
}
