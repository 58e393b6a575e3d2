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
    card::{Card, TaskLine},
    task::{TaskChange, TaskState},
};
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

/// `/w/tasks`.
#[component]
pub fn MyTasksScreen() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let (rows, me, today) = (session.board(), session.me().id, replica::today());
    // What was closed here stays to be seen, and to be taken back, until the screen is left.
    let ticked = RwSignal::new(Vec::<Closed>::new());
    let lines = Memo::new(move |_| {
        let gone: Vec<TaskId> = ticked.with(|ticked| ticked.iter().map(|closed| closed.line.task.id).collect());
        rows.with(|rows| {
            let lines = rows.as_ref().map(|rows| mine(rows, me))?;
            Some(lines.into_iter().filter(|line| !gone.contains(&line.task.id)).collect::<Vec<Line>>())
        })
    });
    let done_ids =
        Signal::derive(move || ticked.with(|ticked| ticked.iter().map(|closed| closed.line.task.id).collect()));
    Effect::new(move |_| {
        document().set_title(&format!("{} · {}", t_string!(i18n, task.mine), t_string!(i18n, shell.brand)));
    });
    let group = move |of: Group| {
        let shown: Vec<Line> = lines.with(|lines| {
            let all = lines.iter().flatten();
            all.filter(|line| Group::of_due(line.task.due, today) == of).cloned().collect()
        });
        (!shown.is_empty()).then(|| view! {
            <section class="task-group" data-group=format!("{of:?}")>
                <h2>{group_name(of, i18n.get_locale())}" "<small>{shown.len()}</small></h2>
                <ul class="task-list">{shown.into_iter().map(|line| view! { <MyTask line ticked/> }).collect_view()}</ul>
            </section>
        })
    };
    view! {
        <Frame place=Place::Board>
            <section class="tasks page">
                <header class="tasks-bar">
                    <h1>{move || t_string!(i18n, task.mine)}</h1>
                    <span class="form-note" role="status">{move || lines.with(|lines| lines.as_ref().map(|lines| t_string!(i18n, task.open, count = lines.len()).to_string()))}</span>
                </header>
                {move || Group::ALL.map(group).collect_view()}
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

#[component]
fn MyTask(line: Line, ticked: RwSignal<Vec<Closed>>) -> impl IntoView {
    let i18n = use_i18n();
    let today = replica::today();
    let locale = i18n.get_locale();
    let Line { deal, account, name, name_en, task } = line.clone();
    let deal_name = format::named(&name, &name_en, model_locale(locale)).to_owned();
    let telling = RwSignal::new(None::<TaskState>);
    let kept = line.clone();
    let set = Callback::new(move |state: TaskState| {
        if state.is_open() {
            telling.set((state != line.task.state).then_some(state));
        } else {
            ticked.update(|ticked| ticked.push(Closed { line: line.clone(), state }));
        }
    });
    let (due, id, state) = (task.due, task.id, task.state);
    let text = task.text.clone();
    let named = move |what: &str| format!("{what}: {text}");
    view! {
        <li class="task" data-task=id.to_string() data-state=format!("{state:?}").to_lowercase()>
            <input class="task-tick" type="checkbox" aria-label=named(t_string!(i18n, task.tick)) on:change=move |_| set.run(TaskState::Done)/>
            <div class="task-what">
                <b>{task.text}</b>
                <span class="task-about">
                    <a href=Route::Deal(deal, Tab::Tasks).path()>{deal_name}</a>
                    {task.person.map(|person| view! { <About account person/> })}
                </span>
                {move || telling.get().map(|state| view! { <Telling line=kept.clone() state/> })}
            </div>
            <span class="task-due" data-tone=tone(Group::of_due(due, today))>{due.map(|due| due_words(due, today, locale))}</span>
            <select class="input task-set" data-kind="plain" aria-label=named(t_string!(i18n, task.field.state)) on:change=move |event| {
                let wanted = event_target_value(&event);
                if let Some(state) = TaskState::ALL.into_iter().find(|state| format!("{state:?}") == wanted) { set.run(state) }
            }>
                {TaskState::ALL.map(|one| view! { <option value=format!("{one:?}") selected=one == state>{state_name(one, locale)}</option> })}
            </select>
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

/// Says the state of a task in its deal, once the deal is open.
fn tell_when_loaded(room: RoomHandle, line: &Line, state: TaskState, refused: RwSignal<Option<Refusal>>) {
    let (deal, id) = (line.deal, line.task.id);
    let told = StoredValue::new(false);
    Effect::new(move |_| {
        if room.loaded().get() && !told.get_value() {
            told.set_value(true);
            refused.set(say(room, deal, id, state));
        }
    });
}

fn say(room: RoomHandle, deal: DealId, id: TaskId, state: TaskState) -> Option<Refusal> {
    let change = Change::Task(TaskChange::SetState { id, state });
    room.dispatch("task.gesture.state", vec![(StreamId::Deal(deal), vec![change])]).err()
}

/// The deal is open as long as this is shown, so that what was said arrives.
#[component]
fn Telling(line: Line, state: TaskState) -> impl IntoView {
    let i18n = use_i18n();
    let room = use_session().open(RoomId::Deal(line.deal));
    let refused = RwSignal::new(None::<Refusal>);
    tell_when_loaded(room, &line, state, refused);
    view! {
        <small role="status">{move || (!room.loaded().get()).then(|| t_string!(i18n, task.opening))}</small>
        <WhyNot refused/>
    }
}

#[component]
fn WhyNot(refused: RwSignal<Option<Refusal>>) -> impl IntoView {
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
    tell_when_loaded(room, &line, state, refused);
    let (deal, before) = (line.deal, line.task.state);
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
