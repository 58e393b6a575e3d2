//! What became of a deal and its customer, from the server's log: the state of both at the end of every day.

use model::{Day, Effects, Room, StreamId, StreamState, fold};
use sync::{frame::Ops, stored::Row};

/// One stream, day by day. States share what they have in common, so that many of them cost little.
struct Life {
    stream: StreamId,
    now: StreamState,
    /// The state at the end of each day something happened.
    days: Vec<(Day, StreamState)>,
}

/// All days of a deal.
#[derive(Default)]
pub(super) struct Log {
    lives: Vec<Life>,
}

/// Why there is nothing to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotRead {
    /// The server did not answer.
    Unreachable,
    /// It was written by a newer release.
    TooNew,
}

impl Log {
    /// Reads all of it.
    pub(super) async fn read(deal: model::DealId) -> Result<Self, NotRead> {
        let mut log = Self::default();
        loop {
            let known = |kind: fn(&StreamId) -> bool| {
                log.lives.iter().find(|life| kind(&life.stream)).map_or(0, |life| life.now.seq.0)
            };
            let account = known(|stream| matches!(stream, StreamId::Account(_)));
            let of_deal = known(|stream| matches!(stream, StreamId::Deal(_)));
            let address = format!("/api/deals/{deal}/log?account={account}&deal={of_deal}");
            let text = crate::fetch::text(&address).await.map_err(|_| NotRead::Unreachable)?;
            let ops: Ops = model::json::from_str(&text).map_err(|_| NotRead::TooNew)?;
            if !log.take(ops)? {
                return Ok(log);
            }
        }
    }

    /// Whether there was anything new.
    fn take(&mut self, ops: Ops) -> Result<bool, NotRead> {
        let mut any = false;
        for rows in ops.streams {
            for row in rows.into_rows() {
                self.fold(&row)?;
                any = true;
            }
        }
        Ok(any)
    }

    fn fold(&mut self, row: &Row) -> Result<(), NotRead> {
        let known = self.lives.iter().position(|life| life.stream == row.stream);
        let at = known.unwrap_or_else(|| {
            self.lives.push(Life { stream: row.stream, now: StreamState::empty(row.stream), days: Vec::new() });
            self.lives.len() - 1
        });
        let Some(life) = self.lives.get_mut(at) else { return Ok(()) };
        if row.seq != life.now.seq.next() {
            return Ok(());
        }
        match row.decode().map_err(|_| NotRead::TooNew)? {
            Some(part) => {
                fold(&mut life.now, &part.changes, &part.stamp, &mut Effects::new());
                let day = part.stamp.at.day();
                match life.days.last_mut() {
                    Some((last, state)) if *last >= day => *state = life.now.clone(),
                    _ => life.days.push((day, life.now.clone())),
                }
            }
            // Lawfully erased: only its place is left.
            None => life.now.seq = row.seq,
        }
        Ok(())
    }

    /// The first day the deal was there.
    pub(super) fn first(&self) -> Option<Day> {
        let deal = self.lives.iter().find(|life| matches!(life.stream, StreamId::Deal(_)))?;
        deal.days.first().map(|(day, _)| *day)
    }

    /// The next day after this one on which something happened.
    pub(super) fn next(&self, after: Day) -> Option<Day> {
        self.lives.iter().filter_map(|life| life.days.iter().map(|(day, _)| *day).find(|day| *day > after)).min()
    }

    /// The room at the end of a day. Colleagues are shown with the names they have today.
    pub(super) fn at(&self, day: Day, now: &Room) -> Room {
        let mut room = Room::default();
        if let Some(workspace) = now.get(StreamId::Workspace) {
            room.insert(StreamId::Workspace, workspace.clone());
        }
        for life in &self.lives {
            let then = life.days.iter().rev().find(|(at, _)| *at <= day).map(|(_, state)| state.clone());
            room.insert(life.stream, then.unwrap_or_else(|| StreamState::empty(life.stream)));
        }
        room
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{AccountId, Actor, Change, ClientId, DealId, Millis, OpId, Seq, Stage, Stamp, deal::DealChange};
    use sync::{
        frame::{Raw, Rows, WireRow},
        stored::StoredPart,
    };

    const DEAL: StreamId = StreamId::Deal(DealId::from_u128(1));

    fn row(number: u128, day: i64, change: DealChange) -> WireRow {
        let part = StoredPart {
            client: ClientId::from_u128(1),
            client_seq: 1,
            base: Seq(0),
            at: Millis(0),
            batch: None,
            stamp: Stamp::new(Actor::SYSTEM, Millis(day * 86_400_000)),
            changes: vec![Change::Deal(change)],
        };
        WireRow { op: OpId::from_u128(number), schema: model::SCHEMA, payload: Raw::of(&part).ok() }
    }

    fn name(text: &str) -> DealChange {
        DealChange::SetName { name: text.to_owned() }
    }

    fn named(log: &Log, day: i32) -> Option<String> {
        let room = log.at(Day(day), &Room::default());
        room.deal().and_then(|(_, deal)| deal.facts.as_ref().map(|facts| facts.name.clone()))
    }

    #[test]
    fn each_day_shows_what_the_last_row_until_then_left() {
        let create = DealChange::Create {
            account: AccountId::from_u128(2),
            name: "一".to_owned(),
            name_en: String::new(),
            stage: Stage::Mo1,
            amount: None,
            expected_sign: None,
        };
        let rows = vec![row(1, 20_000, create), row(2, 20_000, name("二")), row(3, 20_005, name("三"))];
        let mut log = Log::default();
        assert_eq!(log.take(Ops { streams: vec![Rows { stream: DEAL, from: Seq(1), rows }] }), Ok(true));
        let erased = WireRow { op: OpId::from_u128(4), schema: model::SCHEMA, payload: None };
        let rows = vec![erased, row(5, 20_009, name("五"))];
        assert_eq!(log.take(Ops { streams: vec![Rows { stream: DEAL, from: Seq(4), rows }] }), Ok(true));
        let said = |text: &str| Some(text.to_owned());
        assert_eq!(named(&log, 19_999), None);
        assert_eq!(named(&log, 20_000), said("二"));
        assert_eq!(named(&log, 20_004), said("二"));
        assert_eq!(named(&log, 20_005), said("三"));
        assert_eq!(named(&log, 30_000), said("五"));
        assert_eq!((log.first(), log.lives[0].now.seq), (Some(Day(20_000)), Seq(5)));
        assert_eq!((log.next(Day(20_000)), log.next(Day(20_009))), (Some(Day(20_005)), None));
        assert_eq!(log.take(Ops { streams: vec![Rows { stream: DEAL, from: Seq(6), rows: Vec::new() }] }), Ok(false));
    }
}
