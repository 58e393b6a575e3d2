//! A file as cells of text, and why one can not be read.

use super::{COLUMNS_MAX, FILE_BYTES, ROWS_MAX};
use crate::Locale;
use serde::{Deserialize, Serialize};

/// What kind of file it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Comma, semicolon or tab between the cells.
    Csv,
    /// A workbook.
    Xlsx,
    /// Contacts of a phone.
    Vcard,
}

/// How the letters of a text file are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// Chinese Windows; GBK and GB2312 are parts of it.
    Gb18030,
    /// UTF-16, as spreadsheet programs call "Unicode text".
    Utf16,
    /// Traditional Chinese.
    Big5,
    /// Western Windows.
    Windows1252,
}

impl Encoding {
    /// All.
    pub const ALL: [Self; 5] = [Self::Utf8, Self::Gb18030, Self::Utf16, Self::Big5, Self::Windows1252];

    /// Its word in an address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Utf8 => "utf8",
            Self::Gb18030 => "gb18030",
            Self::Utf16 => "utf16",
            Self::Big5 => "big5",
            Self::Windows1252 => "windows1252",
        }
    }

    /// Its name as people know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030 / GBK",
            Self::Utf16 => "UTF-16",
            Self::Big5 => "Big5",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// The cells of a file. Nothing is evaluated: a cell that begins with `=` is that text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it was.
    pub format: Format,
    /// How it was written; nothing for a workbook, which says so itself.
    #[serde(default)]
    pub encoding: Option<Encoding>,
    /// Sheets of a workbook; the one that was read is `sheet`.
    #[serde(default)]
    pub sheets: Vec<String>,
    /// Which sheet was read.
    #[serde(default)]
    pub sheet: usize,
    /// Cells a workbook computes: their last value was taken.
    #[serde(default)]
    pub formulas: u32,
    /// The rows. Those of contacts begin with the names of their fields.
    pub rows: Vec<Vec<String>>,
}

/// Why a file can not be read. Nothing of it has been written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// More bytes than [`FILE_BYTES`].
    #[error("too large")]
    TooLarge,
    /// Nothing in it.
    #[error("empty")]
    Empty,
    /// None of the three kinds.
    #[error("not a kind of file we read")]
    OtherKind,
    /// A workbook of before 2007, or one with a password: they begin alike.
    #[error("an old or locked workbook")]
    OldOrLocked,
    /// A workbook or contact file that breaks off or contradicts itself.
    #[error("damaged")]
    Damaged,
    /// Small on disk and huge in memory.
    #[error("unpacks to too much")]
    Bloated,
    /// More than [`ROWS_MAX`].
    #[error("too many rows")]
    TooManyRows,
    /// More than [`COLUMNS_MAX`].
    #[error("too many columns")]
    TooManyColumns,
}

impl Unreadable {
    /// What happened and what to do.
    pub fn sentence(self, locale: Locale) -> String {
        let (megabytes, rows) = (FILE_BYTES / 1024 / 1024, ROWS_MAX - 1);
        match (locale, self) {
            (Locale::Zh, Self::TooLarge) => format!("文件超过 {megabytes} MB。请拆分文件，或去掉联系人照片后再导入。"),
            (Locale::Zh, Self::Empty) => "文件里没有内容。".to_owned(),
            (Locale::Zh, Self::OtherKind) => "不是可导入的文件。请选择 CSV、XLSX 或 vCard（.vcf）文件。".to_owned(),
            (Locale::Zh, Self::OldOrLocked) => {
                "这是旧版 .xls 或带密码的工作簿。请在 Excel 或 WPS 中另存为不带密码的 .xlsx。".to_owned()
            }
            (Locale::Zh, Self::Damaged) => "文件已损坏或不完整。请重新导出后再试。".to_owned(),
            (Locale::Zh, Self::Bloated) => "工作簿解压后内容过大。请只保留人员所在的工作表再导入。".to_owned(),
            (Locale::Zh, Self::TooManyRows) => format!("超过 {rows} 行。请拆分成几个文件。"),
            (Locale::Zh, Self::TooManyColumns) => format!("超过 {COLUMNS_MAX} 列。请删去不需要的列。"),
            (Locale::En, Self::TooLarge) => {
                format!("The file is larger than {megabytes} MB. Split it, or leave the contacts' photographs out.")
            }
            (Locale::En, Self::Empty) => "There is nothing in the file.".to_owned(),
            (Locale::En, Self::OtherKind) => {
                "This is no file we can import. Choose a CSV, XLSX or vCard (.vcf) file.".to_owned()
            }
            (Locale::En, Self::OldOrLocked) => {
                "This is an old .xls workbook or one with a password. Save it as .xlsx without a password.".to_owned()
            }
            (Locale::En, Self::Damaged) => "The file is damaged or incomplete. Export it again.".to_owned(),
            (Locale::En, Self::Bloated) => {
                "The workbook unpacks to too much. Keep only the sheet with the people.".to_owned()
            }
            (Locale::En, Self::TooManyRows) => format!("More than {rows} rows. Split the file."),
            (Locale::En, Self::TooManyColumns) => {
                format!("More than {COLUMNS_MAX} columns. Delete those you do not need.")
            }
        }
    }

    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::TooLarge,
        Self::Empty,
        Self::OtherKind,
        Self::OldOrLocked,
        Self::Damaged,
        Self::Bloated,
        Self::TooManyRows,
        Self::TooManyColumns,
    ];
}
