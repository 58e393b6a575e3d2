//! What one row says of a person, and what is wrong with it.

use super::{
    Target,
    contact::{self, Facets},
};
use crate::{Locale, text};
use serde::{Deserialize, Serialize};

/// A person as a row of a file describes him. Empty means that the row does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Which row of the file, counted from 1.
    pub row: u32,
    /// Name.
    pub name: String,
    /// Post.
    pub title: String,
    /// Post in English.
    pub title_en: String,
    /// Department, by name.
    pub department: String,
    /// Telephone numbers, addresses and the rest, as one line.
    pub contact: String,
    /// Superior, by name.
    pub superior: String,
    /// Outside the company.
    pub external: bool,
    /// Free note.
    pub note: String,
}

impl Draft {
    /// Whether every text is one the rules would let pass: asked again of what a browser sends.
    pub fn is_sound(&self) -> bool {
        let line = |text: &str| text.chars().count() <= text::NAME_MAX && text::clean(text, false) == *text;
        let lines = [&self.name, &self.title, &self.title_en, &self.department, &self.contact, &self.superior];
        lines.into_iter().all(|text| line(text))
            && self.note.chars().count() <= text::NOTE_MAX
            && text::clean(&self.note, true) == self.note
            && !(self.name.is_empty() && self.title.is_empty())
    }
}

/// A row, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it says.
    pub draft: Draft,
    /// What is wrong with it.
    pub troubles: Vec<Trouble>,
}

impl Row {
    /// Whether it can not be imported.
    pub fn is_broken(&self) -> bool {
        self.troubles.iter().any(|trouble| trouble.is_error())
    }
}

/// What is wrong with a row. Errors keep it out; the rest is said, and it is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Neither name nor post: nobody could be told from anybody else.
    Nobody,
    /// More cells than the first row has: its cells have slipped out of their columns.
    TooManyCells {
        /// Cells it has.
        found: usize,
        /// Columns there are.
        columns: usize,
    },
    /// Fewer cells than the first row has; those at the end are taken as empty.
    TooFewCells {
        /// Cells it has.
        found: usize,
        /// Columns there are.
        columns: usize,
    },
    /// Characters that could not be read in the encoding of the file.
    Garbled,
    /// A text that is longer than its field.
    TooLong {
        /// For what.
        target: Target,
        /// At most.
        max: usize,
    },
    /// A formula: it stays the text it is.
    Formula,
    /// A number that a spreadsheet program has rounded, such as `1.38E+10`. It is left out.
    Rounded,
    /// Not an address of e-mail. It is kept as it stands.
    NoMail,
    /// No telephone number. It is kept as it stands.
    NoPhone,
    /// Neither yes nor no; taken as no.
    NeitherYesNorNo,
    /// No post: the stand-in is written.
    NoPost,
}

impl Trouble {
    /// Whether the row is kept out.
    pub const fn is_error(self) -> bool {
        matches!(self, Self::Nobody | Self::TooManyCells { .. } | Self::Garbled | Self::TooLong { .. })
    }

    /// What it is, in one sentence.
    pub fn sentence(self, locale: Locale) -> String {
        let zh = locale == Locale::Zh;
        let said = match self {
            Self::Nobody if zh => "姓名和职务都没有。",
            Self::Nobody => "Neither name nor post.",
            Self::TooManyCells { found, columns } if zh => {
                return format!("有 {found} 格，而表头只有 {columns} 列：内容可能错位（多余的逗号？）。");
            }
            Self::TooManyCells { found, columns } => {
                return format!(
                    "{found} cells where the heading has {columns}: they may have slipped (a stray comma?)."
                );
            }
            Self::TooFewCells { found, columns } if zh => {
                return format!("只有 {found} 格（表头 {columns} 列），缺的按空白处理。");
            }
            Self::TooFewCells { found, columns } => {
                return format!("Only {found} of {columns} cells; the rest is taken as empty.");
            }
            Self::Garbled if zh => "有无法识别的字符，请换一种文件编码。",
            Self::Garbled => "Characters that can not be read: try another encoding.",
            Self::TooLong { target, max } if zh => {
                return format!("{}超过 {max} 个字。", target.name(locale));
            }
            Self::TooLong { target, max } => {
                return format!("{}: more than {max} characters.", target.name(locale));
            }
            Self::Formula if zh => "含公式，按文字导入，不会计算。",
            Self::Formula => "A formula: imported as text, never computed.",
            Self::Rounded if zh => "号码被表格软件改成了科学计数法，已略去。请在原文件中设为文本格式。",
            Self::Rounded => "A number rounded by the spreadsheet program is left out. Format it as text there.",
            Self::NoMail if zh => "邮箱格式不对，按原样保留。",
            Self::NoMail => "Not an e-mail address; kept as it stands.",
            Self::NoPhone if zh => "不像电话号码，按原样保留。",
            Self::NoPhone => "Not a telephone number; kept as it stands.",
            Self::NeitherYesNorNo if zh => "“公司外”不是“是/否”，按“否”处理。",
            Self::NeitherYesNorNo => "“Outside” is neither yes nor no; taken as no.",
            Self::NoPost if zh => "没有职务，先填占位的职务。",
            Self::NoPost => "No post; the stand-in is written.",
        };
        said.to_owned()
    }
}

impl Target {
    /// Its name in the list of targets.
    pub const fn name(self, locale: Locale) -> &'static str {
        match (locale, self) {
            (Locale::Zh, Self::Name) => "姓名",
            (Locale::Zh, Self::FamilyName) => "姓",
            (Locale::Zh, Self::GivenName) => "名",
            (Locale::Zh, Self::Title) => "职务",
            (Locale::Zh, Self::TitleEn) => "职务（英文）",
            (Locale::Zh, Self::Department) => "部门",
            (Locale::Zh, Self::Phone) => "电话",
            (Locale::Zh, Self::Mail) => "邮箱",
            (Locale::Zh, Self::Other) => "其他联系方式",
            (Locale::Zh, Self::Superior) => "上级（按姓名）",
            (Locale::Zh, Self::External) => "公司外（是/否）",
            (Locale::Zh, Self::Note) => "备注",
            (Locale::En, Self::Name) => "Name",
            (Locale::En, Self::FamilyName) => "Family name",
            (Locale::En, Self::GivenName) => "Given name",
            (Locale::En, Self::Title) => "Post",
            (Locale::En, Self::TitleEn) => "Post (English)",
            (Locale::En, Self::Department) => "Department",
            (Locale::En, Self::Phone) => "Telephone",
            (Locale::En, Self::Mail) => "E-mail",
            (Locale::En, Self::Other) => "Other contact",
            (Locale::En, Self::Superior) => "Superior (by name)",
            (Locale::En, Self::External) => "Outside the company (yes/no)",
            (Locale::En, Self::Note) => "Note",
        }
    }
}

/// Reads the rows by what their columns are for. Empty rows are nobody's.
pub fn read_rows(rows: &[Vec<String>], header: bool, targets: &[Option<Target>]) -> Vec<Row> {
    let columns = if header { rows.first().map_or(0, Vec::len) } else { targets.len() };
    let body = rows.iter().enumerate().skip(usize::from(header));
    let full = body.filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    full.map(|(at, cells)| {
        read_row(u32::try_from(at + 1).unwrap_or(u32::MAX), cells, columns, rows.first(), header, targets)
    })
    .collect()
}

fn read_row(
    number: u32,
    cells: &[String],
    columns: usize,
    heading: Option<&Vec<String>>,
    header: bool,
    targets: &[Option<Target>],
) -> Row {
    let mut draft = Draft { row: number, ..Draft::default() };
    let mut troubles = Vec::new();
    let mut say = |trouble: Trouble| {
        if !troubles.contains(&trouble) {
            troubles.push(trouble);
        }
    };
    let used = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
    if used > columns {
        say(Trouble::TooManyCells { found: used, columns });
    } else if cells.len() < columns {
        say(Trouble::TooFewCells { found: cells.len(), columns });
    }
    let (mut family, mut given, mut contacts) = (String::new(), String::new(), Vec::<String>::new());
    for (at, (cell, target)) in cells.iter().zip(targets).enumerate() {
        let Some(target) = *target else { continue };
        let cell = text::clean(cell, target == Target::Note);
        if cell.is_empty() {
            continue;
        }
        if cell.contains('\u{FFFD}') {
            say(Trouble::Garbled);
        }
        if is_formula(&cell, target) {
            say(Trouble::Formula);
        }
        match target {
            Target::Name if is_said(&cell, &NAMELESS) => {}
            Target::Name => draft.name = cell,
            Target::FamilyName => family = cell,
            Target::GivenName => given = cell,
            Target::Title => draft.title = cell,
            Target::TitleEn => draft.title_en = cell,
            Target::Department if is_said(&cell, &OUTSIDE) => draft.external = true,
            Target::Department => draft.department = cell,
            Target::Superior => draft.superior = cell,
            Target::Phone | Target::Mail | Target::Other => {
                if target == Target::Phone && is_rounded(&cell) {
                    say(Trouble::Rounded);
                    continue;
                }
                match target {
                    Target::Mail if Facets::of(&cell).mails.is_empty() => say(Trouble::NoMail),
                    Target::Phone if Facets::of(&cell).phones.is_empty() => say(Trouble::NoPhone),
                    _ => {}
                }
                for part in contact::parts(&cell) {
                    if !contacts.iter().any(|known| known == part) {
                        contacts.push(part.to_owned());
                    }
                }
            }
            Target::External => match yes_or_no(&cell) {
                Some(external) => draft.external |= external,
                None => say(Trouble::NeitherYesNorNo),
            },
            Target::Note => {
                let named =
                    heading.filter(|_| header && targets.iter().filter(|t| **t == Some(Target::Note)).count() > 1);
                let name = named.and_then(|heading| heading.get(at)).map(|name| text::clean(name, false));
                let line = match name.filter(|name| !name.is_empty()) {
                    Some(name) => format!("{name}: {cell}"),
                    None => cell,
                };
                draft.note = if draft.note.is_empty() { line } else { format!("{}\n{line}", draft.note) };
            }
        }
    }
    if draft.name.is_empty() {
        draft.name = whole_name(&family, &given);
    }
    draft.contact = contacts.join(", ");
    for (target, value, max) in [
        (Target::Name, &draft.name, text::NAME_MAX),
        (Target::Title, &draft.title, text::NAME_MAX),
        (Target::TitleEn, &draft.title_en, text::NAME_MAX),
        (Target::Department, &draft.department, text::NAME_MAX),
        (Target::Superior, &draft.superior, text::NAME_MAX),
        (Target::Phone, &draft.contact, text::NAME_MAX),
        (Target::Note, &draft.note, text::NOTE_MAX),
    ] {
        if value.chars().count() > max {
            say(Trouble::TooLong { target, max });
        }
    }
    match (draft.name.is_empty(), draft.title.is_empty()) {
        (true, true) => say(Trouble::Nobody),
        (false, true) => say(Trouble::NoPost),
        _ => {}
    }
    Row { draft, troubles }
}

/// What stands for a name that is not known, in our own exports too.
const NAMELESS: [&str; 7] = ["姓名未知", "未知", "不详", "name not known", "name unknown", "unknown", "?"];
/// What stands in the place of a department for somebody outside the company, in our own exports too.
const OUTSIDE: [&str; 4] = ["公司外部", "公司外", "外部", "outside the company"];

fn is_said(cell: &str, words: &[&str]) -> bool {
    words.contains(&cell.to_lowercase().as_str())
}

/// Chinese writes the family first and nothing between; others the given name, and a space.
pub fn whole_name(family: &str, given: &str) -> String {
    if family.is_empty() || given.is_empty() {
        return format!("{given}{family}");
    }
    if family.chars().chain(given.chars()).any(|c| c.is_ascii_alphabetic()) {
        format!("{given} {family}")
    } else {
        format!("{family}{given}")
    }
}

/// What a spreadsheet program would compute. A telephone number may begin with a plus.
fn is_formula(cell: &str, target: Target) -> bool {
    match cell.chars().next() {
        Some('=' | '@') => true,
        Some('+' | '-') => {
            !matches!(target, Target::Phone | Target::Note | Target::Other)
                || cell.chars().any(|c| c.is_ascii_alphabetic())
        }
        _ => false,
    }
}

fn is_rounded(cell: &str) -> bool {
    cell.split_once(['E', 'e']).is_some_and(|(number, power)| {
        let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.');
        digits(number) && digits(power.trim_start_matches('+'))
    })
}

fn yes_or_no(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "是" | "对" | "外部" | "yes" | "y" | "true" | "1" | "x" | "√" | "✓" => Some(true),
        "否" | "不" | "内部" | "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}
