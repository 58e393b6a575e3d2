//! The core of a deal: who hears of it, who may write it, and what becomes of it when somebody is named or no longer is.

use crate::bench::{ADMIN, Bench, DEAL, Parts, ROOM, SR, STRANGER, deal};
use model::{
    Change, DealRole, EntityKey, KeyRoleId, Refusal, StreamId, UserId,
    key_role::{KeyRoleChange, KeyRoleKind},
    team::TeamChange,
};
use sync::{
    client::Event,
    frame::{Editing, Moving, PresenceBody, ServerFrame},
};

const SECRET: &str = "王夫人";
const ENTRY: KeyRoleId = KeyRoleId::from_u128(0x900);

fn core() -> StreamId {
    StreamId::DealCore(DEAL)
}

fn register() -> Parts {
    enter(ENTRY)
}

fn enter(id: KeyRoleId) -> Parts {
    let add = KeyRoleChange::Add {
        id,
        kind: KeyRoleKind::ContractSigner,
        person: None,
        name: SECRET.to_owned(),
        behind: None,
        purpose: String::new(),
        keep_until: None,
    };
    vec![(core(), vec![Change::KeyRole(add)])]
}

fn team(change: TeamChange) -> Parts {
    vec![(deal(), vec![Change::Team(change)])]
}

fn join(user: UserId, role: DealRole) -> Parts {
    team(TeamChange::Join { user, role, initials: "W".to_owned() })
}

fn named(user: UserId, core: bool) -> Parts {
    team(TeamChange::SetCore { user, core })
}

/// What a tab shows of the register; nothing if the core is not on the device.
fn shown(bench: &Bench, tab: usize) -> Option<usize> {
    let room = bench.tabs[tab].client.room(ROOM).unwrap();
    room.visible.core().map(|(_, core)| core.key_roles.size())
}

#[test]
fn the_iron_triangle_has_the_core_in_its_room_and_others_do_not() {
    for role in DealRole::ALL {
        let mut bench = Bench::new();
        bench.submit(ADMIN, join(STRANGER, role)).unwrap();
        bench.submit(ADMIN, register()).unwrap();
        let tab = bench.tab(STRANGER);
        assert!(bench.tabs[tab].client.room(ROOM).unwrap().loaded, "{role:?}");
        assert_eq!(shown(&bench, tab), role.in_triangle().then_some(1), "{role:?}");
    }
}

#[test]
fn no_frame_names_the_core_to_somebody_outside_it() {
    for role in DealRole::ALL.into_iter().filter(|role| !role.in_triangle()) {
        let mut bench = Bench::new();
        bench.submit(ADMIN, join(STRANGER, role)).unwrap();
        let conn = bench.greeted(STRANGER);
        bench.open(conn, ROOM);
        bench.submit(ADMIN, register()).unwrap();
        let other = bench.tab(SR);
        let entity = EntityKey::KeyRole(ENTRY);
        let moving = Moving { entity, x: 1, y: 1 };
        let editing = Some(Editing { entity, field: model::merge::Field::Note });
        let body = PresenceBody { selection: vec![entity], gesture: vec![moving], editing, ..PresenceBody::default() };
        bench.tell(other, Event::Presence { room: ROOM, body });
        bench.open(conn, ROOM);
        let frames: Vec<String> = bench.frames(conn).iter().map(ServerFrame::to_text).collect();
        assert!(frames.len() > 2, "it hears of the rest");
        for frame in frames {
            assert!(!frame.contains(SECRET) && !frame.contains("deal_core") && !frame.contains("key_role"), "{frame}");
        }
    }
}

#[test]
fn who_is_not_in_the_core_writes_nothing_there_and_learns_nothing_by_trying() {
    let mut bench = Bench::new();
    bench.submit(ADMIN, join(STRANGER, DealRole::WorkGroup)).unwrap();
    let before = bench.submit(STRANGER, enter(KeyRoleId::from_u128(0x901))).unwrap_err();
    bench.submit(ADMIN, register()).unwrap();
    let after = bench.submit(STRANGER, register()).unwrap_err();
    assert_eq!(format!("{before:?}"), format!("{after:?}"), "the same whether there is an entry or not");
    assert!(format!("{after:?}").contains("NoAccess"));
    let elsewhere = vec![(StreamId::DealCore(model::DealId::from_u128(7)), register().remove(0).1)];
    assert!(format!("{:?}", bench.submit(ADMIN, elsewhere).unwrap_err()).contains("NoAccess"));
}

#[test]
fn a_member_who_is_named_reads_the_core_at_once_and_does_not_write_it() {
    let mut bench = Bench::new();
    bench.submit(ADMIN, join(STRANGER, DealRole::Sponsor)).unwrap();
    bench.submit(ADMIN, register()).unwrap();
    let tab = bench.tab(STRANGER);
    assert_eq!(shown(&bench, tab), None);
    bench.submit(ADMIN, named(STRANGER, true)).unwrap();
    assert_eq!(shown(&bench, tab), Some(1));
    let change = KeyRoleChange::SetSource { id: ENTRY, source: "渠道".to_owned() };
    bench.gesture(tab, vec![(core(), vec![Change::KeyRole(change)])]);
    let refusals: Vec<&Refusal> = bench.tabs[tab].client.drawer().iter().map(|refused| &refused.refusal).collect();
    assert_eq!(refusals, [&Refusal::NotAllowed { action: model::Action::EditCore }]);
}

#[test]
fn who_is_no_longer_named_keeps_the_deal_and_loses_the_core_from_the_device() {
    let mut bench = Bench::new();
    bench.submit(ADMIN, join(STRANGER, DealRole::Sponsor)).unwrap();
    bench.submit(ADMIN, named(STRANGER, true)).unwrap();
    bench.submit(ADMIN, register()).unwrap();
    let tab = bench.tab(STRANGER);
    assert_eq!(shown(&bench, tab), Some(1));
    bench.submit(ADMIN, named(STRANGER, false)).unwrap();
    assert_eq!(shown(&bench, tab), None);
    assert!(bench.tabs[tab].client.stored_stream(core()).is_none());
    let room = bench.tabs[tab].client.room(ROOM).unwrap();
    assert!(room.loaded && !room.denied);
    let rename = KeyRoleChange::SetWho { id: ENTRY, person: None, name: "张女士".to_owned() };
    bench.submit(ADMIN, vec![(core(), vec![Change::KeyRole(rename)])]).unwrap();
    bench.submit(ADMIN, crate::bench::name_deal("还在")).unwrap();
    let room = bench.tabs[tab].client.room(ROOM).unwrap();
    assert_eq!(room.visible.deal().unwrap().1.facts.as_ref().unwrap().name, "还在");
    assert!(room.visible.core().is_none());
}

#[test]
fn who_loses_the_core_while_away_loses_it_from_the_device_when_he_is_back() {
    let mut bench = Bench::new();
    bench.submit(ADMIN, register()).unwrap();
    let tab = bench.tab(SR);
    assert_eq!(shown(&bench, tab), Some(1));
    bench.cut(tab);
    bench.submit(ADMIN, team(TeamChange::SetRole { user: SR, role: DealRole::Observer })).unwrap();
    assert_eq!(shown(&bench, tab), Some(1), "nobody could tell him");
    bench.back(tab);
    assert_eq!(shown(&bench, tab), None);
    assert!(bench.tabs[tab].client.stored_stream(core()).is_none());
    assert!(bench.tabs[tab].client.room(ROOM).unwrap().loaded);
}

#[test]
fn a_new_role_in_the_triangle_opens_the_core_and_another_closes_it() {
    let mut bench = Bench::new();
    bench.submit(ADMIN, register()).unwrap();
    bench.submit(ADMIN, join(STRANGER, DealRole::Reviewer)).unwrap();
    let tab = bench.tab(STRANGER);
    for (role, there) in [(DealRole::Fr, true), (DealRole::Reviewer, false), (DealRole::Sr, true)] {
        bench.submit(ADMIN, team(TeamChange::SetRole { user: STRANGER, role })).unwrap();
        assert_eq!(shown(&bench, tab).is_some(), there, "{role:?}");
    }
}

#[test]
fn an_entry_of_one_is_on_the_screen_of_another_and_can_be_undone() {
    let mut bench = Bench::new();
    let (one, other) = (bench.tab(ADMIN), bench.tab(SR));
    bench.gesture(one, register());
    assert_eq!((shown(&bench, one), shown(&bench, other)), (Some(1), Some(1)));
    let id = model::OpId::from_u128(0xabc);
    bench.tell(one, Event::Undo { id, room: ROOM });
    let gone =
        |tab: usize| bench.tabs[tab].client.room(ROOM).unwrap().visible.core().unwrap().1.key_roles[&ENTRY].archived;
    assert!(gone(one) && gone(other));
}

#[test]
fn an_entry_made_offline_gets_in_later() {
    let mut bench = Bench::new();
    let tab = bench.tab(SR);
    bench.cut(tab);
    bench.gesture(tab, register());
    assert_eq!(shown(&bench, tab), Some(1));
    bench.back(tab);
    assert_eq!(bench.tabs[tab].client.status().pending, 0);
    let other = bench.tab(ADMIN);
    assert_eq!(shown(&bench, other), Some(1));
}
