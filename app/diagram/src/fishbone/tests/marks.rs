//! Every mark of a fishbone is explained.

use super::*;
use crate::legend::tests::{drawn, unexplained};

/// Frames, lines and texts that are read as they stand.
const PLAIN: &str = "hit ring hit-line bone spine fin head head-word head-goal head-detail pill bone-rank bone-name \
     bone-person post who unknown state-back";

fn unexplained_on(room: &Room, layout: &Layout) -> Vec<String> {
    let entries = legend(room, layout, &words(), &LegendWords::default());
    unexplained(&layout.groups(&words()), &entries, PLAIN)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_mark_stands_in_the_legend_whatever_was_edited(
        people in prop::collection::vec(0_usize..=6, 1..=4),
        changes in prop::collection::vec(any_change(4, 6), 0..20),
    ) {
        let room = room(&people);
        prop_assert_eq!(unexplained_on(&room, &changed(&room, &changes)), Vec::<String>::new());
    }
}

#[test]
fn what_is_marked_only_at_times_is_explained_then_and_only_then() {
    let mut room = room(&[5, 1]);
    let has = |room: &Room, word: &str| {
        let layout = laid(room, Locale::Zh);
        let legend_words = LegendWords { gone: "淡色".into(), incomplete: "虚线圈".into(), ..Default::default() };
        let entries = legend(room, &layout, &words(), &legend_words);
        (drawn(&layout.groups(&words())), entries.iter().any(|entry| entry.text.contains(word)))
    };
    let (marks, said) = has(&room, "A 应比 B");
    assert!(marks.contains("misplaced") && marks.contains("incomplete") && said);
    assert!(has(&room, "虚线圈").1 && !has(&room, "淡色").1);
    let actor = room.actor(US, AccountRight::Edit);
    let tidy = FishboneChange::RemovePeople { id: ID, people: vec![person(0, 0), person(0, 3), person(0, 4)] };
    accept(&mut room, DEAL, vec![Change::Fishbone(tidy)], actor);
    assert!(!has(&room, "A 应比 B").1 && !has(&room, "虚线圈").1);
    let dissolve = DepartmentChange::Archive { id: bone(1) };
    accept(&mut room, ACCOUNT, vec![Change::Department(dissolve)], actor);
    let (marks, said) = has(&room, "淡色");
    assert!(marks.contains("ghost") && said, "a department that is no longer there is pale too");
    assert_eq!(unexplained_on(&room, &laid(&room, Locale::Zh)), Vec::<String>::new());
}
