//! The whole pipeline over one page: from bytes to findings, and `fix` there and back.

use std::collections::BTreeSet;

use flowproof::audit::assemble;
use flowproof::check::run_checks;
use flowproof::fix::repair;
use flowproof::load::decode;

use super::ground::run_of;
use super::invariant::unharmed;

/// Every finding points into the text.
pub fn page(data: &[u8]) -> Result<(), String> {
    let Some((catalog, input, _)) = run_of(data) else { return Ok(()) };
    let audit = assemble(catalog, input);
    for finding in run_checks(&audit) {
        let fixes = finding.fixes.iter().map(|fix| fix.span);
        let related = finding.related.iter().map(|evidence| evidence.span);
        for span in std::iter::once(finding.span).chain(fixes).chain(related) {
            let text = audit.sources.get(span.file).text();
            if text.get(span.start..span.end).is_none() {
                return Err(format!("{}: {}..{} is no text", finding.check, span.start, span.end));
            }
        }
    }
    Ok(())
}

/// Marks stay, lines and cells stay, and a second run changes nothing.
pub fn fix_round_trip(data: &[u8]) -> Result<(), String> {
    let Some((catalog, mut input, path)) = run_of(data) else { return Ok(()) };
    let named = BTreeSet::from([path.to_owned()]);
    let outcome = repair(catalog, input.clone(), &named, run_checks);
    let Some(file) = outcome.repaired.iter().find(|file| file.path == path) else { return Ok(()) };
    unharmed(&file.before, &file.after)?;
    let own = input.files.iter_mut().find(|page| page.file.path() == path);
    let again = decode(path, file.after.clone().into_bytes()).map_err(|e| e.to_string())?;
    own.into_iter().for_each(|page| *page = again.clone());
    let second = repair(catalog, input, &named, run_checks);
    match second.repaired.iter().any(|file| file.path == path) {
        true => Err("a second fix changes the page again".to_owned()),
        false => Ok(()),
    }
}
