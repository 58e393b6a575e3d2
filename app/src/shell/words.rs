//! Names of what the model only numbers, and the order of names.

use crate::i18n::{Locale, model_locale, td_string};
use js_sys::{Array, Function, Intl::Collator, Object};
use model::{DealRole, DepartmentId, PersonId, Room, Stage, department::Department, merge::Field};
use std::cmp::Ordering;
use wasm_bindgen::{JsCast, JsValue};

/// Name of a stage, without its code.
pub fn stage_name(stage: Stage, locale: Locale) -> &'static str {
    match stage {
        Stage::Ml1 => td_string!(locale, shell.stage.ml1),
        Stage::Ml2 => td_string!(locale, shell.stage.ml2),
        Stage::Ml3 => td_string!(locale, shell.stage.ml3),
        Stage::Mo1 => td_string!(locale, shell.stage.mo1),
        Stage::Mo2 => td_string!(locale, shell.stage.mo2),
        Stage::Mo3 => td_string!(locale, shell.stage.mo3),
        Stage::Mo4 => td_string!(locale, shell.stage.mo4),
        Stage::Mce1 => td_string!(locale, shell.stage.mce1),
        Stage::Mce2 => td_string!(locale, shell.stage.mce2),
        Stage::Mce3 => td_string!(locale, shell.stage.mce3),
        Stage::Mce4 => td_string!(locale, shell.stage.mce4),
        Stage::Mce5 => td_string!(locale, shell.stage.mce5),
        Stage::Mce6 => td_string!(locale, shell.stage.mce6),
    }
}

/// Name of a role in a deal.
pub fn role_name(role: DealRole, locale: Locale) -> &'static str {
    match role {
        DealRole::Ar => td_string!(locale, shell.role.ar),
        DealRole::Sr => td_string!(locale, shell.role.sr),
        DealRole::Fr => td_string!(locale, shell.role.fr),
        DealRole::WorkGroup => td_string!(locale, shell.role.work_group),
        DealRole::Reviewer => td_string!(locale, shell.role.reviewer),
        DealRole::Sdt => td_string!(locale, shell.role.sdt),
        DealRole::Sponsor => td_string!(locale, shell.role.sponsor),
        DealRole::SalesManager => td_string!(locale, shell.role.sales_manager),
        DealRole::Observer => td_string!(locale, shell.role.observer),
    }
}

/// Name of a step, by the key its gesture was made with. Of a key that is not known here, as another release or a tab with
/// one may have used it, only that it was an edit.
pub fn step_name(key: &str, locale: Locale) -> &'static str {
    match key {
        "power_map.gesture.add_person" => td_string!(locale, power_map.gesture.add_person),
        "power_map.gesture.edit_person" => td_string!(locale, power_map.gesture.edit_person),
        "power_map.gesture.nudge" => td_string!(locale, power_map.gesture.nudge),
        "power_map.gesture.tidy" => td_string!(locale, power_map.gesture.tidy),
        "power_map.gesture.align" => td_string!(locale, power_map.gesture.align),
        "power_map.gesture.connect" => td_string!(locale, power_map.gesture.connect),
        "power_map.gesture.edit_line" => td_string!(locale, power_map.gesture.edit_line),
        "power_map.gesture.remove" => td_string!(locale, power_map.gesture.remove),
        "power_map.gesture.restore" => td_string!(locale, power_map.gesture.restore),
        "power_map.gesture.suggest" => td_string!(locale, power_map.gesture.suggest),
        "power_map.gesture.assess" => td_string!(locale, power_map.gesture.assess),
        "power_map.gesture.withdraw" => td_string!(locale, power_map.gesture.withdraw),
        "power_map.gesture.key" => td_string!(locale, power_map.gesture.key),
        "power_map.gesture.pin" => td_string!(locale, power_map.gesture.pin),
        "power_map.gesture.role" => td_string!(locale, power_map.gesture.role),
        "power_map.gesture.owner" => td_string!(locale, power_map.gesture.owner),
        "fishbone.gesture.add" => td_string!(locale, fishbone.gesture.add),
        "fishbone.gesture.archive" => td_string!(locale, fishbone.gesture.archive),
        "fishbone.gesture.restore" => td_string!(locale, fishbone.gesture.restore),
        "fishbone.gesture.edit" => td_string!(locale, fishbone.gesture.edit),
        "fishbone.gesture.add_bone" => td_string!(locale, fishbone.gesture.add_bone),
        "fishbone.gesture.add_person" => td_string!(locale, fishbone.gesture.add_person),
        "fishbone.gesture.move_bone" => td_string!(locale, fishbone.gesture.move_bone),
        "fishbone.gesture.move_person" => td_string!(locale, fishbone.gesture.move_person),
        "fishbone.gesture.side" => td_string!(locale, fishbone.gesture.side),
        "fishbone.gesture.mark" => td_string!(locale, fishbone.gesture.mark),
        "fishbone.gesture.relation" => td_string!(locale, fishbone.gesture.relation),
        "fishbone.gesture.edit_record" => td_string!(locale, fishbone.gesture.edit_record),
        "fishbone.gesture.remove" => td_string!(locale, fishbone.gesture.remove),
        "fishbone.gesture.restore_item" => td_string!(locale, fishbone.gesture.restore_item),
        "fishbone.gesture.task" => td_string!(locale, fishbone.gesture.task),
        "fishbone.gesture.tasks" => td_string!(locale, fishbone.gesture.tasks),
        "chain.gesture.template" => td_string!(locale, chain.gesture.template),
        "chain.gesture.add" => td_string!(locale, chain.gesture.add),
        "chain.gesture.name" => td_string!(locale, chain.gesture.name),
        "chain.gesture.move_step" => td_string!(locale, chain.gesture.move_step),
        "chain.gesture.remove" => td_string!(locale, chain.gesture.remove),
        "chain.gesture.restore" => td_string!(locale, chain.gesture.restore),
        "chain.gesture.day" => td_string!(locale, chain.gesture.day),
        "chain.gesture.state" => td_string!(locale, chain.gesture.state),
        "chain.gesture.action" => td_string!(locale, chain.gesture.action),
        "chain.gesture.person" => td_string!(locale, chain.gesture.person),
        "chain.gesture.remove_person" => td_string!(locale, chain.gesture.remove_person),
        "chain.gesture.move_person" => td_string!(locale, chain.gesture.move_person),
        "chain.gesture.task" => td_string!(locale, chain.gesture.task),
        "board.gesture.create" => td_string!(locale, board.gesture.create),
        "board.gesture.facts" => td_string!(locale, board.gesture.facts),
        "board.gesture.rivals" => td_string!(locale, board.gesture.rivals),
        "board.gesture.archive" => td_string!(locale, board.gesture.archive),
        "board.gesture.restore" => td_string!(locale, board.gesture.restore),
        "board.gesture.role" => td_string!(locale, board.gesture.role),
        "board.gesture.join" => td_string!(locale, board.gesture.join),
        "board.gesture.leave" => td_string!(locale, board.gesture.leave),
        "account.gesture.facts" => td_string!(locale, account.gesture.facts),
        "account.gesture.add_person" => td_string!(locale, account.gesture.add_person),
        "account.gesture.edit_person" => td_string!(locale, account.gesture.edit_person),
        "account.gesture.archive_person" => td_string!(locale, account.gesture.archive_person),
        "account.gesture.restore_person" => td_string!(locale, account.gesture.restore_person),
        "account.gesture.add_department" => td_string!(locale, account.gesture.add_department),
        "account.gesture.edit_department" => td_string!(locale, account.gesture.edit_department),
        "account.gesture.move_department" => td_string!(locale, account.gesture.move_department),
        "account.gesture.archive_department" => td_string!(locale, account.gesture.archive_department),
        "account.gesture.restore_department" => td_string!(locale, account.gesture.restore_department),
        "task.gesture.add" => td_string!(locale, task.gesture.add),
        "task.gesture.edit" => td_string!(locale, task.gesture.edit),
        "task.gesture.state" => td_string!(locale, task.gesture.state),
        "task.gesture.owner" => td_string!(locale, task.gesture.owner),
        "task.gesture.due" => td_string!(locale, task.gesture.due),
        "talk.gesture.say" => td_string!(locale, talk.gesture.say),
        "talk.gesture.edit" => td_string!(locale, talk.gesture.edit),
        "talk.gesture.remove" => td_string!(locale, talk.gesture.remove),
        "talk.gesture.resolve" => td_string!(locale, talk.gesture.resolve),
        "talk.gesture.reopen" => td_string!(locale, talk.gesture.reopen),
        "task.gesture.remove" => td_string!(locale, task.gesture.remove),
        "power_map.gesture.pain" => td_string!(locale, power_map.gesture.pain),
        "power_map.gesture.profile" => td_string!(locale, power_map.gesture.profile),
        "key_role.gesture.add" => td_string!(locale, key_role.gesture.add),
        "key_role.gesture.edit" => td_string!(locale, key_role.gesture.edit),
        "key_role.gesture.remove" => td_string!(locale, key_role.gesture.remove),
        "past.gesture" => td_string!(locale, past.gesture),
        "restore" => td_string!(locale, shell.step.restore),
        _ => td_string!(locale, shell.step.edit),
    }
}

/// Name of a field.
pub fn field_name(field: Field, locale: Locale) -> &'static str {
    match field {
        Field::Existence => td_string!(locale, shell.field.existence),
        Field::Name => td_string!(locale, shell.field.name),
        Field::NameEn => td_string!(locale, shell.field.name_en),
        Field::Title => td_string!(locale, shell.field.title),
        Field::TitleEn => td_string!(locale, shell.field.title_en),
        Field::Department => td_string!(locale, shell.field.department),
        Field::Contact => td_string!(locale, shell.field.contact),
        Field::External => td_string!(locale, shell.field.external),
        Field::Note => td_string!(locale, shell.field.note),
        Field::Level => td_string!(locale, shell.field.level),
        Field::Industry => td_string!(locale, shell.field.industry),
        Field::Region => td_string!(locale, shell.field.region),
        Field::AccountOwner => td_string!(locale, shell.field.account_owner),
        Field::Role => td_string!(locale, shell.field.role),
        Field::Initials => td_string!(locale, shell.field.initials),
        Field::Colour => td_string!(locale, shell.field.colour),
        Field::Amount => td_string!(locale, shell.field.amount),
        Field::ExpectedSign => td_string!(locale, shell.field.expected_sign),
        Field::Position => td_string!(locale, shell.field.position),
        Field::BuyingRole => td_string!(locale, shell.field.buying_role),
        Field::Key => td_string!(locale, shell.field.key),
        Field::Pin => td_string!(locale, shell.field.pin),
        Field::Owners => td_string!(locale, shell.field.owners),
        Field::Weight => td_string!(locale, shell.field.weight),
        Field::Assessments => td_string!(locale, shell.field.assessments),
        Field::Pain => td_string!(locale, shell.field.pain),
        Field::Imports => td_string!(locale, shell.field.imports),
        Field::Detail => td_string!(locale, shell.field.detail),
        Field::LabelA => td_string!(locale, shell.field.label_a),
        Field::LabelB => td_string!(locale, shell.field.label_b),
        Field::Rank => td_string!(locale, shell.field.rank),
        Field::Side => td_string!(locale, shell.field.side),
        Field::Mark => td_string!(locale, shell.field.mark),
        Field::Relation => td_string!(locale, shell.field.relation),
        Field::Planned => td_string!(locale, shell.field.planned),
        Field::Actual => td_string!(locale, shell.field.actual),
        Field::State => td_string!(locale, shell.field.state),
        Field::TaskOwner => td_string!(locale, shell.field.task_owner),
        Field::Due => td_string!(locale, shell.field.due),
        Field::TaskPerson => td_string!(locale, shell.field.task_person),
        Field::ManagementLevel => td_string!(locale, shell.field.management_level),
        Field::Stance => td_string!(locale, shell.field.stance),
        Field::Personality => td_string!(locale, shell.field.personality),
        Field::OrganisationNeed => td_string!(locale, shell.field.organisation_need),
        Field::PersonalNeed => td_string!(locale, shell.field.personal_need),
        Field::Approach => td_string!(locale, shell.field.approach),
        Field::Core => td_string!(locale, shell.field.core),
        Field::Kind => td_string!(locale, shell.field.kind),
        Field::Behind => td_string!(locale, shell.field.behind),
        Field::RivalRelation => td_string!(locale, shell.field.rival_relation),
        Field::Source => td_string!(locale, shell.field.source),
        Field::Purpose => td_string!(locale, shell.field.purpose),
        Field::KeepUntil => td_string!(locale, shell.field.keep_until),
    }
}

/// Compares names as a reader of this language expects them: Chinese by pinyin. The comparison is made once per list.
pub fn compare_names(locale: Locale) -> impl Fn(&str, &str) -> Ordering {
    let languages = Array::of1(&JsValue::from_str(model_locale(locale).tag()));
    let options = Object::new();
    let _ = js_sys::Reflect::set(&options, &"numeric".into(), &JsValue::TRUE);
    let compare: Function = Collator::new(&languages, &options).compare().unchecked_into();
    move |a, b| {
        let order = compare.call2(&JsValue::NULL, &a.into(), &b.into()).ok().and_then(|order| order.as_f64());
        order.unwrap_or_default().partial_cmp(&0.0).unwrap_or(Ordering::Equal)
    }
}

/// The customer's people by name; those who were archived only if they are `kept`.
pub fn people_by_name(room: &Room, locale: Locale, kept: Option<PersonId>) -> Vec<(PersonId, String)> {
    let all = room.account().map(|(_, account)| account.people.iter()).into_iter().flatten();
    let shown = all.filter(|(id, person)| !person.archived || kept == Some(**id));
    by_name(shown.map(|(id, person)| (*id, person.called(model_locale(locale)))).collect(), locale)
}

/// The departments of the customer that a form offers: all that exist, and the one already chosen.
pub fn departments(room: &Room, locale: model::Locale, chosen: Option<DepartmentId>) -> Vec<(String, String)> {
    let all = room.account().map(|(_, account)| account.departments.iter()).into_iter().flatten();
    let offered = all.filter(|(id, department)| !department.archived || chosen == Some(**id));
    let named = |one: &Department| crate::format::named(&one.name, &one.name_en, locale).to_owned();
    offered.map(|(id, department)| (id.to_string(), named(department))).collect()
}

/// These people, by name.
pub fn by_name(mut people: Vec<(PersonId, String)>, locale: Locale) -> Vec<(PersonId, String)> {
    let compare = compare_names(locale);
    model::order::sort_by(&mut people, |one, other| compare(&one.1, &other.1));
    people
}
