//! The text cut into blocks: a line, or the lines of one hard-wrapped paragraph.
//!
//! Promises: blocks are in order, do not overlap, begin and end with a character that is not white
//! space, and hold all such characters between them. Cutting is linear in the length of the text.
//! If two list items ever become one block, a name can match over the border between them.

use crate::span::Span;

/// A line, or the lines of one hard-wrapped paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// The whole block.
    pub(super) span: Span,
    /// The block without its bullet.
    pub(super) inner: Span,
    /// Whether it begins with a bullet or is an indented, numbered item.
    pub(super) bullet: bool,
    /// Whether an empty line (or the start of the text) comes before it.
    pub(super) gap: bool,
}

impl Block {
    /// The words of the block, without its bullet.
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.inner.range()).unwrap_or_default()
    }
}

/// Marks that open a list item when white space follows.
const BULLETS: &[char] =
    &['*', '-', '·', '–', '—', '•', '‣', '■', '□', '▪', '▸', '►', '●', '○', '◦', '✓', '✔', '⁃'];

/// Paragraphs are taken for hard-wrapped only between these widths, in bytes.
const WRAP: std::ops::RangeInclusive<usize> = 45..=110;

/// Cuts a text into blocks.
pub(super) fn cut(text: &str) -> Vec<Block> {
    join_wrapped(text, lines(text))
}

fn lines(text: &str) -> Vec<Block> {
    let ends = if text.contains('\n') { '\n' } else { '\r' };
    let mut blocks = Vec::new();
    let (mut at, mut gap) = (0, true);
    for line in text.split(ends) {
        let told = line.trim();
        if told.is_empty() {
            gap = true;
        } else {
            let indent = line.len() - line.trim_start().len();
            blocks.push(block(told, at + indent, indent, gap));
            gap = false;
        }
        at += line.len() + 1;
    }
    blocks
}

fn block(told: &str, start: usize, indent: usize, gap: bool) -> Block {
    let mark = bullet_len(told, indent);
    let span = Span::of(start..start + told.len());
    let inner = Span::of(start + mark.min(told.len())..start + told.len());
    Block { span, inner, bullet: mark > 0, gap }
}

/// Length of the bullet with the white space after it; 0 if there is none.
fn bullet_len(told: &str, indent: usize) -> usize {
    let rest = match told.strip_prefix(BULLETS) {
        Some(rest) => rest,
        None if indent >= 2 => match told.trim_start_matches(|c: char| c.is_ascii_digit()) {
            rest if rest.len() < told.len() && rest.starts_with(['.', ')']) => &rest[1..],
            _ => return 0,
        },
        None => return 0,
    };
    let words = rest.trim_start();
    if words.len() < rest.len() { told.len() - words.len() } else { 0 }
}

/// A line that is known as one, with a bullet if it is an item of a list.
pub(super) fn of_line(text: &str, span: Span, item: bool, gap: bool) -> Block {
    let told = text.get(span.range()).unwrap_or_default();
    let found = block(told, span.start(), 0, gap);
    Block { bullet: found.bullet || item, ..found }
}

/// Joins the lines of paragraphs that were broken at a fixed width.
pub(super) fn join_wrapped(text: &str, lines: Vec<Block>) -> Vec<Block> {
    let Some(width) = wrap_width(text, &lines) else { return lines };
    let mut blocks: Vec<Block> = Vec::with_capacity(lines.len());
    let mut before: Option<Block> = None;
    for line in lines {
        match (blocks.last_mut(), before) {
            (Some(last), Some(above))
                if !line.gap && !line.bullet && full(text, above, line, width) =>
            {
                let end = line.span.end();
                last.span = Span::of(last.span.start()..end);
                last.inner = Span::of(last.inner.start()..end);
            }
            _ => blocks.push(line),
        }
        before = Some(line);
    }
    blocks
}

/// Whether the first word of `below` would not have fitted on the line `above`.
fn full(text: &str, above: Block, below: Block, width: usize) -> bool {
    let word = below.text(text).split_whitespace().next().unwrap_or_default();
    WRAP.contains(&above.span.len()) && above.span.len() + 1 + word.len() > width
}

/// The width at which the text is broken, if it is: the longest line of runs of three or more lines
/// whose every break was forced, where such runs hold most lines that are not single.
fn wrap_width(text: &str, lines: &[Block]) -> Option<usize> {
    let (mut forced, mut free, mut width) = (0, 0, 0);
    for run in lines.chunk_by(|_, below| !below.gap && !below.bullet) {
        if run.len() < 3 {
            continue;
        }
        let longest = run.iter().map(|line| line.span.len()).max().unwrap_or(0);
        let breaks = run.len() - 1;
        let kept = run.windows(2).filter(|pair| full(text, pair[0], pair[1], longest)).count();
        if WRAP.contains(&longest) && kept == breaks {
            forced += breaks;
            width = width.max(longest);
        } else {
            free += breaks;
        }
    }
    (forced > 0 && forced >= free).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_texts(text: &str) -> Vec<&str> {
        cut(text).iter().map(|block| &text[block.span.range()]).collect()
    }

    #[test]
    fn a_hard_wrapped_paragraph_is_one_block() {
        let text = "PORT VERITY (Example) - The harbour council on Monday\n\
                    agreed to mend the old lighthouse before the winter\n\
                    storms, its chairman said.\n\nNobody voted against.\n";
        assert_eq!(cut_texts(text).len(), 2);
    }

    #[test]
    fn headlines_one_a_line_stay_apart() {
        let text = "Harbour council to mend lighthouse before winter\nFerry fares frozen\n\
                    A very long headline about the price of herring in the north\nWeather\n";
        assert_eq!(cut_texts(text).len(), 4);
    }

    #[test]
    fn a_bullet_is_part_of_the_block_but_not_of_its_words() {
        let text = "  • Country:\n  2. Norway";
        let blocks = cut(text);
        assert_eq!(blocks[0].text(text), "Country:");
        assert_eq!(blocks[1].text(text), "Norway");
        assert_eq!(&text[blocks[0].span.range()], "• Country:");
    }
}
