//! Documents of two runs, paired: by bytes first, then by what they are, then by path.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

/// A document of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Path as shown.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Id of the catalog's document.
    pub document: String,
    /// Language tag.
    pub locale: String,
}

/// A document under the paths that it has in the two runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// In the earlier run.
    pub then: String,
    /// In this one.
    pub now: String,
}

/// What has become of the documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Documents {
    /// Paths of those that only this run read.
    pub new: Vec<String>,
    /// Paths of those that only the earlier run read.
    pub gone: Vec<String>,
    /// Those with other bytes.
    pub changed: Vec<Pair>,
    /// Those with the same bytes under another path.
    pub moved: Vec<Pair>,
    /// Number of those that are the same.
    pub same: usize,
    /// Path of this run by path of the earlier one.
    #[serde(skip)]
    pub(super) paths: BTreeMap<String, String>,
}

/// Pairs documents.
pub(super) fn pair(then: &[Document], now: &[Document]) -> Documents {
    type Key<'d> = [&'d str; 3];
    let keys: [fn(&Document) -> Key<'_>; 5] = [
        |d| [&d.sha256, &d.path, ""],
        |d| [&d.sha256, &d.document, &d.locale],
        |d| [&d.document, &d.locale, &d.path],
        |d| [&d.document, &d.locale, ""],
        |d| [&d.path, "", ""],
    ];
    let mut old: Vec<Option<&Document>> = then.iter().map(Some).collect();
    let mut new: Vec<Option<&Document>> = now.iter().map(Some).collect();
    let mut documents = Documents::default();
    for key in keys {
        let mut waiting: BTreeMap<Key<'_>, VecDeque<usize>> = BTreeMap::new();
        for (at, document) in old.iter().enumerate() {
            if let Some(document) = document.filter(|d| key(d).iter().any(|part| !part.is_empty()))
            {
                waiting.entry(key(document)).or_default().push_back(at);
            }
        }
        for slot in &mut new {
            let Some(document) = *slot else { continue };
            let found = waiting.get_mut(&key(document)).and_then(VecDeque::pop_front);
            let Some(before) = found.and_then(|at| old[at].take()) else { continue };
            *slot = None;
            documents.add(before, document);
        }
    }
    documents.new = new.into_iter().flatten().map(|d| d.path.clone()).collect();
    documents.gone = old.into_iter().flatten().map(|d| d.path.clone()).collect();
    documents.changed.sort_by(|a, b| a.now.cmp(&b.now));
    documents.moved.sort_by(|a, b| a.now.cmp(&b.now));
    documents
}

impl Documents {
    fn add(&mut self, then: &Document, now: &Document) {
        let pair = Pair { then: then.path.clone(), now: now.path.clone() };
        self.paths.insert(then.path.clone(), now.path.clone());
        match (then.sha256 == now.sha256, then.path == now.path) {
            (true, true) => self.same += 1,
            (true, false) => self.moved.push(pair),
            (false, _) => self.changed.push(pair),
        }
    }

    /// Whether nothing has become of any.
    pub fn quiet(&self) -> bool {
        self.new.is_empty()
            && self.gone.is_empty()
            && self.changed.is_empty()
            && self.moved.is_empty()
    }
}
