//! Widths of texts from a small table: the same in the browser and on the server, without a font.
//!
//! The classes are the averages of the fonts of our stack (Inter, Segoe UI, Noto Sans CJK), rounded up: a text that is measured
//! a little too wide is cut a character early, one measured too narrow would run into its neighbour.

/// Width of a character in ems.
fn em(c: char) -> f64 {
    match c {
        // Marks that stand on the character before them.
        '\u{0300}'..='\u{036F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' | '\u{20D0}'..='\u{20FF}' => 0.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '·' => 0.3,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | '"' => 0.38,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 0.92,
        'A'..='Z' | '&' | '+' | '−' | '=' | '<' | '>' => 0.7,
        '0'..='9' => 0.63,
        'a'..='z' => 0.58,
        c if is_wide(c) => 1.0,
        _ => 0.65,
    }
}

/// Characters of East Asian writing fill their square.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{1F300}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// Whether a cut must not fall before `c`, because it belongs to the character before it.
fn joins(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{FE00}'..='\u{FE0F}' | '\u{20D0}'..='\u{20FF}' | '\u{200D}' | '\u{1F3FB}'..='\u{1F3FF}')
}

/// Width of a text in a size, both in diagram units. Bold text is a little wider, but not in East Asian writing.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let stretch = if bold { 1.06 } else { 1.0 };
    text.chars().map(|c| if is_wide(c) { 1.0 } else { em(c) * stretch }).sum::<f64>() * size
}

/// The text if it fits into `max`, else as much of it as fits with an ellipsis.
pub fn fit(text: &str, size: f64, bold: bool, max: f64) -> String {
    fitted(text, size, bold, max).0
}

/// The same, and how wide it is.
pub fn fitted(text: &str, size: f64, bold: bool, max: f64) -> (String, f64) {
    let whole = width(text, size, bold);
    if whole <= max {
        return (text.to_owned(), whole);
    }
    let cut = cut(text, size, bold, max);
    let width = width(&cut, size, bold);
    (cut, width)
}

fn cut(text: &str, size: f64, bold: bool, max: f64) -> String {
    let room = max - width("…", size, bold);
    let (mut used, mut kept) = (0.0, 0);
    let mut characters = text.char_indices().peekable();
    while let Some((_, c)) = characters.next() {
        used += width(c.encode_utf8(&mut [0; 4]), size, bold);
        if used > room {
            break;
        }
        match characters.peek() {
            Some((_, next)) if joins(*next) || c == '\u{200D}' => {}
            Some((at, _)) => kept = *at,
            None => kept = text.len(),
        }
    }
    format!("{}…", text[..kept].trim_end())
}

/// The text in lines of at most `max`, broken between words, or anywhere in East Asian writing. What does not fit into `lines`
/// lines ends in an ellipsis.
pub fn wrap(text: &str, size: f64, bold: bool, max: f64, lines: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if width(rest, size, bold) <= max {
            found.push(rest.to_owned());
            break;
        }
        if found.len() + 1 >= lines {
            found.push(fit(rest, size, bold, max));
            break;
        }
        let cut = break_at(rest, size, bold, max);
        found.push(rest[..cut].trim_end().to_owned());
        rest = rest[cut..].trim_start();
    }
    found
}

/// Where a line ends that takes as much of the text as it can, at least one character.
fn break_at(text: &str, size: f64, bold: bool, max: f64) -> usize {
    let (mut used, mut last, mut before) = (0.0, None, None::<char>);
    for (at, c) in text.char_indices() {
        let breaks = before.is_some_and(|before| before == ' ' || (is_wide(before) || is_wide(c)) && !opens(before))
            && !closes(c);
        if at > 0 && breaks && !joins(c) {
            last = Some(at);
        }
        used += width(c.encode_utf8(&mut [0; 4]), size, bold);
        if used > max && at > 0 && c != ' ' {
            return last.unwrap_or(at);
        }
        before = Some(c);
    }
    text.len()
}

/// Whether a line must not end behind `c`.
fn opens(c: char) -> bool {
    matches!(c, '（' | '《' | '“' | '「' | '(' | '[' | '¥')
}

/// Whether a line must not begin with `c`.
fn closes(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '》' | '”' | '」' | '%' | '万' | '亿')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_character_is_one_em_and_latin_is_less() {
        assert_eq!(width("采购部长", 13.0, true), 52.0);
        assert!(width("CTO", 13.0, false) < width("采购部", 13.0, false));
    }

    #[test]
    fn a_text_that_fits_is_left_alone() {
        assert_eq!(fit("总经理", 13.0, true, 136.0), "总经理");
    }

    #[test]
    fn a_long_text_ends_in_an_ellipsis_within_its_room() {
        let long = "Deputy Director of Network Operations and Data Centre Planning";
        let cut = fit(long, 13.0, true, 136.0);
        assert!(cut.ends_with('…') && long.starts_with(cut.trim_end_matches('…')), "{cut}");
        assert!(width(&cut, 13.0, true) <= 136.0);
    }

    #[test]
    fn no_cut_falls_inside_a_joined_character() {
        let family = "👩\u{200D}👩\u{200D}👧".repeat(20);
        let cut = fit(&family, 13.0, false, 100.0);
        assert!(!cut.trim_end_matches('…').ends_with('\u{200D}'));
    }

    #[test]
    fn no_room_at_all_leaves_the_ellipsis() {
        assert_eq!(fit("总经理", 13.0, true, 0.0), "…");
    }

    #[test]
    fn a_long_line_breaks_between_words_and_between_chinese_characters() {
        assert_eq!(wrap("Sign the contract", 10.0, false, 60.0, 3), ["Sign the", "contract"]);
        assert_eq!(wrap("十二月签约，一期投产", 10.0, false, 50.0, 3), ["十二月签", "约，一期投", "产"]);
        assert_eq!(wrap("12月签约", 10.0, false, 100.0, 3), ["12月签约"]);
        assert!(wrap("  ", 10.0, false, 100.0, 3).is_empty());
    }

    #[test]
    fn what_is_too_long_for_all_lines_is_cut_in_the_last() {
        let lines = wrap(&"一二三四五六七八九十".repeat(9), 10.0, false, 50.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'));
        assert!(lines.iter().all(|line| width(line, 10.0, false) <= 50.0));
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken_somewhere() {
        let lines = wrap(&"x".repeat(40), 10.0, false, 60.0, 9);
        assert_eq!(lines.concat(), "x".repeat(40));
        assert!(lines.iter().all(|line| width(line, 10.0, false) <= 60.0));
    }
}
