//! Contacts as telephones and mail programs write them: vCard 2.1, 3.0 and 4.0.
//!
//! A reader of our own, because those there are decode photographs (most of a file), take a name without a charset to be ASCII (old
//! Chinese telephones write GBK) and read all of a file or nothing. It looks at the few properties a person here has.

use super::text::{cut, decode};
use base64::{Engine, engine::general_purpose::STANDARD};
use encoding_rs::Encoding as Charset;
use model::import::{Encoding, Format, ROWS_MAX, Table, Unreadable, whole_name};

/// The columns of the table: names by which `model::import::guess` knows them.
const COLUMNS: [&str; 9] = ["FN", "TITLE", "ORG UNIT", "TEL", "EMAIL", "IM", "NOTE", "ADR", "COMPANY"];

/// Whether a text file holds contacts.
pub fn is_vcard(text: &str) -> bool {
    text.trim_start().get(..11).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCARD"))
}

/// Reads all contacts.
pub fn read(bytes: &[u8], asked: Option<Encoding>) -> Result<Table, Unreadable> {
    let (text, encoding) = decode(bytes, asked)?;
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    let mut card: Option<Card> = None;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(property) = Property::of(line) else { continue };
        match property.name.as_str() {
            "BEGIN" if property.raw.trim().eq_ignore_ascii_case("VCARD") => card = Some(Card::default()),
            "END" if property.raw.trim().eq_ignore_ascii_case("VCARD") => {
                let done = card.take().ok_or(Unreadable::Damaged)?;
                if done.is_group {
                    continue;
                }
                if rows.len() == ROWS_MAX {
                    return Err(Unreadable::TooManyRows);
                }
                rows.push(done.row());
            }
            // Also what is passed over has lines that go on.
            _ => {
                let value = property.whole(&mut lines);
                if let Some(card) = &mut card
                    && !property.is_heavy()
                {
                    card.take(&property, &value);
                }
            }
        }
    }
    // A card that never ends: the file was cut off.
    if card.is_some() {
        return Err(Unreadable::Damaged);
    }
    if rows.len() == 1 {
        return Err(Unreadable::Empty);
    }
    Ok(Table { format: Format::Vcard, encoding: Some(encoding), sheets: Vec::new(), sheet: 0, formulas: 0, rows })
}

/// `item1.TEL;TYPE=CELL;CHARSET=UTF-8:value`.
struct Property {
    name: String,
    charset: Option<String>,
    quoted: bool,
    base64: bool,
    raw: String,
}

impl Property {
    fn of(line: &str) -> Option<Self> {
        let colon = colon(line)?;
        let (head, raw) = (&line[..colon], &line[colon + 1..]);
        let mut parts = head.split(';');
        let name = parts.next()?.rsplit('.').next()?.trim().to_ascii_uppercase();
        let mut property = Self { name, charset: None, quoted: false, base64: false, raw: raw.to_owned() };
        for part in parts {
            let (key, value) = part.split_once('=').unwrap_or(("ENCODING", part));
            let value = value.trim_matches('"').to_ascii_uppercase();
            match key.trim().to_ascii_uppercase().as_str() {
                "ENCODING" if value == "QUOTED-PRINTABLE" => property.quoted = true,
                "ENCODING" if value == "BASE64" || value == "B" => property.base64 = true,
                "CHARSET" => property.charset = Some(value),
                _ => {}
            }
        }
        Some(property)
    }

    /// Pictures, sounds and keys: most of a file, and none of it is asked for.
    fn is_heavy(&self) -> bool {
        matches!(self.name.as_str(), "PHOTO" | "LOGO" | "SOUND" | "KEY")
    }

    /// The value with the lines that continue it, decoded.
    fn whole<'a>(&self, lines: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>) -> String {
        let mut value = self.raw.clone();
        if self.quoted {
            while value.ends_with('=') {
                value.pop();
                match lines.next() {
                    Some(next) => value.push_str(next),
                    None => break,
                }
            }
        }
        // Folded lines begin with a blank. Base64 of 2.1 may go on without one, up to an empty line.
        while let Some(next) = lines.peek() {
            let folded = next.strip_prefix([' ', '\t']);
            let goes_on = self.base64 && !next.is_empty() && !next.contains(':');
            let Some(more) = folded.or_else(|| goes_on.then_some(*next)) else { break };
            if !self.is_heavy() {
                value.push_str(more);
            }
            lines.next();
        }
        if self.is_heavy() {
            return String::new();
        }
        if self.quoted {
            return self.of_bytes(&quoted_printable(&value));
        }
        if self.base64 {
            let compact: String = value.split_whitespace().collect();
            return STANDARD.decode(compact).map(|bytes| self.of_bytes(&bytes)).unwrap_or_default();
        }
        value
    }

    /// By the charset it names; without one UTF-8 if it can be, else what old Chinese telephones wrote.
    fn of_bytes(&self, bytes: &[u8]) -> String {
        let named = self.charset.as_ref().and_then(|name| Charset::for_label(name.as_bytes()));
        let charset = named.unwrap_or_else(|| {
            if std::str::from_utf8(bytes).is_ok() { encoding_rs::UTF_8 } else { encoding_rs::GB18030 }
        });
        charset.decode_without_bom_handling(bytes).0.into_owned()
    }
}

/// Where the value begins: parameters may hold a colon in quotes.
fn colon(line: &str) -> Option<usize> {
    let mut quoted = false;
    line.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == ':' && !quoted).then_some(at)
    })
}

fn quoted_printable(value: &str) -> Vec<u8> {
    let bytes = value.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let pair = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()).filter(|_| byte == b'=') {
            Some(code) => {
                decoded.push(code);
                at += 3;
            }
            None => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    decoded
}

#[derive(Default)]
struct Card {
    full: String,
    name: String,
    title: String,
    role: String,
    company: String,
    unit: String,
    phones: Vec<String>,
    mails: Vec<String>,
    others: Vec<String>,
    note: String,
    address: String,
    is_group: bool,
}

impl Card {
    fn take(&mut self, property: &Property, value: &str) {
        let parts = split(value);
        match property.name.as_str() {
            "FN" => self.full = unescape(value).trim().to_owned(),
            "N" => {
                let part = |at: usize| parts.get(at).map_or("", |part| part.trim());
                self.name = whole_name(part(0), &joined([part(1), part(2)].into_iter(), " "));
            }
            "TITLE" => self.title = unescape(value),
            "ROLE" => self.role = unescape(value),
            "ORG" => {
                self.company = parts.first().cloned().unwrap_or_default();
                self.unit = parts.iter().skip(1).rfind(|part| !part.trim().is_empty()).cloned().unwrap_or_default();
            }
            // 4.0 writes numbers and addresses as URIs.
            "TEL" => self.phones.push(bare(&unescape(value), "tel:")),
            "EMAIL" => self.mails.push(bare(&unescape(value), "mailto:")),
            "IMPP" | "X-QQ" | "X-WECHAT" | "X-WEIXIN" => self.others.push(unescape(value)),
            "NOTE" => self.note = unescape(value),
            "ADR" => self.address = joined(parts.iter().map(|part| part.trim()), " "),
            "KIND" | "X-ADDRESSBOOKSERVER-KIND" => self.is_group = value.trim().eq_ignore_ascii_case("group"),
            _ => {}
        }
    }

    fn row(self) -> Vec<String> {
        let full = if self.full.is_empty() { self.name } else { self.full };
        let title = if self.title.trim().is_empty() { self.role } else { self.title };
        let [phones, mails, others] =
            [self.phones, self.mails, self.others].map(|values| joined(values.iter().map(String::as_str), ", "));
        [full, title, self.unit, phones, mails, others, self.note, self.address, self.company]
            .map(|cell| cut(&cell))
            .to_vec()
    }
}

/// Those that are not empty, with this between them.
fn joined<'a>(texts: impl Iterator<Item = &'a str>, between: &str) -> String {
    texts.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(between)
}

fn bare(value: &str, scheme: &str) -> String {
    let value = value.trim();
    let has = value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if has { value[scheme.len()..].to_owned() } else { value.to_owned() }
}

/// The parts between semicolons that are not escaped.
fn split(value: &str) -> Vec<String> {
    let (mut parts, mut part, mut escaped) = (Vec::new(), String::new(), false);
    for c in value.chars() {
        match c {
            ';' if !escaped => parts.push(std::mem::take(&mut part)),
            c => part.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(part);
    parts.iter().map(|part| unescape(part)).collect()
}

fn unescape(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        text.extend(match c {
            '\\' => chars.next().map(|next| if matches!(next, 'n' | 'N') { '\n' } else { next }),
            c => Some(c),
        });
    }
    text
}
