//! Comments: who says what about what, and who may change it.

use crate::{fixture::*, samples::EVERYBODY};
use model::{
    Action, Change, EntityKey, Refusal, StreamId,
    chain::ChainChange,
    comment::{CommentChange, MENTIONS_MAX, Thread, threads},
    rank::Place,
    undo::undo_since,
};
use std::collections::BTreeMap;

fn gm() -> EntityKey {
    EntityKey::Node(person("总经理"))
}

fn change(change: CommentChange) -> Change {
    Change::Comment(change)
}

fn asked() -> World {
    let mut world = World::read(EVERYBODY);
    world.does(user("W"), &[say("谁去拜访？", gm(), None)]);
    world
}

#[test]
fn a_thread_is_a_comment_with_its_answers_in_the_order_they_came() {
    let mut world = asked();
    world.does(user("Y"), &[say("我去", gm(), Some("谁去拜访？"))]);
    world.does(user("S"), &[say("带上样板点材料", gm(), Some("谁去拜访？"))]);
    world.does(user("F"), &[say("另一件事", gm(), None)]);
    let thread = |id, answers| Thread { id, on: gm(), answers, resolved: false };
    assert_eq!(
        threads(&world.deal().comments),
        [
            thread(comment("谁去拜访？"), vec![comment("我去"), comment("带上样板点材料")]),
            thread(comment("另一件事"), vec![])
        ]
    );
}

#[test]
fn what_was_answered_keeps_its_answers_when_its_author_takes_it_back() {
    let mut world = asked();
    let id = comment("谁去拜访？");
    world.does(user("Y"), &[say("我去", gm(), Some("谁去拜访？"))]);
    world.does(user("W"), &[change(CommentChange::Remove { id })]);
    let answers = vec![comment("我去")];
    assert_eq!(threads(&world.deal().comments), [Thread { id, on: gm(), answers, resolved: false }]);
    world.does(user("Y"), &[change(CommentChange::Remove { id: comment("我去") })]);
    assert_eq!(threads(&world.deal().comments), []);
}

#[test]
fn everybody_in_the_team_comments_but_observers() {
    let world = asked();
    for who in ["G", "R", "D", "S", "M"] {
        assert!(world.tries(user(who), &[say("同意", gm(), Some("谁去拜访？"))]).is_ok(), "{who}");
    }
    assert_eq!(world.refuses(user("O"), &[say("同意", gm(), None)]), not_allowed(Action::Comment));
}

#[test]
fn only_its_author_changes_a_comment_and_everybody_settles_it() {
    let mut world = asked();
    let id = comment("谁去拜访？");
    for other in [CommentChange::SetText { id, text: "算了".to_owned() }, CommentChange::Remove { id }] {
        assert_eq!(world.refuses(user("Y"), &[change(other)]), Refusal::NotYourComment);
    }
    world.does(user("Y"), &[change(CommentChange::Resolve { id })]);
    assert!(world.deal().comments.get(&id).unwrap().resolved);
    world.does(user("W"), &[change(CommentChange::Remove { id })]);
    assert_eq!(threads(&world.deal().comments), []);
    let gone = world.refuses(user("Y"), &[change(CommentChange::Reopen { id })]);
    assert_eq!(gone, Refusal::UnknownComment { comment: id });
}

#[test]
fn an_answer_belongs_to_a_comment_on_the_same_thing_and_is_not_answered_itself() {
    let mut world = asked();
    let elsewhere = say("我去", EntityKey::Node(person("高工")), Some("谁去拜访？"));
    assert!(matches!(world.refuses(user("Y"), &[elsewhere]), Refusal::UnknownComment { .. }));
    world.does(user("Y"), &[say("我去", gm(), Some("谁去拜访？"))]);
    let deeper = world.refuses(user("W"), &[say("好", gm(), Some("我去"))]);
    assert!(matches!(deeper, Refusal::UnknownComment { .. }));
}

#[test]
fn what_is_not_on_a_diagram_of_the_deal_is_not_commented_on() {
    let world = asked();
    for nothing in [EntityKey::Node(person("路人")), EntityKey::Account, EntityKey::Step(step("没有"))] {
        assert_eq!(world.refuses(user("W"), &[say("？", nothing, None)]), Refusal::NothingThere);
    }
    assert!(world.tries(user("W"), &[say("整体怎么看？", EntityKey::Deal, None)]).is_ok());
}

#[test]
fn a_person_of_a_step_is_talked_about_as_long_as_he_was_ever_in_it() {
    let mut world = asked();
    let here = EntityKey::StepPerson(step("招标"), person("总经理"));
    world.does(user("W"), &[add_step("招标", Place::Last)]);
    assert_eq!(world.refuses(user("W"), &[say("他参加吗？", here, None)]), Refusal::NothingThere);
    world.does(user("W"), &[takes_part("招标", "总经理")]);
    let gone = ChainChange::RemoveStepPerson { id: step("招标"), person: person("总经理") };
    world.does(user("W"), &[Change::Chain(gone)]);
    assert!(world.tries(user("W"), &[say("他为什么不参加了？", here, None)]).is_ok());
}

#[test]
fn a_comment_speaks_to_people_of_the_team() {
    let world = asked();
    let to = |mentions| {
        let (id, on, text) = (comment("x"), gm(), "请看".to_owned());
        change(CommentChange::Add { id, on, answers: None, text, mentions })
    };
    assert!(world.tries(user("W"), &[to(vec![user("Y"), user("S")])]).is_ok());
    assert_eq!(world.refuses(user("W"), &[to(vec![user("N")])]), Refusal::UnknownMember { user: user("N") });
    let many = world.refuses(user("W"), &[to(vec![user("Y"); MENTIONS_MAX + 1])]);
    assert_eq!(many, Refusal::TooManyEntities { max: 20 });
}

#[test]
fn undo_does_not_take_a_comment_back_that_was_answered() {
    let mut world = World::read(EVERYBODY);
    let said = world.does(user("W"), &[say("谁去拜访？", gm(), None)]);
    let rows = BTreeMap::from([(StreamId::Deal(DEAL), world.seq(StreamId::Deal(DEAL)))]);
    assert_eq!(undo_since(&world.room, &said.inverse, user("W"), &rows).kept, 1);
    world.does(user("Y"), &[say("我去", gm(), Some("谁去拜访？"))]);
    assert_eq!(undo_since(&world.room, &said.inverse, user("W"), &rows).kept, 0);
}
