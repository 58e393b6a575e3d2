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
    view! { <For each=move || numbers() key=|number| *number children=move |number| view_of(number)/> }.into_any()
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
