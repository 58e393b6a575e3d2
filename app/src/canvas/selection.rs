//! What is selected, and what the next key is about.

use super::{Canvas, Click, focus_element, item_id, keyboard::focus_within};
use crate::i18n::t_string;
use leptos::prelude::*;
use model::EntityKey;
use std::{collections::BTreeSet, mem::discriminant};

/// Frames within which an item that comes into sight is mounted, on a slow machine too.
const MOUNTED_WITHIN: u32 = 120;

/// What is selected.
pub type Selection = BTreeSet<EntityKey>;

impl Canvas {
    /// Whether an item is selected, tracked.
    pub fn is_selected(&self, item: EntityKey) -> bool {
        self.selection.with(|selection| selection.contains(&item))
    }

    /// The one selected item, tracked.
    pub fn selected_one(&self) -> Option<EntityKey> {
        self.selection.with(|selection| if selection.len() == 1 { selection.first().copied() } else { None })
    }

    /// The selected items that are still there, not tracked; without a selection the focused one.
    pub fn chosen_now(&self) -> Vec<EntityKey> {
        let diagram = self.diagram();
        let selected: Vec<EntityKey> = self.selection.with_untracked(|selection| selection.iter().copied().collect());
        let chosen = if selected.is_empty() { self.focus.get_untracked().into_iter().collect() } else { selected };
        chosen.into_iter().filter(|item| diagram.bounds(*item).is_some()).collect()
    }

    /// The chosen item whose place decides where all of them go: the focused one, else the first.
    pub fn lead(&self) -> Option<EntityKey> {
        let chosen = self.chosen_now();
        self.focus.get_untracked().filter(|item| chosen.contains(item)).or_else(|| chosen.first().copied())
    }

    /// What moves with an item: itself first, then the selected ones of its kind, if it is selected.
    pub fn together(&self, item: EntityKey) -> Vec<EntityKey> {
        let (diagram, kind) = (self.diagram(), discriminant(&item));
        let selected = self.selection.get_untracked();
        let with = selected.contains(&item).then_some(selected).into_iter().flatten();
        let with = with.filter(|one| *one != item && discriminant(one) == kind && diagram.bounds(*one).is_some());
        std::iter::once(item).chain(with).collect()
    }

    /// Selects one item and says so.
    pub fn select(&self, item: EntityKey) {
        self.selection.set(Selection::from([item]));
        let diagram = self.diagram();
        if !diagram.alone(item) {
            self.focus.set(Some(item));
        }
        let name = diagram.called(item);
        self.say(untrack(|| t_string!(self.i18n, canvas.say.selected, name = name).to_string()));
    }

    /// From now on a tap adds to the selection, until nothing is selected any more.
    pub(super) fn collect(&self) {
        self.collecting.set(true);
        self.tell(untrack(|| t_string!(self.i18n, canvas.collecting).to_owned()), false);
    }

    /// Takes an item into the selection, or out of it.
    pub fn toggle(&self, item: EntityKey) {
        let diagram = self.diagram();
        if diagram.alone(item) {
            if self.selection.with_untracked(|now| now.contains(&item)) {
                self.select_nothing();
            } else {
                self.select(item);
            }
            return;
        }
        self.selection.update(|items| {
            items.retain(|item| !diagram.alone(*item));
            if !items.remove(&item) {
                items.insert(item);
            }
        });
    }

    /// Selects these and no others.
    pub fn select_these(&self, items: impl IntoIterator<Item = EntityKey>) {
        let items = items.into_iter().collect();
        if self.selection.with_untracked(|now| *now != items) {
            self.selection.set(items);
        }
    }

    /// Selects everything one can walk to, but what is selected only by itself.
    pub fn select_all(&self) {
        let diagram = self.diagram();
        self.select_these(diagram.items().into_iter().filter(|item| !diagram.alone(*item)));
    }

    /// Selects nothing.
    pub fn select_nothing(&self) {
        self.collecting.set(false);
        self.select_these([]);
    }

    /// What is gone is selected no more; what else is selected stays so.
    pub fn unselect(&self, gone: impl Fn(&EntityKey) -> bool) {
        let mut left = self.selection.get_untracked();
        left.retain(|item| !gone(item));
        if left.is_empty() {
            self.select_nothing();
        } else {
            self.select_these(left);
        }
    }

    /// What a click does where neither a tool nor a gesture of the diagram is concerned: selects and opens the panel, or lets go.
    pub fn clicked(&self, click: &Click) {
        match click.hit.item {
            Some(item) if click.add => self.toggle(item),
            Some(item) => {
                self.select(item);
                self.panel.set(true);
            }
            None if click.add => {}
            None => {
                self.select_nothing();
                self.panel.set(false);
            }
        }
    }

    /// Opens the panel on what is chosen, and moves the keyboard there.
    pub fn open_chosen(&self) -> bool {
        let diagram = self.diagram();
        // Who walks on with Tab means where he is now, not what he selected before; a line is selected without being walked to.
        let walked_to = self.focus.get_untracked().filter(|item| {
            let elsewhere = |now: &Selection| !now.contains(item) && !now.iter().any(|one| diagram.alone(*one));
            diagram.bounds(*item).is_some() && self.selection.with_untracked(elsewhere)
        });
        let Some(item) = walked_to.or_else(|| self.chosen_now().first().copied()) else { return false };
        self.select(item);
        self.panel.set(true);
        focus_element(".cv-panel [data-first]");
        true
    }

    /// Moves the keyboard focus to an item once it is mounted.
    pub fn focus_item(&self, item: EntityKey) {
        focus_within(format!("[id='{}'], [data-row='{item}'] .cv-open", item_id(item)), MOUNTED_WITHIN);
    }
}
