//! Comments: who says what about what, and who may change it.

use crate::{fixture::*, samples::EVERYBODY};
use model::{
    Action, Change, CommentId, EntityKey, Refusal, StreamId, UserId,
    chain::ChainChange,
    comment::{CommentChange, MENTIONS_MAX, Thread, threads},
    rank::Place,
    team::TeamChange,
    undo::undo_since,
};
use std::collections::BTreeMap;

fn gm() -> EntityKey {
    EntityKey::Node(person("总经理"))
}

fn change(change: CommentChange) -> Change {
    Change::Comment(change)
}

fn says(id: CommentId, text: &str, mentions: Option<Vec<UserId>>) -> CommentChange {
    CommentChange::SetText { id, text: text.to_owned(), mentions }
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
    for other in [says(id, "算了", None), CommentChange::Remove { id }] {
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
fn whom_an_edit_mentions_is_spoken_to_since_the_edit_and_undo_takes_it_back() {
    let mut world = asked();
    let id = comment("谁去拜访？");
    let first = world.deal().comments.get(&id).unwrap().seq;
    let edited = world.does(user("W"), &[change(says(id, "@Y 谁去拜访？", Some(vec![user("Y")])))]);
    let edit = world.seq(StreamId::Deal(DEAL));
    assert!(edit > first);
    let now = world.deal().comments.get(&id).unwrap().clone();
    assert!(now.mentions.contains(&user("Y")) && now.mentions.size() == 1);
    assert_eq!((now.spoke_to(user("Y")), now.spoke_to(user("S")), now.seq), (edit, first, first));

    // Once more, and it is no news to whom it spoke before.
    world.does(user("W"), &[change(says(id, "@Y @S 谁去？", Some(vec![user("Y"), user("S")])))]);
    let now = world.deal().comments.get(&id).unwrap().clone();
    assert_eq!(now.spoke_to(user("Y")), edit);
    assert_eq!(now.spoke_to(user("S")), world.seq(StreamId::Deal(DEAL)));

    world.does(user("W"), &[change(says(id, "谁去？", Some(vec![])))]);
    world.pushes(user("W"), edited.inverse);
    let now = world.deal().comments.get(&id).unwrap();
    assert_eq!((now.text.as_str(), now.mentions.size(), now.spoke_to(user("Y"))), ("谁去拜访？", 0, first));
}

#[test]
fn an_edit_comes_to_speak_only_to_people_of_the_team() {
    let mut world = asked();
    let id = comment("谁去拜访？");
    let stranger = world.refuses(user("W"), &[change(says(id, "@N", Some(vec![user("N")])))]);
    assert_eq!(stranger, Refusal::UnknownMember { user: user("N") });
    let many = world.refuses(user("W"), &[change(says(id, "@Y", Some(vec![user("Y"); MENTIONS_MAX + 1])))]);
    assert_eq!(many, Refusal::TooManyEntities { max: 20 });
    // Who has left since is still named in what was said to him.
    let to_s = |text| change(says(id, text, Some(vec![user("S")])));
    world.does(user("W"), &[to_s("@S 去吗？")]);
    world.does(user("S"), &[Change::Team(TeamChange::Leave { user: user("S") })]);
    assert!(world.tries(user("W"), &[to_s("@S 去了吗？")]).is_ok());
}

#[test]
fn an_edit_from_before_it_could_mention_somebody_leaves_the_mentions_as_they_are() {
    let mut world = asked();
    let id = comment("谁去拜访？");
    world.does(user("W"), &[change(says(id, "@Y 去吗？", Some(vec![user("Y")])))]);
    let stored = format!(r#"{{"set_text":{{"id":"{id}","text":"@Y 去不去？"}}}}"#);
    let old: CommentChange = serde_json::from_str(&stored).unwrap();
    assert_eq!(serde_json::to_string(&old).unwrap(), stored);
    world.does(user("W"), &[change(old)]);
    assert!(world.deal().comments.get(&id).unwrap().mentions.contains(&user("Y")));
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
