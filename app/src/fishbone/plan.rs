//! The next-step plan 下一步工作计划: with whom something has to be done, in the order of rank; each line becomes a task, once. And how
//! complete the fishbone is.

use super::{legend::glyph, state::Screen, words};
use crate::{format, i18n::t_string, shell::When, task::add_task};
use leptos::prelude::*;
use model::{
    Action, Change, Day, EntityKey, FishboneId, PersonId,
    fishbone::{Count, RelationState, Standing, count, plan},
    task::{TaskOrigin, open_from},
    text,
};

/// Lines shown before the reader asks for all.
const SHOWN: usize = 5;

/// The open task of a line: its day and its owner's letter.
#[derive(Clone, Debug, PartialEq)]
struct Planned {
    due: Option<Day>,
    owner: Option<String>,
}

/// A line of the plan.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    standing: Standing,
    called: String,
    named: bool,
    planned: Option<Planned>,
}

/// The lines of the fishbone on the screen, tracked.
fn rows(screen: Screen) -> Vec<Row> {
    let id = screen.id_now();
    let _ = screen.i18n.get_locale();
    screen.room.with(|room| {
        let (Some((_, deal)), Some((_, account)), Some(id)) = (room.deal(), room.account(), id) else {
            return Vec::new();
        };
        let Some(fishbone) = deal.fishbones.live(id) else { return Vec::new() };
        let row = |standing: Standing| {
            let origin = TaskOrigin::Fishbone { fishbone: id, person: standing.person };
            let task = open_from(deal, origin).and_then(|task| deal.tasks.get(&task));
            let planned = task.map(|task| Planned {
                due: task.due,
                owner: task.owner.and_then(|owner| deal.team.get(&owner)).map(|member| member.letter.clone()),
            });
            let named = account.people.get(&standing.person).is_some_and(|person| person.name.is_some());
            Row { standing, called: screen.person_called(standing.person), named, planned }
        };
        plan(fishbone, &deal.power_map).into_iter().map(row).collect()
    })
}

/// Whom a task is still to be made of, tracked; nobody, if the reader may make none.
pub fn unplanned(screen: Screen) -> Vec<PersonId> {
    let may = screen.room.actor().may(Action::EditTasks);
    let rows = rows(screen).into_iter().filter(|row| may && row.planned.is_none());
    rows.map(|row| row.standing.person).collect()
}

/// The plan.
#[component]
pub fn NextSteps() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let all = RwSignal::new(false);
    let rows = Memo::new(move |_| rows(screen));
    let count = move || rows.with(Vec::len);
    let unplanned = move || rows.with(|rows| rows.iter().filter(|row| row.planned.is_none()).count());
    let may_plan = Memo::new(move |_| {
        screen.room.track_all();
        screen.room.actor().may(Action::EditTasks)
    });
    let shown = move || {
        let limit = if all.get() { usize::MAX } else { SHOWN };
        rows.with(|rows| rows.iter().take(limit).map(|row| line(screen, row, may_plan.get())).collect_view())
    };
    view! {
        <section class="fb-plan cv-overview">
            <h2>{move || t_string!(i18n, fishbone.plan.title)}" "<small>{move || t_string!(i18n, fishbone.plan.order)}</small></h2>
            <When when=move || count() == 0><p class="cv-none">{move || t_string!(i18n, fishbone.plan.none)}</p></When>
            <ul>{shown}</ul>
            <When when=move || { count() > SHOWN }>
                <button class="button" data-kind="link" data-size="small" type="button" aria-expanded=move || all.get().to_string() on:click=move |_| all.update(|all| *all = !*all)>
                    {move || if all.get() {
                        t_string!(i18n, fishbone.plan.fewer).to_owned()
                    } else {
                        t_string!(i18n, fishbone.plan.all, count = count()).to_string()
                    }}
                </button>
            </When>
            <When when=move || may_plan.get() && { unplanned() > 0 }>
                <button class="button" data-kind="primary" data-size="wide" type="button" on:click=move |_| screen.plan_all()>
                    {move || t_string!(i18n, fishbone.plan.make_all, count = unplanned()).to_string()}
                </button>
            </When>
            <When when=move || { count() > 0 } && unplanned() == 0><p class="cv-none">{move || t_string!(i18n, fishbone.plan.done)}</p></When>
        </section>
    }
}

fn line(screen: Screen, row: &Row, may_plan: bool) -> impl IntoView + use<> {
    let i18n = screen.i18n;
    let Standing { person, state, bone, rank } = row.standing;
    let why = if row.named { words::state(i18n.get_locale(), state) } else { t_string!(i18n, fishbone.name_unknown) };
    let place = t_string!(i18n, fishbone.plan.place, bone = bone, rank = rank).to_string();
    let end = match &row.planned {
        Some(planned) => {
            let day = planned.due.map(|due| format::day(due, screen.today(), screen.locale())).unwrap_or_default();
            let owner = planned.owner.clone().unwrap_or_default();
            view! { <span class="fb-planned" title=t_string!(i18n, fishbone.plan.planned)>{day}" "<b>{owner}</b></span> }.into_any()
        }
        None if may_plan => {
            let label = t_string!(i18n, fishbone.plan.make_for, name = row.called.clone()).to_string();
            view! {
                <button class="button" data-kind="link" data-size="small" type="button" aria-label=label on:click=move |_| screen.plan_one(person)>{t_string!(i18n, fishbone.plan.make)}</button>
            }
            .into_any()
        }
        None => ().into_any(),
    };
    view! {
        <li>
            <button class="fb-step" type="button" on:click=move |_| {
                if let Some(id) = screen.id() {
                    let item = EntityKey::BonePerson(id, person);
                    screen.select(item);
                    screen.panel.set(true);
                    screen.reveal(item);
                }
            }>
                {glyph(state)}
                <span><b>{row.called.clone()}</b><small>{why}" · "{place}</small></span>
            </button>
            {end}
        </li>
    }
}

/// Completeness 完整度.
#[component]
pub fn Completeness() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let counted = Memo::new(move |_| {
        let id = screen.id_now();
        screen.room.with(|room| {
            let (_, deal) = room.deal()?;
            let (_, account) = room.account()?;
            let fishbone = deal.fishbones.live(id?)?;
            Some(count(fishbone, &deal.power_map, account))
        })
    });
    let of = move |read: fn(Count) -> usize| move || read(counted.get().unwrap_or_default());
    let total = of(|count| count.people);
    view! {
        <section class="fb-complete cv-overview">
            <h2>{move || t_string!(i18n, fishbone.complete.title)}</h2>
            <dl>
                <div><dt>{move || t_string!(i18n, fishbone.complete.named)}</dt><dd data-number="named">{of(|count| count.named)}<small>"/"{total}</small></dd></div>
                <div><dt>{move || t_string!(i18n, fishbone.complete.assessed)}</dt><dd data-number="assessed">{of(|count| count.assessed)}<small>"/"{total}</small></dd></div>
                <div><dt>{move || t_string!(i18n, fishbone.complete.to_improve)}</dt><dd data-number="to-improve">{of(|count| count.to_improve)}</dd></div>
            </dl>
            <p class="cv-none">
                {move || if counted.get().unwrap_or_default().is_complete() {
                    t_string!(i18n, fishbone.complete.yes)
                } else {
                    t_string!(i18n, fishbone.complete.no)
                }}
            </p>
        </section>
    }
}

impl Screen {
    /// Makes the task of one line.
    pub fn plan_one(&self, person: PersonId) {
        let Some(id) = self.id() else { return };
        let row = untrack(|| rows(*self)).into_iter().find(|row| row.standing.person == person);
        if let Some(row) = row.filter(|row| row.planned.is_none())
            && self.act("fishbone.gesture.task", vec![], vec![self.task(id, &row)])
        {
            let name = row.called;
            self.tell(untrack(|| t_string!(self.i18n, fishbone.done.task, name = name).to_string()), true);
        }
    }

    /// Makes a task of every line that has no open one: one op.
    pub fn plan_all(&self) {
        let Some(id) = self.id() else { return };
        let rows = untrack(|| rows(*self));
        let changes: Vec<Change> =
            rows.iter().filter(|row| row.planned.is_none()).map(|row| self.task(id, row)).collect();
        let made = changes.len();
        if made == 0 {
            self.tell(untrack(|| t_string!(self.i18n, fishbone.plan.done).to_owned()), false);
        } else if self.act("fishbone.gesture.tasks", vec![], changes) {
            self.tell(untrack(|| t_string!(self.i18n, fishbone.done.tasks, count = made).to_string()), true);
        }
    }

    /// The task of a line.
    fn task(&self, fishbone: FishboneId, row: &Row) -> Change {
        let Standing { person, state, .. } = row.standing;
        let name = row.called.clone();
        let sentence = untrack(|| match (row.named, state) {
            (false, _) => t_string!(self.i18n, fishbone.task.find_name, name = name).to_string(),
            (true, RelationState::NeedsImprovement) => {
                t_string!(self.i18n, fishbone.task.improve, name = name).to_string()
            }
            (true, _) => t_string!(self.i18n, fishbone.task.assess, name = name).to_string(),
        });
        let sentence = sentence.chars().take(text::NAME_MAX).collect();
        add_task(&self.room, sentence, person, TaskOrigin::Fishbone { fishbone, person })
    }
}
