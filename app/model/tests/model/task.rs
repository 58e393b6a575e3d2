//! Tasks (T-38): who plans, who reports, and that the same thing is not planned twice.

use crate::{fixture::*, samples::EVERYBODY};
use model::{
    Action, Change, Refusal, StreamId,
    card::{Card, TASKS_MAX},
    fishbone::plan,
    person::PersonChange,
    rank::Place,
    task::{GapTopic, TaskChange, TaskOrigin, TaskState, open_from},
    team::TeamChange,
};

fn change(change: TaskChange) -> Change {
    Change::Task(change)
}

fn set_state(name: &str, state: TaskState) -> Change {
    change(TaskChange::SetState { id: task(name), state })
}

fn gap(title: &str) -> TaskOrigin {
    TaskOrigin::Gap { person: person(title), topic: GapTopic::BelowSupport }
}

#[test]
fn whoever_does_a_task_says_how_far_it_is_and_nothing_else() {
    let mut world = World::read(EVERYBODY);
    world.does(user("W"), &[add_task("送样", Some("G"), None)]);
    world.does(user("G"), &[set_state("送样", TaskState::Doing)]);
    let note = TaskChange::EditNote { id: task("送样"), from: String::new(), to: "周三送到".to_owned() };
    world.does(user("G"), &[change(note)]);
    assert_eq!(world.deal().tasks.get(&task("送样")).unwrap().state, TaskState::Doing);
    let pass_on = change(TaskChange::SetOwner { id: task("送样"), owner: Some(user("R")) });
    assert_eq!(world.refuses(user("G"), &[pass_on]), not_allowed(Action::EditTasks));
    assert_eq!(world.refuses(user("R"), &[set_state("送样", TaskState::Done)]), not_allowed(Action::EditTasks));
}

#[test]
fn whoever_left_the_team_has_no_task_of_his_own_any_more() {
    let mut world = World::read(EVERYBODY);
    world.does(user("W"), &[add_task("送样", Some("G"), None)]);
    world.does(user("G"), &[Change::Team(TeamChange::Leave { user: user("G") })]);
    assert_eq!(world.refuses(user("G"), &[set_state("送样", TaskState::Done)]), not_allowed(Action::EditTasks));
}

#[test]
fn a_task_is_given_to_somebody_in_the_team() {
    let world = World::read(EVERYBODY);
    for outsider in ["N", "K"] {
        let refusal = world.refuses(user("W"), &[add_task("送样", Some(outsider), None)]);
        assert_eq!(refusal, Refusal::UnknownMember { user: user(outsider) });
    }
}

#[test]
fn the_plan_of_a_fishbone_becomes_tasks_once() {
    let mut world = World::read(EVERYBODY);
    world.does(user("W"), &[add_department("采购部"), add_fishbone("签约", None)]);
    world.does(user("W"), &[add_bone("签约", "采购部", Place::Last)]);
    for title in ["总经理", "采购部长", "高工"] {
        world.does(user("W"), &[put_on("签约", "采购部", title, Place::Last)]);
    }
    let planned = |world: &World| -> Vec<Change> {
        let id = fishbone("签约");
        let steps = plan(world.deal().fishbones.all.get(&id).unwrap(), world.map());
        let origins = steps.iter().map(|step| TaskOrigin::Fishbone { fishbone: id, person: step.person });
        let new = origins.filter(|origin| open_from(world.deal(), *origin).is_none());
        new.map(|origin| add_task(&format!("{origin:?}"), None, Some(origin))).collect()
    };
    let first = planned(&world);
    assert_eq!(first.len(), 2, "总经理 is +3");
    world.does(user("W"), &first);
    assert_eq!(planned(&world), []);
}

#[test]
fn the_same_thing_is_not_planned_twice_at_once_by_anybody() {
    let mut world = World::read(EVERYBODY);
    world.does(user("W"), &[add_task("拜访", None, Some(gap("采购部长")))]);
    let again = add_task("再拜访", None, Some(gap("采购部长")));
    assert_eq!(world.refuses(user("Y"), std::slice::from_ref(&again)), Refusal::AlreadyPlanned);
    world.does(user("W"), &[set_state("拜访", TaskState::Done)]);
    world.does(user("Y"), &[again]);
    let reopened = world.refuses(user("W"), &[set_state("拜访", TaskState::Open)]);
    assert_eq!(reopened, Refusal::AlreadyPlanned, "nor by opening the old one again");
    world.does(user("W"), &[change(TaskChange::Remove { id: task("拜访") })]);
    assert!(world.tries(user("W"), &[change(TaskChange::Restore { id: task("拜访") })]).is_ok(), "it is done");
}

#[test]
fn a_task_outlives_whom_it_is_about() {
    let mut world = World::read(EVERYBODY);
    world.does(user("W"), &[add_task("拜访", None, None)]);
    let about = |who| change(TaskChange::SetPerson { id: task("拜访"), person: who });
    world.does(user("W"), &[about(Some(person("高工")))]);
    world.does(user("W"), &[Change::Person(PersonChange::Archive { id: person("高工") })]);
    let cleared = world.does(user("W"), &[about(None)]);
    world.pushes(user("W"), cleared.inverse);
    assert_eq!(world.deal().tasks.get(&task("拜访")).unwrap().person, Some(person("高工")));
}

#[test]
fn the_card_of_a_deal_lists_open_tasks_of_its_team_with_the_next_due_first() {
    let mut world = World::read(EVERYBODY);
    for (name, owner) in
        [("送样", Some("G")), ("汇报", Some("Y")), ("无主", None), ("讲标", Some("Y")), ("退出", Some("R"))]
    {
        world.does(user("W"), &[add_task(name, owner, None)]);
    }
    for (name, due) in [("汇报", "2026-05-01"), ("讲标", "2026-04-01")] {
        world.does(user("W"), &[change(TaskChange::SetDue { id: task(name), due: Some(day(due)) })]);
    }
    world.does(user("R"), &[Change::Team(TeamChange::Leave { user: user("R") })]);
    let lines = |world: &World| -> Vec<String> {
        match Card::of(world.room.get(StreamId::Deal(DEAL)).unwrap()) {
            Some(Card::Deal(card)) => card.tasks.into_iter().map(|line| line.text).collect(),
            _ => Vec::new(),
        }
    };
    assert_eq!(lines(&world), ["讲标", "汇报", "送样"]);
    world.does(user("Y"), &[set_state("讲标", TaskState::Done)]);
    assert_eq!(lines(&world), ["汇报", "送样"]);
}

#[test]
fn one_with_very_many_tasks_keeps_nobody_elses_off_the_card_and_it_says_how_many_more_he_has() {
    let mut world = World::read(EVERYBODY);
    for at in 0..TASKS_MAX + 3 {
        world.does(user("W"), &[add_task(&format!("送样{at}"), Some("G"), None)]);
    }
    for at in 0..TASKS_MAX + 3 {
        let due = TaskChange::SetDue { id: task(&format!("送样{at}")), due: Some(day("2026-04-01")) };
        world.does(user("W"), &[change(due)]);
    }
    world.does(user("W"), &[add_task("汇报", Some("Y"), None)]);
    let Some(Card::Deal(card)) = Card::of(world.room.get(StreamId::Deal(DEAL)).unwrap()) else { panic!() };
    let of = |owner: &str| card.tasks.iter().filter(|line| line.owner == user(owner)).count();
    assert_eq!((of("G"), of("Y")), (TASKS_MAX, 1));
    assert_eq!(card.tasks_beyond.into_iter().collect::<Vec<_>>(), [(user("G"), 3)]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut world = World::read(EVERYBODY);
    assert!(matches!(world.refuses(user("W"), &[add_task(" ", None, None)]), Refusal::EmptyText { .. }));
    world.does(user("W"), &[add_task("拜访", None, None)]);
    let id = task("拜访");
    let far = change(TaskChange::SetDue { id, due: Some(day("2300-01-01")) });
    assert_eq!(world.refuses(user("W"), &[far]), Refusal::DayOutOfRange);
    world.does(user("W"), &[change(TaskChange::Remove { id })]);
    assert_eq!(world.refuses(user("W"), &[set_state("拜访", TaskState::Done)]), Refusal::TaskArchived { task: id });
    assert_eq!(
        world.refuses(user("W"), &[set_state("没有", TaskState::Done)]),
        Refusal::UnknownTask { task: task("没有") }
    );
}
