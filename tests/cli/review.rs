//! What `flowproof catalog validate` says of a catalog that contradicts itself.

use crate::common::{self, stdout};
use crate::folder::Folder;
use crate::{assert_code, snapshot};

/// A copy of the built-in catalog, in `catalog`.
fn built_in() -> Folder {
    let folder = Folder::empty();
    folder.copy(common::root().join("catalog"), "catalog");
    folder
}

/// What is said after a replacement behind a text of a file.
fn said(path: &str, behind: &str, from: &str, to: &str) -> String {
    let folder = built_in();
    let text = String::from_utf8(folder.read(path)).expect("UTF-8");
    let at = text.find(behind).unwrap_or_else(|| panic!("{path} lacks {behind}"));
    assert!(text[at..].contains(from), "{path} lacks {from}");
    folder.write(path, text[..at].to_owned() + &text[at..].replacen(from, to, 1));
    let output = folder.run(&["catalog", "validate", "--catalog", "catalog"]);
    assert_code(&output, 1);
    assert_code(&folder.run(&["catalog", "show", "--catalog", "catalog"]), 0);
    stdout(&output)
}

const DEVICES: &str = "catalog/fields/apple-to-intune/asm-dep.yaml";
const LICENSES: &str = "catalog/fields/apple-to-intune/vpp.yaml";
const CATEGORIES: &str = "catalog/vocabulary/categories.yaml";

#[test]
fn contradictions_have_their_place_text_and_mend() {
    let category = "category: device.enrollment-state";
    let terms = "dpv:\n      - pd:CurrentLocation";
    let all = [
        // Not personal beside a serial number, where the status of the same profile is.
        said(DEVICES, "- id: profile-uuid", category, "category: configuration.profile"),
        // A number that names an app in calls about licenses presents nothing.
        said(
            LICENSES,
            "- id: application-id",
            "purpose_code: license-management",
            "purpose_code: app-catalog",
        ),
        // A term that the pinned version lacks, and one that is for something else.
        said(CATEGORIES, "- id: device.location", terms, "dpv:\n      - pd:CurrentPlace"),
        said(CATEGORIES, "- id: device.location", terms, "dpv:\n      - dpv:CustomerCare"),
    ];
    snapshot("catalog_review", &all.join("\n"));
}
