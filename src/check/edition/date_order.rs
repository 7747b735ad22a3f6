//! # What it checks
//! The dates of the front matter: those that no calendar has; a hand-off before the day on which
//! the source edition that the hash names was made; and a date of the page that is more than a year
//! after its hand-off. Nothing is compared with the day of the run, so that the same pages always
//! give the same findings. A date that the source page has too is found there only.
//!
//! # Why it matters
//! Where the hash is unknown, the hand-off date decides which rows and promises a page owes its
//! reader. A wrong one hides what is missing.
//!
//! # Example
//! Wrong: `ms.lasthandoff: 03/01/2018` for a page that names an edition of 04/20/2018. Right: the
//! day on which the translation was made.
//!
//! # Remedy
//! Correct the date. Where the hash is wrong, correct that.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::audit::{Audit, Page, PageRef, front_matter_date};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::identify::source_hash;
use crate::parse::Value;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "date-order",
    summary: "a date is impossible, or before one that must precede it",
    severity: Severity::Warning,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("date_order.rs"),
    run,
};

/// The keys that hold dates, as month/day/year or ISO.
const KEYS: [&str; 3] = ["ms.date", "ms.lasthandoff", "date"];
/// Years in which pages are written.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2099;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    for key in KEYS {
        let Some(value) = value(page, key).filter(|value| !inherited(audit, page, key, value))
        else {
            continue;
        };
        findings.extend(impossible(page, key, value));
    }
    findings.extend(early_handoff(audit, page));
    findings.extend(late_date(page));
}

fn value<'a>(page: &'a Page, key: &str) -> Option<&'a Value> {
    page.parsed.front_matter.as_ref()?.get(key)
}

/// Whether the source page of the run says the same.
fn inherited(audit: &Audit<'_>, page: &Page, key: &str, own: &Value) -> bool {
    let Some(reference @ PageRef::Run(_)) = audit.source_page(page) else { return false };
    value(audit.page(reference), key).is_some_and(|other| other.text == own.text)
}

/// A value that is written like a date and is none.
fn impossible(page: &Page, key: &str, value: &Value) -> Option<Finding> {
    let parts: Vec<&str> = value.text.trim().split(['/', '-', '.']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let numbers = [a, b, c].iter().all(|part| {
        (1..=4).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit())
    });
    if !numbers || front_matter_date(&value.text).is_some_and(|d| YEARS.contains(&d.year())) {
        return None;
    }
    let swapped = day_first(a, b, c);
    // Only the dates of the publishing system are written in one order.
    if swapped.is_some() && !key.starts_with("ms.") {
        return None;
    }
    let reason = match swapped {
        Some(_) => "has the day before the month",
        None => "is no date of this calendar",
    };
    let message = format!("`{key}: {}` {reason}", value.text);
    let span = page.span(value.range.clone());
    let finding = Finding::new(CHECK.id, CHECK.severity, span, message)
        .found(value.text.as_str())
        .help("write the date as month/day/year, or as year-month-day");
    Some(match swapped {
        Some(date) => finding.expected(american(date)),
        None => finding,
    })
}

fn day_first(day: &str, month: &str, year: &str) -> Option<Date> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    YEARS.contains(&date.year()).then_some(date)
}

/// `04/20/2018`
fn american(date: Date) -> String {
    date.strftime("%m/%d/%Y").to_string()
}

/// A hand-off before the edition that it hands off. A commit and a hand-off are dated in different
/// time zones.
fn early_handoff(audit: &Audit<'_>, page: &Page) -> Option<Finding> {
    let handed = page.edition.handoff.filter(|date| YEARS.contains(&date.year()))?;
    let named = &audit.editions[page.document][page.edition.known.filter(|_| !page.is_source)?];
    let same = audit.editions[page.document].iter().filter(|e| e.hash == named.hash);
    let made = same.filter_map(|edition| edition.date).min()?;
    if handed >= made.saturating_sub(2.days()) {
        return None;
    }
    let value = value(page, "ms.lasthandoff")?;
    let message = format!(
        "the page was handed off on {handed}, before the source edition that its hash names was \
         made ({made})"
    );
    let finding = Finding::new(CHECK.id, CHECK.severity, page.span(value.range.clone()), message)
        .found(value.text.as_str())
        .help("correct the date, or the hash if it is that of another edition");
    let hash = page.parsed.front_matter.as_ref().and_then(source_hash)?;
    Some(finding.relate(page.span(hash.range.clone()), "the source edition"))
}

/// A date of the page long after its hand-off: pages are dated ahead by weeks, not by years.
fn late_date(page: &Page) -> Option<Finding> {
    let handed = page.edition.handoff.filter(|date| YEARS.contains(&date.year()))?;
    let (key, value) = KEYS
        .iter()
        .filter(|key| **key != "ms.lasthandoff")
        .find_map(|key| Some((key, value(page, key)?)))?;
    let dated = front_matter_date(&value.text).filter(|date| YEARS.contains(&date.year()))?;
    if dated <= handed.saturating_add(1.year()) {
        return None;
    }
    let message =
        format!("`{key}: {}` is more than a year after the hand-off ({handed})", value.text);
    let span = page.span(value.range.clone());
    Some(
        Finding::new(CHECK.id, CHECK.severity, span, message)
            .found(value.text.as_str())
            .help("correct the date of the page, or that of the hand-off"),
    )
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;
    use crate::identify::source_hashes;

    const SOURCE: &str = "\
---
ms.date: 04/19/2018
---
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel. |
";

    fn french(front: &str) -> String {
        format!(
            "---\n{front}---\n| Service | Message | Données envoyées à Hub | Utilisé pour |\n|---|---|---|---|\n\
             | PINGs | Hello | Topic | Le canal de la lampe. |\n"
        )
    }

    fn expect(front: &str) {
        let hash = source_hashes(SOURCE.as_bytes()).crlf;
        let page = french(&front.replace("HASH", &hash));
        Case::default()
            .revision("2019-05-04", SOURCE)
            .document("fr-FR/data-acme-sends-to-hub.md", &page)
            .expect(&CHECK);
    }

    #[test]
    fn a_hand_off_before_the_edition_is_found() {
        expect(
            "\
ms.openlocfilehash: HASH
ms.lasthandoff: 04/20/2019
                ^^^^^^^^^^ warning: the page was handed off on 2019-04-20, before the source edition that its hash names was made (2019-05-04)
",
        );
    }

    #[test]
    fn dates_that_cannot_be_are_found() {
        expect(
            "\
ms.date: 13/45/2019
         ^^^^^^^^^^ warning: `ms.date: 13/45/2019` is no date of this calendar
ms.lasthandoff: 19/04/2018
                ^^^^^^^^^^ warning: `ms.lasthandoff: 19/04/2018` has the day before the month
date: 2018-02-30
      ^^^^^^^^^^ warning: `date: 2018-02-30` is no date of this calendar
",
        );
        expect(
            "\
ms.date: 04/19/2022
         ^^^^^^^^^^ warning: `ms.date: 04/19/2022` is more than a year after the hand-off (2020-01-01)
ms.lasthandoff: 01/01/2020
",
        );
    }

    #[test]
    fn dates_in_order_are_left_alone() {
        expect("ms.openlocfilehash: HASH\nms.date: 04/19/2018\nms.lasthandoff: 05/03/2019\n");
        expect("ms.date: 06/01/2020\nms.lasthandoff: 01/01/2020\n");
        expect("date: 19.04.2018\n");
        expect("ms.date: April 2018\n");
        expect("date: 2018-04-19T10:00:00Z\n");
    }
}
