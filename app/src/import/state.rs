//! What the steps of an import share.

use super::write::Outcome;
use crate::{
    i18n::{I18nContext, model_locale, t_string},
    replica::{self, RoomHandle},
};
use leptos::prelude::*;
use model::{
    AccountId, BatchId, DealId, Locale, PersonId,
    import::{Choice, Fate, Plan, Planned, Row, Settings, Table, Target, guess, has_header, plan, read_rows},
};
use std::{collections::BTreeMap, sync::Arc};

/// Where one is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Step {
    #[default]
    Choose,
    Map,
    Preview,
    Write,
    Done,
}

impl Step {
    /// Its place in the list of steps.
    pub(super) const fn place(self) -> Self {
        match self {
            Self::Done => Self::Write,
            step => step,
        }
    }
}

/// An import under way. Copy it wherever it is needed; it lives as long as the screen it was opened from.
#[derive(Clone, Copy)]
pub(super) struct Flow {
    pub(super) i18n: I18nContext,
    pub(super) room: RoomHandle,
    pub(super) account: AccountId,
    pub(super) deal: Option<DealId>,
    pub(super) step: RwSignal<Step>,
    /// Something is asked of the server.
    pub(super) busy: RwSignal<bool>,
    /// Why the file can not be read.
    pub(super) refused: RwSignal<Option<String>>,
    pub(super) file: StoredValue<Option<web_sys::File>, LocalStorage>,
    pub(super) name: RwSignal<String>,
    pub(super) table: RwSignal<Option<Arc<Table>>>,
    pub(super) header: RwSignal<bool>,
    pub(super) targets: RwSignal<Vec<Option<Target>>>,
    pub(super) no_post: RwSignal<String>,
    pub(super) replace: RwSignal<bool>,
    pub(super) on_map: RwSignal<bool>,
    pub(super) choices: RwSignal<BTreeMap<u32, Choice>>,
    pub(super) rows: RwSignal<Arc<Vec<Row>>>,
    pub(super) plan: RwSignal<Arc<Plan>>,
    pub(super) batch: RwSignal<BatchId>,
    /// Rows written, of how many.
    pub(super) done: RwSignal<(usize, usize)>,
    pub(super) stopping: RwSignal<bool>,
    pub(super) outcome: RwSignal<Outcome>,
}

fn nothing() -> Arc<Plan> {
    Arc::new(Plan { rows: Vec::new(), people: Vec::new() })
}

impl Flow {
    pub(super) fn new(room: RoomHandle, account: AccountId, deal: Option<DealId>, i18n: I18nContext) -> Self {
        Self {
            i18n,
            room,
            account,
            deal,
            step: RwSignal::default(),
            busy: RwSignal::default(),
            refused: RwSignal::default(),
            file: StoredValue::new_local(None),
            name: RwSignal::default(),
            table: RwSignal::default(),
            header: RwSignal::new(true),
            targets: RwSignal::default(),
            no_post: RwSignal::default(),
            replace: RwSignal::default(),
            on_map: RwSignal::new(deal.is_some()),
            choices: RwSignal::default(),
            rows: RwSignal::default(),
            plan: RwSignal::new(nothing()),
            batch: RwSignal::new(replica::new_batch_id()),
            done: RwSignal::default(),
            stopping: RwSignal::default(),
            outcome: RwSignal::default(),
        }
    }

    pub(super) fn locale(self) -> Locale {
        model_locale(self.i18n.get_locale())
    }

    /// Forgets everything: another file.
    pub(super) fn begin(self) {
        self.step.set(Step::Choose);
        self.refused.set(None);
        self.file.set_value(None);
        self.table.set(None);
        self.choices.update(BTreeMap::clear);
        self.rows.set(Arc::default());
        self.plan.set(nothing());
        self.outcome.set(Outcome::default());
    }

    /// A file has been read, perhaps once more in another way.
    pub(super) fn take(self, table: Table) {
        let header = has_header(&table.rows);
        self.header.set(header);
        self.targets.set(guess(&table.rows, header));
        self.table.set(Some(Arc::new(table)));
        self.choices.update(BTreeMap::clear);
        self.no_post.update(|no_post| {
            if no_post.trim().is_empty() {
                *no_post = t_string!(self.i18n, import.map.no_post_value).to_owned();
            }
        });
        self.step.set(Step::Map);
    }

    pub(super) fn settings(self) -> Settings {
        let typed = self.no_post.with_untracked(|text| model::text::clean(text, false));
        let typed: String = typed.chars().take(model::text::NAME_MAX).collect();
        let stand_in = t_string!(self.i18n, import.map.no_post_value).to_owned();
        Settings {
            replace: self.replace.get_untracked(),
            no_post: if typed.is_empty() { stand_in } else { typed },
            choices: self.choices.get_untracked(),
        }
    }

    /// Reads the rows by what the columns are for, and says what becomes of them.
    pub(super) fn foresee(self) {
        let Some(table) = self.table.get_untracked() else { return };
        self.batch.set(replica::new_batch_id());
        let rows = self.targets.with_untracked(|targets| read_rows(&table.rows, self.header.get_untracked(), targets));
        self.rows.set(Arc::new(rows));
        self.weigh();
        self.step.set(Step::Preview);
    }

    /// The same rows after another decision.
    pub(super) fn weigh(self) {
        let (rows, settings, batch) = (self.rows.get_untracked(), self.settings(), self.batch.get_untracked());
        let planned =
            self.room.with(|room| room.account().map(|(_, account)| plan(account, batch, rows.iter(), &settings)));
        self.plan.set(planned.map_or_else(nothing, Arc::new));
    }

    /// Whether a row is to be sent: also somebody who is known already, if he is to come to the map.
    pub(super) fn is_sent(self, row: &Planned) -> bool {
        match row.fate {
            Fate::Add | Fate::Merge => true,
            Fate::Same => self.deal.is_some() && self.on_map.get_untracked() && !self.stands(row.person),
            Fate::Skip | Fate::Broken => false,
        }
    }

    fn stands(self, person: PersonId) -> bool {
        self.room.with(|room| room.deal().is_some_and(|(_, deal)| deal.power_map.live_node(person).is_some()))
    }
}
