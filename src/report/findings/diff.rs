//! What a file gains and loses, as a unified diff that `git apply` and `patch -p1` take.

use similar::TextDiff;

/// Lines around a change.
const CONTEXT: usize = 3;

/// The diff of one file; empty if nothing differs.
pub fn render(path: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let relative = path.trim_start_matches('/');
    let (old, new) = (format!("a/{relative}"), format!("b/{relative}"));
    diff.unified_diff().context_radius(CONTEXT).header(&old, &new).to_string()
}
