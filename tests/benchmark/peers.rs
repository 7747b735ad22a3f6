//! What other tools say of a sample of the same changes, as `peers/peers.sh` counted it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde::Serialize;

use crate::results::{GROUPS, Results};
use crate::score::Share;

/// Another tool.
#[derive(Debug, Serialize)]
pub struct Peer {
    pub name: String,
    pub version: String,
    /// By operator and group: changes that it complains of, among those that it can see.
    pub operators: BTreeMap<String, BTreeMap<String, Share>>,
    /// By group: complaints on untouched pages.
    pub clean: BTreeMap<String, Clean>,
}

/// Complaints on the untouched pages of a group.
#[derive(Debug, Serialize)]
pub struct Clean {
    pub complaints: usize,
    pub cells: usize,
    pub pages: usize,
}

/// The peers in a file; none, with a word on it, if it is not there.
pub fn read(path: &Path) -> std::io::Result<Vec<Peer>> {
    if !path.is_file() {
        println!("{} is not there: no peers (tests/benchmark/peers/peers.sh)", path.display());
        return Ok(Vec::new());
    }
    parse(&std::fs::read_to_string(path)?).map_err(std::io::Error::other)
}

/// Peers from lines of `peer, version, operator or "clean", group, mutants, hits, complaints, cells,
/// pages`.
pub fn parse(text: &str) -> Result<Vec<Peer>, String> {
    let mut peers: Vec<Peer> = Vec::new();
    for (number, line) in text.lines().enumerate().skip(1) {
        let fault = || format!("peers.tsv:{}: not as peers.py writes it", number + 1);
        let parts: Vec<&str> = line.split('\t').collect();
        let &[name, version, operator, group, mutants, hits, complaints, cells, pages] =
            parts.as_slice()
        else {
            return Err(fault());
        };
        let count = |text: &str| text.parse::<usize>().map_err(|_| fault());
        if peers.iter().all(|peer| peer.name != name) {
            peers.push(Peer {
                name: name.to_owned(),
                version: version.to_owned(),
                operators: BTreeMap::new(),
                clean: BTreeMap::new(),
            });
        }
        let peer = peers.iter_mut().find(|peer| peer.name == name).ok_or_else(fault)?;
        if operator == "clean" {
            let (complaints, cells) = (count(complaints)?, count(cells)?);
            let clean = Clean { complaints, cells, pages: count(pages)? };
            peer.clean.insert(group.to_owned(), clean);
        } else {
            let share = Share::new(count(hits)?, count(mutants)?);
            peer.operators.entry(operator.to_owned()).or_default().insert(group.to_owned(), share);
        }
    }
    Ok(peers)
}

impl Peer {
    /// All groups of an operator together.
    pub fn share(&self, operator: &str) -> Option<Share> {
        let groups = self.operators.get(operator)?.values();
        let sums = groups.fold((0, 0), |sum, share| (sum.0 + share.part, sum.1 + share.whole));
        Some(Share::new(sums.0, sums.1))
    }
}

/// The tables of the written results.
pub fn table(out: &mut String, results: &Results) {
    let peers = &results.peers;
    if peers.is_empty() {
        return;
    }
    out.push_str(
        "\n## Other tools on a sample of the same changes\n\nMade by \
         `tests/benchmark/peers/peers.sh`. A change counts as found if the tool complains of the \
         changed cell (of the page, where it sees pages only) what it did not complain of before, \
         whatever it says; – means that the tool is not given what was changed. All groups \
         together. The rows of the two pages are brought together by this program, so a row or cell \
         that is gone reaches the other tools as one without translation. The first column is this \
         program on all of its changes: with a finding of a right class on the changed cell, at any \
         severity, and for a harmless change with any finding at all.\n\n\
         | operator | flowproof |",
    );
    for peer in peers {
        let _ = write!(out, " {} {} |", peer.name, peer.version);
    }
    let _ = writeln!(out, "\n|{}", "---|".repeat(peers.len() + 2));
    for operator in &results.operators {
        let name = operator.name;
        let _ = write!(out, "| {name} | {} |", crate::render::share(&operator.overall()));
        for peer in peers {
            let share = peer.share(name).filter(|share| share.whole > 0);
            let text = share.map_or_else(|| "–".to_owned(), |s| crate::render::share(&s));
            let _ = write!(out, " {text} |");
        }
        out.push('\n');
    }
    out.push_str("\nComplaints on untouched pages:\n\n| tool | group | complaints | cells | pages | per page |\n|---|---|---|---|---|---|\n");
    for peer in peers {
        for (group, clean) in GROUPS.iter().filter_map(|g| Some((g, peer.clean.get(*g)?))) {
            let _ = writeln!(
                out,
                "| {} | {group} | {} | {} | {} | {:.2} |",
                peer.name,
                clean.complaints,
                clean.cells,
                clean.pages,
                clean.per_page()
            );
        }
    }
}

impl Clean {
    /// Complaints per page.
    pub fn per_page(&self) -> f64 {
        let float = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        float(self.complaints) / float(self.pages.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn groups_are_summed_and_faults_named() {
        let text = "head\np\t1\tx\tdev\t4\t1\t\t\t\np\t1\tx\tsample\t2\t2\t\t\t\np\t1\tclean\tdev\t\t\t6\t9\t4\n";
        let peers = parse(text).expect("it is sound");
        let share = peers[0].share("x").expect("it is there");
        assert_eq!((share.part, share.whole), (3, 6));
        assert!((peers[0].clean["dev"].per_page() - 1.5).abs() < 1e-9);
        assert_eq!(
            parse("head\np\t1\n").err().as_deref(),
            Some("peers.tsv:2: not as peers.py writes it")
        );
    }
}
