//! The bytes of a text file as text, and how much of it goes into a cell.

use encoding_rs::{BIG5, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use model::import::{CELL_MAX, Encoding, Unreadable};

/// One unreadable place in this many letters is damage; more are another encoding.
const DAMAGE: usize = 200;

/// The text, and in which encoding it was: the one asked for, else the one its first bytes name, else UTF-8 if it can be, else
/// GB18030. What can not be read is U+FFFD, and each row says so itself.
pub fn decode(bytes: &[u8], asked: Option<Encoding>) -> Result<(String, Encoding), Unreadable> {
    let utf16 = if bytes.starts_with(&[0xFE, 0xFF]) { UTF_16BE } else { UTF_16LE };
    let (encoding, table) = match asked {
        Some(Encoding::Utf8) => (Encoding::Utf8, UTF_8),
        Some(Encoding::Gb18030) => (Encoding::Gb18030, GB18030),
        Some(Encoding::Utf16) => (Encoding::Utf16, utf16),
        Some(Encoding::Big5) => (Encoding::Big5, BIG5),
        Some(Encoding::Windows1252) => (Encoding::Windows1252, WINDOWS_1252),
        None if bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]) => (Encoding::Utf16, utf16),
        // Text has no zeros.
        None if bytes.contains(&0) => return Err(Unreadable::OtherKind),
        None if is_utf8(bytes) => (Encoding::Utf8, UTF_8),
        None => (Encoding::Gb18030, GB18030),
    };
    let (text, _) = table.decode_with_bom_removal(bytes);
    let text = text.into_owned();
    if text.trim().is_empty() { Err(Unreadable::Empty) } else { Ok((text, encoding)) }
}

/// A cell, not longer than any field could take.
pub fn cut(cell: &str) -> String {
    match cell.char_indices().nth(CELL_MAX) {
        Some((end, _)) => cell[..end].to_owned(),
        None => cell.to_owned(),
    }
}

/// Also of a file that is damaged in a few places: in another encoding every Chinese letter would be wrong.
fn is_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let text = String::from_utf8_lossy(bytes);
    let broken = text.chars().filter(|c| *c == '\u{FFFD}').count();
    let letters = text.chars().filter(|c| !c.is_ascii()).count();
    broken * DAMAGE <= letters
}
