//! Putting a list in order.

use std::cmp::Ordering;

/// Puts a list in order; equals stay as they are. The standard library's sort is a copy of itself for each type it sorts, some three
/// kilobytes in what a browser loads; here that part exists once and sorts places in the list.
pub fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let places = places(list.len(), &|one, other| compare(&list[one], &list[other]));
    let mut from: Vec<Option<T>> = std::mem::take(list).into_iter().map(Some).collect();
    list.extend(places.into_iter().filter_map(|place| from[place].take()));
}

/// The same by a key.
pub fn sort_by_key<T, K: Ord>(list: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(list, |one, other| key(one).cmp(&key(other)));
}

/// Puts a list in order and leaves each of it in it once.
pub fn sort_unique<T: Ord>(list: &mut Vec<T>) {
    sort_by(list, Ord::cmp);
    list.dedup();
}

fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

#[cfg(test)]
mod tests {
    use super::{sort_by_key, sort_unique};

    #[test]
    fn a_list_is_put_in_order_and_equals_stay_as_they_are() {
        let mut list: Vec<(u8, String)> =
            [(3, "c"), (1, "b"), (3, "a"), (1, "a"), (2, "")].map(|(n, t)| (n, t.to_owned())).to_vec();
        let mut expected = list.clone();
        expected.sort_by_key(|(number, _)| *number);
        sort_by_key(&mut list, |(number, _)| *number);
        assert_eq!(list, expected);
    }

    #[test]
    fn what_is_in_a_list_twice_is_there_once_wherever_it_stood() {
        let mut list = vec![3, 1, 2, 3, 1, 1];
        sort_unique(&mut list);
        assert_eq!(list, [1, 2, 3]);
    }
}
