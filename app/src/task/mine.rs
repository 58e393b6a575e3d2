//! One's own tasks over all deals, from the cards of the board. Another state opens the deal in the background and is said there; whom
//! a task is about is read from the customer.

use super::{
    order::Group,
    words::{due_words, group_name, state_name, tone},
};
use crate::{
    app::Frame,
    format,
    i18n::{model_locale, t_string, use_i18n},
    replica::{self, RoomHandle},
    route::{Route, Tab},
    session::use_session,
    shell::{Each, Place, When},
};
use leptos::prelude::*;
use model::{
    AccountId, Change, DealId, EntityKey, PersonId, Refusal, StreamId, TaskId, UserId,
    card::{Card, DealCard, TaskLine},
    task::{TaskChange, TaskState},
};
use std::collections::BTreeMap;
use sync::frame::{ListRow, RoomId};

/// A task of one's own and where it is.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    deal: DealId,
    account: AccountId,
    name: String,
    name_en: String,
    task: TaskLine,
}

fn mine(rows: &[ListRow], me: UserId) -> Vec<Line> {
    let mut lines: Vec<Line> = rows
        .iter()
        .filter_map(|row| match (row.stream, &row.card) {
            (StreamId::Deal(deal), Card::Deal(card)) if !card.archived => Some((deal, card)),
            _ => None,
        })
        .flat_map(|(deal, card)| {
            let own = card.tasks.iter().filter(|task| task.owner == me);
            own.map(move |task| Line {
                deal,
                account: card.account,
                name: card.name.clone(),
                name_en: card.name_en.clone(),
                task: task.clone(),
            })
        })
        .collect();
    model::order::sort_by_key(&mut lines, |line| (line.task.due.is_none(), line.task.due, line.task.id));
    lines
}

/// The deals in which somebody has more open tasks than their cards list, and how many more.
fn beyond(rows: &[ListRow], me: UserId) -> Vec<(DealId, DealCard, usize)> {
    let deals = rows.iter().filter_map(|row| match (row.stream, &row.card) {
        (StreamId::Deal(deal), Card::Deal(card)) if !card.archived => Some((deal, card)),
        _ => None,
    });
    deals.filter_map(|(deal, card)| Some((deal, card.clone(), *card.tasks_beyond.get(&me)?))).collect()
}

/// `/w/tasks`.
#[component]
pub fn MyTasksScreen() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let (rows, me, today) = (session.board(), session.me().id, replica::today());
    // What was closed here stays to be seen, and to be taken back, until the screen is left.
    let ticked = RwSignal::new(Vec::<Closed>::new());
    // What was said here and its deal may not know yet: its deal is open until then.
    let wishes = RwSignal::new(BTreeMap::<TaskId, Wish>::new());
    let lines = Memo::new(move |_| {
        let gone: Vec<TaskId> = ticked.with(|ticked| ticked.iter().map(|closed| closed.line.task.id).collect());
        rows.with(|rows| {
            let lines = rows.as_ref().map(|rows| mine(rows, me))?;
            Some(lines.into_iter().filter(|line| !gone.contains(&line.task.id)).collect::<Vec<Line>>())
        })
    });
    let wished = Signal::derive(move || wishes.with(|wishes| wishes.keys().copied().collect::<Vec<TaskId>>()));
    let done_ids =
        Signal::derive(move || ticked.with(|ticked| ticked.iter().map(|closed| closed.line.task.id).collect()));
    Effect::new(move |_| {
        document().set_title(&format!("{} · {}", t_string!(i18n, task.mine), t_string!(i18n, shell.brand)));
    });
    let group = move |of: Group| {
        let ids = Memo::new(move |_| {
            lines.with(|lines| -> Vec<TaskId> {
                let of_group = lines.iter().flatten().filter(|line| Group::of_due(line.task.due, today) == of);
                of_group.map(|line| line.task.id).collect()
            })
        });
        let count = Memo::new(move |_| ids.with(Vec::len));
        view! {
            <When when=move || { count.get() > 0 }>
                <section class="task-group" data-group=format!("{of:?}")>
                    <h2>{move || group_name(of, i18n.get_locale())}" "<small>{count}</small></h2>
                    <ul class="task-list"><Each ids let:id><MyTask id lines ticked wishes/></Each></ul>
                </section>
            </When>
        }
    };
    view! {
        <Frame place=Place::Board>
            <section class="tasks page">
                <header class="tasks-bar">
                    <h1>{move || t_string!(i18n, task.mine)}</h1>
                    <span class="form-note" role="status">{move || lines.with(|lines| lines.as_ref().map(|lines| t_string!(i18n, task.open, count = lines.len()).to_string()))}</span>
                </header>
                {Group::ALL.map(group).collect_view()}
                <Each ids=wished let:id><Telling id lines wishes/></Each>
                {move || rows.with(|rows| beyond(rows.as_deref().unwrap_or_default(), me)).into_iter().map(|(deal, card, count)| {
                    let name = format::named(&card.name, &card.name_en, model_locale(i18n.get_locale())).to_owned();
                    let said = t_string!(i18n, task.beyond, deal = name, count = count).to_string();
                    view! { <p class="tasks-none"><a href=Route::Deal(deal, Tab::Tasks).path()>{said}</a></p> }
                }).collect_view()}
                <When when=move || !ticked.with(Vec::is_empty)>
                    <section class="task-group" data-group="Closed">
                        <h2>{move || t_string!(i18n, task.ticked)}</h2>
                        <ul class="task-list"><Each ids=done_ids let:id><Ticked id ticked/></Each></ul>
                    </section>
                </When>
                {move || {
                    let said = match lines.with(|lines| lines.as_ref().map(Vec::len)) {
                        None => t_string!(i18n, task.loading),
                        Some(0) if ticked.with(Vec::is_empty) => t_string!(i18n, task.none_mine),
                        Some(_) => return None,
                    };
                    Some(view! { <p class="tasks-none" role="status">{said}</p> })
                }}
            </section>
        </Frame>
    }
}

/// A task that was closed here, and how.
#[derive(Clone, Debug, PartialEq)]
struct Closed {
    line: Line,
    state: TaskState,
}

/// A state that was wished, until the card of the deal says the same.
#[derive(Clone, Debug, PartialEq)]
struct Wish {
    deal: DealId,
    state: TaskState,
    /// Why not.
    refused: Option<Refusal>,
}

type Wishes = RwSignal<BTreeMap<TaskId, Wish>>;

#[component]
fn MyTask(id: TaskId, lines: Memo<Option<Vec<Line>>>, ticked: RwSignal<Vec<Closed>>, wishes: Wishes) -> impl IntoView {
    let i18n = use_i18n();
    let today = replica::today();
    let line = Memo::new(move |_| lines.with(|lines| lines.iter().flatten().find(|line| line.task.id == id).cloned()));
    let text =
        Memo::new(move |_| line.with(|line| line.as_ref().map(|line| line.task.text.clone())).unwrap_or_default());
    let due = Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.task.due)));
    let place = Memo::new(move |_| {
        line.with(|line| line.as_ref().map(|line| (line.deal, line.name.clone(), line.name_en.clone())))
    });
    let about =
        Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| Some((line.account, line.task.person?)))));
    // What was wished last holds here before its deal has heard of it.
    let state = Memo::new(move |_| {
        let wished = wishes.with(|wishes| wishes.get(&id).filter(|wish| wish.refused.is_none()).map(|wish| wish.state));
        wished.or_else(|| line.with(|line| line.as_ref().map(|line| line.task.state))).unwrap_or_default()
    });
    let set = move |state: TaskState| {
        let Some(line) = line.get_untracked() else { return };
        if state.is_open() {
            wishes.update(|wishes| {
                wishes.insert(id, Wish { deal: line.deal, state, refused: None });
            });
        } else {
            wishes.update(|wishes| {
                wishes.remove(&id);
            });
            ticked.update(|ticked| ticked.push(Closed { line, state }));
        }
    };
    let named = move |what: &str| format!("{what}: {}", text.get());
    let tone_now = move || tone(Group::of_due(due.get(), today));
    let options = move || {
        let locale = i18n.get_locale();
        TaskState::ALL.map(|one| view! { <option value=format!("{one:?}") selected=move || state.get() == one>{state_name(one, locale)}</option> })
    };
    view! {
        <li class="task" data-task=id.to_string() data-state=move || format!("{:?}", state.get()).to_lowercase()>
            <input class="task-tick" type="checkbox" aria-label=move || named(t_string!(i18n, task.tick)) on:change=move |_| set(TaskState::Done)/>
            <div class="task-what">
                <b>{text}</b>
                <span class="task-about">
                    {move || place.get().map(|(deal, name, name_en)| {
                        let name = format::named(&name, &name_en, model_locale(i18n.get_locale())).to_owned();
                        view! { <a href=Route::Deal(deal, Tab::Tasks).path()>{name}</a> }
                    })}
                    {move || about.get().map(|(account, person)| view! { <About account person/> })}
                </span>
            </div>
            <span class="task-due" data-tone=tone_now>{move || due.get().map(|due| due_words(due, today, i18n.get_locale()))}</span>
            <select class="input task-set" data-kind="plain" aria-label=move || named(t_string!(i18n, task.field.state)) on:change=move |event| {
                let wanted = event_target_value(&event);
                if let Some(state) = TaskState::ALL.into_iter().find(|state| format!("{state:?}") == wanted) { set(state) }
            }>{options}</select>
        </li>
    }
}

/// About whom a task is, once the customer has been read: post and name.
#[component]
fn About(account: AccountId, person: PersonId) -> impl IntoView {
    let i18n = use_i18n();
    let room = use_session().open(RoomId::Account(account));
    move || {
        room.track(EntityKey::Person(person));
        let locale = model_locale(i18n.get_locale());
        let name = room.with(|room| Some(room.account()?.1.people.get(&person)?.called(locale)));
        name.map(|name| view! { " · "<span data-about="">{name}</span> })
    }
}

fn say(room: RoomHandle, deal: DealId, id: TaskId, state: TaskState) -> Option<Refusal> {
    let change = Change::Task(TaskChange::SetState { id, state });
    room.dispatch("task.gesture.state", vec![(StreamId::Deal(deal), vec![change])]).err()
}

/// A wish on its way: its deal is open, and told as soon as it is loaded. The wish ends when it was told and the card says the same; one
/// that was refused stays to be read, until something else is wished.
#[component]
fn Telling(id: TaskId, lines: Memo<Option<Vec<Line>>>, wishes: Wishes) -> impl IntoView {
    let i18n = use_i18n();
    let Some(deal) = wishes.with_untracked(|wishes| wishes.get(&id).map(|wish| wish.deal)) else {
        return ().into_any();
    };
    let room = use_session().open(RoomId::Deal(deal));
    let wish = Memo::new(move |_| wishes.with(|wishes| wishes.get(&id).cloned()));
    let told = RwSignal::new(None::<TaskState>);
    Effect::new(move |_| {
        let Some(state) = wish.get().filter(|wish| wish.refused.is_none()).map(|wish| wish.state) else { return };
        if !room.loaded().get() || told.get_untracked() == Some(state) {
            return;
        }
        told.set(Some(state));
        if let Some(why) = say(room, deal, id, state) {
            told.set(None);
            wishes.update(|wishes| {
                wishes.entry(id).and_modify(|wish| wish.refused = Some(why));
            });
        }
    });
    Effect::new(move |_| {
        let on_card =
            lines.with(|lines| lines.iter().flatten().find(|line| line.task.id == id).map(|line| line.task.state));
        let wished = wish.get().map(|wish| wish.state);
        if wished.is_some() && told.get() == wished && on_card == wished {
            wishes.update(|wishes| {
                wishes.remove(&id);
            });
        }
    });
    let refused = Signal::derive(move || wish.get().and_then(|wish| wish.refused));
    view! {
        <small role="status">{move || (!room.loaded().get()).then(|| t_string!(i18n, task.opening))}</small>
        <WhyNot refused/>
    }
    .into_any()
}

#[component]
fn WhyNot(#[prop(into)] refused: Signal<Option<Refusal>>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        refused.get().map(|refusal| {
            let sentence = refusal.sentence(model_locale(i18n.get_locale()));
            view! { <p class="field-error" role="alert">{sentence}</p> }
        })
    }
}

/// A task that was closed here: its deal is open as long as it is shown, so that it arrives and can be taken back.
#[component]
fn Ticked(id: TaskId, ticked: RwSignal<Vec<Closed>>) -> impl IntoView {
    let i18n = use_i18n();
    let found = ticked.with_untracked(|ticked| ticked.iter().find(|closed| closed.line.task.id == id).cloned());
    let Some(Closed { line, state }) = found else {
        return ().into_any();
    };
    let room = use_session().open(RoomId::Deal(line.deal));
    let refused = RwSignal::new(None::<Refusal>);
    let (deal, before) = (line.deal, line.task.state);
    let told = StoredValue::new(false);
    Effect::new(move |_| {
        if room.loaded().get() && !told.get_value() {
            told.set_value(true);
            refused.set(say(room, deal, id, state));
        }
    });
    let back = move |_| {
        if room.loaded().get_untracked() {
            refused.set(say(room, deal, id, before));
        }
        if refused.with_untracked(Option::is_none) {
            ticked.update(|ticked| ticked.retain(|closed| closed.line.task.id != id));
        }
    };
    view! {
        <li class="task" data-state=format!("{state:?}").to_lowercase() data-task=id.to_string()>
            <div class="task-what">
                <b>{line.task.text}</b>
                <WhyNot refused/>
            </div>
            <span class="task-due" role="status">{move || (!room.loaded().get()).then(|| t_string!(i18n, task.opening))}</span>
            <span class="task-state chip" data-tone="plain">{move || state_name(state, i18n.get_locale())}</span>
            <button class="button" data-size="small" type="button" on:click=back>{move || t_string!(i18n, task.untick)}</button>
        </li>
    }
    .into_any()
}
