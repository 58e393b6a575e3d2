//! The words of exported files. The languages are the model's: who calls this knows nothing of ours.

use super::locale_of;
use crate::i18n::td_string;
use model::Locale;

/// "Hualing · 2026-11-22 · exported by Wu Lei".
pub fn facts(locale: Locale, account: &str, day: &str, name: &str) -> String {
    td_string!(locale_of(locale), export.facts, account = account, day = day, name = name).to_string()
}

/// "2026-06-01 compared with 2026-03-01".
pub fn compared(locale: Locale, older: &str, newer: &str) -> String {
    td_string!(locale_of(locale), export.compared, older = older, newer = newer).to_string()
}

/// "Hualing · 2026-11-22 · shared by Wu Lei · until 2026-11-29".
pub fn shared_facts(locale: Locale, account: &str, day: &str, name: &str, until: &str) -> String {
    td_string!(locale_of(locale), export.share.facts, account = account, day = day, name = name, until = until)
        .to_string()
}

/// "Data centre · shared by Wu Lei · 2026-11-22", read through the drawing.
pub fn shared_mark(locale: Locale, deal: &str, name: &str, day: &str) -> String {
    td_string!(locale_of(locale), export.share.mark, deal = deal, name = name, day = day).to_string()
}

/// "Hualing · 2026-11-22 · printed by Wu Lei".
pub fn printed_facts(locale: Locale, account: &str, day: &str, name: &str) -> String {
    td_string!(locale_of(locale), export.share.printed, account = account, day = day, name = name).to_string()
}

/// How a page is printed.
pub fn print_hint(locale: Locale) -> &'static str {
    td_string!(locale_of(locale), export.share.print_hint)
}

/// "page 1 of 4".
pub fn page(locale: Locale, page: usize, pages: usize) -> String {
    td_string!(locale_of(locale), export.page, page = page, pages = pages).to_string()
}

/// Name of the sheet that says what a workbook is about.
pub fn about(locale: Locale) -> &'static str {
    td_string!(locale_of(locale), export.about)
}

/// Head of the legend in a workbook.
pub fn legend(locale: Locale) -> &'static str {
    td_string!(locale_of(locale), canvas.legend)
}

/// Name of the power map.
pub fn map(locale: Locale) -> &'static str {
    td_string!(locale_of(locale), export.map)
}

/// Name of the fishbone.
pub fn fishbone(locale: Locale) -> &'static str {
    td_string!(locale_of(locale), fishbone.title)
}

/// Name of the decision chain.
pub fn chain(locale: Locale) -> &'static str {
    td_string!(locale_of(locale), chain.title)
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

/// The words of the fishbone's rows.
pub struct FishboneRows {
    /// 人员.
    pub people: &'static str,
    /// Columns of the people.
    pub person: [&'static str; 8],
    /// 鱼骨.
    pub bones: &'static str,
    /// Columns of the bones.
    pub bone: [&'static str; 4],
    /// Above and below the spine.
    pub sides: [&'static str; 2],
}

/// See [`FishboneRows`].
pub fn fishbone_rows(locale: Locale) -> FishboneRows {
    let locale = locale_of(locale);
    FishboneRows {
        people: td_string!(locale, fishbone.twin.people),
        person: [
            td_string!(locale, fishbone.panel.bone_rank),
            td_string!(locale, fishbone.department),
            td_string!(locale, fishbone.panel.person_rank),
            td_string!(locale, fishbone.post),
            td_string!(locale, fishbone.name),
            td_string!(locale, fishbone.twin.relation),
            td_string!(locale, fishbone.mark.label),
            td_string!(locale, fishbone.relation.reason),
        ],
        bones: td_string!(locale, fishbone.twin.bones),
        bone: [
            td_string!(locale, fishbone.panel.bone_rank),
            td_string!(locale, fishbone.department),
            td_string!(locale, fishbone.side.label),
            td_string!(locale, fishbone.twin.count),
        ],
        sides: [td_string!(locale, fishbone.side.upper), td_string!(locale, fishbone.side.lower)],
    }
}

/// The words of the chain's rows.
pub struct ChainRows {
    /// 步骤.
    pub steps: &'static str,
    /// Columns of the steps.
    pub step: [&'static str; 14],
    /// 参与人.
    pub people: &'static str,
    /// Columns of the people before those of the competitors.
    pub person: [&'static str; 7],
    /// 姓名未知.
    pub nameless: &'static str,
    /// 是.
    pub yes: &'static str,
}

/// See [`ChainRows`].
pub fn chain_rows(locale: Locale) -> ChainRows {
    let locale = locale_of(locale);
    ChainRows {
        steps: td_string!(locale, chain.twin.steps),
        step: [
            td_string!(locale, chain.step.number),
            td_string!(locale, chain.twin.step),
            td_string!(locale, chain.step.state),
            td_string!(locale, chain.step.planned),
            td_string!(locale, chain.step.actual),
            td_string!(locale, export.late),
            td_string!(locale, chain.unmanned),
            td_string!(locale, export.ours),
            td_string!(locale, export.ours_who),
            td_string!(locale, export.theirs),
            td_string!(locale, export.theirs_who),
            td_string!(locale, chain.twin.standing),
            td_string!(locale, chain.step.action),
            td_string!(locale, export.open_task),
        ],
        people: td_string!(locale, chain.people.title),
        person: [
            td_string!(locale, chain.step.number),
            td_string!(locale, chain.twin.step),
            td_string!(locale, power_map.twin.post),
            td_string!(locale, power_map.twin.name),
            td_string!(locale, chain.people.role),
            td_string!(locale, export.strength_value),
            td_string!(locale, power_map.twin.strength),
        ],
        nameless: td_string!(locale, power_map.name_unknown),
        yes: td_string!(locale, power_map.twin.yes),
    }
}

/// The words of the rows of a comparison.
pub struct DifferenceRows {
    /// 变化.
    pub title: &'static str,
    /// The columns: what happened, to what, what of it, and the values at the earlier and at the later moment.
    pub columns: [String; 5],
    /// 没有区别.
    pub none: &'static str,
}

/// See [`DifferenceRows`].
pub fn difference_rows(locale: Locale, older: &str, newer: &str) -> DifferenceRows {
    let locale = locale_of(locale);
    DifferenceRows {
        title: td_string!(locale, export.differences),
        columns: [
            td_string!(locale, export.difference.kind).to_owned(),
            td_string!(locale, export.difference.of).to_owned(),
            td_string!(locale, export.difference.aspect).to_owned(),
            td_string!(locale, export.difference.old, day = older).to_string(),
            td_string!(locale, export.difference.new, day = newer).to_string(),
        ],
        none: td_string!(locale, past.same),
    }
}
