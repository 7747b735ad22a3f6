//! Which files of the crate need which.
//!
//! A file needs another if it names something that the other defines. Names are followed through
//! re-exports to the file that defines them; a re-export alone needs nothing. Methods are not seen:
//! whoever calls one names the type somewhere, or is handed it.

use std::collections::{BTreeMap, BTreeSet};

use super::code;

/// Path of a module from the root of the crate.
type Module = Vec<String>;

/// A `use`: what it names, by which name, and whether others see it.
#[derive(Debug)]
struct Use {
    path: Vec<String>,
    name: String,
    is_public: bool,
}

/// A file as far as names are concerned.
#[derive(Debug)]
struct File {
    path: String,
    uses: Vec<Use>,
    /// The code without its `use` declarations.
    body: String,
    children: BTreeSet<String>,
}

/// Where a path leads.
enum Place {
    Module(Module),
    Item(Module),
}

/// The files of a crate by module.
pub struct Files(BTreeMap<Module, File>);

impl Files {
    /// The files below `src/` that the program is made of, from `lib.rs` on.
    pub fn of(sources: &[(String, String)]) -> Self {
        let below =
            |path: &str| path.rsplit_once("/src/").map_or("", |(_, below)| below).to_owned();
        let texts: BTreeMap<String, &String> =
            sources.iter().map(|(path, text)| (below(path), text)).collect();
        let mut files = Files(BTreeMap::new());
        files.add(&texts, Vec::new(), "lib.rs");
        files
    }

    fn add(&mut self, texts: &BTreeMap<String, &String>, module: Module, path: &str) {
        let code = code::of_program(texts[path]);
        let (uses, body) = uses(&code);
        let children: BTreeSet<String> =
            code::modules(&body).into_iter().map(str::to_owned).collect();
        for child in &children {
            let own: Module = module.iter().chain([child]).cloned().collect();
            let stem = own.join("/");
            let found = [format!("{stem}.rs"), format!("{stem}/mod.rs")];
            if let Some(path) = found.iter().find(|path| texts.contains_key(*path)) {
                self.add(texts, own, path);
            }
        }
        let children = children.into_iter().filter(|child| {
            self.0.contains_key(&module.iter().chain([child]).cloned().collect::<Module>())
        });
        let file = File { path: path.to_owned(), uses, body, children: children.collect() };
        self.0.insert(module, file);
    }

    /// For each file the files that it needs.
    pub fn needs(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        self.0.iter().map(|(module, file)| (file.path.as_str(), self.needs_of(module))).collect()
    }

    fn needs_of(&self, module: &Module) -> BTreeSet<&str> {
        let file = &self.0[module];
        let body = code::paths(&file.body);
        let named: BTreeSet<&str> = body.iter().map(|path| path[0]).collect();
        let uses = file
            .uses
            .iter()
            .filter(|u| !u.is_public || named.contains(u.name.as_str()))
            .map(|u| u.path.clone());
        let body = body.iter().map(|path| path.iter().map(|name| (*name).to_owned()).collect());
        let found = uses.chain(body).filter_map(|path| match self.place(module, &path, 0)? {
            Place::Item(other) => Some(self.0[&other].path.as_str()),
            Place::Module(_) => None,
        });
        found.filter(|path| *path != file.path).collect()
    }

    /// Where a path leads that stands in a module. Nothing for what is not of the crate, and for a
    /// single name that no `use` brings in.
    fn place(&self, module: &Module, path: &[String], depth: usize) -> Option<Place> {
        if depth > 20 {
            return None;
        }
        let file = self.0.get(module)?;
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => return self.within(Vec::new(), rest, depth),
            "self" => return self.within(module.clone(), rest, depth),
            "super" => return self.within(module.split_last()?.1.to_vec(), rest, depth),
            _ => {}
        }
        let is_child = file.children.contains(first);
        match file.uses.iter().find(|u| u.name == *first && u.path != path) {
            Some(found) if !is_child || rest.is_empty() => {
                match self.place(module, &found.path, depth + 1)? {
                    Place::Module(other) => self.within(other, rest, depth),
                    item => Some(item),
                }
            }
            _ if is_child => self.within(module.clone(), path, depth),
            _ => None,
        }
    }

    /// Where a path leads from a module on.
    fn within(&self, module: Module, path: &[String], depth: usize) -> Option<Place> {
        let Some((first, rest)) = path.split_first() else { return Some(Place::Module(module)) };
        if first == "super" {
            return self.within(module.split_last()?.1.to_vec(), rest, depth);
        }
        let file = self.0.get(&module)?;
        let is_child = file.children.contains(first);
        if is_child && (!rest.is_empty() || !file.uses.iter().any(|u| u.name == *first)) {
            let child = module.iter().chain([first]).cloned().collect();
            return self.within(child, rest, depth);
        }
        if let Some(found) = file.uses.iter().find(|u| u.name == *first) {
            return match self.place(&module, &found.path, depth + 1)? {
                Place::Module(other) => self.within(other, rest, depth + 1),
                item => Some(item),
            };
        }
        for all in file.uses.iter().filter(|u| u.name == "*" && u.is_public) {
            if let Some(Place::Module(other)) = self.place(&module, &all.path, depth + 1)
                && self.0.get(&other).is_some_and(|file| code::defines(&file.body, first))
            {
                return Some(Place::Item(other));
            }
        }
        Some(Place::Item(module))
    }
}

/// The `use` declarations of a code, and the code without them.
fn uses(code: &str) -> (Vec<Use>, String) {
    let mut uses = Vec::new();
    let mut body = String::new();
    let mut rest = code;
    while let Some(at) = find_use(rest) {
        let before = &rest[..at];
        let line = before.rsplit(['\n', ';', '}', '{']).next().unwrap_or_default().trim();
        let end = rest[at..].find(';').map_or(rest.len(), |end| at + end);
        let tree = &rest[at + "use ".len()..end];
        body.push_str(before);
        leaves(tree, &[], line.starts_with("pub"), &mut uses);
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    body.push_str(rest);
    (uses, body)
}

fn find_use(code: &str) -> Option<usize> {
    let is_word = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    code.match_indices("use ").map(|(at, _)| at).find(|at| is_word(*at))
}

/// Adds what a tree of names brings in.
fn leaves(tree: &str, prefix: &[String], is_public: bool, uses: &mut Vec<Use>) {
    let tree = tree.trim();
    if let Some((head, inner)) = tree.split_once('{') {
        let inner = inner.rsplit_once('}').map_or(inner, |(inner, _)| inner);
        let head = head.split("::").map(str::trim).filter(|name| !name.is_empty());
        let prefix: Vec<String> = prefix.iter().cloned().chain(head.map(str::to_owned)).collect();
        for part in parts(inner) {
            leaves(part, &prefix, is_public, uses);
        }
        return;
    }
    if tree.is_empty() {
        return;
    }
    let (path, alias) =
        tree.split_once(" as ").map_or((tree, None), |(path, alias)| (path, Some(alias.trim())));
    let own = path.split("::").map(|name| name.trim().to_owned());
    let mut path: Vec<String> = prefix.iter().cloned().chain(own).collect();
    let mut name = path.last().cloned().unwrap_or_default();
    if path.len() > 1 && (name == "self" || name == "*") {
        path.pop();
        if name == "self" {
            name = path.last().cloned().unwrap_or_default();
        }
    }
    uses.push(Use { path, name: alias.map_or(name, str::to_owned), is_public });
}

/// The parts of a list, at its commas outside inner braces.
fn parts(list: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    parts
}

/// Files that need each other, directly or by way of others; each circle sorted.
pub fn circles(needs: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<Vec<String>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        needs.keys().map(|file| (*file, reach(needs, file))).collect();
    let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
    for (file, all) in &reached {
        let circle: Vec<String> = all
            .iter()
            .filter(|other| reached[*other].contains(file))
            .map(|other| (*other).to_owned())
            .collect();
        if !circle.is_empty() {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

fn reach<'a>(needs: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = needs[from].iter().copied().collect();
    while let Some(file) = next.pop() {
        if reached.insert(file) {
            next.extend(&needs[file]);
        }
    }
    reached
}

#[test]
fn names_lead_through_re_exports_to_the_file_that_defines_them() {
    let file = |path: &str, text: &str| (format!("/x/src/{path}"), text.to_owned());
    let sources = [
        file("lib.rs", "pub mod a;\npub mod b;"),
        file("a/mod.rs", "mod inner;\nmod other;\npub use inner::{Thing, deep as shallow};"),
        file("a/inner.rs", "pub struct Thing;\npub fn deep() { super::other::back() }"),
        file("a/other.rs", "use super::Thing;\npub fn back() {}"),
        file("b.rs", "use crate::a::{self, Thing};\nfn f() { a::shallow() }"),
    ];
    let files = Files::of(&sources);
    let needs = files.needs();
    let of = |file: &str| needs[file].iter().copied().collect::<Vec<_>>().join(" ");
    assert_eq!(of("a/mod.rs"), "");
    assert_eq!(of("b.rs"), "a/inner.rs");
    assert_eq!(circles(&needs), [["a/inner.rs", "a/other.rs"]]);
}
