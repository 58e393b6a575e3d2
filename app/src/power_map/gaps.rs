//! Gaps 缺口: what is missing or goes against us, one list per kind, the most urgent first. Each line jumps to the person and
//! becomes a task.

use super::state::Screen;
use crate::{
    i18n::{Locale, t_string, td_string},
    shell::{Each, When},
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
    let shown = Memo::new(move |_| {
        let limit = if all.get() { usize::MAX } else { SHOWN };
        gaps.with(|gaps| gaps.iter().take(limit).map(|gap| gap.person).collect::<Vec<_>>())
    });
    view! {
        <When when=move || { count.get() > 0 }>
            <details class="pm-gap-list" open=true data-topic=format!("{topic:?}")>
                <summary><h3>{move || list_name(i18n.get_locale(), topic)}" "<small>{count}</small></h3></summary>
                <ul><Each ids=shown let:person><Row person gaps/></Each></ul>
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

/// The line of a person, while he has a gap of the list.
#[component]
fn Row(person: PersonId, gaps: Memo<Vec<Gap>>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    // What goes keeps its words until it is gone.
    let gap = Memo::new(move |last: Option<&Option<Gap>>| {
        let now = gaps.with(|gaps| gaps.iter().find(|gap| gap.person == person).copied());
        now.or_else(|| last.copied().flatten())
    });
    let kind = move || gap.get().map(|gap| gap.kind);
    let name = move || {
        screen.room.track_settled();
        screen.with_scene(|scene| scene.called(person))
    };
    let words = move || {
        let gap = gap.get()?;
        let rival = match gap.kind {
            GapKind::RivalAhead { competitor, .. } => rival(screen, competitor).0,
            _ => String::new(),
        };
        Some(super::words::gap(i18n.get_locale(), gap.kind, gap.ours, &rival))
    };
    let action = move || {
        kind().map(|kind| match kind {
            GapKind::KeyUnknown => t_string!(i18n, power_map.gap.assess),
            GapKind::KeyWithoutOwner | GapKind::OpponentUnmanaged => t_string!(i18n, power_map.gap.owner),
            GapKind::Stale { .. } => t_string!(i18n, power_map.gap.update),
            GapKind::RivalAhead { .. } | GapKind::SingleThread | GapKind::BelowSupport => {
                t_string!(i18n, power_map.gap.look)
            }
        })
    };
    let look = move || {
        screen.select_person(person);
        screen.reveal(EntityKey::Node(person));
    };
    let act = move || {
        look();
        match gap.get_untracked().map(|gap| gap.kind) {
            Some(GapKind::KeyWithoutOwner | GapKind::OpponentUnmanaged) => {
                screen.panel.set(true);
                crate::canvas::focus_element("[data-owners] input");
            }
            Some(GapKind::KeyUnknown | GapKind::Stale { .. }) if screen.may_edit.get_untracked() => {
                screen.assessing.set(Some((person, Vendor::Us)));
            }
            _ => screen.panel.set(true),
        }
    };
    view! {
        <li>
            <button class="pm-gap" type="button" on:click=move |_| look()>
                {move || gap.get().map(|gap| circle(screen, gap))}
                <span><b>{name}</b><small>{words}</small></span>
            </button>
            <button class="button" data-kind="link" data-size="small" type="button" on:click=move |_| act()>{action}</button>
            <GapTask person gap/>
        </li>
    }
}

/// Makes a task of a gap, with owner and due day, or says that there is one.
#[component]
fn GapTask(person: PersonId, gap: Memo<Option<Gap>>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let room = screen.room;
    let origin = move |gap: Gap| TaskOrigin::Gap { person, topic: GapTopic::of(gap.kind) };
    let make = move |_| {
        let Some(gap) = gap.get_untracked() else { return };
        let text = task_text(gap.kind, &screen.called(person), i18n.get_locale_untracked());
        let add = task::add_task(&room, text.clone(), person, origin(gap));
        if screen.act("task.gesture.add", vec![], vec![add]) {
            screen.tell(t_string!(i18n, task.created, text = text).to_string(), true);
        }
    };
    let planned = Memo::new(move |_| {
        room.track_all();
        let open = |gap| room.with(|room| room.deal().is_some_and(|(_, deal)| open_from(deal, origin(gap)).is_some()));
        gap.get().is_some_and(open)
    });
    let may = Memo::new(move |_| {
        room.track_all();
        room.actor().may(Action::EditTasks)
    });
    let offer = move || {
        view! {
            <When when=may>
                <button class="button" data-kind="link" data-size="small" type="button" on:click=make>{move || t_string!(i18n, task.create)}</button>
            </When>
        }
    };
    view! {
        <When when=planned fallback=offer>
            <span class="pm-planned">{move || t_string!(i18n, task.planned)}</span>
        </When>
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
