//! Many items come into sight at once when the view jumps or zooms out: they are mounted a few at a time, the nearest to the
//! middle first, so that no frame waits for all of them.

use super::Canvas;
use leptos::prelude::*;
use model::EntityKey;
use std::time::Duration;

/// Mounted at once while the view is on its way; and at rest, in one frame.
const IN_MOTION: usize = 12;
const AT_REST: usize = 40;
/// While the view is on its way, whatever comes or goes makes the browser paint all of it anew: not in every frame.
const PAUSE: Duration = Duration::from_millis(96);
/// Taking off is cheaper.
const OFF: usize = 4;

/// A list on its way to the one that is wanted.
#[derive(Clone, Copy)]
struct Paced {
    wanted: Memo<Vec<EntityKey>>,
    shown: RwSignal<Vec<EntityKey>>,
    /// The next step is due later.
    waits: StoredValue<bool>,
}

impl Canvas {
    /// Follows a list that is in the order of the keys, a few items at a time. What is carried (see [`Canvas::carried`]) is there at once.
    pub fn paced(self, wanted: Memo<Vec<EntityKey>>) -> RwSignal<Vec<EntityKey>> {
        let list = Paced { wanted, shown: RwSignal::new(Vec::new()), waits: StoredValue::new(false) };
        Effect::new(move |_| {
            list.wanted.track();
            self.moving.track();
            // What comes into sight while one zooms may be out of it, or too small to be read, when the zoom is over: it waits.
            if self.zooming.get() || list.waits.get_value() {
                self.bring(list, 0);
            } else {
                self.step(list);
            }
        });
        list.shown
    }

    fn step(self, list: Paced) {
        if self.zooming.get_untracked() {
            return;
        }
        let moving = self.moving.get_untracked();
        let at_once = if moving { IN_MOTION } else { AT_REST };
        let more = self.bring(list, at_once);
        if !more && !moving {
            return;
        }
        list.waits.set_value(true);
        let next = move || {
            // The screen may be gone when its time comes.
            if list.waits.try_set_value(false).is_none() {
                self.step(list);
            }
        };
        if moving {
            set_timeout(next, PAUSE);
        } else {
            request_animation_frame(next);
        }
    }

    /// Does one step; whether another one is needed.
    fn bring(self, list: Paced, at_once: usize) -> bool {
        let carried = untrack(|| self.carried());
        let middle = self.view.get_untracked().to_diagram(self.frame().centre());
        let diagram = self.diagram();
        let far = |item: EntityKey| diagram.bounds(item).map_or(0.0, |bounds| bounds.centre().distance(middle));
        let Paced { wanted, shown, .. } = list;
        let next =
            wanted.with_untracked(|wanted| shown.with_untracked(|now| next(now, wanted, &carried, at_once, &far)));
        let Some((next, more)) = next else { return false };
        if shown.with_untracked(|now| *now != next) {
            shown.set(next);
        }
        more
    }
}

/// The list after one step, and whether something that is wanted is still missing, or something is there that is not; `None` if all
/// was right before. `wanted` and `carried` are in the order of the keys.
///
/// What is new takes the places of what goes, the first ones first, and the rest of it comes behind. So either nothing that stays gets
/// another number, or nothing new comes after what goes: in a list that has both, the view moves elements that may stay where they are
/// (tachys 0.2.19 counts what comes and goes up to the old number of an element alone), and an element that is moved loses the focus.
fn next(
    now: &[EntityKey],
    wanted: &[EntityKey],
    carried: &[EntityKey],
    at_once: usize,
    far: &dyn Fn(EntityKey) -> f64,
) -> Option<(Vec<EntityKey>, bool)> {
    let is_in = |list: &[EntityKey], item: &EntityKey| list.binary_search(item).is_ok();
    let mut known = now.to_vec();
    model::order::sort_by(&mut known, Ord::cmp);
    if known == wanted {
        return None;
    }
    let new = wanted.iter().filter(|item| !is_in(&known, item));
    let (urgent, mut new): (Vec<EntityKey>, Vec<EntityKey>) = new.partition(|item| is_in(carried, item));
    let more_new = new.len() > at_once;
    if more_new {
        let mut by_distance: Vec<(f64, EntityKey)> = new.iter().map(|item| (far(*item), *item)).collect();
        model::order::sort_by(&mut by_distance, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        new = by_distance.into_iter().take(at_once).map(|(_, item)| item).collect();
    }
    let mut coming = urgent.into_iter().chain(new);
    let mut gone = 0;
    let mut list: Vec<EntityKey> = Vec::with_capacity(now.len());
    for item in now {
        let stays = is_in(wanted, item);
        gone += usize::from(!stays);
        list.extend(if stays || gone > at_once * OFF { Some(*item) } else { coming.next() });
    }
    list.extend(coming);
    let more = more_new || gone > at_once * OFF;
    Some((list, more))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::PersonId;
    use proptest::prelude::*;

    const fn item(number: u128) -> EntityKey {
        EntityKey::Node(PersonId::from_u128(number))
    }

    fn items(numbers: impl IntoIterator<Item = u128>) -> Vec<EntityKey> {
        numbers.into_iter().map(item).collect()
    }

    /// Numbers are distances.
    fn far(of: EntityKey) -> f64 {
        let EntityKey::Node(PersonId(id)) = of else { return 0.0 };
        id.as_u128() as f64
    }

    #[test]
    fn the_nearest_come_first_and_after_some_frames_all_are_there() {
        let wanted = items(1..=25);
        let mut now = Vec::new();
        let mut frames = 0;
        while let Some((next, more)) = next(&now, &wanted, &[], 10, &far) {
            frames += 1;
            assert_eq!(more, next.len() < wanted.len());
            assert_eq!(next, items(1..=(frames * 10).min(25)));
            now = next;
        }
        assert_eq!(frames, 3);
    }

    #[test]
    fn what_is_carried_does_not_wait() {
        let step = |new| next(&[], &items(1..=50), &items([40, 49]), new, &far).expect("a step").0;
        assert_eq!(step(10), items([40, 49].into_iter().chain(1..=10)));
        assert_eq!(step(0), items([40, 49]));
    }

    #[test]
    fn what_is_new_takes_the_places_of_what_goes_and_then_comes_behind() {
        let step = |now: [u128; 4], wanted: &[u128]| {
            next(&items(now), &items(wanted.iter().copied()), &[], 10, &far).expect("a step")
        };
        assert_eq!(step([7, 3, 9, 1], &[1, 2, 3, 7]), (items([7, 3, 2, 1]), false));
        assert_eq!(step([7, 3, 9, 1], &[1, 2, 3, 4, 7]), (items([7, 3, 2, 1, 4]), false));
        assert_eq!(step([9, 3, 8, 1], &[1, 2, 3]), (items([2, 3, 1]), false));
    }

    proptest! {
        #[test]
        fn what_stays_keeps_its_number_or_nothing_new_comes_after_it(
            now in proptest::sample::subsequence((0..60).collect::<Vec<u128>>(), 0..60).prop_shuffle(),
            wanted in proptest::sample::subsequence((0..60).collect::<Vec<u128>>(), 0..60),
            at_once in 0_usize..20,
        ) {
            let (now, wanted) = (items(now), items(wanted));
            let Some((list, _)) = next(&now, &wanted, &[], at_once, &far) else { return Ok(()) };
            let as_before = now.iter().zip(&list).take_while(|(old, new)| old == new || !(list.contains(old) || now.contains(new))).count();
            let after: Vec<EntityKey> = list.iter().skip(as_before).copied().collect();
            // All that was there has its place, or from here on it only closes up.
            prop_assert!(as_before == now.len() || after.iter().all(|item| now.contains(item)));
            let still: Vec<EntityKey> = now.iter().skip(as_before).filter(|item| list.contains(item)).copied().collect();
            prop_assert!(as_before == now.len() || after == still);
        }
    }

    #[test]
    fn what_left_is_taken_off_a_few_at_a_time() {
        let (list, more) = next(&items(1..=100), &items([5]), &[], 10, &far).expect("a step");
        assert_eq!((list.len(), more), (60, true));
        assert!(list.contains(&item(5)));
        let (list, more) = next(&items(1..=30), &items([5]), &[], 10, &far).expect("a step");
        assert_eq!((list, more), (items([5]), false));
    }
}
