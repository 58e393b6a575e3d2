//! What became of a deal and its customer, from the server's log: the state of both at the end of every day, and at the named moments.

use model::{Day, Effects, Millis, Room, StreamId, StreamState, fold};
use sync::{frame::Ops, stored::Row};

/// One stream, day by day. States share what they have in common, so that many of them cost little.
struct Life {
    stream: StreamId,
    now: StreamState,
    /// The state after the last thing of each day, and after the last one until each named moment; with the time of that.
    states: Vec<(Millis, StreamState)>,
}

/// All days of a deal.
pub(super) struct Log {
    lives: Vec<Life>,
    day_of: fn(Millis) -> Day,
    moments: Vec<Millis>,
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
    /// Nothing yet. Where a day ends is the reader's affair; `moments` are those that can be looked at besides.
    fn new(day_of: fn(Millis) -> Day, moments: Vec<Millis>) -> Self {
        Self { lives: Vec::new(), day_of, moments }
    }

    /// Reads all of it.
    pub(super) async fn read(deal: model::DealId, moments: Vec<Millis>) -> Result<Self, NotRead> {
        let mut log = Self::new(crate::replica::day_of, moments);
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
            self.lives.push(Life { stream: row.stream, now: StreamState::empty(row.stream), states: Vec::new() });
            self.lives.len() - 1
        });
        let Some(life) = self.lives.get_mut(at) else { return Ok(()) };
        if row.seq != life.now.seq.next() {
            return Ok(());
        }
        match row.decode().map_err(|_| NotRead::TooNew)? {
            Some(part) => {
                fold(&mut life.now, &part.changes, &part.stamp, &mut Effects::new());
                let at = part.stamp.at;
                let (day_of, moments) = (self.day_of, &self.moments);
                let apart = |last: Millis| {
                    day_of(last) != day_of(at) || moments.iter().any(|moment| last <= *moment && *moment < at)
                };
                match life.states.last_mut() {
                    Some((last, state)) if at <= *last || !apart(*last) => {
                        *last = at.max(*last);
                        *state = life.now.clone();
                    }
                    _ => life.states.push((at, life.now.clone())),
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
        deal.states.first().map(|(at, _)| (self.day_of)(*at))
    }

    /// The next day after this one on which something happened.
    pub(super) fn next(&self, after: Day) -> Option<Day> {
        let days = |life: &Life| life.states.iter().map(|(at, _)| (self.day_of)(*at)).find(|day| *day > after);
        self.lives.iter().filter_map(days).min()
    }

    /// The room at a moment. Colleagues are shown with the names they have today.
    pub(super) fn at(&self, until: Millis, now: &Room) -> Room {
        let mut room = Room::default();
        if let Some(workspace) = now.get(StreamId::Workspace) {
            room.insert(StreamId::Workspace, workspace.clone());
        }
        for life in &self.lives {
            let then = life.states.iter().rev().find(|(at, _)| *at <= until).map(|(_, state)| state.clone());
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

    const DAY: i64 = 86_400_000;

    fn row(number: u128, day: i64, change: DealChange) -> WireRow {
        row_at(number, day * DAY, change)
    }

    fn row_at(number: u128, at: i64, change: DealChange) -> WireRow {
        let part = StoredPart {
            client: ClientId::from_u128(1),
            client_seq: 1,
            base: Seq(0),
            at: Millis(0),
            batch: None,
            stamp: Stamp::new(Actor::SYSTEM, Millis(at)),
            changes: vec![Change::Deal(change)],
        };
        WireRow { op: OpId::from_u128(number), schema: model::SCHEMA, payload: Raw::of(&part).ok() }
    }

    fn name(text: &str) -> DealChange {
        DealChange::SetName { name: text.to_owned() }
    }

    fn named(log: &Log, day: i64) -> Option<String> {
        named_at(log, (day + 1) * DAY - 1)
    }

    fn named_at(log: &Log, until: i64) -> Option<String> {
        let room = log.at(Millis(until), &Room::default());
        room.deal().and_then(|(_, deal)| deal.facts.as_ref().map(|facts| facts.name.clone()))
    }

    fn create() -> DealChange {
        DealChange::Create {
            account: AccountId::from_u128(2),
            name: "一".to_owned(),
            name_en: String::new(),
            stage: Stage::Mo1,
            amount: None,
            expected_sign: None,
        }
    }

    fn log(moments: &[i64], rows: Vec<WireRow>) -> Log {
        let mut log = Log::new(Millis::day, moments.iter().map(|at| Millis(*at)).collect());
        assert_eq!(log.take(Ops { streams: vec![Rows { stream: DEAL, from: Seq(1), rows }] }), Ok(true));
        log
    }

    #[test]
    fn a_moment_shows_what_was_there_then_though_the_day_went_on() {
        let noon = 20_000 * DAY + DAY / 2;
        let rows = || vec![row(1, 20_000, create()), row_at(2, noon, name("二")), row_at(3, noon + 1, name("三"))];
        let with = log(&[noon], rows());
        let said = |text: &str| Some(text.to_owned());
        assert_eq!(named_at(&with, noon), said("二"));
        assert_eq!(named(&with, 20_000), said("三"));
        // A moment that was named later than the log was read is not before what the log has.
        assert_eq!(named_at(&log(&[], rows()), noon + 5), said("三"));
    }

    #[test]
    fn a_day_ends_where_the_reader_lives() {
        let rows = vec![row(1, 20_000, create()), row_at(2, 20_000 * DAY + DAY - 60_000, name("二"))];
        let mut there = Log::new(|at| Millis(at.0 + 8 * 3_600_000).day(), Vec::new());
        assert_eq!(there.take(Ops { streams: vec![Rows { stream: DEAL, from: Seq(1), rows }] }), Ok(true));
        assert_eq!((there.first(), there.next(Day(20_000))), (Some(Day(20_000)), Some(Day(20_001))));
        assert_eq!(named_at(&there, 20_000 * DAY + 16 * 3_600_000 - 1), Some("一".to_owned()));
    }

    #[test]
    fn each_day_shows_what_the_last_row_until_then_left() {
        let rows = vec![row(1, 20_000, create()), row(2, 20_000, name("二")), row(3, 20_005, name("三"))];
        let mut log = log(&[], rows);
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
