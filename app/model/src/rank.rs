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

/// A list after some were gathered just before one of it, or at its end, in the order given. Who of them was not in it is from now on.
pub fn gathered<I: Copy + PartialEq>(line: &[I], moved: &[I], before: Option<I>) -> Vec<I> {
    let stays = |one: &&I| !moved.contains(one);
    let from_there = line.iter().skip_while(|one| Some(**one) != before);
    let next = from_there.copied().find(|one| stays(&one));
    let mut after: Vec<I> = line.iter().filter(stays).copied().collect();
    let at = after.iter().position(|one| Some(*one) == next).unwrap_or(after.len());
    after.splice(at..at, moved.iter().copied());
    after
}

/// A list after one of it was put at a place, counted from 0 among the others, and some more with it, in the order they have.
pub fn placed<I: Copy + PartialEq>(line: &[I], moved: &[I], lead: I, place: usize) -> Vec<I> {
    let before = line.iter().filter(|one| **one != lead).nth(place).copied();
    let moved: Vec<I> = line.iter().filter(|one| moved.contains(one)).copied().collect();
    gathered(line, &moved, before)
}

/// A list after some of it went one place to its front, or to its end; `far` goes all the way. They keep their order: who stands there
/// already stays, and the others close up to him.
pub fn shifted<I: Copy + PartialEq>(line: &[I], moved: &[I], forwards: bool, far: bool) -> Vec<I> {
    let mut after = line.to_vec();
    if !forwards {
        after.reverse();
    }
    for _ in 0..if far { after.len() } else { 1 } {
        for at in 1..after.len() {
            if moved.contains(&after[at]) && !moved.contains(&after[at - 1]) {
                after.swap(at - 1, at);
            }
        }
    }
    if !forwards {
        after.reverse();
    }
    after
}

/// What puts some where they stand in this list, one after the other, while the others stand as they do in it.
pub fn places<I: Copy + PartialEq>(after: &[I], moved: &[I]) -> Vec<(I, Place<I>)> {
    let next = |at: usize| after.iter().skip(at).find(|one| !moved.contains(one));
    let put = |(at, one): (usize, &I)| (*one, next(at).map_or(Place::Last, |next| Place::Before(*next)));
    after.iter().enumerate().filter(|(_, one)| moved.contains(one)).map(put).collect()
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
    use super::{Place, RankKey, gathered, placed, places, put, shifted};

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
    fn several_are_gathered_before_the_next_that_stays_and_keep_their_order() {
        let line = [1, 2, 3, 4, 5];
        assert_eq!(gathered(&line, &[2, 4], Some(1)), [2, 4, 1, 3, 5]);
        assert_eq!(
            gathered(&line, &[2, 4], Some(4)),
            [1, 3, 2, 4, 5],
            "before one that goes along: before the one behind it"
        );
        assert_eq!(gathered(&line, &[1, 3], None), [2, 4, 5, 1, 3]);
        assert_eq!(gathered(&line, &[9, 2], Some(5)), [1, 3, 4, 9, 2, 5], "who comes from elsewhere");
        assert_eq!(gathered(&line, &[3], Some(4)), line);
    }

    #[test]
    fn one_put_at_a_place_takes_the_others_along() {
        let line = [1, 2, 3, 4, 5];
        assert_eq!(placed(&line, &[2], 2, 3), [1, 3, 4, 2, 5]);
        assert_eq!(placed(&line, &[4, 1], 4, 1), [1, 4, 2, 3, 5]);
        assert_eq!(placed(&line, &[1, 2], 2, 4), [3, 4, 5, 1, 2]);
        assert_eq!(placed(&line, &[2], 2, 1), line);
    }

    #[test]
    fn several_go_one_place_further_together_and_close_up_where_it_ends() {
        let line = [1, 2, 3, 4, 5];
        assert_eq!(shifted(&line, &[2, 3], true, false), [2, 3, 1, 4, 5]);
        assert_eq!(shifted(&line, &[2, 4], false, false), [1, 3, 2, 5, 4]);
        assert_eq!(shifted(&line, &[1, 3], true, false), [1, 3, 2, 4, 5]);
        assert_eq!(shifted(&line, &[1, 2], true, false), line);
        assert_eq!(shifted(&line, &[2, 4], true, true), [2, 4, 1, 3, 5]);
        assert_eq!(shifted(&line, &[2, 4], false, true), [1, 3, 5, 2, 4]);
    }

    #[test]
    fn putting_each_where_it_stands_in_a_list_makes_that_list() {
        for moved in [&[2][..], &[1, 2], &[2, 4], &[1, 3, 5], &[5, 4]] {
            for (forwards, far) in [(true, false), (true, true), (false, false), (false, true)] {
                let mut list = List::of(1..=5);
                let after = shifted(&list.ids(), moved, forwards, far);
                for (id, place) in places(&after, moved) {
                    list.put(id, place);
                }
                assert_eq!(list.ids(), after, "{moved:?} {forwards} {far}");
            }
        }
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
