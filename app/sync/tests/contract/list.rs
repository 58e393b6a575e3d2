//! The list of deals.

use crate::bench::{ACCOUNT, ADMIN, Bench, SR, deal, new_deal};
use model::{Change, DealId, DealRole, StreamId, card::Card, team::TeamChange};
use sync::{
    client::{Client, Event},
    frame::{BOARD, RoomId},
};

fn names(client: &Client) -> Vec<StreamId> {
    let rows = client.list(BOARD).unwrap();
    rows.into_iter().filter(|row| matches!(row.card, Card::Deal(_))).map(|row| row.stream).collect()
}

fn with_board(bench: &mut Bench, user: model::UserId) -> usize {
    let tab = bench.tab(user);
    bench.tell(tab, Event::OpenRoom(RoomId::Board));
    tab
}

fn found(id: u128, by: model::UserId) -> (StreamId, Vec<(StreamId, Vec<Change>)>) {
    let stream = StreamId::Deal(DealId::from_u128(id));
    let join = TeamChange::Join { user: by, role: DealRole::Ar, initials: "W".to_owned() };
    (stream, vec![(stream, vec![new_deal(ACCOUNT), Change::Team(join)])])
}

#[test]
fn a_deal_created_offline_is_in_the_list_at_once_and_says_that_it_is_only_here() {
    let mut bench = Bench::new();
    let tab = with_board(&mut bench, ADMIN);
    assert_eq!(names(&bench.tabs[tab].client), [deal()]);
    bench.cut(tab);
    let (new, parts) = found(0x999, ADMIN);
    bench.gesture(tab, parts);
    assert_eq!(names(&bench.tabs[tab].client), [deal(), new]);
    assert_eq!(bench.tabs[tab].client.founded().collect::<Vec<_>>(), [new]);
    bench.back(tab);
    assert_eq!(names(&bench.tabs[tab].client), [deal(), new]);
    assert_eq!(bench.tabs[tab].client.founded().count(), 0);
}

#[test]
fn a_deal_the_server_refuses_leaves_the_list() {
    let mut bench = Bench::new();
    let tab = with_board(&mut bench, SR);
    bench.cut(tab);
    let (new, parts) = found(0x999, SR);
    bench.gesture(tab, parts.clone());
    assert_eq!(names(&bench.tabs[tab].client), [deal(), new]);
    // Somebody else takes the id; no honest client does.
    bench.submit(ADMIN, found(0x999, ADMIN).1).unwrap();
    bench.back(tab);
    assert_eq!(bench.tabs[tab].client.drawer().len(), 1);
    assert_eq!(names(&bench.tabs[tab].client), [deal()]);
}
