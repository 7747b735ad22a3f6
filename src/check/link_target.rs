//! Where a link leads, whatever way it is written.

use crate::identify::link_stem;
use crate::text::canonical_tag;

/// A target taken apart.
struct Target {
    /// Nothing for the site itself.
    host: Option<String>,
    path: Vec<String>,
}

fn target(text: &str, hosts: &[String]) -> Target {
    let rest = text.split('#').next().unwrap_or_default();
    let lower = rest.split('?').next().unwrap_or_default().to_lowercase();
    let address = lower
        .strip_prefix("https:")
        .or_else(|| lower.strip_prefix("http:"))
        .unwrap_or(&lower)
        .strip_prefix("//");
    let (host, path) = match address {
        Some(address) => {
            let (host, path) = address.split_once('/').unwrap_or((address, ""));
            let own = hosts.iter().any(|own| own.eq_ignore_ascii_case(host));
            ((!own).then(|| host.trim_start_matches("www.").to_owned()), path)
        }
        None => (None, lower.as_str()),
    };
    let is_tag = |segment: &str| {
        let plain = segment.split('-').all(|part| matches!(part.len(), 2 | 4));
        plain && canonical_tag(segment).is_some_and(|tag| tag.len() >= 2)
    };
    let path = path.split('/').filter(|s| !s.is_empty() && *s != "." && *s != "..");
    let path = path.filter(|segment| !is_tag(segment)).map(str::to_owned).collect();
    Target { host, path }
}

/// Whether two targets are the same page, whatever folder it has moved to and whatever place on
/// the page they lead to.
pub(super) fn same_target(a: &str, b: &str, hosts: &[String]) -> bool {
    if a == b {
        return true;
    }
    let (a, b) = (target(a, hosts), target(b, hosts));
    let last = |t: &Target| t.path.last().map(|name| link_stem(name).to_owned());
    let same_host = match (&a.host, &b.host) {
        (Some(a), Some(b)) => host_alike(a, b),
        (a, b) => a == b,
    };
    same_host && last(&a) == last(&b)
}

/// Whether two targets of one page are the same place on it.
pub(super) fn same_place(a: &str, b: &str) -> bool {
    fragment(a).to_lowercase() == fragment(b).to_lowercase()
}

/// What follows the `#` of a target, without percent signs for characters.
pub(super) fn fragment(target: &str) -> String {
    let fragment = target.split_once('#').map_or("", |(_, fragment)| fragment);
    decoded(fragment)
}

/// A text with its `%20` and the like resolved, if that gives UTF-8.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = std::str::from_utf8(tail.get(..2).unwrap_or_default()).unwrap_or_default();
        match u8::from_str_radix(code, 16) {
            Ok(byte) if *first == b'%' && code.len() == 2 => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The same host, or that of another country: `acme.com` and `acme.com.cn`.
fn host_alike(a: &str, b: &str) -> bool {
    let extends = |long: &str, short: &str| {
        long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    extends(a, b) || extends(b, a)
}

/// Whether a target is that of another language's site, where pages have names of their own:
/// `fr.example.org/wiki/Lampe` for `en.example.org/wiki/Lamp`.
pub(super) fn localized(a: &str, b: &str) -> bool {
    let host = |text: &str| target(text, &[]).host;
    let domain = |host: &str| -> Option<String> {
        let (label, domain) = host.split_once('.')?;
        let tagged = canonical_tag(label).is_some() && domain.contains('.');
        tagged.then(|| domain.to_owned())
    };
    host(a)
        .zip(host(b))
        .is_some_and(|(a, b)| a != b && domain(&a).zip(domain(&b)).is_some_and(|(a, b)| a == b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_compared_as_a_reader_follows_them() {
        let hosts = ["docs.hub.example".to_owned()];
        let same = |a, b| same_target(a, b, &hosts);
        assert!(same(
            "https://support.acme.example/fr-fr/HT1",
            "https://support.acme.example/en-us/HT1"
        ));
        assert!(same("https://acme.com.cn/x", "https://acme.com/x"));
        assert!(!same("https://other.example/ping-setup", "../ping-setup.md"));
        assert!(!same("https://acme.example/a#b", "https://acme.example/b#b"));
        assert!(same_place("a.md#L%C3%A4", "../x/a.md#lä") && !same_place("a.md#b", "a.md"));
        assert_eq!(decoded("100%"), "100%");
        assert!(localized("https://fr.pedia.example/Lampe", "https://en.pedia.example/Lamp"));
        assert!(!localized("https://acme.example/a", "https://acme.example/b"));
    }
}
