//! What is shown once per entity, and what is shown or not.
//!
//! Leptos' own `For` and `Show` make a copy of all they do for each place they are used in; the browser loads every copy. These two
//! are one copy each.

use leptos::prelude::*;
use model::{
    AccountId, ClientId, CommentId, DealId, DepartmentId, KeyRoleId, LineId, MomentId, OpId, PersonId, Stage, StepId,
    TaskId, UserId,
};
use std::sync::Arc;

/// What tells the entities of a list apart.
pub trait Key: Copy + Send + Sync + 'static {
    /// As a number; another one for another entity.
    fn number(self) -> u128;
    /// The key a number was made of.
    fn of_number(number: u128) -> Self;
}

macro_rules! ids {
    ($($id:ident),+) => {$(
        impl Key for $id {
            fn number(self) -> u128 {
                self.0.as_u128()
            }

            fn of_number(number: u128) -> Self {
                Self::from_u128(number)
            }
        }
    )+};
}
ids!(
    AccountId,
    ClientId,
    CommentId,
    DealId,
    DepartmentId,
    KeyRoleId,
    LineId,
    MomentId,
    OpId,
    PersonId,
    StepId,
    TaskId,
    UserId
);

impl Key for Stage {
    fn number(self) -> u128 {
        self as u128
    }

    fn of_number(number: u128) -> Self {
        Self::ALL.into_iter().find(|stage| stage.number() == number).unwrap_or(Self::Ml1)
    }
}

impl Key for u32 {
    fn number(self) -> u128 {
        self.into()
    }

    fn of_number(number: u128) -> Self {
        // A number made of a `u32` has nothing above.
        number as Self
    }
}

/// One view per id, kept while the id stays in the list.
#[component]
pub fn Each<K: Key, C, V>(
    /// The ids, in order.
    #[prop(into)]
    ids: Signal<Vec<K>>,
    /// The view of one.
    children: C,
) -> impl IntoView
where
    C: Fn(K) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    each(
        Arc::new(move || ids.with(|ids| ids.iter().map(|id| id.number()).collect())),
        Arc::new(move |number| children(K::of_number(number)).into_any()),
    )
}

type Numbers = Arc<dyn Fn() -> Vec<u128> + Send + Sync>;
type ViewOf = Arc<dyn Fn(u128) -> AnyView + Send + Sync>;

fn each(numbers: Numbers, view_of: ViewOf) -> AnyView {
    let shown = StoredValue::new(Vec::<u128>::new());
    let again = RwSignal::new(());
    let step = move || {
        again.track();
        let wanted = numbers();
        let next = shown.with_value(|shown| step(shown, &wanted)).unwrap_or_else(|| wanted.clone());
        shown.set_value(next.clone());
        if next != wanted {
            queue_microtask(move || {
                // The list may be gone by now.
                let _ = again.try_set(());
            });
        }
        next
    };
    view! { <For each=step key=|number| *number children=move |number| view_of(number)/> }.into_any()
}

/// The list to show next on the way from one to another; `None`: the other one. An element that is moved within the page loses the focus,
/// and what is being typed in it; and where several come or go at once, tachys (0.2.19) also moves elements whose order stays. Then
/// first all goes that goes, and what comes is put in one by one, before the browser paints.
fn step(from: &[u128], to: &[u128]) -> Option<Vec<u128>> {
    if to.starts_with(from) {
        return None;
    }
    let (known, wanted) = (Places::of(from), Places::of(to));
    let stays = |number: &&u128| known.place(**number).is_some();
    let kept: Vec<u128> = to.iter().filter(stays).copied().collect();
    let left: Vec<u128> = from.iter().filter(|number| wanted.place(**number).is_some()).copied().collect();
    // Where the order changes as well, each for itself: all at once does not always end in the right order.
    if left != kept && (left.len() < from.len() || kept.len() < to.len()) {
        return Some(if left.len() < from.len() { left } else { kept });
    }
    if left != kept || !moves_in_vain(from, to, &known, &wanted) {
        return None;
    }
    if left.len() < from.len() {
        return Some(left);
    }
    let come = to.iter().position(|number| known.place(*number).is_none())?;
    let rest = to.iter().skip(come + 1).filter(stays);
    Some(to.iter().take(come + 1).chain(rest).copied().collect())
}

/// Whether the view would move an element between two lists in which all that is in both is in the same order: it takes an element for
/// moved unless as many have come and gone, up to its old number, as it is away from there.
fn moves_in_vain(from: &[u128], to: &[u128], before: &Places, after: &Places) -> bool {
    let (mut come, mut gone) = (0, 0);
    (0..from.len()).any(|at| {
        if from.get(at) == to.get(at) {
            return false;
        }
        come += usize::from(to.get(at).is_some_and(|number| before.place(*number).is_none()));
        match from.get(at).and_then(|number| after.place(*number)) {
            Some(place) => place + gone != at + come,
            None => {
                gone += 1;
                false
            }
        }
    })
}

/// Where each number of a list is.
struct Places(Vec<(u128, usize)>);

impl Places {
    fn of(list: &[u128]) -> Self {
        let mut places = list.iter().copied().zip(0..).collect();
        model::order::sort_unique(&mut places);
        Self(places)
    }

    fn place(&self, number: u128) -> Option<usize> {
        let at = self.0.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        self.0.get(at).map(|(_, place)| *place)
    }
}

/// Shown while a condition holds, and made anew each time it begins to.
#[component]
pub fn When(
    /// The condition.
    #[prop(into)]
    when: Signal<bool>,
    /// What is shown while it holds.
    children: ChildrenFn,
    /// What is shown while it does not.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> AnyView {
    let when = Memo::new(move |_| when.get());
    (move || if when.get() { children() } else { fallback.run() }).into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All lists from one to another.
    fn steps(from: &[u128], to: &[u128]) -> Vec<Vec<u128>> {
        let mut lists = vec![from.to_vec()];
        while let Some(next) = lists.last().and_then(|last| step(last, to)) {
            lists.push(next);
            assert!(lists.len() <= to.len() + 4, "it comes to an end");
        }
        lists.push(to.to_vec());
        lists.into_iter().skip(1).collect()
    }

    #[test]
    fn what_comes_at_one_place_or_goes_comes_and_goes_at_once() {
        assert_eq!(steps(&[1, 2, 3], &[1, 9, 2, 3]), [vec![1, 9, 2, 3]]);
        assert_eq!(steps(&[1, 2, 3], &[1, 2, 3, 8, 9]), [vec![1, 2, 3, 8, 9]]);
        assert_eq!(steps(&[1, 2, 3, 4, 5], &[2, 5]), [vec![2, 5]]);
        assert_eq!(steps(&[], &[2, 5]), [vec![2, 5]]);
        assert_eq!(steps(&[1, 2, 3], &[3, 1, 2]), [vec![3, 1, 2]]);
    }

    #[test]
    fn rows_that_scroll_go_above_before_they_come_below() {
        assert_eq!(steps(&[1, 2, 3, 4], &[3, 4, 5, 6]), [vec![3, 4], vec![3, 4, 5, 6]]);
    }

    #[test]
    fn what_comes_at_several_places_comes_one_by_one() {
        assert_eq!(steps(&[1, 2], &[8, 1, 9, 2]), [vec![8, 1, 2], vec![8, 1, 9, 2]]);
    }

    #[test]
    fn where_the_order_changes_too_what_goes_goes_first_and_what_comes_comes_last() {
        assert_eq!(steps(&[1, 2, 3, 4, 5], &[5, 4, 3]), [vec![3, 4, 5], vec![5, 4, 3]]);
        assert_eq!(steps(&[1, 2, 3], &[8, 3, 2, 1]), [vec![3, 2, 1], vec![8, 3, 2, 1]]);
    }

    proptest! {
        #[test]
        fn it_comes_to_its_end_from_any_list_to_any(
            from in proptest::collection::vec(0_u128..12, 0..14),
            to in proptest::collection::vec(0_u128..12, 0..14),
        ) {
            let mut unique = to.clone();
            model::order::sort_unique(&mut unique);
            prop_assume!(unique.len() == to.len());
            let all = steps(&from, &to);
            prop_assert_eq!(all.last(), Some(&to));
        }

        #[test]
        fn nothing_that_keeps_its_order_is_moved(
            from in proptest::sample::subsequence((0..40).collect::<Vec<u128>>(), 0..40),
            to in proptest::sample::subsequence((0..40).collect::<Vec<u128>>(), 0..40),
        ) {
            let mut before = from.clone();
            for list in steps(&from, &to) {
                prop_assert!(!moves_in_vain(&before, &list, &Places::of(&before), &Places::of(&list)));
                before = list;
            }
        }
    }
}
