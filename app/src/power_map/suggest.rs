//! People of the account's other deals, each with his last assessment there: taken onto this map as a suggestion nobody has verified.
//!
//! Keys: boxes and buttons in reading order, `Esc` closes. The server says whom the reader may see.

use super::state::Screen;
use crate::{
    fetch,
    i18n::t_string,
    replica::new_assessment_id,
    shell::{Dialog, When},
};
use diagram::power_map::signed;
use leptos::prelude::*;
use model::{
    Change, CompetitorId, Day, PersonId,
    import::place,
    named,
    power_map::{PowerMapChange, Source, Strength, Vendor},
    text,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use wasm_bindgen_futures::spawn_local;

/// Assessments in one gesture: with the longest evidence, and a change for the card, they stay below what an op may hold.
const AT_ONCE: usize = 36;

/// A deal and who stands on its map, as the server says.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Offered {
    name: String,
    name_en: String,
    people: Vec<Judged>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Judged {
    person: PersonId,
    /// Our relation.
    #[serde(default)]
    last: Option<Last>,
    /// The competitors' relations.
    #[serde(default)]
    rivals: Vec<Last>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Last {
    #[serde(default)]
    competitor: Option<CompetitorId>,
    value: Strength,
    evidence: String,
    observed_at: Day,
    by: String,
}

/// What came of asking.
#[derive(Clone, Debug, Default, PartialEq)]
enum Answer {
    #[default]
    Waiting,
    Missing,
    Here(Vec<Offered>),
}

/// The dialog.
#[component]
pub fn SuggestDialog() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    view! {
        <Dialog open=screen.suggesting size="wide" title=Signal::derive(move || t_string!(i18n, power_map.suggest.title).to_owned())>
            {list(screen)}
        </Dialog>
    }
}

fn list(screen: Screen) -> AnyView {
    let i18n = screen.i18n;
    let answer = RwSignal::new(Answer::default());
    // Whom to take, and from which of the deals.
    let chosen = RwSignal::new(BTreeMap::<PersonId, usize>::new());
    let deal = screen.room.with(|room| room.deal().map(|(id, _)| id));
    spawn_local(async move {
        let Some(deal) = deal else { return };
        let said = fetch::text(&format!("/api/deals/{deal}/suggestions")).await;
        let offered = said.ok().and_then(|said| model::json::from_str::<Vec<Offered>>(&said).ok());
        let _ = answer.try_set(offered.map_or(Answer::Missing, Answer::Here));
    });
    let submit = move |_| {
        let Answer::Here(offered) = answer.get_untracked() else { return };
        if take(screen, &offered, &chosen.get_untracked()) {
            screen.suggesting.set(false);
        }
    };
    let body = move || match answer.get() {
        Answer::Waiting => view! { <p role="status">{t_string!(i18n, power_map.suggest.waiting)}</p> }.into_any(),
        Answer::Missing => view! { <p role="alert">{t_string!(i18n, power_map.suggest.no_answer)}</p> }.into_any(),
        Answer::Here(offered) if offered.is_empty() => {
            view! { <p role="status">{t_string!(i18n, power_map.suggest.none)}</p> }.into_any()
        }
        Answer::Here(offered) => {
            offered.into_iter().enumerate().map(|(at, one)| of_deal(screen, chosen, at, one)).collect_view().into_any()
        }
    };
    view! {
        <div class="dialog-body">
            <p class="form-note">{move || t_string!(i18n, power_map.suggest.lead)}</p>
            {body}
        </div>
        <div class="dialog-foot">
            <button class="button" type="button" on:click=move |_| screen.suggesting.set(false)>{move || t_string!(i18n, power_map.assess.cancel)}</button>
            <button class="button" data-kind="primary" type="button" disabled=move || chosen.with(BTreeMap::is_empty) on:click=submit>
                {move || t_string!(i18n, power_map.suggest.submit, count = chosen.with(BTreeMap::len)).to_string()}
            </button>
        </div>
    }
    .into_any()
}

impl Last {
    fn vendor(&self) -> Vendor {
        self.competitor.map_or(Vendor::Us, Vendor::Competitor)
    }
}

/// What the other deal says of somebody that this one has not: of our relation, and of competitors who are in this deal.
fn news(screen: Screen, judged: &Judged) -> Vec<&Last> {
    screen.room.with(|room| {
        let Some((_, deal)) = room.deal() else { return Vec::new() };
        let node = deal.power_map.live_node(judged.person);
        let all = judged.last.iter().chain(&judged.rivals);
        let met = all.filter(|last| last.competitor.is_none_or(|rival| deal.rivals.contains(&rival)));
        met.filter(|last| node.is_none_or(|node| node.strength(last.vendor()).is_none())).collect()
    })
}

/// Whether there is anything to take of somebody: he is not on the map, or something about him is not known here.
fn is_open(screen: Screen, judged: &Judged) -> bool {
    !screen.with_map(|map| map.live_node(judged.person).is_some()) || !news(screen, judged).is_empty()
}

fn signed_strength(value: Strength) -> String {
    match value {
        Strength::Known(value) => signed(value),
        Strength::Unknown => "?".to_owned(),
    }
}

fn of_deal(screen: Screen, chosen: RwSignal<BTreeMap<PersonId, usize>>, at: usize, offered: Offered) -> AnyView {
    let i18n = screen.i18n;
    let name = named(&offered.name, &offered.name_en, screen.locale()).to_owned();
    let open: Vec<PersonId> =
        offered.people.iter().filter(|judged| is_open(screen, judged)).map(|judged| judged.person).collect();
    let none = open.is_empty();
    let all = move |_| chosen.update(|chosen| chosen.extend(open.iter().map(|person| (*person, at))));
    let row = move |judged: Judged| {
        let person = judged.person;
        let (open, on_map) = (is_open(screen, &judged), screen.with_map(|map| map.live_node(person).is_some()));
        let called = screen.called(person);
        let state = match (open, on_map) {
            (true, true) => t_string!(i18n, power_map.suggest.on_map),
            (false, _) => t_string!(i18n, power_map.suggest.assessed),
            (true, false) => "",
        };
        let said = match &judged.last {
            None => t_string!(i18n, power_map.suggest.unknown).to_owned(),
            Some(last) => {
                let day = crate::format::day(last.observed_at, screen.today(), screen.locale()).to_string();
                t_string!(i18n, power_map.suggest.by, day = day, name = last.by.clone()).to_string()
            }
        };
        let value = judged.last.as_ref().map(|last| signed_strength(last.value));
        let rivals = screen.cast.with_untracked(|cast| {
            let theirs = |(id, name, _): &(CompetitorId, String, u8)| {
                let last = judged.rivals.iter().find(|last| last.competitor == Some(*id))?;
                Some(format!("{name} {}", signed_strength(last.value)))
            };
            cast.rivals.iter().filter_map(theirs).collect::<Vec<String>>()
        });
        let evidence = judged.last.map(|last| last.evidence).filter(|evidence| !evidence.is_empty());
        let tick = move |event| {
            let on = event_target_checked(&event);
            chosen.update(|chosen| {
                chosen.remove(&person);
                chosen.extend(on.then_some((person, at)));
            });
        };
        view! {
            <li><label class="suggest-row">
                <input type="checkbox" disabled=!open prop:checked=move || chosen.with(|chosen| chosen.get(&person) == Some(&at)) on:change=tick/>
                <span><b>{called}</b>" "{state}<small>{said}</small>{evidence.map(|evidence| view! { <small>{evidence}</small> })}</span>
                <span class="suggest-values">
                    {value.map(|value| view! { <span class="chip" data-tone="plain">{value}</span> })}
                    {rivals.into_iter().map(|rival| view! { <small>{rival}</small> }).collect_view()}
                </span>
            </label></li>
        }
    };
    view! {
        <section class="suggest-deal">
            <h3>{name}
                <When when=move || !none><button class="button" data-size="small" type="button" on:click=all.clone()>{move || t_string!(i18n, power_map.suggest.all)}</button></When>
            </h3>
            <ul>{offered.people.into_iter().map(row).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// Takes them over, below the drawing.
fn take(screen: Screen, offered: &[Offered], chosen: &BTreeMap<PersonId, usize>) -> bool {
    let all: Vec<(PersonId, usize)> = chosen.iter().map(|(person, at)| (*person, *at)).collect();
    let vendors = 1 + screen.cast.with_untracked(|cast| cast.rivals.len());
    for some in all.chunks((AT_ONCE / vendors).max(1)) {
        let mut changes = screen.with_map(|map| place(map, some.iter().map(|(person, _)| *person)));
        for (person, at) in some {
            let Some(deal) = offered.get(*at) else { continue };
            for judged in deal.people.iter().filter(|judged| judged.person == *person) {
                changes.extend(news(screen, judged).into_iter().map(|last| suggestion(screen, deal, *person, last)));
            }
        }
        if !screen.act("power_map.gesture.suggest", vec![], changes) {
            return false;
        }
    }
    screen.say(untrack(|| t_string!(screen.i18n, power_map.suggest.done, count = all.len()).to_string()));
    true
}

/// The assessment as a suggestion: what it says comes with the name of where it is from.
fn suggestion(screen: Screen, deal: &Offered, person: PersonId, last: &Last) -> Change {
    let name = named(&deal.name, &deal.name_en, screen.locale()).to_owned();
    let evidence = untrack(|| match last.evidence.is_empty() {
        true => t_string!(screen.i18n, power_map.suggest.bare, deal = name).to_string(),
        false => format!("{}{}", t_string!(screen.i18n, power_map.suggest.from, deal = name), last.evidence),
    });
    Change::PowerMap(PowerMapChange::Assess {
        id: new_assessment_id(),
        person,
        vendor: last.vendor(),
        value: last.value,
        evidence: text::clean(&evidence, true).chars().take(text::EVIDENCE_MAX).collect(),
        source: Source::OtherDeal,
        observed_at: last.observed_at,
    })
}
