//! What people said of the findings on the untouched real pages.

use std::collections::BTreeMap;
use std::path::Path;

use flowproof::finding::{Finding, Severity};
use serde::Serialize;

use crate::run::Ground;
use crate::score::Share;

/// A verdict on one finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub fingerprint: String,
    pub check: String,
    pub verdict: Verdict,
    /// The judge was not sure.
    pub doubtful: bool,
}

/// What a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A real defect that a writer would want to mend.
    True,
    /// A false alarm.
    False,
    /// A question that only the owner of the page can answer.
    Open,
}

/// Precision on real pages.
#[derive(Debug, Default, Serialize)]
pub struct OnRealPages {
    /// Findings at `warning` and above.
    pub grave: Judged,
    pub notes: Judged,
    /// Findings at `warning` and above, by check.
    pub checks: BTreeMap<&'static str, Judged>,
    /// Judgements whose finding is gone.
    pub gone: usize,
}

/// Counts of verdicts.
#[derive(Debug, Default, Clone, Serialize)]
pub struct Judged {
    pub found: usize,
    pub right: usize,
    /// Of the right ones, those of which the judge was not sure.
    pub doubtful: usize,
    pub wrong: usize,
    pub open: usize,
    pub unjudged: usize,
    /// Right ones among right and wrong ones.
    pub precision: Option<Share>,
}

/// The judgements of the project.
pub fn read() -> std::io::Result<Vec<Judgement>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/benchmark/judgements.tsv");
    parse(&std::fs::read_to_string(path)?).map_err(std::io::Error::other)
}

/// Judgements from lines of `fingerprint, document, check, severity, line, found, verdict, remark`.
pub fn parse(text: &str) -> Result<Vec<Judgement>, String> {
    let mut judgements: Vec<Judgement> = Vec::new();
    for (number, line) in text.lines().enumerate().skip(1) {
        let fault = |what: &str| format!("judgements.tsv:{}: {what}", number + 1);
        let parts: Vec<&str> = line.split('\t').collect();
        let &[fingerprint, _, check, _, _, _, verdict, remark] = parts.as_slice() else {
            return Err(fault("not eight columns"));
        };
        let verdict = match verdict {
            "true" => Verdict::True,
            "false" => Verdict::False,
            "open" => Verdict::Open,
            _ => return Err(fault("the verdict is not true, false or open")),
        };
        if judgements.iter().any(|j| j.fingerprint == fingerprint) {
            return Err(fault("the finding is judged twice"));
        }
        judgements.push(Judgement {
            fingerprint: fingerprint.to_owned(),
            check: check.to_owned(),
            verdict,
            doubtful: remark.starts_with("doubtful"),
        });
    }
    Ok(judgements)
}

/// Holds the findings on the untouched real pages against the judgements; nothing without the pages.
pub fn compare(grounds: &[Ground<'_>], judgements: &[Judgement]) -> Option<OnRealPages> {
    let ground = grounds.iter().find(|ground| ground.set.name == "docs")?;
    let mut sums = OnRealPages::default();
    for finding in &ground.findings {
        let judgement = of(finding, judgements);
        if finding.severity >= Severity::Warning {
            sums.grave.add(judgement);
            sums.checks.entry(finding.check).or_default().add(judgement);
        } else {
            sums.notes.add(judgement);
        }
    }
    let is_gone = |j: &&Judgement| !ground.findings.iter().any(|f| f.fingerprint == j.fingerprint);
    sums.gone = judgements.iter().filter(is_gone).count();
    for judged in [&mut sums.grave, &mut sums.notes].into_iter().chain(sums.checks.values_mut()) {
        let sum = judged.right + judged.wrong;
        judged.precision = (sum > 0).then(|| Share::new(judged.right, sum));
    }
    Some(sums)
}

/// The findings that nobody has judged, one a line, as the file of judgements wants them.
pub fn unjudged(grounds: &[Ground<'_>], judgements: &[Judgement]) -> String {
    let mut out = String::new();
    for ground in grounds.iter().filter(|ground| ground.set.name == "docs") {
        for finding in ground.findings.iter().filter(|f| of(f, judgements).is_none()) {
            let file = ground.audit.sources.get(finding.span.file);
            let document = file.path().trim_start_matches("docs/");
            let line = [
                finding.fingerprint.as_str(),
                document,
                finding.check,
                finding.severity.as_str(),
                &finding.message,
            ];
            out.push_str(&format!("unjudged: {}\n", line.join("\t")));
        }
    }
    out
}

/// One line for a terminal.
pub fn line(sums: &OnRealPages) -> String {
    let part = |judged: &Judged| {
        let share = judged.precision.map_or_else(String::new, |p| {
            let value = p.value.unwrap_or_default();
            format!(", precision {value:.3} ({:.2}–{:.2})", p.low, p.high)
        });
        format!(
            "{} found: {} right ({} doubtful), {} wrong, {} open, {} unjudged{share}",
            judged.found, judged.right, judged.doubtful, judged.wrong, judged.open, judged.unjudged
        )
    };
    format!(
        "judgements on real pages | warnings and errors: {} | notes: {} | {} judgements without finding",
        part(&sums.grave),
        part(&sums.notes),
        sums.gone
    )
}

fn of<'j>(finding: &Finding, judgements: &'j [Judgement]) -> Option<&'j Judgement> {
    judgements.iter().find(|j| j.fingerprint == finding.fingerprint && j.check == finding.check)
}

impl Judged {
    fn add(&mut self, judgement: Option<&Judgement>) {
        self.found += 1;
        match judgement.map(|j| (j.verdict, j.doubtful)) {
            Some((Verdict::True, doubtful)) => {
                self.right += 1;
                self.doubtful += usize::from(doubtful);
            }
            Some((Verdict::False, _)) => self.wrong += 1,
            Some((Verdict::Open, _)) => self.open += 1,
            None => self.unjudged += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, parse, read};

    #[test]
    fn the_judgements_of_the_project_are_sound() {
        let judgements = read().expect("they are sound");
        assert!(judgements.len() > 100);
        assert!(judgements.iter().all(|j| !j.doubtful || j.verdict == Verdict::True));
    }

    #[test]
    fn faults_of_the_file_are_named_by_line() {
        let head = "fingerprint\n";
        let line = |verdict: &str| format!("1\td\tc\tnote\t1\t\t{verdict}\t\n");
        assert!(parse(&format!("{head}{}", line("true"))).is_ok());
        let twice = format!("{head}{}{}", line("true"), line("open"));
        assert_eq!(parse(&twice), Err("judgements.tsv:3: the finding is judged twice".to_owned()));
        assert!(parse(&format!("{head}{}", line("perhaps"))).is_err());
    }
}
