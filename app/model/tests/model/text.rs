//! Texts: cleaning by the client, limits by everybody.

use model::{
    Refusal, TextField,
    text::{check_line, check_lines, check_name, clean},
};

const FIELD: TextField = TextField::PersonName;

#[test]
fn cleaning_takes_away_what_can_not_be_seen_and_keeps_what_can() {
    assert_eq!(clean("  王\u{202E}建\u{200B}国\u{FEFF} \u{7}", false), "王建国");
    assert_eq!(clean("a\tb\nc", false), "a b c");
    assert_eq!(clean("a\r\nb\u{2028}c\n", true), "a\nb\nc");
    assert_eq!(clean("a\u{2029}b", false), "a b");
    assert_eq!(clean("👨‍👩‍👧 ❤️ e\u{301} <script>", false), "👨‍👩‍👧 ❤️ e\u{301} <script>");
}

#[test]
fn what_was_cleaned_is_accepted_and_cleaning_again_changes_nothing() {
    for text in ["\u{202E}王", "a\u{2028}b", "x\u{0}y\u{AD}z", " \u{3164}王 ", "<b>\u{2066}x\u{2069}</b>"] {
        let (name, note) = (clean(text, false), clean(text, true));
        assert_eq!((clean(&name, false), clean(&note, true)), (name.clone(), note.clone()));
        assert_eq!((check_name(FIELD, &name), check_lines(FIELD, &note, 100)), (Ok(()), Ok(())), "{text:?}");
    }
}

#[test]
fn marks_that_turn_the_direction_of_writing_are_refused() {
    for mark in
        ['\u{200E}', '\u{200F}', '\u{202A}', '\u{202E}', '\u{2066}', '\u{2069}', '\u{061C}', '\u{200B}', '\u{FEFF}']
    {
        let text = format!("王{mark}建");
        assert_eq!(check_line(FIELD, &text, 200), Err(Refusal::HiddenCharacters { field: FIELD }), "{mark:?}");
        assert_eq!(check_lines(FIELD, &text, 200), Err(Refusal::HiddenCharacters { field: FIELD }), "{mark:?}");
    }
}

#[test]
fn a_name_is_one_line_and_a_note_has_several() {
    assert_eq!(check_line(FIELD, "a\nb", 200), Err(Refusal::HiddenCharacters { field: FIELD }));
    assert_eq!(check_lines(FIELD, "a\nb", 200), Ok(()));
    assert_eq!(check_lines(FIELD, "a\rb", 200), Err(Refusal::HiddenCharacters { field: FIELD }));
}

#[test]
fn limits_count_characters_and_not_bytes() {
    assert_eq!(check_name(FIELD, &"𠮷".repeat(200)), Ok(()));
    assert_eq!(check_name(FIELD, &"𠮷".repeat(201)), Err(Refusal::TextTooLong { field: FIELD, length: 201, max: 200 }));
}

#[test]
fn a_name_shows_something() {
    for blank in ["", " ", "\u{3000}", "\u{200D}", "\u{FE0F}\u{200C}"] {
        assert_eq!(check_name(FIELD, blank), Err(Refusal::EmptyText { field: FIELD }), "{blank:?}");
    }
    // A Hangul filler is a letter that shows nothing.
    assert_eq!(check_name(FIELD, "\u{3164}"), Err(Refusal::HiddenCharacters { field: FIELD }));
}

#[test]
fn markup_is_text_like_any_other() {
    assert_eq!(check_name(FIELD, "<script>alert(1)</script>"), Ok(()));
    assert_eq!(check_name(FIELD, "=HYPERLINK(\"x\")"), Ok(()));
}
