//! Values that thousands of drawn things read, and that change seldom.

use leptos::prelude::*;

/// A memo as a signal of its own. Who reads a memo is asked again whenever anything it is made of changes, one reader after the other,
/// even if it comes out equal; who reads this hears only of another value, in the same frame.
pub fn calm<T: Clone + PartialEq + Send + Sync + 'static>(memo: Memo<T>) -> ReadSignal<T> {
    let (value, set) = signal(memo.get_untracked());
    Effect::new(move |_| {
        memo.with(|now| {
            if value.with_untracked(|before| before != now) {
                set.set(now.clone());
            }
        });
    });
    value
}
