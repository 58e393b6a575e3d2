//! Gaps 缺口: what is missing or goes against us, one list per kind, the most urgent first. Each line jumps to the person and
//! becomes a task.

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
use std::collections::HashSet;

/// Lines of a list shown before the reader asks for all.
const SHOWN: usize = 3;

/// The lists of gaps, each with its heading and count; a list without a line is not there.
#[component]
pub fn Gaps(position: Memo<Position>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let none = move || position.with(|position| position.gaps.is_empty());
    let people = move || {
        position.with(|position| position.gaps.iter().map(|gap| gap.person).collect::<HashSet<PersonId>>().len())
    };
    view! {
        <section class="pm-gaps cv-overview">
            <h2>{move || t_string!(i18n, power_map.gap.title)}" "<small>{people}</small></h2>
            <When when=none>
                <p class="cv-none">
                    {move || if position.with(|position| position.people == 0) {
                        t_string!(i18n, power_map.gap.nobody)
                    } else {
                        t_string!(i18n, power_map.gap.none)
                    }}
                </p>
            </When>
            {GapTopic::ALL.map(|topic| view! { <List position topic/> }).collect_view()}
        </section>
    }
}

/// One list.
#[component]
fn List(position: Memo<Position>, topic: GapTopic) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let all = RwSignal::new(false);
    let gaps = Memo::new(move |_| -> Vec<Gap> {
        position.with(|position| {
            let of_topic = position.gaps.iter().filter(|gap| GapTopic::of(gap.kind) == topic);
            of_topic.copied().collect()
        })
    });
    let count = Memo::new(move |_| gaps.with(Vec::len));
    let shown = move || {
        // The names are read here: a list follows every change anyway.
        screen.room.track_settled();
        gaps.with(|gaps| {
            let limit = if all.get() { gaps.len() } else { SHOWN };
            gaps.iter().take(limit).map(|gap| gap_row(screen, *gap)).collect_view()
        })
    };
    view! {
        <When when=move || { count.get() > 0 }>
            <details class="pm-gap-list" open=true data-topic=format!("{topic:?}")>
                <summary><h3>{move || list_name(i18n.get_locale(), topic)}" "<small>{count}</small></h3></summary>
                <ul>{shown}</ul>
                <When when=move || { count.get() > SHOWN }>
                    <button class="button" data-kind="link" data-size="small" type="button" aria-expanded=move || all.get().to_string() on:click=move |_| all.update(|all| *all = !*all)>
                        {move || if all.get() {
                            t_string!(i18n, power_map.gap.fewer).to_owned()
                        } else {
                            t_string!(i18n, power_map.gap.all, count = count.get()).to_string()
                        }}
                    </button>
                </When>
            </details>
        </When>
    }
}

fn list_name(locale: Locale, topic: GapTopic) -> &'static str {
    match topic {
        GapTopic::KeyUnknown => td_string!(locale, power_map.gap.list.key_unknown),
        GapTopic::KeyWithoutOwner => td_string!(locale, power_map.gap.list.key_without_owner),
        GapTopic::OpponentUnmanaged => td_string!(locale, power_map.gap.list.opponent_unmanaged),
        GapTopic::RivalAhead => td_string!(locale, power_map.gap.list.rival_ahead),
        GapTopic::SingleThread => td_string!(locale, power_map.gap.list.single_thread),
        GapTopic::BelowSupport => td_string!(locale, power_map.gap.list.below_support),
        GapTopic::Stale => td_string!(locale, power_map.gap.list.stale),
    }
}

fn gap_row(screen: Screen, gap: Gap) -> impl IntoView + use<> {
    let i18n = screen.i18n;
    let locale = i18n.get_locale();
    let person = gap.person;
    let name = screen.with_scene(|scene| scene.called(person));
    let rival = match gap.kind {
        GapKind::RivalAhead { competitor, .. } => rival(screen, competitor).0,
        _ => String::new(),
    };
    let words = super::words::gap(locale, gap.kind, gap.ours, &rival);
    let owner = matches!(gap.kind, GapKind::KeyWithoutOwner | GapKind::OpponentUnmanaged);
    let assess = matches!(gap.kind, GapKind::KeyUnknown | GapKind::Stale { .. });
    let action = match gap.kind {
        GapKind::KeyUnknown => t_string!(i18n, power_map.gap.assess),
        GapKind::KeyWithoutOwner | GapKind::OpponentUnmanaged => t_string!(i18n, power_map.gap.owner),
        GapKind::Stale { .. } => t_string!(i18n, power_map.gap.update),
        GapKind::RivalAhead { .. } | GapKind::SingleThread | GapKind::BelowSupport => {
            t_string!(i18n, power_map.gap.look)
        }
    };
    let look = move || {
        screen.select_person(person);
        screen.reveal(EntityKey::Node(person));
    };
    view! {
        <li>
            <button class="pm-gap" type="button" on:click=move |_| look()>
                {circle(screen, gap)}
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
            <GapTask gap/>
        </li>
    }
}

/// Makes a task of a gap, with owner and due day, or says that there is one.
#[component]
fn GapTask(gap: Gap) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let room = screen.room;
    let origin = TaskOrigin::Gap { person: gap.person, topic: GapTopic::of(gap.kind) };
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

fn task_text(kind: GapKind, who: &str, locale: Locale) -> String {
    let who = who.to_owned();
    match kind {
        GapKind::KeyUnknown => td_string!(locale, task.gap.key_unknown, who = who).to_string(),
        GapKind::KeyWithoutOwner => td_string!(locale, task.gap.key_without_owner, who = who).to_string(),
        GapKind::OpponentUnmanaged => td_string!(locale, task.gap.opponent_unmanaged, who = who).to_string(),
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
fn circle(screen: Screen, gap: Gap) -> AnyView {
    let Gap { person, kind, ours, .. } = gap;
    if let GapKind::RivalAhead { competitor, .. } = kind {
        let value = screen.with_map(|map| map.live_node(person)?.strength(Vendor::Competitor(competitor)));
        let (_, colour) = rival(screen, competitor);
        return view! { <i class=format!("mark rival-{colour}") data-rival="">{value.map(signed)}</i> }.into_any();
    }
    match ours {
        Some(value) => {
            let stale = matches!(kind, GapKind::Stale { .. }).then_some("");
            view! { <i class=format!("mark {}", strength_class(value)) data-stale=stale>{signed(value)}</i> }.into_any()
        }
        None => view! { <i class="mark" data-unknown="">"?"</i> }.into_any(),
    }
}
