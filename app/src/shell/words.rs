//! Names of what the model only numbers, and the order of names.

use crate::i18n::{Locale, model_locale, td_string};
use js_sys::{Array, Function, Intl::Collator, Object};
use model::{DealRole, Stage};
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
