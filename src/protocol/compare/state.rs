//! The facts of a state by message and key.

use std::collections::BTreeMap;

use crate::catalog::model::{FactsFile, FactsFlows, FactsKey, FactsMessage, PlatformFacts};

use super::platforms;

/// Schema and message.
pub(super) type MessageId<'f> = (&'f str, &'f str);

/// The files of a state, by message.
#[derive(Default)]
pub(super) struct State<'f> {
    pub(super) messages: BTreeMap<MessageId<'f>, Message<'f>>,
}

/// A message as all files together have it.
#[derive(Default)]
pub(super) struct Message<'f> {
    pub(super) on: BTreeMap<&'f str, Option<&'f PlatformFacts>>,
    /// By path and half. The same key may be in both halves with different facts.
    pub(super) keys: BTreeMap<String, Halves<'f>>,
    /// Flow by half.
    flows: BTreeMap<&'static str, &'f str>,
}

/// The facts of a key by half of the exchange.
pub(super) type Halves<'f> = BTreeMap<&'static str, &'f FactsKey>;

impl<'f> State<'f> {
    pub(super) fn of(files: impl IntoIterator<Item = &'f FactsFile>) -> Self {
        let mut state = State::default();
        for file in files {
            for message in &file.messages {
                let id = (file.schema.as_str(), message.id.as_str());
                state.messages.entry(id).or_default().add(message, &file.flows);
            }
        }
        state
    }
}

impl<'f> Message<'f> {
    fn add(&mut self, message: &'f FactsMessage, flows: &'f FactsFlows) {
        self.on.extend(platforms(&message.on, &message.absent));
        for (half, flow) in [("request", &flows.request), ("response", &flows.response)] {
            if let Some(flow) = flow {
                self.flows.entry(half).or_insert(flow.as_str());
            }
        }
        for (half, keys) in [
            ("request", &message.request),
            ("response", &message.response),
            ("both", &message.both),
        ] {
            self.add_keys("", half, keys);
        }
    }

    fn add_keys(&mut self, prefix: &str, half: &'static str, keys: &'f [FactsKey]) {
        for key in keys {
            let path = format!("{prefix}{}", *key.key);
            self.add_keys(&format!("{path}/"), half, &key.members);
            self.keys.entry(path).or_default().entry(half).or_insert(key);
        }
    }

    /// Ids of the flows in which the keys of a half travel.
    pub(super) fn flows_of(&self, half: &str) -> impl Iterator<Item = &'f str> {
        let of = |own: &str| {
            let travels = half == own || half == "both";
            self.flows.get(own).copied().filter(|_| travels)
        };
        of("request").into_iter().chain(of("response"))
    }
}
