//! Changes pages, checks them, and compares with the untouched pages.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use flowproof::audit::{Audit, Page};
use flowproof::catalog::Catalog;
use flowproof::check::run_checks;
use flowproof::finding::Finding;

use crate::mutant::Mutant;
use crate::operators::Operator;
use crate::pages::{Set, group};
use crate::rng::Rng;
use crate::score::{Outcome, judge};
use crate::seen::{Same, Seen, fresh, on_page};
use crate::view::View;

/// In what company a changed page is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Company {
    /// All pages of the set, each translation changed in one place.
    All,
    /// The untouched pages of the other languages and of the source; no other page of its own.
    OtherLanguages,
}

/// Untouched pages with their findings.
pub struct Ground<'c> {
    pub set: &'c Set,
    pub catalog: &'c Catalog,
    pub audit: Audit<'c>,
    pub findings: Vec<Finding>,
    pub renderings: Audit<'c>,
    /// Findings on each untouched page of the audit as the only one of its language.
    alone: Vec<OnceLock<Vec<Seen>>>,
}

impl<'c> Ground<'c> {
    pub fn new(set: &'c Set, catalog: &'c Catalog) -> Self {
        let audit = set.assemble(catalog, &[]);
        let findings = run_checks(&audit);
        let renderings = set.assemble_renderings(catalog);
        let alone = audit.pages.iter().map(|_| OnceLock::new()).collect();
        Ground { set, catalog, audit, findings, renderings, alone }
    }

    /// The translations.
    pub fn translations(&self) -> impl Iterator<Item = &Page> {
        self.audit.pages.iter().filter(|page| !page.is_source)
    }

    pub fn view<'a>(&'a self, page: &'a Page) -> View<'a> {
        View {
            audit: &self.audit,
            findings: &self.findings,
            renderings: &self.renderings,
            page,
            text: self.audit.text(page),
        }
    }

    /// The mutants of a page in the order in which they are tried.
    pub fn mutants(&self, page: &Page, operator: &Operator, seed: u64) -> Vec<Mutant> {
        let mut rng = Rng::new(seed, &[operator.name, &page.path]);
        let view = self.view(page);
        let mut mutants = (operator.make)(&view, &mut rng);
        mutants.retain(|mutant| mutant.apply(view.text) != view.text);
        rng.shuffle(&mut mutants);
        mutants
    }
}

/// How much is run.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    pub seed: u64,
    /// Changes per page in the company of all pages.
    pub rounds: usize,
    /// Changes per page in the company of other languages.
    pub alone: usize,
}

/// Runs an operator over a set in both companies.
pub fn run(ground: &Ground<'_>, operator: &Operator, effort: Effort) -> Vec<Outcome> {
    let mut outcomes = together(ground, operator, effort);
    if operator.learned {
        outcomes.extend(alone(ground, operator, effort));
    }
    outcomes
}

/// One change in every translation at a time.
fn together(ground: &Ground<'_>, operator: &Operator, effort: Effort) -> Vec<Outcome> {
    let pages: Vec<(&Page, Vec<Mutant>, Vec<Seen>)> = ground
        .translations()
        .map(|page| {
            let before = on_page(&ground.audit, &ground.findings, page);
            (page, ground.mutants(page, operator, effort.seed), before)
        })
        .collect();
    let lists: Vec<(&Page, &[Mutant])> =
        pages.iter().map(|(page, mutants, _)| (*page, mutants.as_slice())).collect();
    let rounds = crate::rounds::plan(&lists, effort.rounds);
    in_parallel(rounds.len(), |round| {
        let changed: Vec<(usize, String)> = rounds[round]
            .iter()
            .map(|(at, number)| {
                let (page, mutants, _) = &pages[*at];
                let text = mutants[*number].apply(ground.audit.text(page));
                (ground.set.index(&page.path), text)
            })
            .collect();
        let audit = ground.set.assemble(ground.catalog, &changed);
        let findings = run_checks(&audit);
        let outcome = |(at, number): &(usize, usize)| {
            let (page, mutants, before) = &pages[*at];
            let (mutant, found) = (&mutants[*number], (&audit, findings.as_slice()));
            compare(ground, operator, Company::All, page, mutant, before, found)
        };
        rounds[round].iter().map(outcome).collect()
    })
}

/// One change in one page, the only one of its language.
fn alone(ground: &Ground<'_>, operator: &Operator, effort: Effort) -> Vec<Outcome> {
    in_parallel(ground.audit.pages.len(), |at| {
        let page = &ground.audit.pages[at];
        if page.is_source {
            return Vec::new();
        }
        let own = ground.set.index(&page.path);
        let others: Vec<usize> = ground
            .audit
            .pages
            .iter()
            .filter(|p| p.locale() != page.locale())
            .map(|p| ground.set.index(&p.path))
            .collect();
        let keep = |index: usize| index == own || others.contains(&index);
        let before = ground.alone[at].get_or_init(|| {
            let audit = ground.set.assemble_some(ground.catalog, keep, &[]);
            let untouched = audit.pages.iter().find(|p| p.path == page.path).expect("it is kept");
            on_page(&audit, &run_checks(&audit), untouched)
        });
        let outcome = |mutant: &Mutant| {
            let changed = [(own, mutant.apply(ground.audit.text(page)))];
            let audit = ground.set.assemble_some(ground.catalog, keep, &changed);
            let findings = run_checks(&audit);
            let company = Company::OtherLanguages;
            compare(ground, operator, company, page, mutant, before, (&audit, &findings))
        };
        ground.mutants(page, operator, effort.seed).iter().take(effort.alone).map(outcome).collect()
    })
}

/// What a changed page has that the untouched one has not.
fn compare(
    ground: &Ground<'_>,
    operator: &Operator,
    company: Company,
    page: &Page,
    mutant: &Mutant,
    before: &[Seen],
    (audit, findings): (&Audit<'_>, &[Finding]),
) -> Outcome {
    let mut context = ground.view(page).context(mutant);
    let now = match audit.pages.iter().find(|p| p.path == page.path) {
        Some(changed) => on_page(audit, findings, changed),
        None => {
            context.push_str("    the page is not recognised any more\n");
            Vec::new()
        }
    };
    let same = if operator.is_equivalent() { Same::Loose } else { Same::Exact };
    let text = ground.audit.text(page);
    let place = crate::score::Subject {
        operator,
        company,
        group: group(ground.set, page.locale()),
        page,
        text,
        mutant,
        context,
    };
    judge(&place, fresh(before, &now, same))
}

/// Runs `0..count` on all processors and puts the results in order.
fn in_parallel<T: Send>(count: usize, work: impl Fn(usize) -> Vec<T> + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Vec<T>)>> = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(count.max(1));
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count {
                        break;
                    }
                    let result = work(at);
                    done.lock().expect("no worker panics").push((at, result));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no worker panics");
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().flat_map(|(_, result)| result).collect()
}
