//! Fuzzing in-process: the targets of `targets/` over seeds that are changed at random. Needs no
//! nightly toolchain; the same seed gives the same run. See `README.md`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line program")]

mod mutate;
mod seeds;
mod targets;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use clap::Parser;

use mutate::{Random, mutated};
use targets::{TARGETS, Target};

/// Longest input: a page of ordinary size.
const MOST: usize = 48 * 1024;
/// What an input may take.
const SLOW: Duration = Duration::from_secs(2);
/// When an input is given up, and the run with it.
const HUNG: Duration = Duration::from_secs(30);
/// Finds of a target that are kept.
const KEPT: usize = 20;

/// Fuzzing in-process. Exits with 1 if anything was found.
#[derive(Debug, Parser)]
struct Options {
    /// A target, or `whole` (page, fix_round_trip), `narrow` (the others) or `all`.
    #[arg(long, default_value = "all")]
    target: String,
    /// Executions of each target.
    #[arg(long, default_value_t = 1000)]
    executions: usize,
    /// Seed of the run.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder for the inputs that were found.
    #[arg(long, default_value = "target/fuzz")]
    artifacts: PathBuf,
    /// Runs these inputs and nothing else.
    #[arg(long)]
    replay: Vec<PathBuf>,
}

/// The input that runs, and since when.
type Running = Arc<Mutex<Option<(Instant, Vec<u8>)>>>;

fn main() -> ExitCode {
    let options = Options::parse();
    let wanted = |target: &&Target| match options.target.as_str() {
        "all" => true,
        "whole" => target.whole,
        "narrow" => !target.whole,
        name => target.name == name,
    };
    let targets: Vec<&Target> = TARGETS.iter().filter(wanted).collect();
    if targets.is_empty() {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        eprintln!("error: no target `{}`; there are {}", options.target, names.join(", "));
        return ExitCode::from(2);
    }
    targets::warm();
    std::panic::set_hook(Box::new(|_| {}));
    let running = Running::default();
    watch(Arc::clone(&running), options.artifacts.clone());
    let found: usize = targets.iter().map(|target| fuzz(target, &options, &running)).sum();
    ExitCode::from(u8::from(found > 0))
}

/// Runs a target and returns the number of finds.
fn fuzz(target: &Target, options: &Options, running: &Running) -> usize {
    let seeds = seeds::of(target);
    let mut random = Random::new(options.seed);
    let start = Instant::now();
    let (mut longest, mut done) = (Duration::ZERO, 0);
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kept = 0;
    let inputs: Box<dyn Iterator<Item = Vec<u8>>> = if options.replay.is_empty() {
        let changed = std::iter::repeat_with(|| mutated(&seeds, &mut random, MOST));
        Box::new(seeds.iter().cloned().chain(changed).take(options.executions))
    } else {
        Box::new(options.replay.iter().filter_map(|path| std::fs::read(path).ok()))
    };
    for input in inputs {
        *lock(running) = Some((Instant::now(), input.clone()));
        let (begun, used) = (Instant::now(), processor_time());
        let result = catch_unwind(AssertUnwindSafe(|| (target.body)(&input)));
        // On a busy machine a run waits, which is no fault of its own.
        let spent = processor_time().zip(used).map(|(now, before)| now.saturating_sub(before));
        let took = begun.elapsed().min(spent.unwrap_or(Duration::MAX));
        *lock(running) = None;
        longest = longest.max(took);
        done += 1;
        let (kind, what) = match result {
            Err(panic) => ("panics", message(panic.as_ref())),
            Ok(Err(broken)) => ("broken promises", broken),
            Ok(Ok(())) if took > SLOW => ("hangs", format!("took {took:?}")),
            Ok(Ok(())) => continue,
        };
        *found.entry(kind).or_default() += 1;
        kept += 1;
        if kept <= KEPT {
            let path = keep(&options.artifacts, target.name, kept, &input);
            println!("{}: {kind}: {what} ({})", target.name, path.display());
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let count = |kind| found.get(kind).copied().unwrap_or(0);
    println!(
        "{}: {done} executions in {seconds:.1} s ({:.0} a second), the longest {} ms; {} panics, {} hangs, {} broken promises",
        target.name,
        f64::from(u32::try_from(done).unwrap_or(u32::MAX)) / seconds,
        longest.as_millis(),
        count("panics"),
        count("hangs"),
        count("broken promises"),
    );
    found.values().sum()
}

/// Processor time of this process so far, where the system tells it: ticks of 10 ms.
fn processor_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may hold blanks.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// Gives up a run that hangs, and keeps its input.
fn watch(running: Running, artifacts: PathBuf) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let hung = lock(&running).clone().filter(|(since, _)| since.elapsed() > HUNG);
            if let Some((_, input)) = hung {
                let path = keep(&artifacts, "hang", 1, &input);
                println!("an input takes more than {HUNG:?}: {}", path.display());
                std::process::exit(1);
            }
        }
    });
}

fn lock(running: &Running) -> std::sync::MutexGuard<'_, Option<(Instant, Vec<u8>)>> {
    running.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

/// Writes an input that was found.
fn keep(folder: &Path, target: &str, number: usize, input: &[u8]) -> PathBuf {
    let path = folder.join(format!("{target}-{number}"));
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, input));
    if let Err(error) = written {
        eprintln!("error: {}: {error}", path.display());
    }
    path
}
