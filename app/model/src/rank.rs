//! Order: the place of a thing among its like, as a key that leaves room for others in between.
//!
//! A gesture says before what it puts a thing ([`Place`]); the fold makes the key. Folds run one after the other, so two
//! things never share a key: two people who insert at the same place both get what they asked for, in the order the server
//! took them. When no room is left between two neighbours, all keys of the list are spread anew, in the same order.

use serde::{Deserialize, Serialize};

/// A key that orders: smaller comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RankKey(i64);

/// Where a thing is put among its like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place<I> {
    /// Just before this one, which may be archived.
    Before(I),
    /// At the end.
    #[default]
    Last,
    /// Where it stood before: what an inverse says. If another one has that key by now, just behind that one.
    At(RankKey),
}

/// Between two neighbours in a list that was only ever appended to: room for 32 insertions at one and the same place.
const GAP: i64 = 1 << 32;

/// Puts `id` at `place` among `others`: the keys to write, as a rule just its own.
pub(crate) fn put<I: Copy + PartialEq>(id: I, place: Place<I>, mut others: Vec<(I, RankKey)>) -> Vec<(I, RankKey)> {
    others.retain(|(other, _)| *other != id);
    crate::order::sort_by(&mut others, |(_, one), (_, other)| one.cmp(other));
    let index = match place {
        Place::Last => others.len(),
        Place::Before(next) => others.iter().position(|(other, _)| *other == next).unwrap_or(others.len()),
        Place::At(key) => {
            if others.iter().all(|(_, other)| *other != key) {
                return vec![(id, key)];
            }
            others.iter().take_while(|(_, other)| *other <= key).count()
        }
    };
    let before = index.checked_sub(1).map(|at| others[at].1.0);
    let after = others.get(index).map(|(_, key)| key.0);
    if let Some(key) = between(before, after) {
        return vec![(id, RankKey(key))];
    }
    others.insert(index, (id, RankKey::default()));
    others.into_iter().zip(0..).map(|((id, _), place)| (id, RankKey(place * GAP))).collect()
}

/// A number strictly between the two, if there is one; open ends are a gap away.
fn between(before: Option<i64>, after: Option<i64>) -> Option<i64> {
    match (before, after) {
        (None, None) => Some(0),
        (Some(before), None) => before.checked_add(GAP),
        (None, Some(after)) => after.checked_sub(GAP),
        (Some(before), Some(after)) => {
            let middle = before.midpoint(after);
            (before < middle && middle < after).then_some(middle)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, RankKey, put};

    #[derive(Default)]
    struct List(Vec<(u32, RankKey)>);

    impl List {
        fn of(ids: std::ops::RangeInclusive<u32>) -> Self {
            let mut list = Self::default();
            ids.for_each(|id| list.put(id, Place::Last));
            list
        }

        fn put(&mut self, id: u32, place: Place<u32>) {
            for (id, key) in put(id, place, self.0.clone()) {
                self.0.retain(|(other, _)| *other != id);
                self.0.push((id, key));
            }
            self.0.sort_by_key(|(_, key)| *key);
            assert!(self.0.windows(2).all(|two| two[0].1 < two[1].1), "two have one key: {:?}", self.0);
        }

        fn ids(&self) -> Vec<u32> {
            self.0.iter().map(|(id, _)| *id).collect()
        }

        fn key(&self, id: u32) -> RankKey {
            self.0.iter().find(|(other, _)| *other == id).unwrap().1
        }
    }

    #[test]
    fn a_thing_stands_before_the_one_it_was_put_before() {
        let mut list = List::of(1..=3);
        list.put(4, Place::Before(2));
        assert_eq!(list.ids(), [1, 4, 2, 3]);
        list.put(3, Place::Before(1));
        assert_eq!(list.ids(), [3, 1, 4, 2]);
        list.put(3, Place::Before(99));
        assert_eq!(list.ids(), [1, 4, 2, 3], "before nobody is at the end");
        list.put(4, Place::Before(4));
        assert_eq!(list.ids(), [1, 2, 3, 4], "before itself is before nobody");
    }

    #[test]
    fn what_returns_stands_where_it_was_or_behind_who_took_its_place() {
        let mut list = List::of(1..=3);
        let old = list.key(2);
        list.put(2, Place::Last);
        list.put(2, Place::At(old));
        assert_eq!(list.ids(), [1, 2, 3]);
        list.put(2, Place::Last);
        list.put(4, Place::At(old));
        list.put(2, Place::At(old));
        assert_eq!(list.ids(), [1, 4, 2, 3]);
    }

    #[test]
    fn a_thousand_insertions_at_one_place_keep_their_order() {
        let mut list = List::of(0..=1);
        (2..1_002).for_each(|id| list.put(id, Place::Before(1)));
        let expected: Vec<u32> = [0].into_iter().chain(2..1_002).chain([1]).collect();
        assert_eq!(list.ids(), expected);
    }

    #[test]
    fn keys_at_the_ends_of_the_numbers_leave_room_all_the_same() {
        let mut list = List::default();
        list.put(1, Place::At(RankKey(i64::MAX)));
        list.put(2, Place::At(RankKey(i64::MIN)));
        list.put(3, Place::Last);
        list.put(4, Place::Before(2));
        list.put(5, Place::At(RankKey(i64::MAX)));
        assert_eq!(list.ids(), [4, 2, 1, 3, 5]);
    }
}
