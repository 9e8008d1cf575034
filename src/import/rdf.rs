//! Triples of RDF, as Turtle (and N-Triples) or RDF/XML.

use super::collect::Collector;
use super::source::Source;
use oxrdf::{NamedOrBlankNode, Term};
use oxrdfxml::{RdfXmlParseError, RdfXmlParser};
use oxttl::TurtleParser;

/// A reader that goes on after a mistake stops after so many.
const MOST_MISTAKES: usize = 100;

/// What is said of a subject.
pub(super) struct Triple {
    pub(super) subject: String,
    pub(super) predicate: String,
    /// A text or an IRI.
    pub(super) object: String,
    /// The language of a text, empty if it has none.
    pub(super) language: String,
}

impl From<oxrdf::Triple> for Triple {
    fn from(triple: oxrdf::Triple) -> Self {
        let subject = match triple.subject {
            NamedOrBlankNode::NamedNode(node) => node.into_string(),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        let (object, language) = match triple.object {
            Term::NamedNode(node) => (node.into_string(), String::new()),
            Term::BlankNode(node) => (node.to_string(), String::new()),
            Term::Literal(text) => {
                let language = text.language().unwrap_or_default().to_owned();
                (text.value().to_owned(), language)
            }
        };
        Self { subject, predicate: triple.predicate.into_string(), object, language }
    }
}

/// Reads Turtle; goes on after a statement that is damaged.
pub(super) fn turtle(source: &Source, collector: &mut Collector<'_>) -> Vec<Triple> {
    let (mut triples, mut mistakes) = (Vec::new(), 0);
    for read in TurtleParser::new().for_slice(source.text.as_bytes()) {
        match read {
            Ok(triple) => triples.push(triple.into()),
            Err(wrong) => {
                let at = wrong.location().start;
                let number = |n: u64| u32::try_from(n + 1).unwrap_or(u32::MAX);
                let at = source.at.at(number(at.line), number(at.column));
                collector.fault(at, format!("this is not Turtle: {}", wrong.message()), "mend it");
                mistakes += 1;
                if mistakes == MOST_MISTAKES {
                    break;
                }
            }
        }
    }
    triples
}

/// Reads RDF/XML, up to the first mistake.
pub(super) fn xml(source: &Source, collector: &mut Collector<'_>) -> Vec<Triple> {
    let mut triples = Vec::new();
    let mut reader = RdfXmlParser::new().lenient().for_reader(source.text.as_bytes());
    loop {
        match reader.next() {
            None => return triples,
            Some(Ok(triple)) => triples.push(triple.into()),
            Some(Err(wrong)) => {
                let offset = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
                let said = match wrong {
                    RdfXmlParseError::Io(wrong) => wrong.to_string(),
                    RdfXmlParseError::Syntax(wrong) => wrong.to_string(),
                };
                let at = source.place(offset);
                let what = format!("this is not RDF/XML: {said}; what follows is not read");
                collector.fault(at, what, "get the file anew");
                return triples;
            }
        }
    }
}
