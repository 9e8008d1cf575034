//! The gazetteer: what is known of names, loaded from folders of CSV files, checked and layered.
//!
//! Promises: entries are in the order of their ids, so that nothing depends on the order in which
//! folders are listed; every entry knows the file and line it came from. `docs/gazetteers.md`
//! explains the format.

mod ambiguity;
mod attributes;
mod bodies;
mod build;
mod bytes;
pub(crate) mod check;
mod compiled;
pub(crate) mod csv_file;
mod diff;
mod entries;
pub(crate) mod load;
mod shape;
mod spellings;
mod starts;
mod stats;
mod trie;
mod word_set;

use crate::error::{Problem, Result};
use crate::location::Location;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;

pub use ambiguity::Allowed;
pub use bodies::Body;
pub use check::{Checked, check};
pub(crate) use compiled::checksum;
pub use compiled::{ENDING, compile, is_compiled};
pub use diff::{Became, Change, Subject, diff};
pub use entries::Entries;
pub use load::LEFT_OUT;
pub use shape::Shape;
pub use spellings::{Open, Role, Sense, Spellings};
pub use stats::{By, Stats, Value, stats};
pub use word_set::WordSet;

/// The type of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// A person.
    Person,
    /// A country or territory with an ISO 3166 code.
    Country,
    /// A body of people: international, state, company, party, outlet, armed group.
    Organization,
    /// A treaty, accord, declaration, pact, framework or named dialogue.
    Agreement,
    /// A capital, city or region.
    Place,
}

impl Kind {
    /// All types, in the order of the record's tables.
    pub const ALL: [Kind; 5] =
        [Self::Person, Self::Country, Self::Organization, Self::Agreement, Self::Place];

    /// Its name in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Country => "country",
            Self::Organization => "organization",
            Self::Agreement => "agreement",
            Self::Place => "place",
        }
    }

    /// The name of its files and of its column in the articles table.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Person => "people",
            Self::Country => "countries",
            Self::Organization => "organizations",
            Self::Agreement => "agreements",
            Self::Place => "places",
        }
    }
}

/// How a country is mentioned, or why a place stands for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Via {
    /// By a name of the entity itself.
    Name,
    /// By the adjective or noun for its people.
    Demonym,
    /// By its capital (a place).
    Capital,
    /// By another city (a place).
    City,
    /// By a region, such as a state or a sea (a place).
    Region,
    /// By a metonym of its government (`Kremlin`).
    Government,
}

impl Via {
    /// Its name in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Demonym => "demonym",
            Self::Capital => "capital",
            Self::City => "city",
            Self::Region => "region",
            Self::Government => "government",
        }
    }
}

/// How much case an alias asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Case {
    /// Each word as it is spelled; `docs/gazetteers.md` has the rule.
    Spelled,
    /// Any case (`[any]`).
    Any,
    /// Letter by letter (`[exact]`).
    Exact,
}

/// One spelling under which an entry is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// As the gazetteer spells it, without its mark.
    pub text: String,
    /// How much case it asks for.
    pub case: Case,
    /// Whether it counts only with support.
    pub weak: bool,
    /// What it says of the entity.
    pub via: Via,
    /// The language of the articles in which it holds, a BCP 47 primary tag; `None`: all.
    pub language: Option<Arc<str>>,
}

/// With what the ids of names that are in no gazetteer begin; no id of a gazetteer has a slash.
pub const UNKNOWN: &str = "unknown/";

/// One entity with its names and attributes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id, unique over all types.
    pub id: String,
    /// Its type.
    pub kind: Kind,
    /// Its canonical name.
    pub name: String,
    /// Every spelling, the canonical name first; none twice. Of a body of a country that no row
    /// names ([`Body`]): none.
    pub aliases: Vec<Alias>,
    /// Words and phrases that support a weak alias.
    pub context: Vec<String>,
    /// Words and phrases that speak against the entry.
    pub exclude: Vec<String>,
    /// The other columns that are filled, with their text, sorted by column.
    #[serde(with = "attributes")]
    pub attributes: Vec<(&'static str, String)>,
    /// Where its row stands; for an amended entry, the last row.
    pub at: Location,
}

impl Entry {
    /// Whether the entry is a row of its own, and no body of a country that `bodies.csv` gives.
    pub fn is_listed(&self) -> bool {
        !self.aliases.is_empty()
    }

    /// Whether the entry is of a gazetteer, and not made on the spot for a name that is in none.
    pub fn is_known(&self) -> bool {
        !self.id.starts_with(UNKNOWN)
    }

    /// An attribute by its column name; `None` where the cell is empty.
    pub fn attribute(&self, column: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| *name == column).map(|(_, text)| text.as_str())
    }

    /// The QID, if it is known.
    pub fn wikidata(&self) -> Option<&str> {
        self.attribute("wikidata")
    }

    /// What tells the better known of two namesakes: the last year of a person's `as_of`, a place's
    /// population; 0 where neither is known.
    pub fn prominence(&self) -> u64 {
        let year = || self.attribute("as_of")?.split('-').rfind(|part| part.len() == 4);
        self.attribute("population").or_else(year).and_then(|n| n.parse().ok()).unwrap_or(0)
    }

    /// Former and long official names, under which other lists know the entity.
    pub fn former(&self) -> impl Iterator<Item = &str> {
        self.attribute("former").into_iter().flat_map(|names| names.split("; "))
    }

    /// The ISO alpha-2 code of a country, or of the country that the entity belongs to.
    pub fn iso2(&self) -> Option<&str> {
        self.attribute(if self.kind == Kind::Country { "iso2" } else { "country" })
    }
}

/// A subject of articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// Its id, unique over topics and entities.
    pub id: String,
    /// Its name.
    pub name: String,
    /// IPTC Media Topic code, eight digits.
    pub medtop: String,
    /// Index in [`Gazetteer::topics`] of the next wider topic; never a cycle.
    pub parent: Option<u32>,
    /// The words that speak for it.
    pub terms: Vec<Term>,
    /// Where its row stands.
    pub at: Location,
}

/// A word or phrase that speaks for a topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// As the gazetteer spells it; it matches as an alias does.
    pub text: String,
    /// From 1, a hint, to 5, which alone settles it.
    pub weight: f32,
}

/// A folder of the gazetteer, for the run manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// Its path as given; `bundled/…` is inside the program.
    pub name: String,
    /// SHA-256 over the names and contents of its files, in hexadecimal.
    pub digest: String,
    /// Number of rows.
    pub rows: usize,
}

/// The files of one or more folders, loaded, checked and layered.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    /// Entities, sorted by id.
    pub entries: Entries,
    /// Topics, sorted by id.
    pub topics: Vec<Arc<Topic>>,
    /// Bodies that every country has, sorted by id.
    pub bodies: Vec<Body>,
    /// Titles and roles that stand before a person's name.
    pub titles: Vec<String>,
    /// Given names.
    pub given_names: Vec<String>,
    /// Surnames; they are not looked for in articles, but tell which aliases are ambiguous, and speak for
    /// people in no gazetteer.
    pub surnames: WordSet,
    /// Ordinary English words in lower case, for the same use.
    pub common_words: WordSet,
    /// What is told as no unknown name, folded.
    pub no_names: WordSet,
    /// Ambiguous aliases that need no support all the same.
    pub allowed: Vec<Allowed>,
    /// What it was made of, in order.
    pub layers: Vec<Layer>,
    /// What is doubtful but does not stop the work.
    pub warnings: Vec<Problem>,
    base: load::Base,
    spellings: Option<Arc<Spellings>>,
}

impl Gazetteer {
    /// A gazetteer with nothing in it, to put layers on.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The same with the files of the folder `dir` on top; its rows amend or disable what is there.
    ///
    /// # Errors
    /// Every mistake in the folder's files, with file, line and column, as one error.
    pub fn layer(self, dir: impl AsRef<Path>) -> Result<Self> {
        self.with_layer(load::Folder::read(dir.as_ref())?)
    }

    /// Its spellings as one table: the stored one, or one made now.
    ///
    /// # Errors
    /// When a spelling has more than 65,535 bytes, or all together more than 2^32.
    pub fn spellings(&self) -> Result<Arc<Spellings>> {
        self.spellings.clone().map_or_else(|| Spellings::new(self).map(Arc::new), Ok)
    }

    /// Index of the entry of that id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.entries.find(id)
    }
}
