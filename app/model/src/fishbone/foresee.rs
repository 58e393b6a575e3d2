//! How a fishbone would look after some changes: what a screen shows while a hand still holds what it moves.

use super::{Fishbone, FishboneChange};
use crate::{Actor, Effects, FishboneId, Millis, Seq, Stamp, merge::Trace, merge::Writes};

impl Fishbone {
    /// This fishbone after the changes, by the very fold that will make them. Nothing is checked, and nothing is kept.
    #[must_use]
    pub fn foreseen(&self, id: FishboneId, changes: &[FishboneChange]) -> Self {
        let stamp = Stamp::new(Actor::SYSTEM, Millis(0));
        let (mut writes, mut effects) = (Writes::default(), Effects::new());
        let mut trace = Trace { writes: &mut writes, effects: &mut effects, seq: Seq(0), stamp: &stamp };
        let mut then = self.clone();
        for change in changes.iter().filter(|change| change.id() == Some(id)) {
            change.fold_one(id, &mut then, &mut trace);
        }
        then
    }
}
