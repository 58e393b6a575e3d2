//! The directory: who may read what. Built from the cards of all accounts and deals, so that it is known without loading
//! them.

use crate::frame::ListRow;
use model::{
    AccountId, AccountRight, DealId, Seq, StreamId, UserId,
    card::{Card, DealCard},
};
use std::collections::{BTreeMap, BTreeSet};

/// Cards of streams that are ahead of the log.
pub(super) type AheadCards = BTreeMap<StreamId, Card>;

#[derive(Debug, Default)]
pub(super) struct Directory {
    cards: BTreeMap<StreamId, (Seq, Card)>,
    deals_of: BTreeMap<AccountId, BTreeSet<DealId>>,
}

impl Directory {
    /// Takes a card in; `false` if it is old news or says the same.
    pub(super) fn set(&mut self, stream: StreamId, seq: Seq, card: Card) -> bool {
        if let Some((known, old)) = self.cards.get_mut(&stream) {
            if *known > seq {
                return false;
            }
            *known = seq;
            if *old == card {
                return false;
            }
        }
        if let (StreamId::Deal(deal), Card::Deal(facts)) = (stream, &card) {
            self.deals_of.entry(facts.account).or_default().insert(deal);
        }
        self.cards.insert(stream, (seq, card));
        true
    }

    /// The card of a stream says the same at this position.
    pub(super) fn seen(&mut self, stream: StreamId, seq: Seq) {
        if let Some((known, _)) = self.cards.get_mut(&stream) {
            *known = seq.max(*known);
        }
    }

    pub(super) fn card(&self, stream: StreamId) -> Option<&Card> {
        self.cards.get(&stream).map(|(_, card)| card)
    }

    /// The position the card of a stream was seen at.
    pub(super) fn seq(&self, stream: StreamId) -> Seq {
        self.cards.get(&stream).map(|(seq, _)| *seq).unwrap_or_default()
    }

    /// What ownership and all deals of an account give a user. `ahead` wins over what is known.
    pub(super) fn account_right(&self, user: UserId, account: AccountId, ahead: &AheadCards) -> AccountRight {
        let stream = StreamId::Account(account);
        let own = match ahead.get(&stream).or_else(|| self.card(stream)) {
            Some(Card::Account(card)) if card.owner == user => AccountRight::Edit,
            _ => AccountRight::None,
        };
        let known = self.deals_of.get(&account).into_iter().flatten().filter_map(|deal| {
            let stream = StreamId::Deal(*deal);
            ahead.get(&stream).or_else(|| self.card(stream))
        });
        let new = ahead.values();
        known.chain(new).fold(own, |right, card| match card {
            Card::Deal(deal) if deal.account == account => right.max(deal.account_right(user)),
            _ => right,
        })
    }

    /// Whether a member of the workspace may read a stream.
    pub(super) fn may_read(&self, user: UserId, stream: StreamId, ahead: &AheadCards) -> bool {
        match stream {
            StreamId::Workspace => true,
            StreamId::Account(account) => self.account_right(user, account, ahead) != AccountRight::None,
            StreamId::Deal(deal) => self.deal(deal, ahead).is_some_and(|deal| deal.team.contains_key(&user)),
            StreamId::DealCore(deal) => self.deal(deal, ahead).is_some_and(|deal| deal.in_core(user)),
        }
    }

    /// The card of a deal. `ahead` wins over what is known.
    pub(super) fn deal<'a>(&'a self, deal: DealId, ahead: &'a AheadCards) -> Option<&'a DealCard> {
        let stream = StreamId::Deal(deal);
        match ahead.get(&stream).or_else(|| self.card(stream)) {
            Some(Card::Deal(deal)) => Some(deal),
            _ => None,
        }
    }

    /// The board of a member.
    pub(super) fn board(&self, user: UserId) -> Vec<ListRow> {
        let none = AheadCards::new();
        self.cards
            .iter()
            .filter(|(stream, _)| self.may_read(user, **stream, &none))
            .map(|(stream, (_, card))| ListRow { stream: *stream, card: card.clone() })
            .collect()
    }

    /// All rows, whoever asks.
    pub(super) fn everything(&self) -> Vec<ListRow> {
        self.cards.iter().map(|(stream, (_, card))| ListRow { stream: *stream, card: card.clone() }).collect()
    }
}
