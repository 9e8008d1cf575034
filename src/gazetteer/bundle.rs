//! The gazetteer inside the program: the folders under `gazetteers/`, embedded when it is built.
//!
//! Promises: a file added to one of the two folders and to this list is in the program.

use super::load::Folder;

macro_rules! layer {
    ($folder:literal, [$($file:literal),* $(,)?]) => {
        Folder {
            name: concat!("bundled/", $folder).to_owned(),
            files: vec![$(
                ($file.to_owned(),
                 include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/gazetteers/", $folder, "/", $file)).to_owned()),
            )*],
            problems: Vec::new(),
        }
    };
}

/// The layers of the bundle, in order.
pub(super) fn layers() -> Vec<Folder> {
    vec![
        layer!(
            "generated",
            [
                "common-words.csv",
                "countries.csv",
                "given-names.csv",
                "names-ar.csv",
                "names-bn.csv",
                "names-de.csv",
                "names-es.csv",
                "names-fa.csv",
                "names-fr.csv",
                "names-hi.csv",
                "names-id.csv",
                "names-it.csv",
                "names-ja.csv",
                "names-ko.csv",
                "names-nl.csv",
                "names-pl.csv",
                "names-pt.csv",
                "names-ru.csv",
                "names-th.csv",
                "names-tr.csv",
                "names-uk.csv",
                "names-vi.csv",
                "names-zh.csv",
                "places.csv",
                "surnames.csv",
            ]
        ),
        layer!(
            "curated",
            [
                "agreements.csv",
                "allowed.csv",
                "countries.csv",
                "organizations.csv",
                "people.csv",
                "places.csv",
                "titles.csv",
                "topics.csv",
            ]
        ),
    ]
}
