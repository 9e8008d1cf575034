//! wiretag reads batches of news articles and says which people, countries, organizations,
//! agreements, places and topics each one mentions.
//!
//! This page is the table of contents, in the order of the house: imports go down only.
//!
//! ```no_run
//! use wiretag::{Config, Gazetteer, Tagger, read};
//!
//! # fn main() -> wiretag::Result<()> {
//! let gazetteer = Gazetteer::bundled()?.layer("my-gazetteer")?;
//! let tagger = Tagger::new(gazetteer, Config::default())?;
//! let inputs = ["articles/".to_owned()];
//! for record in tagger.tag_all(read::open(&inputs, &read::Options::default())) {
//!     let record = record?;
//!     for mention in &record.mentions {
//!         println!("{} is {} because {}", record.slice(mention), mention.name(), mention.reason());
//!     }
//! }
//! # Ok(())
//! # }
//! ```

// Floor 0: text, places, mistakes.
pub mod error;
pub mod fold;
pub mod location;
pub mod sentence;
pub mod span;

// Floor 1: what things are.
pub mod article;
pub mod gazetteer;
pub mod record;
pub mod story;

// Floor 2: what is done.
pub mod classify;
pub mod eval;
pub mod extract;
pub mod find;
pub mod import;
pub mod read;
pub mod resolve;
pub mod write;

// Floor 3: with what settings, and what comes along.
mod bundle;
pub mod config;

// Floor 4: in what order.
pub mod pipeline;

// Floor 5: what is asked of articles and of results.
pub mod check;
pub mod diff;
pub mod learn;
pub mod report;

pub use article::{Article, Document, Zone, ZoneKind};
pub use config::Config;
pub use error::{Error, Problem, Result};
pub use gazetteer::{Entry, Gazetteer, Kind, Topic};
pub use pipeline::Tagger;
pub use record::{Mention, Record, Rejection};
pub use span::Span;

/// The README's example, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
