//! When a datum is really sent: by platform, enrolment, channel and access right.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::catalog::model::{Mode, PlatformFacts, Presence};
use crate::catalog::{Catalog, Enrolment, FieldIx, Key, KeyIx, Protocol};

use super::ends::{End, ends, names_one, removed};
use super::listing::listing;
use super::resolve::{key_of, weight_of_field};

use super::{Subject, Verdict, VerdictKind};

/// Why a key is not sent although its message is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Not under this condition.
    NotUnder(String),
    /// Only under this condition.
    OnlyUnder(String),
    /// Only with this access right.
    Right(String),
    /// No longer in these versions.
    Ended(Vec<End>),
    /// The platform does not have it.
    Absent,
}

/// A cause and where it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// Why.
    pub cause: Cause,
    /// On which platforms.
    pub platforms: Vec<String>,
    /// Whether these are all platforms on which the key exists.
    pub everywhere: bool,
}

/// What restricts a key beyond what restricts its message, and where either has come to an end.
pub fn restrictions(protocol: &Protocol, key: &Key) -> Vec<Restriction> {
    let message = protocol.message_of(key);
    let mut found: BTreeMap<Cause, Vec<String>> = BTreeMap::new();
    for (platform, outer) in &message.platforms {
        let Some(outer) = outer else { continue };
        for cause in causes(outer, key.platforms.get(platform).and_then(Option::as_ref)) {
            found.entry(cause).or_default().push(platform.clone());
        }
    }
    let ended = ends(&key.platforms);
    if !ended.is_empty() {
        let platforms = ended.iter().map(|end| end.platform.clone()).collect();
        found.insert(Cause::Ended(ended), platforms);
    }
    let present = key.platforms.values().flatten().count();
    let restriction = |(cause, platforms): (Cause, Vec<String>)| {
        let everywhere = cause != Cause::Absent && platforms.len() == present;
        Restriction { cause, platforms, everywhere }
    };
    found.into_iter().map(restriction).collect()
}

fn causes(outer: &PlatformFacts, own: Option<&PlatformFacts>) -> Vec<Cause> {
    let Some(own) = own else { return vec![Cause::Absent] };
    let right = own.right.as_ref().filter(|right| outer.right.as_ref() != Some(right));
    let when = own.when.iter().filter(|(id, mode)| outer.when.get(*id) != Some(mode));
    let by_mode = when.filter_map(|(id, mode)| match mode {
        Mode::Forbidden => Some(Cause::NotUnder(id.clone())),
        Mode::Required => Some(Cause::OnlyUnder(id.clone())),
        Mode::Allowed | Mode::Ignored => None,
    });
    by_mode.chain(right.map(|right| Cause::Right(right.clone()))).collect()
}

/// `conditional` if the datum is restricted and `purpose`, the text of the source page, does not
/// say so. Without a text nothing counts as said.
pub fn verdict(catalog: &Catalog, ix: FieldIx, purpose: Option<&str>) -> Option<Verdict> {
    let protocol = &catalog.protocol;
    let field = catalog.field(ix);
    let resolved = key_of(catalog, ix)?;
    let key = protocol.key(resolved.key);
    let purpose = purpose.unwrap_or_default().to_lowercase();
    let unstated: Vec<Restriction> = restrictions(protocol, key)
        .into_iter()
        .filter(|restriction| !is_stated(protocol, restriction, &purpose))
        .collect();
    if unstated.is_empty() {
        return None;
    }
    let (personal, rank) = weight_of_field(catalog, field);
    let parts: Vec<String> = unstated.iter().map(|r| words(protocol, r)).collect();
    Some(Verdict {
        kind: VerdictKind::Conditional,
        subject: Subject::Field(ix),
        key: Some(resolved.key),
        confidence: key.confidence,
        summary: format!(
            "By the protocol not sent {}; the page does not say so.",
            parts.join("; nor ")
        ),
        expected: None,
        personal,
        rank,
    })
}

fn is_stated(protocol: &Protocol, restriction: &Restriction, purpose: &str) -> bool {
    let says = |word: &String| purpose.contains(&word.to_lowercase());
    match &restriction.cause {
        Cause::NotUnder(id) | Cause::OnlyUnder(id) => {
            protocol.condition(id).is_some_and(|condition| condition.words.iter().any(says))
        }
        Cause::Right(right) => {
            says(right) || protocol.right_words.get(right).is_some_and(|w| w.iter().any(says))
        }
        Cause::Ended(ends) => names_one(purpose, ends),
        Cause::Absent => restriction.platforms.iter().any(says),
    }
}

/// A circumstance under which a datum is not sent: `under guest mode on BulbOS`.
fn words(protocol: &Protocol, restriction: &Restriction) -> String {
    let platforms = listing(restriction.platforms.iter().cloned(), usize::MAX);
    let label = |id: &String| {
        protocol.condition(id).map_or_else(|| id.clone(), |condition| condition.label.clone())
    };
    let what = match &restriction.cause {
        Cause::Absent => return format!("on {platforms} at all"),
        Cause::Ended(ends) => return format!("any longer ({})", removed(ends).unwrap_or_default()),
        Cause::NotUnder(id) if is_channel(protocol, id) => format!("on {}", label(id)),
        Cause::NotUnder(id) => format!("under {}", label(id)),
        Cause::OnlyUnder(id) => format!("outside {}", label(id)),
        Cause::Right(right) => format!("without the access right {right}"),
    };
    if restriction.everywhere { what } else { format!("{what} on {platforms}") }
}

/// Whether a datum is exchanged under given circumstances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exchanged {
    /// In every message of its kind.
    Always,
    /// In some messages of its kind.
    Optional,
    /// Never.
    Never,
    /// The protocol has it only in the opposite direction.
    OnlyTheOtherWay,
    /// The protocol does not have it.
    NotInProtocol,
}

impl Exchanged {
    /// As in JSON and CSV.
    pub fn as_str(self) -> &'static str {
        match self {
            Exchanged::Always => "always",
            Exchanged::Optional => "optional",
            Exchanged::Never => "never",
            Exchanged::OnlyTheOtherWay => "only-the-other-way",
            Exchanged::NotInProtocol => "not-in-protocol",
        }
    }

    /// By the presence of a key in messages of its kind.
    fn by_presence(key: &Key) -> Self {
        match key.presence {
            Some(Presence::Required) => Exchanged::Always,
            _ => Exchanged::Optional,
        }
    }

    /// What is left of an exchange that a verdict denies.
    fn denied_by(kind: VerdictKind) -> Option<Self> {
        match kind {
            VerdictKind::WrongDirection => Some(Exchanged::OnlyTheOtherWay),
            VerdictKind::UnknownToProtocol => Some(Exchanged::NotInProtocol),
            _ => None,
        }
    }
}

/// One cell of the conditions matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circumstance {
    /// Platform.
    pub platform: String,
    /// Id of the enrolment.
    pub enrolment: String,
    /// Whether it is exchanged.
    pub exchanged: Exchanged,
    /// Access right without which it is not.
    pub right: Option<String>,
    /// First version with it.
    pub since: Option<String>,
    /// First version that advises against it.
    pub deprecated: Option<String>,
    /// First version without it.
    pub until: Option<String>,
    /// Channels on which it is not sent, as labels.
    pub not_on: Vec<String>,
    /// Why it is never exchanged.
    pub because: Option<String>,
}

/// One row of the conditions matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// The field, or the key that no field stands for.
    pub subject: Subject,
    /// The key; none if the protocol has none.
    pub key: Option<KeyIx>,
    /// Where it does not depend on enrolment and platform: whether it is exchanged.
    pub anywhere: Option<Exchanged>,
    /// By enrolment and platform, in the order of the catalog. Empty: it does not depend on them.
    pub circumstances: Vec<Circumstance>,
}

/// When the datum of a key is exchanged that no field stands for.
pub fn key_row(protocol: &Protocol, subject: Subject, ix: KeyIx) -> MatrixRow {
    let key = protocol.key(ix);
    let circumstances = circumstances(protocol, key);
    let anywhere = circumstances.is_empty().then(|| Exchanged::by_presence(key));
    MatrixRow { subject, key: Some(ix), anywhere, circumstances }
}

/// When the datum of a field is exchanged. What the verdicts on it deny is not said to be exchanged,
/// whatever its key is in the other direction. What travels its way in another key only is
/// sometimes there. Nothing if there are no facts to compare with.
pub fn field_row(catalog: &Catalog, ix: FieldIx, verdicts: &[Verdict]) -> Option<MatrixRow> {
    let protocol = &catalog.protocol;
    let key = key_of(catalog, ix).map(|resolved| resolved.key);
    let subject = Subject::Field(ix);
    let whatever =
        |anywhere| MatrixRow { subject, key, anywhere: Some(anywhere), circumstances: Vec::new() };
    if let Some(denied) = verdicts.iter().find_map(|verdict| Exchanged::denied_by(verdict.kind)) {
        return Some(whatever(denied));
    }
    let key = key?;
    let mut flows = protocol.own_flows(protocol.key(key)).into_iter().peekable();
    let carried = flows.peek().is_some() && !flows.any(|flow| *flow == catalog.field(ix).flow);
    Some(if carried { whatever(Exchanged::Optional) } else { key_row(protocol, subject, key) })
}

/// When the datum of a key is exchanged.
fn circumstances(protocol: &Protocol, key: &Key) -> Vec<Circumstance> {
    if key.platforms.is_empty() {
        return Vec::new();
    }
    let of = |enrolment: &'_ Enrolment| -> Vec<Circumstance> {
        let platforms = enrolment.platforms.iter();
        platforms.map(|platform| circumstance(protocol, key, enrolment, platform)).collect()
    };
    protocol.enrolments.iter().flat_map(of).collect()
}

fn circumstance(
    protocol: &Protocol,
    key: &Key,
    enrolment: &Enrolment,
    platform: &str,
) -> Circumstance {
    let never = |because: String, facts: PlatformFacts| Circumstance {
        platform: platform.to_owned(),
        enrolment: enrolment.id.clone(),
        exchanged: Exchanged::Never,
        right: None,
        since: facts.since,
        deprecated: None,
        until: None,
        not_on: Vec::new(),
        because: Some(because),
    };
    let Some(facts) = key.platforms.get(platform).cloned().flatten() else {
        return never(format!("{platform} does not have it"), PlatformFacts::default());
    };
    let label = |id: &str| protocol.condition(id).map_or(id.to_owned(), |c| c.label.clone());
    if let Some((id, mode)) = enrolment.obstacle(&facts.when, &protocol.conditions) {
        let word = match (mode, is_channel(protocol, id)) {
            (Mode::Forbidden, false) => "not under",
            (Mode::Forbidden, true) => "not on",
            (_, false) => "only under",
            (_, true) => "only on",
        };
        return never(format!("{word} {}", label(id)), PlatformFacts::default());
    }
    let shut = facts.when.iter().filter(|(id, mode)| {
        **mode == Mode::Forbidden && !enrolment.in_effect.contains(id) && is_channel(protocol, id)
    });
    Circumstance {
        platform: platform.to_owned(),
        enrolment: enrolment.id.clone(),
        exchanged: Exchanged::by_presence(key),
        right: facts.right.clone(),
        since: facts.since.clone(),
        deprecated: facts.deprecated.clone(),
        until: facts.until.clone(),
        not_on: shut.map(|(id, _)| label(id)).collect(),
        because: None,
    }
}

fn is_channel(protocol: &Protocol, id: &str) -> bool {
    let kind = protocol.condition(id).map(|condition| condition.kind);
    kind == Some(crate::catalog::model::ConditionKind::Channel)
}
