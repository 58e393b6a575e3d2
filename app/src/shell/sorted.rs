//! Tables that are sorted by a click on the head of a column.

use super::compare_names;
use crate::i18n::Locale;
use leptos::{ev, prelude::*};
use std::cmp::Ordering;
use wasm_bindgen::JsCast;

/// How a table is sorted: by which column, and whether downwards. At first, and after the third click on a head, as the list is by itself.
#[derive(Clone, Copy)]
pub struct Sort<By: Copy + Send + Sync + 'static> {
    own: By,
    now: RwSignal<(By, bool)>,
}

impl<By: Copy + PartialEq + Send + Sync + 'static> Sort<By> {
    /// A table in its own order, which need not be that of a column.
    pub fn new(own: By) -> Self {
        Self { own, now: RwSignal::new((own, false)) }
    }

    /// By which column, and whether downwards; tracked.
    pub fn get(self) -> (By, bool) {
        self.now.get()
    }

    /// What a click on the head of a column does.
    pub fn click(self, by: By) {
        self.now.update(|now| *now = clicked(*now, by, self.own));
    }
}

/// After a click on the head of a column: by it, then by it downwards, then in the list's own order.
fn clicked<By: Copy + PartialEq>(now: (By, bool), by: By, own: By) -> (By, bool) {
    match now {
        (now, false) if now == by => (by, true),
        (now, true) if now == by => (own, false),
        _ => (by, false),
    }
}

/// What a row has in the column the table is sorted by.
#[derive(Clone, Debug, PartialEq)]
pub enum SortKey {
    /// A text: in the order of the reader's language, Chinese by pinyin.
    Text(String),
    /// A number, or the place in a list.
    Number(i64),
    /// Nothing: it stands behind the others, whichever way.
    Nothing,
}

impl SortKey {
    /// A text; nothing if it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Nothing } else { Self::Text(text) }
    }

    /// A number, if there is one.
    pub fn number(number: Option<impl Into<i64>>) -> Self {
        number.map_or(Self::Nothing, |number| Self::Number(number.into()))
    }

    /// The number of a row, or of anything that is counted.
    pub fn count(count: usize) -> Self {
        Self::number(i64::try_from(count).ok())
    }

    /// The place of one of a list in it.
    pub fn place<T: PartialEq>(all: &[T], one: Option<T>) -> Self {
        one.and_then(|one| all.iter().position(|each| *each == one)).map_or(Self::Nothing, Self::count)
    }
}

/// Rows in the order of their keys, which may be their numbers; those that are alike keep the order they came in.
pub fn sorted_rows<T: Clone>(rows: &[T], down: bool, locale: Locale, key: impl Fn(usize, &T) -> SortKey) -> Vec<T> {
    let keys: Vec<SortKey> = rows.iter().enumerate().map(|(at, row)| key(at, row)).collect();
    let places = if keys.iter().any(|key| matches!(key, SortKey::Text(_))) {
        in_order(&keys, down, &compare_names(locale))
    } else {
        // Numbers alone: the order of a language is not asked for.
        in_order(&keys, down, &Ord::cmp)
    };
    places.into_iter().filter_map(|at| rows.get(at).cloned()).collect()
}

/// The places of the keys in their order.
fn in_order(keys: &[SortKey], down: bool, names: &dyn Fn(&str, &str) -> Ordering) -> Vec<usize> {
    let turned = |order: Ordering| if down { order.reverse() } else { order };
    let mut places: Vec<(usize, &SortKey)> = keys.iter().enumerate().collect();
    model::order::sort_by(&mut places, |(_, one), (_, other)| match (one, other) {
        (SortKey::Text(one), SortKey::Text(other)) => turned(names(one, other)),
        (SortKey::Number(one), SortKey::Number(other)) => turned(one.cmp(other)),
        (one, other) => (**one == SortKey::Nothing).cmp(&(**other == SortKey::Nothing)),
    });
    places.into_iter().map(|(at, _)| at).collect()
}

/// Whether the focus is in a row of a list: then the order of its rows rests. A row that moved away under somebody's hands would take
/// what he types along.
#[derive(Clone, Copy, Default)]
pub struct Rest(RwSignal<bool>);

impl Rest {
    /// Rows in an order that rests; what comes meanwhile stands at the end.
    pub fn rows<T>(self, order: impl Fn() -> Vec<T> + Send + Sync + 'static) -> Memo<Vec<T>>
    where
        T: Copy + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |before: Option<&Vec<T>>| {
            let wanted = order();
            match before {
                Some(before) if self.0.get() => as_it_stood(before, &wanted),
                _ => wanted,
            }
        })
    }

    /// For the `focusin` of the list.
    pub fn came(self, event: &ev::FocusEvent) {
        self.is(in_row(event.target()));
    }

    /// For its `focusout`.
    pub fn left(self, event: &ev::FocusEvent) {
        self.is(in_row(event.related_target()));
    }

    /// The focus also leaves a list that has gone with it.
    fn is(self, inside: bool) {
        if self.0.try_get_untracked() == Some(!inside) {
            self.0.set(inside);
        }
    }
}

/// Whether something is in the row of an item: the row names it in `data-row`.
fn in_row(target: Option<web_sys::EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| matches!(element.closest("[data-row]"), Ok(Some(_))))
}

/// What is still wanted, as it stood; then what is new.
fn as_it_stood<T: Copy + PartialEq>(before: &[T], wanted: &[T]) -> Vec<T> {
    let still = before.iter().filter(|row| wanted.contains(row));
    still.chain(wanted.iter().filter(|row| !before.contains(row))).copied().collect()
}

/// The head of a column: a click sorts by it, a second one turns it round, a third one leaves the list as it is by itself.
#[component]
pub fn SortHead<By>(
    /// The column.
    by: By,
    /// How its table is sorted.
    sort: Sort<By>,
    /// Its name.
    #[prop(into)]
    name: Signal<String>,
    /// What it means, where the name does not say it.
    #[prop(into, optional)]
    why: MaybeProp<String>,
    /// What a style sheet knows it by.
    #[prop(into, optional)]
    column: Option<String>,
    /// It is the same in another language: the first to go where there is little room.
    #[prop(into, optional)]
    other: Signal<bool>,
) -> impl IntoView
where
    By: Copy + PartialEq + Send + Sync + 'static,
{
    let state = Signal::derive(move || match sort.get() {
        (now, true) if now == by => "descending",
        (now, false) if now == by => "ascending",
        _ => "none",
    });
    head(state, name, why, column, other, Callback::new(move |()| sort.click(by)))
}

fn head(
    state: Signal<&'static str>,
    name: Signal<String>,
    why: MaybeProp<String>,
    column: Option<String>,
    other: Signal<bool>,
    click: Callback<()>,
) -> AnyView {
    view! {
        <th scope="col" aria-sort=move || state.get() data-column=column data-other=move || other.get().then_some("")>
            <button class="people-sort" type="button" title=move || why.get() on:click=move |_| click.run(())>{move || name.get()}</button>
        </th>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_sorts_then_turns_round_then_leaves_the_list_as_it_is_by_itself() {
        let click = |now, by| clicked(now, by, 'o');
        assert_eq!(click(('o', false), 'a'), ('a', false));
        assert_eq!(click(('a', false), 'a'), ('a', true));
        assert_eq!(click(('a', true), 'a'), ('o', false));
        assert_eq!(click(('a', true), 'b'), ('b', false), "another column begins upwards");
        assert_eq!(click(('o', false), 'o'), ('o', true), "its own order is turned round as well, if it is a column");
        assert_eq!(click(('o', true), 'o'), ('o', false));
    }

    #[test]
    fn an_order_that_rests_loses_what_goes_and_gets_what_comes_at_its_end() {
        assert_eq!(as_it_stood(&[1, 2, 3], &[4, 3, 1]), [1, 3, 4]);
    }

    #[test]
    fn rows_without_a_value_stand_last_whichever_way_and_those_alike_keep_their_order() {
        let keys = [SortKey::Nothing, SortKey::Number(2), SortKey::Number(1), SortKey::text(""), SortKey::Number(2)];
        let names = |one: &str, other: &str| one.cmp(other);
        assert_eq!(in_order(&keys, false, &names), [2, 1, 4, 0, 3]);
        assert_eq!(in_order(&keys, true, &names), [1, 4, 2, 0, 3]);
        let keys = ["b", "", "a"].map(SortKey::text);
        assert_eq!(in_order(&keys, false, &names), [2, 0, 1]);
        assert_eq!(in_order(&keys, true, &names), [0, 2, 1]);
    }
}
