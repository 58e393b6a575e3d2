//! Gaps 缺口: what is missing or goes against us, most urgent first. Each line jumps to the person.

use super::state::Screen;
use crate::{
    i18n::{Locale, t_string, td_string},
    shell::When,
    task,
};
use diagram::power_map::{signed, strength_class};
use leptos::prelude::*;
use model::{
    Action, CompetitorId, EntityKey, PersonId,
    power_map::{Gap, GapKind, Position, Vendor},
    task::{GapTopic, TaskOrigin, open_from},
};
use std::collections::HashMap;

/// Lines shown before the reader asks for all.
const SHOWN: usize = 4;

/// One line: all gaps of one person, so that nobody is listed twice.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    person: PersonId,
    gaps: Vec<Gap>,
}

/// Gaps of the same person become one line, at the place of the most urgent.
fn rows(gaps: &[Gap]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut places: HashMap<PersonId, usize> = HashMap::new();
    for gap in gaps {
        let place = *places.entry(gap.person).or_insert_with(|| {
            rows.push(Row { person: gap.person, gaps: Vec::new() });
            rows.len() - 1
        });
        if let Some(row) = rows.get_mut(place) {
            row.gaps.push(*gap);
        }
    }
    rows
}

/// The list of gaps.
#[component]
pub fn Gaps(position: Memo<Position>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let all = RwSignal::new(false);
    let rows = Memo::new(move |_| position.with(|position| rows(&position.gaps)));
    let count = move || rows.with(Vec::len);
    let shown = move || {
        // The names are read here: a list follows every change anyway.
        screen.room.track_settled();
        rows.with(|rows| {
            let limit = if all.get() { rows.len() } else { SHOWN };
            rows.iter().take(limit).map(|row| gap_row(screen, row)).collect_view()
        })
    };
    view! {
        <section class="pm-gaps cv-overview">
            <h2>{move || t_string!(i18n, power_map.gap.title)}" "<small>{count}</small></h2>
            <When when=move || count() == 0>
                <p class="cv-none">
                    {move || if position.with(|position| position.people == 0) {
                        t_string!(i18n, power_map.gap.nobody)
                    } else {
                        t_string!(i18n, power_map.gap.none)
                    }}
                </p>
            </When>
            <ul>{shown}</ul>
            <When when=move || { count() > SHOWN }>
                <button class="button" data-kind="link" data-size="small" type="button" aria-expanded=move || all.get().to_string() on:click=move |_| all.update(|all| *all = !*all)>
                    {move || if all.get() {
                        t_string!(i18n, power_map.gap.fewer).to_owned()
                    } else {
                        t_string!(i18n, power_map.gap.all, count = count()).to_string()
                    }}
                </button>
            </When>
        </section>
    }
}

fn gap_row(screen: Screen, row: &Row) -> impl IntoView + use<> {
    let i18n = screen.i18n;
    let locale = i18n.get_locale();
    let person = row.person;
    let name = screen.with_scene(|scene| scene.called(person));
    let unknown = row.gaps.iter().any(|gap| gap.kind == GapKind::KeyUnknown);
    let words: Vec<String> = row
        .gaps
        .iter()
        .map(|gap| {
            if unknown && gap.kind == GapKind::KeyWithoutOwner {
                // That the person decides was said already.
                return t_string!(i18n, power_map.person.no_owner).to_owned();
            }
            let rival = match gap.kind {
                GapKind::RivalAhead { competitor, .. } => rival(screen, competitor).0,
                _ => String::new(),
            };
            super::words::gap(locale, gap.kind, gap.ours, &rival)
        })
        .collect();
    let words = words.join(if screen.locale() == model::Locale::Zh { "，" } else { ", " });
    let first = row.gaps.first().copied();
    let circle = circle(screen, person, first);
    let owner = first.is_some_and(|gap| gap.kind == GapKind::KeyWithoutOwner);
    let assess = matches!(first.map(|gap| gap.kind), Some(GapKind::KeyUnknown | GapKind::Stale { .. }));
    let action = match first.map(|gap| gap.kind) {
        Some(GapKind::KeyUnknown) => t_string!(i18n, power_map.gap.assess),
        Some(GapKind::KeyWithoutOwner) => t_string!(i18n, power_map.gap.owner),
        Some(GapKind::Stale { .. }) => t_string!(i18n, power_map.gap.update),
        _ => t_string!(i18n, power_map.gap.look),
    };
    let planned = first.map(|gap| view! { <GapTask gap/> });
    let look = move || {
        screen.select_person(person);
        screen.reveal(EntityKey::Node(person));
    };
    view! {
        <li>
            <button class="pm-gap" type="button" on:click=move |_| look()>
                {circle}
                <span><b>{name}</b><small>{words}</small></span>
            </button>
            <button class="button" data-kind="link" data-size="small" type="button" on:click=move |_| {
                look();
                if owner {
                    screen.panel.set(true);
                    crate::canvas::focus_element("[data-owners] input");
                } else if assess && screen.may_edit.get_untracked() {
                    screen.assessing.set(Some((person, Vendor::Us)));
                } else {
                    screen.panel.set(true);
                }
            }>{action}</button>
            {planned}
        </li>
    }
}

/// Makes a task of a gap, with owner and due day, or says that there is one.
#[component]
fn GapTask(gap: Gap) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let room = screen.room;
    let origin = TaskOrigin::Gap { person: gap.person, topic: topic(gap.kind) };
    let make = move |_| {
        let who = screen.called(gap.person);
        let text = task_text(gap.kind, &who, i18n.get_locale_untracked());
        if screen.act("task.gesture.add", vec![], vec![task::add_task(&room, text.clone(), gap.person, origin)]) {
            screen.tell(t_string!(i18n, task.created, text = text).to_string(), true);
        }
    };
    move || {
        room.track_all();
        let planned = room.with(|room| room.deal().is_some_and(|(_, deal)| open_from(deal, origin).is_some()));
        match (planned, room.actor().may(Action::EditTasks)) {
            (true, _) => view! { <span class="pm-planned">{t_string!(i18n, task.planned)}</span> }.into_any(),
            (false, true) => view! {
                <button class="button" data-kind="link" data-size="small" type="button" on:click=make>{t_string!(i18n, task.create)}</button>
            }
            .into_any(),
            (false, false) => ().into_any(),
        }
    }
}

const fn topic(kind: GapKind) -> GapTopic {
    match kind {
        GapKind::KeyUnknown => GapTopic::KeyUnknown,
        GapKind::KeyWithoutOwner => GapTopic::KeyWithoutOwner,
        GapKind::RivalAhead { .. } => GapTopic::RivalAhead,
        GapKind::SingleThread => GapTopic::SingleThread,
        GapKind::BelowSupport => GapTopic::BelowSupport,
        GapKind::Stale { .. } => GapTopic::Stale,
    }
}

fn task_text(kind: GapKind, who: &str, locale: Locale) -> String {
    let who = who.to_owned();
    match kind {
        GapKind::KeyUnknown => td_string!(locale, task.gap.key_unknown, who = who).to_string(),
        GapKind::KeyWithoutOwner => td_string!(locale, task.gap.key_without_owner, who = who).to_string(),
        GapKind::RivalAhead { .. } => td_string!(locale, task.gap.rival_ahead, who = who).to_string(),
        GapKind::SingleThread => td_string!(locale, task.gap.single_thread, who = who).to_string(),
        GapKind::BelowSupport => td_string!(locale, task.gap.below_support, who = who).to_string(),
        GapKind::Stale { .. } => td_string!(locale, task.gap.stale, who = who).to_string(),
    }
}

fn rival(screen: Screen, id: CompetitorId) -> (String, u8) {
    screen.cast.with(|cast| {
        let found = cast.rivals.iter().find(|(rival, ..)| *rival == id);
        found.map_or_else(|| (String::new(), 1), |(_, name, colour)| (name.clone(), *colour))
    })
}

/// The circle the gap is about: ours, the rival's, or a dashed question mark for unknown.
fn circle(screen: Screen, person: PersonId, gap: Option<Gap>) -> AnyView {
    if let Some(Gap { kind: GapKind::RivalAhead { competitor, .. }, .. }) = gap {
        let value = screen.with_map(|map| map.live_node(person)?.strength(Vendor::Competitor(competitor)));
        let (_, colour) = rival(screen, competitor);
        return view! { <i class=format!("mark rival-{colour}") data-rival="">{value.map(signed)}</i> }.into_any();
    }
    match gap.and_then(|gap| gap.ours) {
        Some(value) => {
            let stale = matches!(gap.map(|gap| gap.kind), Some(GapKind::Stale { .. })).then_some("");
            view! { <i class=format!("mark {}", strength_class(value)) data-stale=stale>{signed(value)}</i> }.into_any()
        }
        None => view! { <i class="mark" data-unknown="">"?"</i> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_with_several_gaps_has_one_line_where_the_most_urgent_stands() {
        let (a, b) = (PersonId::from_u128(1), PersonId::from_u128(2));
        let gap = |person, kind| Gap { person, kind, ours: None, key: true };
        let rows = rows(&[gap(a, GapKind::KeyUnknown), gap(b, GapKind::KeyUnknown), gap(a, GapKind::KeyWithoutOwner)]);
        let people: Vec<(PersonId, usize)> = rows.iter().map(|row| (row.person, row.gaps.len())).collect();
        assert_eq!(people, [(a, 2), (b, 1)]);
    }
}
