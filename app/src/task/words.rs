//! Names of what the model only numbers.

use super::order::Group;
use crate::{
    format,
    i18n::{Locale, model_locale, td_string},
};
use model::{Day, task::TaskState};

/// Name of a state.
pub(super) fn state_name(state: TaskState, locale: Locale) -> &'static str {
    match state {
        TaskState::Open => td_string!(locale, task.state.open),
        TaskState::Doing => td_string!(locale, task.state.doing),
        TaskState::Done => td_string!(locale, task.state.done),
        TaskState::Dropped => td_string!(locale, task.state.dropped),
    }
}

/// Name of a group.
pub(super) fn group_name(group: Group, locale: Locale) -> &'static str {
    match group {
        Group::Overdue => td_string!(locale, task.group.overdue),
        Group::Soon => td_string!(locale, task.group.soon),
        Group::Later => td_string!(locale, task.group.later),
        Group::Undated => td_string!(locale, task.group.undated),
        Group::Closed => td_string!(locale, task.group.closed),
    }
}

/// "3 days overdue", "today", "tomorrow", "12 Mar".
pub(super) fn due_words(due: Day, today: Day, locale: Locale) -> String {
    match due.days_since(today) {
        days @ ..0 => td_string!(locale, task.due.overdue, days = days.saturating_neg()).to_string(),
        0 => td_string!(locale, task.due.today).to_owned(),
        1 => td_string!(locale, task.due.tomorrow).to_owned(),
        _ => format::day(due, today, model_locale(locale)),
    }
}

/// How a due day presses, for its colour; the words say it too.
pub(super) const fn tone(group: Group) -> &'static str {
    match group {
        Group::Overdue => "stop",
        Group::Soon => "warn",
        Group::Later | Group::Undated | Group::Closed => "plain",
    }
}
