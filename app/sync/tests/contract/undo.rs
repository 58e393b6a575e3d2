//! Undo and redo.

use crate::bench::{ADMIN, Bench, ROOM, SR, deal, move_all, move_to};
use model::{Change, DealRole, team::TeamChange};
use sync::{
    client::{Notice, Restored},
    limits,
};

fn undone(done: usize, of: usize) -> Notice {
    Notice::Undone { name: "step".to_owned(), redo: false, done, of }
}

fn nothing_undone(redo: bool) -> Notice {
    Notice::NothingUndone { name: "step".to_owned(), redo }
}

#[test]
fn undo_takes_the_last_own_step_back_and_redo_does_it_again() {
    let mut bench = Bench::new();
    let tab = bench.tab(ADMIN);
    let person = bench.add_person(tab);
    bench.gesture(tab, move_to(person, 5, 6));
    bench.undo(tab);
    assert_eq!(bench.place(tab, person), (0, 0));
    bench.undo(tab);
    assert!(!bench.is_on_map(tab, person));
    bench.redo(tab);
    bench.redo(tab);
    assert_eq!(bench.place(tab, person), (5, 6));
    assert_eq!(bench.tabs[tab].client.status().pending, 0);
    assert_eq!(bench.tabs[tab].client.redo_name(ROOM), None);
}

#[test]
fn undo_works_while_offline_and_everywhere_after() {
    let mut bench = Bench::new();
    let (tab, other) = (bench.tab(ADMIN), bench.tab(SR));
    let person = bench.add_person(tab);
    bench.cut(tab);
    bench.gesture(tab, move_to(person, 5, 6));
    bench.undo(tab);
    assert_eq!(bench.place(tab, person), (0, 0));
    bench.back(tab);
    assert_eq!((bench.place(tab, person), bench.place(other, person)), ((0, 0), (0, 0)));
}

#[test]
fn undo_leaves_out_what_others_have_changed_and_says_so() {
    let mut bench = Bench::new();
    let (mine, theirs) = (bench.tab(ADMIN), bench.tab(SR));
    let people: Vec<_> = (0..4).map(|_| bench.add_person(mine)).collect();
    let to: Vec<_> = people.iter().map(|person| (*person, 7, 7)).collect();
    bench.gesture(mine, move_all(&to));
    bench.gesture(theirs, move_to(people[0], 1, 2));
    bench.undo(mine);
    assert_eq!(bench.place(mine, people[0]), (1, 2));
    assert_eq!(bench.place(mine, people[1]), (0, 0));
    assert!(bench.tabs[mine].notices.contains(&undone(3, 4)));
}

#[test]
fn a_step_wholly_overwritten_is_off_the_stack_and_nothing_is_sent() {
    let mut bench = Bench::new();
    let (mine, theirs) = (bench.tab(ADMIN), bench.tab(SR));
    let person = bench.add_person(mine);
    bench.gesture(mine, move_to(person, 7, 7));
    bench.gesture(theirs, move_to(person, 1, 2));
    let before = bench.log.order.len();
    bench.undo(mine);
    assert_eq!(bench.log.order.len(), before);
    assert_eq!(bench.tabs[mine].notices.last(), Some(&nothing_undone(false)));
}

#[test]
fn undo_of_an_early_step_does_not_reach_behind_a_colleague_through_a_later_own_one() {
    let mut bench = Bench::new();
    let (mine, theirs) = (bench.tab(ADMIN), bench.tab(SR));
    let person = bench.add_person(mine);
    bench.gesture(mine, move_to(person, 7, 7));
    bench.gesture(theirs, move_to(person, 1, 2));
    bench.gesture(mine, move_to(person, 9, 9));
    bench.undo(mine);
    assert_eq!(bench.place(mine, person), (1, 2));
    bench.undo(mine);
    assert_eq!(bench.place(mine, person), (1, 2));
    assert_eq!(bench.tabs[mine].notices.last(), Some(&nothing_undone(false)));
}

#[test]
fn what_a_colleague_wrote_before_an_own_step_does_not_keep_it_from_being_undone_even_while_it_is_not_acknowledged() {
    let mut bench = Bench::new();
    let (mine, theirs) = (bench.tab(ADMIN), bench.tab(SR));
    let person = bench.add_person(mine);
    bench.gesture(theirs, move_to(person, 1, 2));
    bench.gesture(mine, move_to(person, 7, 7));
    bench.undo(mine);
    assert_eq!(bench.place(mine, person), (1, 2));
    bench.cut(mine);
    bench.gesture(mine, move_to(person, 8, 8));
    bench.undo(mine);
    assert_eq!(bench.place(mine, person), (1, 2));
    assert_eq!(bench.tabs[mine].notices, [undone(1, 1), undone(1, 1)]);
}

#[test]
fn redo_does_not_write_over_what_a_colleague_has_changed_since_the_undo() {
    let mut bench = Bench::new();
    let (mine, theirs) = (bench.tab(ADMIN), bench.tab(SR));
    let person = bench.add_person(mine);
    bench.gesture(mine, move_to(person, 7, 7));
    bench.undo(mine);
    bench.gesture(theirs, move_to(person, 1, 2));
    bench.redo(mine);
    assert_eq!(bench.place(mine, person), (1, 2));
    assert_eq!(bench.tabs[mine].notices.last(), Some(&nothing_undone(true)));
}

#[test]
fn a_stored_step_without_its_rows_takes_back_only_what_nobody_else_has_ever_written() {
    let mut bench = Bench::new();
    let (mine, theirs) = (bench.tab(ADMIN), bench.tab(SR));
    let (alone, shared) = (bench.add_person(mine), bench.add_person(mine));
    bench.gesture(theirs, move_to(shared, 1, 2));
    bench.gesture(mine, move_all(&[(alone, 7, 7), (shared, 7, 7)]));
    let mut stored = serde_json::to_value(bench.tabs[mine].client.stored_undo(ROOM)).unwrap();
    for step in stored["undo"].as_array_mut().unwrap() {
        assert!(step.as_object_mut().unwrap().remove("rows").is_some());
    }
    let undo = vec![(ROOM, serde_json::from_value(stored).unwrap())];
    let later = bench.tab_with(ADMIN, Restored { undo, ..Restored::default() });
    bench.undo(later);
    assert_eq!((bench.place(later, alone), bench.place(later, shared)), ((0, 0), (7, 7)));
}

#[test]
fn a_decision_about_people_is_not_on_the_stack() {
    let mut bench = Bench::new();
    let tab = bench.tab(ADMIN);
    let role = TeamChange::SetRole { user: SR, role: DealRole::Fr };
    bench.gesture(tab, vec![(deal(), vec![Change::Team(role)])]);
    assert_eq!(bench.tabs[tab].client.undo_name(ROOM), None);
}

#[test]
fn the_stack_holds_two_hundred_steps_and_survives_a_reload() {
    let mut bench = Bench::new();
    let tab = bench.tab(ADMIN);
    let person = bench.add_person(tab);
    for n in 0..300 {
        bench.gesture(tab, move_to(person, n, n));
    }
    let stacks = bench.tabs[tab].client.stored_undo(ROOM);
    assert_eq!(stacks.undo.len(), limits::UNDO_STEPS);
    let json = serde_json::to_string(&stacks).unwrap();
    let undo = vec![(ROOM, serde_json::from_str(&json).unwrap())];
    let reloaded = bench.tab_with(ADMIN, Restored { undo, ..Restored::default() });
    bench.undo(reloaded);
    assert_eq!(bench.place(reloaded, person), (298, 298));
}

#[test]
fn a_new_gesture_ends_what_could_be_redone() {
    let mut bench = Bench::new();
    let tab = bench.tab(ADMIN);
    let person = bench.add_person(tab);
    bench.gesture(tab, move_to(person, 1, 1));
    bench.undo(tab);
    assert!(bench.tabs[tab].client.redo_name(ROOM).is_some());
    bench.gesture(tab, move_to(person, 2, 2));
    assert_eq!(bench.tabs[tab].client.redo_name(ROOM), None);
}
