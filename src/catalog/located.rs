//! A value that remembers where in its YAML file it was written.

use std::cmp::Ordering;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value with the byte range of the YAML node that it was read from.
///
/// Compares by value only, so that it can be a map key.
#[derive(Debug, Clone, Default)]
pub struct Located<T> {
    value: T,
    start: usize,
    end: usize,
}

impl<T> Located<T> {
    /// A value that was not read from a file.
    pub fn nowhere(value: T) -> Self {
        Located { value, start: 0, end: 0 }
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Byte range in the file that was read. Empty at 0 when unknown.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

impl<T> Deref for Located<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: std::fmt::Display> std::fmt::Display for Located<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: PartialEq> PartialEq for Located<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Located<T> {}

impl<T: PartialOrd> PartialOrd for Located<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Ord> Ord for Located<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<T: Serialize> Serialize for Located<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Compiled data has no places.
        if !deserializer.is_human_readable() {
            return T::deserialize(deserializer).map(Located::nowhere);
        }
        let spanned = serde_yaml::Spanned::<T>::deserialize(deserializer)?;
        let span = spanned.referenced.span();
        let to_usize = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let start = to_usize(span.byte_offset());
        let end = start + to_usize(span.byte_len());
        Ok(Located { value: spanned.value, start, end })
    }
}

#[cfg(test)]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Located<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}
