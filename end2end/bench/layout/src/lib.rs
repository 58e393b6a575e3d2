//! The layouts of the crate `diagram` behind plain functions: a room is made of the same changes as on the wire, then laid out.

use diagram::{
    Point,
    chain::Layout,
    fishbone::{Words, layout},
    power_map::{CARD_HEIGHT, CARD_WIDTH},
    tree::{Branch, Spacing, tidy},
};
use model::{
    AccountId, Actor, Change, DealId, DepartmentId, Effects, Locale, Millis, PersonId, Room, Stamp, StreamId,
    StreamState, fold,
};
use std::{cell::RefCell, collections::HashMap};

const ACCOUNT: StreamId = StreamId::Account(AccountId::from_u128(1));
const DEAL: StreamId = StreamId::Deal(DealId::from_u128(2));
const SPACING: Spacing = Spacing { width: CARD_WIDTH, height: CARD_HEIGHT, beside: 36.0, below: 78.0 };

thread_local! {
    static STREAMS: RefCell<[StreamState; 2]> = RefCell::new([StreamState::empty(ACCOUNT), StreamState::empty(DEAL)]);
    static ROOM: RefCell<Room> = RefCell::new(Room::of([]));
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Room for a text of so many bytes, to be written by the caller.
#[unsafe(no_mangle)]
pub extern "C" fn text(length: usize) -> *mut u8 {
    TEXT.with_borrow_mut(|text| {
        *text = vec![0; length];
        text.as_mut_ptr()
    })
}

/// Folds the changes in the text into the account (0) or the deal (1); how many, or -1 if they can not be read.
#[unsafe(no_mangle)]
pub extern "C" fn apply(stream: usize) -> i32 {
    let read = TEXT.with_borrow(|text| serde_json::from_slice::<Vec<Change>>(text));
    let Ok(changes) = read else { return -1 };
    STREAMS.with_borrow_mut(|streams| {
        fold(&mut streams[stream], &changes, &Stamp::new(Actor::SYSTEM, Millis(0)), &mut Effects::new());
        let [account, deal] = streams.clone();
        ROOM.set(Room::of([(ACCOUNT, account), (DEAL, deal)]));
    });
    i32::try_from(changes.len()).unwrap_or(-1)
}

/// An empty room again.
#[unsafe(no_mangle)]
pub extern "C" fn clear() {
    STREAMS.set([StreamState::empty(ACCOUNT), StreamState::empty(DEAL)]);
    ROOM.set(Room::of([]));
}

/// The tidy tree of the power map, as the screen asks for it; how many cards were placed.
#[unsafe(no_mangle)]
pub extern "C" fn tree() -> usize {
    ROOM.with_borrow(|room| {
        let (Some((_, deal)), Some((_, account))) = (room.deal(), room.account()) else { return 0 };
        let map = &deal.power_map;
        let people: Vec<(PersonId, Point)> =
            map.live_nodes().map(|(id, node)| (id, Point::new(node.x.into(), node.y.into()))).collect();
        let index: HashMap<PersonId, usize> = people.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
        let superiors = map.superiors();
        let branches: Vec<Branch> = people
            .iter()
            .map(|(id, at)| Branch {
                above: superiors.get(id).and_then(|superior| index.get(superior).copied()),
                group: account.people.get(id).and_then(|person| person.department).map(|DepartmentId(id)| id.as_u128()),
                at: *at,
            })
            .collect();
        tidy(&branches, SPACING).len()
    })
}

/// The newest fishbone; how many people are on it.
#[unsafe(no_mangle)]
pub extern "C" fn fishbone() -> usize {
    ROOM.with_borrow(|room| {
        let Some((_, deal)) = room.deal() else { return 0 };
        let Some((id, now)) = deal.fishbones.newest().and_then(|id| Some((id, deal.fishbones.live(id)?))) else {
            return 0;
        };
        layout(room, &Words::default(), Locale::Zh, id, now).people.len()
    })
}

/// The decision chain; how many people take part.
#[unsafe(no_mangle)]
pub extern "C" fn chain() -> usize {
    ROOM.with_borrow(|room| Layout::of(room, model::Day(20_000)).columns.iter().map(|column| column.people.len()).sum())
}
