//! How far the selected person admits the problem (T-23): the ladder, a form for the rung he was seen on, and how he came there.

use super::{acts::map, state::Screen};
use crate::{canvas::focus_element, format, i18n::t_string, replica, shell::When};
use leptos::prelude::*;
use model::{
    Day, EntityKey, PainId, PersonId, Refusal,
    power_map::{Pain, PainChange, PainLevel, PowerMapChange},
    text,
};

/// The section of the panel.
#[component]
pub(super) fn PainLadder(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let all = Memo::new(move |_| -> Vec<(PainId, Pain)> {
        screen.room.track(EntityKey::Node(person));
        let mut all: Vec<(PainId, Pain)> = screen.with_map(|map| {
            let pains =
                map.nodes.get(&person).map(|node| node.pains.iter().map(|(id, pain)| (*id, pain.clone())).collect());
            pains.unwrap_or_default()
        });
        model::order::sort_by_key(&mut all, |(id, pain)| std::cmp::Reverse((pain.observed_at, pain.seq, *id)));
        all
    });
    let now =
        Memo::new(move |_| all.with(|all| all.iter().find(|(_, pain)| !pain.withdrawn).map(|(_, pain)| pain.level)));
    let reaching = RwSignal::new(None::<PainLevel>);
    let typed = Typed::new();
    let rung = move |level: PainLevel| {
        let is_now = move || now.get() == Some(level);
        let open = move || now.get().is_none_or(|now| level.number() <= now.number() + 1);
        view! {
            <li aria-current=move || is_now().then_some("step")>
                <b>{level.number()}" "{move || level.name(screen.locale())}</b>
                <When when=is_now><small>{move || t_string!(i18n, power_map.pain.now)}</small></When>
                <p>{move || customer(screen, level)}</p>
                <When when=is_now><p class="pm-pain-task"><b>{move || t_string!(i18n, power_map.pain.task)}</b>" "{move || task(screen, level)}</p></When>
                <When when=move || screen.may_edit.get()>
                    <button id=rung_id(level) class="button" data-size="small" type="button" disabled=move || !open()
                        title=move || (!open()).then(|| t_string!(i18n, power_map.pain.closed))
                        aria-expanded=move || (reaching.get() == Some(level)).to_string()
                        on:click=move |_| {
                            let shut = reaching.get_untracked() == Some(level);
                            reaching.set((!shut).then_some(level));
                            if !shut {
                                focus_element("#pm-pain-evidence");
                            }
                        }>
                        {move || if open() {
                            t_string!(i18n, power_map.pain.reach, level = level.number()).to_string()
                        } else {
                            t_string!(i18n, power_map.pain.closed).to_owned()
                        }}
                    </button>
                </When>
            </li>
        }
    };
    let close = Callback::new(move |level| {
        typed.clear();
        reaching.set(None);
        focus_element(&format!("#{}", rung_id(level)));
    });
    let mut levels = PainLevel::ALL;
    levels.reverse();
    view! {
        <details class="pm-pain">
            <summary>
                {move || t_string!(i18n, power_map.pain.title)}" · "
                {move || match now.get() {
                    Some(level) => format!("{} {}", level.number(), level.name(screen.locale())),
                    None => t_string!(i18n, power_map.pain.none).to_owned(),
                }}
            </summary>
            <ol class="pm-ladder" reversed=true>{levels.map(rung).collect_view()}</ol>
            {move || reaching.get().map(|level| view! { <Reach person level typed close/> })}
            <When when=move || all.with(|all| !all.is_empty())>
                <h3>{move || t_string!(i18n, power_map.pain.history)}</h3>
                <ol class="pm-timeline">
                    {move || all.get().into_iter().map(|(id, pain)| entry(screen, person, id, pain)).collect_view()}
                </ol>
            </When>
        </details>
    }
}

fn customer(screen: Screen, level: PainLevel) -> &'static str {
    let i18n = screen.i18n;
    match level {
        PainLevel::Latent => t_string!(i18n, power_map.pain.customer_1),
        PainLevel::Admitted => t_string!(i18n, power_map.pain.customer_2),
        PainLevel::Vision => t_string!(i18n, power_map.pain.customer_3),
        PainLevel::Action => t_string!(i18n, power_map.pain.customer_4),
    }
}

fn task(screen: Screen, level: PainLevel) -> &'static str {
    let i18n = screen.i18n;
    match level {
        PainLevel::Latent => t_string!(i18n, power_map.pain.task_1),
        PainLevel::Admitted => t_string!(i18n, power_map.pain.task_2),
        PainLevel::Vision => t_string!(i18n, power_map.pain.task_3),
        PainLevel::Action => t_string!(i18n, power_map.pain.task_4),
    }
}

fn change(person: PersonId, change: PainChange) -> model::Change {
    map(PowerMapChange::Pain { person, change })
}

/// The button of a rung.
fn rung_id(level: PainLevel) -> String {
    format!("pm-pain-rung-{}", level.number())
}

/// What is typed in the form; it stays when another rung is meant.
#[derive(Clone, Copy)]
struct Typed {
    evidence: RwSignal<String>,
    day: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        Self { evidence: RwSignal::new(String::new()), day: RwSignal::new(replica::today().iso()) }
    }

    fn clear(self) {
        self.evidence.set(String::new());
        self.day.set(replica::today().iso());
    }
}

/// The form: evidence and day. What is refused says why and stays typed.
#[component]
fn Reach(person: PersonId, level: PainLevel, typed: Typed, close: Callback<PainLevel>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let Typed { evidence, day } = typed;
    let refused = RwSignal::new(None::<Refusal>);
    let save = move || {
        let observed_at = Day::parse(&day.get_untracked()).unwrap_or(screen.today());
        let evidence = text::clean(&evidence.get_untracked(), true);
        let reach = PainChange::Reach { id: replica::new_pain_id(), level, evidence, observed_at };
        match screen.try_to("power_map.gesture.pain", vec![], vec![change(person, reach)]) {
            Ok(()) => close.run(level),
            Err(refusal) => refused.set(Some(refusal)),
        }
    };
    view! {
        <form class="pm-reach" on:submit=move |event| { event.prevent_default(); save(); }>
            <b>{level.number()}" "{move || level.name(screen.locale())}</b>
            <div class="field">
                <label for="pm-pain-evidence">{move || t_string!(i18n, power_map.pain.evidence)}</label>
                <textarea id="pm-pain-evidence" class="input" rows="2" maxlength=text::EVIDENCE_MAX
                    placeholder=move || t_string!(i18n, power_map.pain.evidence_hint)
                    aria-invalid=move || refused.with(Option::is_some).then_some("true") aria-describedby="pm-pain-why"
                    prop:value=move || evidence.get() on:input=move |event| evidence.set(event_target_value(&event))></textarea>
            </div>
            <div class="field">
                <label for="pm-pain-day">{move || t_string!(i18n, power_map.pain.day)}</label>
                <input id="pm-pain-day" class="input" type="date" required prop:value=move || day.get() on:input=move |event| day.set(event_target_value(&event))/>
            </div>
            <p id="pm-pain-why" class="dialog-refusal" role="alert">{move || refused.get().map(|refusal| refusal.sentence(screen.locale()))}</p>
            <div class="cv-save">
                <button class="button" data-kind="quiet" type="button" on:click=move |_| close.run(level)>{move || t_string!(i18n, power_map.pain.cancel)}</button>
                <button class="button" data-kind="primary" type="submit">{move || t_string!(i18n, power_map.pain.save)}</button>
            </div>
        </form>
    }
}

fn entry(screen: Screen, person: PersonId, id: PainId, pain: Pain) -> impl IntoView {
    let i18n = screen.i18n;
    let author = screen.room.member_name(pain.by).unwrap_or_default();
    let mine = pain.by == screen.room.me() && !pain.withdrawn && screen.may_edit.get();
    let level = pain.level;
    view! {
        <li data-withdrawn=pain.withdrawn.then_some("")>
            <i class="mark">{level.number()}</i>
            <div>
                <p>
                    <b>{move || level.name(screen.locale())}</b>" "
                    {format::day(pain.observed_at, screen.today(), screen.locale())}" · "{author}
                    {pain.withdrawn.then(|| view! { " · " {t_string!(i18n, power_map.pain.withdrawn)} })}
                </p>
                {(!pain.evidence.is_empty()).then(|| view! { <p class="pm-evidence">{pain.evidence}</p> })}
            </div>
            {mine.then(|| view! {
                <button class="button" data-kind="link" data-size="small" type="button" on:click=move |_| {
                    screen.act("power_map.gesture.pain", vec![], vec![change(person, PainChange::Withdraw { id })]);
                }>{move || t_string!(i18n, power_map.pain.withdraw)}</button>
            })}
        </li>
    }
}
