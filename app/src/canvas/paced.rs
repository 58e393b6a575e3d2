//! Many items come into sight at once when the view jumps or zooms out: they are mounted a few in each frame, the nearest to the
//! middle first, so that no frame waits for all of them.

use super::Canvas;
use leptos::prelude::*;
use model::EntityKey;

/// Mounted in one frame while the view is on its way; and at rest.
const IN_MOTION: usize = 3;
const AT_REST: usize = 40;
/// Taking off is cheaper.
const OFF: usize = 4;

impl Canvas {
    /// Follows a list that is in the order of the keys, a few items in each frame. What is carried (see [`Canvas::carried`]) is there at once.
    pub fn paced(self, wanted: Memo<Vec<EntityKey>>) -> RwSignal<Vec<EntityKey>> {
        let shown = RwSignal::new(Vec::new());
        let waits = StoredValue::new(false);
        Effect::new(move |_| {
            wanted.track();
            if !waits.get_value() {
                self.step(wanted, shown, waits);
            }
        });
        shown
    }

    fn step(self, wanted: Memo<Vec<EntityKey>>, shown: RwSignal<Vec<EntityKey>>, waits: StoredValue<bool>) {
        let at_once = if self.moving.get_untracked() { IN_MOTION } else { AT_REST };
        let carried = untrack(|| self.carried());
        let middle = self.view.get_untracked().to_diagram(self.frame().centre());
        let diagram = self.diagram();
        let far = |item: EntityKey| diagram.bounds(item).map_or(0.0, |bounds| bounds.centre().distance(middle));
        let next =
            wanted.with_untracked(|wanted| shown.with_untracked(|now| next(now, wanted, &carried, at_once, &far)));
        let Some((next, done)) = next else { return };
        shown.set(next);
        if !done {
            waits.set_value(true);
            request_animation_frame(move || {
                // The screen may be gone when the frame comes.
                if waits.try_set_value(false).is_none() {
                    self.step(wanted, shown, waits);
                }
            });
        }
    }
}

/// The list after one step, and whether all that is wanted is there and nothing else; `None` if it was so before. What stays keeps
/// its place and what is new goes to the end: no element is moved, for a moved element loses the focus. `wanted` and `carried` are in
/// the order of the keys.
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
    let mut gone = 0;
    let mut list: Vec<EntityKey> = now
        .iter()
        .filter(|item| {
            let stays = is_in(wanted, item);
            gone += usize::from(!stays);
            stays || gone > at_once * OFF
        })
        .copied()
        .collect();
    let done = new.len() <= at_once && gone <= at_once * OFF;
    if new.len() > at_once {
        let mut by_distance: Vec<(f64, EntityKey)> = new.iter().map(|item| (far(*item), *item)).collect();
        model::order::sort_by(&mut by_distance, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        new = by_distance.into_iter().take(at_once).map(|(_, item)| item).collect();
    }
    list.extend(urgent);
    list.extend(new);
    Some((list, done))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::PersonId;

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
        while let Some((next, done)) = next(&now, &wanted, &[], 10, &far) {
            frames += 1;
            assert_eq!(done, next.len() == wanted.len());
            assert_eq!(next, items(1..=(frames * 10).min(25)));
            now = next;
        }
        assert_eq!(frames, 3);
    }

    #[test]
    fn what_is_carried_does_not_wait() {
        let (next, _) = next(&[], &items(1..=50), &items([40, 49]), 10, &far).expect("a step");
        assert_eq!(next, items([40, 49].into_iter().chain(1..=10)));
    }

    #[test]
    fn what_stays_keeps_its_place_and_what_is_new_comes_behind() {
        let (next, done) = next(&items([7, 3, 9, 1]), &items([1, 2, 3, 7]), &[], 10, &far).expect("a step");
        assert_eq!((next, done), (items([7, 3, 1, 2]), true));
    }

    #[test]
    fn what_left_is_taken_off_a_few_at_a_time() {
        let (list, done) = next(&items(1..=100), &items([5]), &[], 10, &far).expect("a step");
        assert_eq!((list.len(), done), (60, false));
        assert!(list.contains(&item(5)));
        let (list, done) = next(&items(1..=30), &items([5]), &[], 10, &far).expect("a step");
        assert_eq!((list, done), (items([5]), true));
    }
}
