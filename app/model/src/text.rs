//! Limits on every text, and the cleaning a client does before it makes an op.

use crate::{Refusal, TextField};

/// Names and titles, in characters.
pub const NAME_MAX: usize = 200;
/// Evidence of an assessment, in characters.
pub const EVIDENCE_MAX: usize = 2_000;
/// Free notes, in characters.
pub const NOTE_MAX: usize = 20_000;
/// Initials of a member, in characters: they are printed in a badge 18 px wide.
pub const INITIALS_MAX: usize = 2;

/// Controls that change the direction of the text around them, or show nothing at all: a name that carries them can
/// pretend to be another one.
const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
    )
}

/// The text as it may be stored: without hidden and control characters, trimmed; a single line unless `lines`.
pub fn clean(text: &str, lines: bool) -> String {
    let kept: String = text
        .chars()
        .filter_map(|c| match c {
            '\n' if lines => Some('\n'),
            '\u{2028}' | '\u{2029}' if lines => Some('\n'),
            '\t' | '\n' | '\u{2028}' | '\u{2029}' => Some(' '),
            c if c.is_control() || is_hidden(c) => None,
            c => Some(c),
        })
        .collect();
    kept.trim().to_owned()
}

/// A single line that must not be empty.
pub fn check_name(field: TextField, text: &str) -> Result<(), Refusal> {
    // Joiners and variation selectors are part of many scripts and emoji, but alone they show nothing.
    if text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')) {
        return Err(Refusal::EmptyText { field });
    }
    check_line(field, text, NAME_MAX)
}

/// A single line that may be empty.
pub fn check_line(field: TextField, text: &str, max: usize) -> Result<(), Refusal> {
    check_length(field, text, max)?;
    if text.chars().any(|c| c.is_control() || is_hidden(c)) {
        return Err(Refusal::HiddenCharacters { field });
    }
    Ok(())
}

/// Several lines that may be empty.
pub fn check_lines(field: TextField, text: &str, max: usize) -> Result<(), Refusal> {
    check_length(field, text, max)?;
    if text.chars().any(|c| (c.is_control() && c != '\n') || is_hidden(c)) {
        return Err(Refusal::HiddenCharacters { field });
    }
    Ok(())
}

fn check_length(field: TextField, text: &str, max: usize) -> Result<(), Refusal> {
    // A character has at most four bytes: a text within `max` bytes needs no counting.
    if text.len() > max {
        let length = text.chars().count();
        if length > max {
            return Err(Refusal::TextTooLong { field, length: length as u64, max: max as u64 });
        }
    }
    Ok(())
}
