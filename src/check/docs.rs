//! The documentation of a check, read from the doc comment at the top of its own file.

use super::Check;

/// The parts of a check's documentation. The headings are fixed; a test holds every check to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Docs {
    /// `# What it checks`
    pub what: String,
    /// `# Why it matters`
    pub why: String,
    /// `# Example`
    pub example: String,
    /// `# Remedy`
    pub remedy: String,
}

impl Docs {
    /// Reads the documentation of a check.
    pub fn of(check: &Check) -> Docs {
        let text = doc_comment(check.source);
        let part = |heading: &str| section(&text, heading);
        Docs {
            what: part("What it checks"),
            why: part("Why it matters"),
            example: part("Example"),
            remedy: part("Remedy"),
        }
    }
}

fn doc_comment(source: &str) -> String {
    let lines = source.lines().take_while(|line| line.starts_with("//!"));
    lines
        .map(|line| line.trim_start_matches("//!").strip_prefix(' ').unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

fn section(text: &str, heading: &str) -> String {
    let mut lines = text.lines().skip_while(|line| line.strip_prefix("# ") != Some(heading));
    lines.next();
    lines
        .take_while(|line| !line.starts_with("# "))
        .collect::<Vec<_>>()
        .join("\n")
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::CHECKS;
    use super::Docs;

    #[test]
    fn every_check_is_documented_under_the_fixed_headings() {
        for check in CHECKS {
            let docs = Docs::of(check);
            for (heading, part) in [
                ("What", &docs.what),
                ("Why", &docs.why),
                ("Example", &docs.example),
                ("Remedy", &docs.remedy),
            ] {
                assert!(part.len() > 20, "{}: {heading} is missing", check.id);
            }
        }
    }
}
