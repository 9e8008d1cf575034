//! Markdown as the text that a reader of it shows.
//!
//! Promises: headings, paragraphs and quotes are blocks with a blank line between them, list items and rows
//! of tables are lines; no character of them is changed on the way. Blocks of code, comments, pictures
//! and the addresses of links are left out. Offsets count in the text that this makes.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The visible text of Markdown.
pub(super) fn text(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut shown = Shown { text: String::with_capacity(markdown.len()), ..Shown::default() };
    Parser::new_ext(markdown, options).for_each(|event| shown.add(event));
    shown.text
}

#[derive(Default)]
struct Shown {
    text: String,
    /// How many lists, and how many things that are left out, lie around.
    lists: usize,
    hidden: usize,
    html: String,
    /// Whether a list item has begun and has no text yet.
    item: bool,
}

impl Shown {
    fn add(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(told) | Event::Code(told) => self.words(&told),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.words("\n"),
            Event::Html(html) => self.html += &html,
            Event::Rule => self.part(2),
            // what stands between two tags in a line is text of its own
            Event::InlineHtml(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::List(_) => {
                self.part(if self.lists > 0 { 1 } else { 2 });
                self.lists += 1;
            }
            Tag::Item => {
                self.part(1);
                self.text += "* ";
                self.item = true;
            }
            Tag::TableHead | Tag::TableRow => self.part(1),
            Tag::CodeBlock(_) | Tag::Image { .. } | Tag::MetadataBlock(_) => self.hidden += 1,
            Tag::Paragraph | Tag::BlockQuote(_) if self.item => {}
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::Heading { .. } | Tag::Table(_) => {
                self.part(2)
            }
            Tag::FootnoteDefinition(_) | Tag::HtmlBlock => self.part(2),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.lists = self.lists.saturating_sub(1);
                self.part(if self.lists > 0 { 1 } else { 2 });
            }
            TagEnd::Item => self.item = false,
            TagEnd::CodeBlock | TagEnd::Image | TagEnd::MetadataBlock(_) => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            TagEnd::TableCell => self.words(" | "),
            TagEnd::TableHead | TagEnd::TableRow => {
                let row = self.text.trim_end_matches(" | ").len();
                self.text.truncate(row);
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.words(without_tags(&html).trim());
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::Table => {
                self.part(if self.lists > 0 { 1 } else { 2 });
            }
            _ => {}
        }
    }

    fn words(&mut self, told: &str) {
        if self.hidden == 0 {
            self.text += told;
            self.item &= told.trim().is_empty();
        }
    }

    /// Ends the line, with a blank line behind it if `breaks` is 2; a list item that has begun goes on.
    fn part(&mut self, breaks: usize) {
        if self.item || self.text.is_empty() {
            return;
        }
        let there = self.text.len() - self.text.trim_end_matches('\n').len();
        self.text.extend(std::iter::repeat_n('\n', breaks.saturating_sub(there)));
    }
}

/// What stands between the tags of a block of HTML; nothing of scripts, styles and comments.
fn without_tags(html: &str) -> String {
    let opens = html.trim_start().get(..7).unwrap_or_default().to_ascii_lowercase();
    if opens.starts_with("<script") || opens.starts_with("<style") || opens.starts_with("<!--") {
        return String::new();
    }
    html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect()
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::article::{Document, Markup};
    use crate::extract::extract;
    use crate::location::Location;

    #[test]
    fn shows_what_a_reader_shows() {
        let markdown = "# Fish and *nets*\n\nNorway and [Mozambique](https://example.org) agreed\non \
                        \"fish\" -- and nets &amp; more.\\\nNext.\n\n> Kenya said **no**.\n\n* one\n  two\n\
                        * three\n  1. four\n\n![a net](net.png)\n\n```\ncode\n```\nlast[^1] `x`\n\n\
                        [^1]: note\n";
        let shown = "Fish and nets\n\nNorway and Mozambique agreed on \"fish\" -- and nets & more.\nNext.\n\n\
                     Kenya said no.\n\n* one two\n* three\n* four\n\nlast x\n\nnote";
        assert_eq!(text(markdown).trim_end(), shown);
    }

    #[test]
    fn shows_tables_and_the_text_of_html() {
        let markdown = "| a | b |\n|---|---|\n| c | d |\n\n<div class=x>\n<b>e</b> f\n</div>\n\n\
                        <!-- g -->\n\n<script>\nh\n</script>\n\ni <b>j</b>\n";
        assert_eq!(text(markdown).trim_end(), "a | b\nc | d\n\ne f\n\ni j");
    }

    #[test]
    fn finds_the_headline() {
        let body = "# Fish and nets\n\nNorway and Mozambique agreed in Oslo.\n";
        let document =
            Document { markup: Markup::Markdown, ..Document::of(Location::file("a.md"), body) };
        let article = extract(document);
        assert_eq!(article.title.as_deref(), Some("Fish and nets"));
        assert!(article.text.starts_with("Fish and nets\n\nNorway"));
    }
}
