//! One's own tasks over all deals, from the cards of the board. A tick opens the deal in the background and says it there.

use super::{
    order::Group,
    words::{due_words, group_name, tone},
};
use crate::{
    app::Frame,
    format,
    i18n::{model_locale, t_string, use_i18n},
    replica,
    route::{Route, Tab},
    session::use_session,
    shell::{Each, Place, When},
};
use leptos::prelude::*;
use model::{
    Change, DealId, Refusal, StreamId, TaskId, UserId,
    card::{Card, TaskLine},
    task::{TaskChange, TaskState},
};
use sync::frame::{ListRow, RoomId};

/// A task of one's own and where it is.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    deal: DealId,
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
    // What was ticked here stays to be seen, and to be taken back, until the screen is left.
    let ticked = RwSignal::new(Vec::<Line>::new());
    let lines = Memo::new(move |_| {
        let gone: Vec<TaskId> = ticked.with(|ticked| ticked.iter().map(|line| line.task.id).collect());
        rows.with(|rows| {
            let lines = rows.as_ref().map(|rows| mine(rows, me))?;
            Some(lines.into_iter().filter(|line| !gone.contains(&line.task.id)).collect::<Vec<Line>>())
        })
    });
    let done_ids = Signal::derive(move || ticked.with(|ticked| ticked.iter().map(|line| line.task.id).collect()));
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

#[component]
fn MyTask(line: Line, ticked: RwSignal<Vec<Line>>) -> impl IntoView {
    let i18n = use_i18n();
    let today = replica::today();
    let locale = i18n.get_locale();
    let Line { deal, name, name_en, task } = line.clone();
    let deal_name = format::named(&name, &name_en, model_locale(locale)).to_owned();
    let tick = move |_| ticked.update(|ticked| ticked.push(line.clone()));
    let due = task.due;
    view! {
        <li class="task" data-task=task.id.to_string()>
            <input class="task-tick" type="checkbox" aria-label=format!("{}: {}", t_string!(i18n, task.tick), task.text) on:change=tick/>
            <div class="task-what">
                <b>{task.text}</b>
                <a class="task-about" href=Route::Deal(deal, Tab::Tasks).path()>{deal_name}</a>
            </div>
            <span class="task-due" data-tone=tone(Group::of_due(due, today))>{due.map(|due| due_words(due, today, locale))}</span>
        </li>
    }
}

/// A task that was ticked here: its deal is open as long as it is shown, so that the tick arrives and can be taken back.
#[component]
fn Ticked(id: TaskId, ticked: RwSignal<Vec<Line>>) -> impl IntoView {
    let i18n = use_i18n();
    let Some(line) = ticked.with_untracked(|ticked| ticked.iter().find(|line| line.task.id == id).cloned()) else {
        return ().into_any();
    };
    let room = use_session().open(RoomId::Deal(line.deal));
    let refused = RwSignal::new(None::<Refusal>);
    let before = line.task.state;
    let say = move |state: TaskState| {
        let change = Change::Task(TaskChange::SetState { id, state });
        refused.set(room.dispatch("task.gesture.state", vec![(StreamId::Deal(line.deal), vec![change])]).err());
    };
    let told = StoredValue::new(false);
    Effect::new(move |_| {
        if room.loaded().get() && !told.get_value() {
            told.set_value(true);
            say(TaskState::Done);
        }
    });
    let back = move |_| {
        if told.get_value() {
            say(before);
        }
        if refused.with_untracked(Option::is_none) {
            ticked.update(|ticked| ticked.retain(|line| line.task.id != id));
        }
    };
    view! {
        <li class="task" data-state="done" data-task=id.to_string()>
            <div class="task-what">
                <b>{line.task.text}</b>
                {move || refused.get().map(|refusal| view! { <p class="field-error" role="alert">{refusal.sentence(model_locale(i18n.get_locale()))}</p> })}
            </div>
            <span class="task-due" role="status">{move || (!room.loaded().get()).then(|| t_string!(i18n, task.opening))}</span>
            <button class="button" data-size="small" type="button" on:click=back>{move || t_string!(i18n, task.untick)}</button>
        </li>
    }
    .into_any()
}
