//! The comparison with an earlier run, for the terminal.

use std::fmt::Write as _;

use super::{Told, Trend};

/// Renders it.
pub fn terminal(trend: &Trend) -> String {
    let mut out = String::new();
    for (mark, list) in [("new", &trend.new), ("gone", &trend.gone)] {
        for told in list {
            let _ = writeln!(out, "{mark:8}{}", line(told));
        }
    }
    for changed in &trend.changed {
        let _ = writeln!(out, "changed {}", line(&changed.now));
        let _ = writeln!(
            out,
            "        was {}: {}",
            changed.then.severity.as_str(),
            changed.then.message
        );
    }
    for (mark, list) in [
        ("new", &trend.documents_new),
        ("gone", &trend.documents_gone),
        ("changed", &trend.documents_changed),
    ] {
        for path in list {
            let _ = writeln!(out, "{mark:8}document {path}");
        }
    }
    if let Some(version) = &trend.tool {
        let _ = writeln!(out, "the earlier run was made by version {version}");
    }
    if let Some(version) = &trend.catalog {
        let _ = writeln!(out, "the earlier run had another catalog, version {version}");
    }
    let tallies: Vec<String> = trend
        .tallies
        .iter()
        .map(|tally| format!("{}s {} → {}", tally.severity.as_str(), tally.then, tally.now))
        .collect();
    let _ = writeln!(
        out,
        "{} new, {} gone, {} changed, {} the same; {}",
        trend.new.len(),
        trend.gone.len(),
        trend.changed.len(),
        trend.same,
        tallies.join(", ")
    );
    out
}

fn line(told: &Told) -> String {
    format!("{}[{}] {}: {}", told.severity.as_str(), told.check, told.path, told.message)
}
