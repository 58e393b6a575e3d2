//! The tasks of one deal.

use super::{
    add::AddTask,
    order::{Group, grouped},
    row::TaskRow,
    sheet::TaskSheet,
    words::group_name,
};
use crate::{
    i18n::{Locale, model_locale, t_string, use_i18n},
    replica::{self, RoomHandle},
    shell::{Each, When, compare_names},
};
use leptos::{ev, prelude::*};
use model::{Action, Change, Day, EntityKey, Refusal, StreamId, TaskId, UserId, task::Task, task::TaskChange};

/// What the parts of the screen share.
#[derive(Clone, Copy)]
pub(super) struct Screen {
    pub(super) room: RoomHandle,
    /// The reader's day.
    pub(super) today: Day,
    /// Whether the reader plans tasks here.
    pub(super) may: Memo<bool>,
    /// The task whose sheet is open.
    pub(super) editing: RwSignal<Option<TaskId>>,
    /// The people of the team, by name. Worked out once: a choice whose options come anew forgets what was chosen.
    pub(super) team: Memo<Vec<(UserId, String)>>,
    /// Why the last gesture was refused.
    pub(super) refused: RwSignal<Option<Refusal>>,
    /// Only one's own.
    only_mine: RwSignal<bool>,
    /// Also those that are done or dropped.
    with_closed: RwSignal<bool>,
}

impl Screen {
    /// One gesture on a task.
    pub(super) fn change(self, name: &'static str, change: TaskChange) -> Result<(), Refusal> {
        let Some(deal) = self.room.with(|room| room.deal().map(|(id, _)| id)) else { return Err(Refusal::UnknownDeal) };
        let done = self.room.dispatch(name, vec![(StreamId::Deal(deal), vec![Change::Task(change)])]);
        if done.is_ok() {
            self.refused.set(None);
        }
        done
    }

    /// One gesture of a control without a place of its own for a refusal: it is said above the list.
    pub(super) fn act(self, name: &'static str, change: TaskChange) -> bool {
        let refusal = self.change(name, change).err();
        let done = refusal.is_none();
        self.refused.set(refusal);
        done
    }

    /// A task, tracked.
    pub(super) fn task(self, id: TaskId) -> Option<Task> {
        self.room.track(EntityKey::Task(id));
        self.room.with(|room| room.deal()?.1.tasks.get(&id).cloned())
    }

    /// Whether the reader may say how far a task is.
    pub(super) fn may_report(self, owner: Option<UserId>) -> bool {
        self.may.get() || owner == Some(self.room.me())
    }
}

fn team(room: RoomHandle, locale: Locale) -> Vec<(UserId, String)> {
    let mut team: Vec<(UserId, String)> = room.with(|room| {
        let (Some(workspace), Some((_, deal))) = (room.workspace(), room.deal()) else { return Vec::new() };
        let here = deal.team.iter().filter(|(_, member)| !member.left);
        here.filter_map(|(user, _)| Some((*user, workspace.members.get(user)?.name.clone()))).collect()
    });
    let compare = compare_names(locale);
    model::order::sort_by(&mut team, |one, other| compare(&one.1, &other.1));
    team
}

/// `/w/deals/:id/tasks`.
#[component]
pub fn TasksScreen(
    /// The deal's room.
    room: RoomHandle,
) -> impl IntoView {
    let i18n = use_i18n();
    let today = replica::today();
    let may = Memo::new(move |_| {
        room.track_all();
        room.actor().may(Action::EditTasks)
    });
    let screen = Screen {
        room,
        today,
        may,
        editing: RwSignal::new(None),
        team: Memo::new(move |_| {
            room.track_all();
            team(room, i18n.get_locale())
        }),
        refused: RwSignal::new(None),
        only_mine: RwSignal::new(false),
        with_closed: RwSignal::new(false),
    };
    provide_context(screen);
    listen_to_undo(room);
    let (only_mine, with_closed) = (screen.only_mine, screen.with_closed);
    let groups = Memo::new(move |_| {
        room.track_all();
        let (only_mine, with_closed, me) = (only_mine.get(), with_closed.get(), room.me());
        room.with(|room| {
            let tasks = room.deal().map(|(_, deal)| deal.tasks.iter()).into_iter().flatten();
            let shown = tasks.filter(|(_, task)| {
                !task.archived && (with_closed || task.state.is_open()) && (!only_mine || task.owner == Some(me))
            });
            grouped(shown.map(|(id, task)| (*id, task)), today)
        })
    });
    let counts = Memo::new(move |_| {
        room.track_all();
        room.with(|room| {
            let tasks = room.deal().map(|(_, deal)| deal.tasks.iter()).into_iter().flatten();
            let live: Vec<bool> =
                tasks.filter(|(_, task)| !task.archived).map(|(_, task)| task.state.is_open()).collect();
            let open = live.iter().filter(|open| **open).count();
            (open, live.len() - open)
        })
    });
    let shown = Memo::new(move |_| groups.with(|groups| groups.iter().map(|(group, _)| *group as u32).collect()));
    view! {
        <section class="tasks page">
            <header class="tasks-bar">
                <h1>{move || t_string!(i18n, task.title)}</h1>
                <span class="form-note" role="status">{move || t_string!(i18n, task.open, count = counts.get().0).to_string()}</span>
                <div class="tasks-filters">
                    <button class="button board-filter" type="button" aria-pressed=move || only_mine.get().to_string() on:click=move |_| only_mine.update(|only| *only = !*only)>
                        {move || t_string!(i18n, task.only_mine)}
                    </button>
                    <When when=move || { counts.get().1 > 0 }>
                        <button class="button board-filter" type="button" aria-pressed=move || with_closed.get().to_string() on:click=move |_| with_closed.update(|shown| *shown = !*shown)>
                            {move || t_string!(i18n, task.with_closed, count = counts.get().1).to_string()}
                        </button>
                    </When>
                </div>
            </header>
            <div role="alert">
                {move || screen.refused.get().map(|refusal| view! { <p class="dialog-refusal">{refusal.sentence(model_locale(i18n.get_locale()))}</p> })}
            </div>
            <When when=move || may.get()>
                <AddTask/>
            </When>
            <When when=move || !may.get()>
                <p class="account-note">{move || Refusal::NotAllowed { action: Action::EditTasks }.sentence(model_locale(i18n.get_locale()))}</p>
            </When>
            <Each ids=shown let:number><TaskGroup number groups/></Each>
            <When when=move || groups.with(Vec::is_empty)>
                <p class="tasks-none">
                    {move || if counts.get() == (0, 0) { t_string!(i18n, task.none) } else { t_string!(i18n, task.none_here) }}
                </p>
            </When>
            <TaskSheet/>
        </section>
    }
}

#[component]
fn TaskGroup(number: u32, groups: Memo<Vec<(Group, Vec<TaskId>)>>) -> impl IntoView {
    let i18n = use_i18n();
    let group = Group::ALL.into_iter().find(|group| *group as u32 == number).unwrap_or(Group::Undated);
    let ids = Memo::new(move |_| {
        groups.with(|groups| groups.iter().find(|(of, _)| *of == group).map(|(_, ids)| ids.clone()).unwrap_or_default())
    });
    view! {
        <section class="task-group" data-group=format!("{group:?}")>
            <h2>{move || group_name(group, i18n.get_locale())}" "<small>{move || ids.with(Vec::len)}</small></h2>
            <ul class="task-list">
                <Each ids let:id><TaskRow id/></Each>
            </ul>
        </section>
    }
}

/// Undo and redo by the usual keys, except in a field, where they belong to the text.
fn listen_to_undo(room: RoomHandle) {
    let keys = window_event_listener(ev::keydown, move |event| {
        if !(event.ctrl_key() || event.meta_key()) || crate::canvas::in_text_field(event.target()) {
            return;
        }
        match event.key().to_lowercase().as_str() {
            "z" if event.shift_key() => room.redo(),
            "z" => room.undo(),
            "y" => room.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || keys.remove());
}
