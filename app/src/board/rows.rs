//! The list of cards as columns: which deals stand in which stage, after search and filters.

use super::urgency::Urgency;
use model::{
    AccountId, Day, DealId, Stage, StreamId,
    card::{AccountCard, Card, DealCard},
};
use std::collections::BTreeMap;
use sync::frame::ListRow;

/// The stages a deal can stand in. Stages of leads come first when a deal is there all the same.
pub const DEAL_STAGES: [Stage; 10] = [
    Stage::Mo1,
    Stage::Mo2,
    Stage::Mo3,
    Stage::Mo4,
    Stage::Mce1,
    Stage::Mce2,
    Stage::Mce3,
    Stage::Mce4,
    Stage::Mce5,
    Stage::Mce6,
];

/// A deal on the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: DealId,
    /// Its card.
    pub card: DealCard,
    /// Its customer, if the reader may see it.
    pub account: Option<AccountCard>,
}

/// What is shown of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Part of a name.
    pub text: String,
    /// Only deals whose signature is near or overdue.
    pub pressing: bool,
    /// Only archived deals, which are hidden otherwise.
    pub archived: bool,
}

/// The board: every deal the reader sees, by stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// Deals that pass the filter, by stage; in a stage the next signature first.
    pub columns: Vec<(Stage, Vec<Entry>)>,
    /// Deals that are not archived, before the filter.
    pub open: usize,
    /// Archived deals, before the filter.
    pub archived: usize,
}

impl Board {
    /// Of the rows of the list.
    pub fn of(rows: &[ListRow], filter: &Filter, today: Day) -> Self {
        let accounts = accounts(rows);
        let wanted = filter.text.trim().to_lowercase();
        let mut columns: BTreeMap<Stage, Vec<Entry>> = DEAL_STAGES.map(|stage| (stage, Vec::new())).into();
        let (mut open, mut archived) = (0, 0);
        for row in rows {
            let (StreamId::Deal(id), Card::Deal(card)) = (row.stream, &row.card) else { continue };
            if card.archived {
                archived += 1;
            } else {
                open += 1;
            }
            let account = accounts.get(&card.account).map(|account| (*account).clone());
            let entry = Entry { id, card: card.clone(), account };
            let pressing = !filter.pressing || Urgency::of(card.expected_sign, today).presses();
            if card.archived == filter.archived && pressing && entry.names(&wanted) {
                columns.entry(card.stage).or_default().push(entry);
            }
        }
        for entries in columns.values_mut() {
            model::order::sort_by(entries, |a, b| {
                let day = |entry: &Entry| entry.card.expected_sign.map_or(i32::MAX, |day| day.0);
                day(a).cmp(&day(b)).then_with(|| a.card.name.cmp(&b.card.name)).then_with(|| a.id.cmp(&b.id))
            });
        }
        Self { columns: columns.into_iter().collect(), open, archived }
    }

    /// The deals of one stage.
    pub fn in_stage(&self, stage: Stage) -> &[Entry] {
        self.columns.iter().find(|(of, _)| *of == stage).map_or(&[], |(_, entries)| entries)
    }

    /// All deals that pass the filter.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.columns.iter().flat_map(|(_, entries)| entries)
    }
}

impl Entry {
    /// Whether a name of the deal or of its customer has the text, which is in lower case.
    fn names(&self, wanted: &str) -> bool {
        let account = self.account.iter().flat_map(|account| [&account.name, &account.name_en]);
        [&self.card.name, &self.card.name_en]
            .into_iter()
            .chain(account)
            .any(|name| name.to_lowercase().contains(wanted))
    }
}

/// The accounts of the list.
pub fn accounts(rows: &[ListRow]) -> BTreeMap<AccountId, &AccountCard> {
    rows.iter()
        .filter_map(|row| match (row.stream, &row.card) {
            (StreamId::Account(id), Card::Account(card)) => Some((id, card)),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{UserId, account::CustomerLevel};

    const TODAY: Day = Day(20_000);

    fn account(id: u128, name: &str) -> ListRow {
        let card = AccountCard {
            name: name.to_owned(),
            name_en: String::new(),
            level: CustomerLevel::A,
            owner: UserId::from_u128(1),
        };
        ListRow { stream: StreamId::Account(AccountId::from_u128(id)), card: Card::Account(card) }
    }

    fn deal(id: u128, account: u128, name: &str, stage: Stage, in_days: Option<i32>, archived: bool) -> ListRow {
        let card = DealCard {
            account: AccountId::from_u128(account),
            name: name.to_owned(),
            name_en: format!("{name} in English"),
            stage,
            amount: None,
            expected_sign: in_days.map(|days| TODAY.plus(days)),
            archived,
            team: BTreeMap::new(),
            core: Default::default(),
            tasks: Vec::new(),
            tasks_beyond: Default::default(),
        };
        ListRow { stream: StreamId::Deal(DealId::from_u128(id)), card: Card::Deal(card) }
    }

    fn names(board: &Board) -> Vec<&str> {
        board.entries().map(|entry| entry.card.name.as_str()).collect()
    }

    fn rows() -> Vec<ListRow> {
        vec![
            account(1, "华岭数据集团"),
            deal(1, 1, "later", Stage::Mo2, Some(90), false),
            deal(2, 1, "undated", Stage::Mo2, None, false),
            deal(3, 1, "overdue", Stage::Mo2, Some(-3), false),
            deal(4, 2, "first stage", Stage::Mo1, Some(5), false),
            deal(5, 1, "old", Stage::Mo1, None, true),
        ]
    }

    #[test]
    fn deals_stand_in_process_order_and_the_next_signature_comes_first() {
        let board = Board::of(&rows(), &Filter::default(), TODAY);
        assert_eq!(names(&board), ["first stage", "overdue", "later", "undated"]);
        assert_eq!((board.open, board.archived), (4, 1));
        assert_eq!(board.columns.len(), DEAL_STAGES.len());
    }

    #[test]
    fn archived_deals_are_shown_only_by_themselves() {
        let filter = Filter { archived: true, ..Filter::default() };
        assert_eq!(names(&Board::of(&rows(), &filter, TODAY)), ["old"]);
    }

    #[test]
    fn the_search_finds_a_deal_by_either_name_and_by_its_customer() {
        let found = |text: &str| {
            let filter = Filter { text: text.to_owned(), ..Filter::default() };
            names(&Board::of(&rows(), &filter, TODAY)).len()
        };
        assert_eq!(found("LATER IN ENGLISH"), 1);
        assert_eq!(found(" 华岭"), 3);
        assert_eq!(found("nothing like it"), 0);
    }

    #[test]
    fn the_pressing_ones_are_those_near_or_overdue() {
        let filter = Filter { pressing: true, ..Filter::default() };
        assert_eq!(names(&Board::of(&rows(), &filter, TODAY)), ["first stage", "overdue"]);
    }

    #[test]
    fn a_deal_in_a_stage_of_leads_does_not_vanish() {
        let board = Board::of(&[deal(1, 1, "early", Stage::Ml3, None, false)], &Filter::default(), TODAY);
        assert_eq!(board.columns.first().map(|(stage, entries)| (*stage, entries.len())), Some((Stage::Ml3, 1)));
    }
}
