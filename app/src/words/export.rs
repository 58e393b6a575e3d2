//! The words of exported files. The languages are the model's: who calls this knows nothing of ours.

use super::locale_of;
use crate::i18n::td_string;
use model::Locale;

/// "Hualing · 2026-11-22 · exported by Wu Lei".
pub fn facts(locale: Locale, account: &str, day: &str, name: &str) -> String {
    td_string!(locale_of(locale), export.facts, account = account, day = day, name = name).to_string()
}

/// "page 1 of 4".
pub fn page(locale: Locale, page: usize, pages: usize) -> String {
    td_string!(locale_of(locale), export.page, page = page, pages = pages).to_string()
}

/// Name of the sheet that says what a workbook is about.
pub fn about(locale: Locale) -> &'static str {
    td_string!(locale_of(locale), export.about)
}

/// Name of the power map.
pub fn map(locale: Locale) -> &'static str {
    td_string!(locale_of(locale), export.map)
}

/// The words of the power map's rows.
pub struct MapRows {
    /// 人员.
    pub people: &'static str,
    /// Columns of the people before those of the competitors.
    pub person: [&'static str; 11],
    /// 连线.
    pub lines: &'static str,
    /// Columns of the lines.
    pub line: [&'static str; 5],
    /// 姓名未知.
    pub nameless: &'static str,
    /// 是.
    pub yes: &'static str,
    /// 公司外部.
    pub external: &'static str,
}

/// See [`MapRows`].
pub fn map_rows(locale: Locale) -> MapRows {
    let locale = locale_of(locale);
    MapRows {
        people: td_string!(locale, power_map.twin.people),
        person: [
            td_string!(locale, power_map.twin.post),
            td_string!(locale, power_map.twin.name),
            td_string!(locale, export.department),
            td_string!(locale, power_map.twin.role),
            td_string!(locale, power_map.twin.key),
            td_string!(locale, power_map.twin.owners),
            td_string!(locale, export.strength_value),
            td_string!(locale, power_map.twin.strength),
            td_string!(locale, export.assessed),
            td_string!(locale, export.source),
            td_string!(locale, export.evidence),
        ],
        lines: td_string!(locale, power_map.twin.lines),
        line: [
            td_string!(locale, power_map.twin.from),
            td_string!(locale, power_map.twin.kind),
            td_string!(locale, export.weight),
            td_string!(locale, power_map.twin.to),
            td_string!(locale, power_map.twin.note),
        ],
        nameless: td_string!(locale, power_map.name_unknown),
        yes: td_string!(locale, power_map.twin.yes),
        external: td_string!(locale, export.external),
    }
}
