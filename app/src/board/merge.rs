//! A guarded field that a colleague changed meanwhile: both values side by side, and the user decides.

use crate::{
    format,
    i18n::{Locale, model_locale, t_string, use_i18n},
    replica::{self, RoomHandle},
    session::use_session,
    shell::Dialog,
};
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use model::{
    Change, Day, DealId, EntityKey, Money, Refusal, StreamId, UserId,
    deal::{DealChange, DealFacts},
    merge::{Field, MergeKind},
};
use sync::client::RefusedOp;

/// A field of a deal that is never overwritten unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guarded {
    Amount,
    Sign,
}

/// A value of a guarded field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Amount(Option<Money>),
    Sign(Option<Day>),
}

/// Two values that met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Conflict {
    pub(super) field: Guarded,
    theirs: Value,
    mine: Value,
    /// Name of the colleague, if he is known.
    by: Option<String>,
}

impl Guarded {
    fn value(self, facts: &DealFacts) -> Value {
        match self {
            Self::Amount => Value::Amount(facts.amount),
            Self::Sign => Value::Sign(facts.expected_sign),
        }
    }

    const fn field(self) -> Field {
        match self {
            Self::Amount => Field::Amount,
            Self::Sign => Field::ExpectedSign,
        }
    }

    /// What a change wants a guarded field to be; `None` for any other change.
    fn wanted(change: &DealChange) -> Option<(Self, Value)> {
        match change {
            DealChange::SetAmount { amount } => Some((Self::Amount, Value::Amount(*amount))),
            DealChange::SetExpectedSign { day } => Some((Self::Sign, Value::Sign(*day))),
            _ => None,
        }
    }

    pub(super) fn differs(self, a: &DealFacts, b: &DealFacts) -> bool {
        self.value(a) != self.value(b)
    }

    /// Whether the change would change nothing.
    pub(super) fn is_as(self, change: &DealChange, now: &DealFacts) -> bool {
        Self::wanted(change) == Some((self, self.value(now)))
    }

    pub(super) fn copy(self, from: &DealFacts, to: &mut DealFacts) {
        match self {
            Self::Amount => to.amount = from.amount,
            Self::Sign => to.expected_sign = from.expected_sign,
        }
    }

    fn name(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Amount => t_string!(i18n, board.merge.amount),
            Self::Sign => t_string!(i18n, board.merge.sign),
        }
    }
}

impl Conflict {
    /// Between what a change wants and what is there now.
    pub(super) fn of(field: Guarded, change: &DealChange, now: &DealFacts, room: RoomHandle) -> Self {
        let mine = Guarded::wanted(change).map_or_else(|| field.value(now), |(_, value)| value);
        Self {
            field,
            theirs: field.value(now),
            mine,
            by: last_writer(room, field).and_then(|user| room.member_name(user)),
        }
    }
}

fn last_writer(room: RoomHandle, field: Guarded) -> Option<UserId> {
    room.with(|room| {
        let (deal, _) = room.deal()?;
        room.get(StreamId::Deal(deal))?.writes.last(EntityKey::Deal, field.field()).map(|write| write.by)
    })
}

fn shown(i18n: I18nContext<Locale>, value: Value) -> String {
    let locale = model_locale(i18n.get_locale());
    match value {
        Value::Amount(Some(money)) => format::money(money, locale),
        Value::Sign(Some(day)) => format::day(day, replica::today(), locale),
        Value::Amount(None) | Value::Sign(None) => t_string!(i18n, board.merge.none).to_owned(),
    }
}

/// The two values and the decision. `settle` gets the field and whether one's own value is kept.
#[component]
pub(super) fn MergeChoice(conflict: Conflict, settle: Callback<(Guarded, bool)>) -> impl IntoView {
    let i18n = use_i18n();
    let Conflict { field, theirs, mine, by } = conflict;
    let name = move || by.clone().unwrap_or_else(|| t_string!(i18n, board.merge.somebody).to_owned());
    let lead = {
        let name = name.clone();
        move || t_string!(i18n, board.merge.lead, name = name(), field = field.name(i18n)).to_string()
    };
    view! {
        <div class="merge">
            <p>{lead}</p>
            <dl class="merge-values">
                <div><dt>{move || t_string!(i18n, board.merge.theirs, name = name()).to_string()}</dt><dd>{move || shown(i18n, theirs)}</dd></div>
                <div><dt>{move || t_string!(i18n, board.merge.mine)}</dt><dd>{move || shown(i18n, mine)}</dd></div>
            </dl>
            <div class="merge-actions">
                <button class="button" type="button" on:click=move |_| settle.run((field, false))>{move || t_string!(i18n, board.merge.keep_theirs)}</button>
                <button class="button" data-kind="primary" type="button" on:click=move |_| settle.run((field, true))>{move || t_string!(i18n, board.merge.keep_mine)}</button>
            </div>
        </div>
    }
}

/// A guarded edit of this deal that the server refused because a colleague was first.
#[derive(Clone, Debug, PartialEq)]
struct Refused {
    op: model::OpId,
    conflict: Conflict,
    /// What else the op wanted.
    rest: Vec<Change>,
}

/// The deal of a guarded edit that was refused because a colleague was first.
pub(super) fn stale_deal(refused: &RefusedOp) -> Option<DealId> {
    let Refusal::Stale { field, .. } = refused.refusal else { return None };
    let deal = refused.record.op.parts.iter().find_map(|part| match part.stream {
        StreamId::Deal(deal) => Some(deal),
        StreamId::Workspace | StreamId::Account(_) | StreamId::DealCore(_) => None,
    });
    deal.filter(|_| field.merge_kind() == MergeKind::Guarded)
}

fn refused_of(refused: &RefusedOp, deal: DealId, room: RoomHandle) -> Option<Refused> {
    let Refusal::Stale { field, .. } = refused.refusal else { return None };
    if stale_deal(refused) != Some(deal) {
        return None;
    }
    let part = refused.record.op.parts.iter().find(|part| part.stream == StreamId::Deal(deal))?;
    let now = room.with(|room| room.deal().and_then(|(_, deal)| deal.facts.clone()))?;
    let wanted = |change: &Change| match change {
        Change::Deal(change) => Guarded::wanted(change).filter(|(guarded, _)| guarded.field() == field),
        _ => None,
    };
    let change = part.changes.iter().find(|change| wanted(change).is_some())?;
    let (Change::Deal(of_deal), Some((guarded, _))) = (change, wanted(change)) else { return None };
    let rest = part.changes.iter().filter(|change| wanted(change).is_none()).cloned().collect();
    Some(Refused { op: refused.record.op.id, conflict: Conflict::of(guarded, of_deal, &now, room), rest })
}

/// Opens by itself when a guarded edit of this deal was refused; `Esc` leaves it in the drawer for later.
#[component]
pub fn MergeSheet(
    /// The deal.
    deal: DealId,
    /// Its room.
    room: RoomHandle,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let drawer = session.drawer();
    let postponed = RwSignal::new(Vec::<model::OpId>::new());
    let refused = Memo::new(move |_| {
        room.track(EntityKey::Deal);
        let postponed = postponed.get();
        drawer.with(|drawer| {
            let waiting = drawer.iter().filter(|refused| !postponed.contains(&refused.record.op.id));
            waiting.filter_map(|refused| refused_of(refused, deal, room)).next()
        })
    });
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(refused.with(Option::is_some)));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true)
            && !now
            && let Some(refused) = refused.get_untracked()
        {
            postponed.update(|postponed| postponed.push(refused.op));
        }
        now
    });
    let settle = Callback::new(move |(_, keep_mine): (Guarded, bool)| {
        let Some(refused) = refused.get_untracked() else { return };
        if keep_mine {
            return session.retry(refused.op);
        }
        // Keeping the colleague's value must not throw away what else was edited in the same step.
        if refused.rest.is_empty()
            || room.dispatch("board.gesture.facts", vec![(StreamId::Deal(deal), refused.rest)]).is_ok()
        {
            session.discard(refused.op);
        }
    });
    view! {
        <Dialog open title=Signal::derive(move || t_string!(i18n, board.merge.title).to_owned())>
            <div class="dialog-body">
                {move || refused.get().map(|refused| view! { <MergeChoice conflict=refused.conflict settle/> })}
            </div>
        </Dialog>
    }
}
