//! The results as files.

use std::fmt::Write;

use crate::peers;
use crate::results::{FEW, GROUPS, OperatorResult, Results, Scores};
use crate::score::Share;

/// Machine-readable.
pub fn json(results: &Results) -> String {
    let text = serde_json::to_string_pretty(results).expect("results are plain data");
    text + "\n"
}

/// For people.
pub fn markdown(results: &Results) -> String {
    let mut out = String::from("# Mutation benchmark\n\n");
    let _ = writeln!(
        out,
        "Made by `cargo run --release --example drift-benchmark` with seed {}: up to {} changes \
         per operator and page, each page changed in one place at a time. A change counts as found \
         if a new finding of an expected class lies on its row and column. Precision is the share \
         of such findings among them and all new findings at `warning` or above that name the \
         change wrongly or lie elsewhere. Intervals are Wilson's at 95 %.\n",
        results.seed, results.rounds
    );
    if !results.real_pages {
        out.push_str("The real pages were not at hand: the sample only.\n\n");
    }
    bars(&mut out, results);
    out.push_str("## Faults\n\n");
    table(&mut out, results, false, |r| &r.groups);
    out.push_str(
        "\n## Faults on the only page of its language\n\nThe page is checked with the source \
         pages and the untouched pages of the other languages only, so that nothing is learned \
         from its own language.\n\n",
    );
    table(&mut out, results, false, |r| &r.alone);
    out.push_str("\n## Changes that are no fault\n\n");
    table(&mut out, results, true, |r| &r.groups);
    untouched(&mut out, results);
    judgements(&mut out, results);
    peers::table(&mut out, results);
    operators(&mut out, results);
    out
}

/// Which bars are met: one line per operator that has one.
fn bars(out: &mut String, results: &Results) {
    let _ = writeln!(
        out,
        "## Bars\n\nWith fewer than {FEW} changes in a group a share says little; those groups are \
         named.\n\n| operator | bar | met | not met in | few changes in |\n|---|---|---|---|---|"
    );
    for operator in &results.operators {
        let Some(bar) = operator.bar else { continue };
        let missed = operator.missed();
        let sign = if operator.is_equivalent() { "≤" } else { "≥" };
        let met = match missed.as_slice() {
            _ if operator.groups.is_empty() => "not measured",
            [] => "yes",
            _ => "**no**",
        };
        let (name, missed, thin) = (operator.name, missed.join(", "), operator.thin().join(", "));
        let _ = writeln!(out, "| {name} | {sign} {bar} | {met} | {missed} | {thin} |");
    }
    let measured = |o: &&OperatorResult| o.bar.is_some() && !o.groups.is_empty();
    let barred = results.operators.iter().filter(measured);
    let met = barred.clone().filter(|operator| operator.missed().is_empty()).count();
    let _ = writeln!(out, "\n{met} of {} bars are met in every group.\n", barred.count());
}

fn untouched(out: &mut String, results: &Results) {
    out.push_str("\n## Untouched pages\n\n| group | pages | errors | warnings | notes | at `warning` or above per page |\n|---|---|---|---|---|---|\n");
    for sum in &results.untouched {
        let count = f64::from(u32::try_from(sum.errors + sum.warnings).unwrap_or(u32::MAX));
        let pages = f64::from(u32::try_from(sum.pages).unwrap_or(1));
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {:.2} |",
            sum.group,
            sum.pages,
            sum.errors,
            sum.warnings,
            sum.notes,
            count / pages
        );
    }
}

/// Precision on real pages.
fn judgements(out: &mut String, results: &Results) {
    let Some(sums) = &results.judgements else { return };
    out.push_str(
        "\n## Findings on the untouched real pages, judged one by one\n\nThe verdicts are in \
         `tests/benchmark/judgements.tsv`. Open ones are questions that only the owner of a page \
         can answer; they count to neither side. Doubtful ones are among the right ones; `strict` \
         counts them as wrong. The verdicts are those of the people who made the checks.\n\n\
         | findings | found | right | of them doubtful | wrong | open | unjudged | precision | strict |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    let all = [("**warnings and errors**", &sums.grave), ("**notes**", &sums.notes)];
    let checks = sums.checks.iter().map(|(name, judged)| (*name, judged));
    for (name, judged) in all.into_iter().chain(checks) {
        let precision = judged.precision.as_ref().map_or_else(|| "–".to_owned(), share);
        let _ = writeln!(
            out,
            "| {name} | {} | {} | {} | {} | {} | {} | {precision} | {} |",
            judged.found,
            judged.right,
            judged.doubtful,
            judged.wrong,
            judged.open,
            judged.unjudged,
            share(&Share::new(judged.right - judged.doubtful, judged.right + judged.wrong))
        );
    }
    let _ = writeln!(out, "\n{} judgements have no finding any more.", sums.gone);
}

fn operators(out: &mut String, results: &Results) {
    out.push_str("\n## Operators\n\n| operator | does | expected | remark |\n|---|---|---|---|\n");
    for result in &results.operators {
        let expected: Vec<String> =
            result.expected.iter().map(|check| format!("`{check}`")).collect();
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} |",
            result.name,
            result.does,
            expected.join(" "),
            result.synthetic
        );
    }
}

type Groups = std::collections::BTreeMap<&'static str, Scores>;

fn table(
    out: &mut String,
    results: &Results,
    equivalent: bool,
    groups: impl Fn(&OperatorResult) -> &Groups,
) {
    out.push_str("| operator | bar |");
    for group in GROUPS {
        if equivalent {
            let _ = write!(out, " {group}: n | alarms |");
        } else {
            let _ =
                write!(out, " {group}: n | recall | as notes | precision | wrong | elsewhere |");
        }
    }
    let columns = 2 + GROUPS.len() * if equivalent { 2 } else { 6 };
    let _ = writeln!(out, "\n|{}", "---|".repeat(columns));
    for result in results.operators.iter().filter(|r| r.is_equivalent() == equivalent) {
        if groups(result).is_empty() {
            continue;
        }
        let sign = if equivalent { "≤" } else { "≥" };
        let bar = result.bar.map_or_else(String::new, |bar| format!("{sign} {bar}"));
        let _ = write!(out, "| {} | {bar} |", result.name);
        for group in GROUPS {
            row(out, groups(result).get(group), equivalent);
        }
        out.push('\n');
    }
    if equivalent {
        let _ = write!(out, "| **all** | |");
        for group in GROUPS {
            let sum = |pick: fn(&Scores) -> usize| {
                results
                    .operators
                    .iter()
                    .filter(|r| r.is_equivalent())
                    .filter_map(|r| groups(r).get(group))
                    .map(pick)
                    .sum::<usize>()
            };
            let alarms = Share::new(sum(|s| s.tally.alarmed), sum(|s| s.tally.mutants));
            let _ = write!(out, " {} | {} |", alarms.whole, counted(&alarms));
        }
        out.push('\n');
    }
}

fn row(out: &mut String, scores: Option<&Scores>, equivalent: bool) {
    let Some(scores) = scores else {
        out.push_str(if equivalent { " | |" } else { " | | | | | |" });
        return;
    };
    let tally = &scores.tally;
    if equivalent {
        let _ = write!(out, " {} | {} |", tally.mutants, counted(&scores.alarms));
    } else {
        let _ = write!(
            out,
            " {} | {} | {} | {} | {} | {} |",
            tally.mutants,
            share(&scores.recall),
            tally.hits - tally.hits_at_warning,
            share(&scores.precision),
            tally.wrong,
            tally.collateral
        );
    }
}

/// `.987 (.95–.99)`.
pub fn share(share: &Share) -> String {
    let Some(value) = share.value else { return "–".to_owned() };
    format!("{value:.3} ({:.2}–{:.2})", share.low, share.high)
}

/// `3 (.004–.02)`.
fn counted(share: &Share) -> String {
    format!("{} ({:.3}–{:.3})", share.part, share.low, share.high)
}

/// One line per operator, for a terminal.
pub fn line(result: &OperatorResult) -> String {
    let mut out = format!("{:26}", result.name);
    let companies = [("", &result.groups), ("alone ", &result.alone)];
    for (name, groups) in companies {
        for group in GROUPS {
            let Some(scores) = groups.get(group) else { continue };
            let tally = &scores.tally;
            let _ = if result.is_equivalent() {
                write!(out, " | {name}{group} {} of {}", tally.alarmed, tally.mutants)
            } else {
                write!(
                    out,
                    " | {name}{group} {:.3} of {} ({} as notes) wrong {} else {}",
                    scores.recall.value.unwrap_or_default(),
                    tally.mutants,
                    tally.hits - tally.hits_at_warning,
                    tally.wrong,
                    tally.collateral
                )
            };
        }
    }
    out
}
