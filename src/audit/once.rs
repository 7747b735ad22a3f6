//! What is worked out once for all pages of a document or a language, so that a run over many
//! pages does not ask every page about every other.

use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A fact that nobody has asked for yet, or its value.
type Slot = Arc<OnceLock<Arc<dyn Any + Send + Sync>>>;

/// Facts by their type and what they are about, each worked out when it is first asked for.
#[derive(Default)]
pub struct Once(Mutex<BTreeMap<(TypeId, usize, String), Slot>>);

impl Once {
    /// The fact of type `T` about a part of a document, such as a language. `work` must depend on
    /// nothing else but the run.
    ///
    /// # Panics
    /// Never: the type is part of the key.
    pub fn get<T: Any + Send + Sync>(
        &self,
        document: usize,
        about: &str,
        work: impl FnOnce() -> T,
    ) -> Arc<T> {
        let key = (TypeId::of::<T>(), document, about.to_owned());
        // A check that panicked has left a slot empty, which is sound.
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = slots.entry(key).or_default().clone();
        drop(slots);
        let fact = slot.get_or_init(|| Arc::new(work())).clone();
        fact.downcast::<T>().expect("the type is part of the key")
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Once")
    }
}

#[cfg(test)]
mod tests {
    use super::Once;

    #[test]
    fn each_fact_is_worked_out_once() {
        let once = Once::default();
        assert_eq!(*once.get(0, "fr", || 1_usize), 1);
        assert_eq!(*once.get(0, "fr", || 2_usize), 1);
        assert_eq!(*once.get(0, "de", || 3_usize), 3);
        assert_eq!(*once.get(1, "fr", || 4_usize), 4);
        assert_eq!(*once.get(0, "fr", || "of another type"), "of another type");
    }
}
