//! The filter: who does not match goes pale; who matches can be selected at once.

use super::{person_panel::departments, state::Screen};
use crate::shell::ChoiceField;
use crate::{canvas::focus_element, i18n::t_string};
use leptos::{ev, prelude::*};
use model::{
    DepartmentId, EntityKey, PersonId, UserId,
    power_map::{Age, BuyingRole, PowerNode, Vendor},
};
use std::collections::HashSet;

/// How a relation may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// +1 and better.
    Supports,
    /// 0.
    Neutral,
    /// -1 and worse.
    Opposes,
    /// Nobody has assessed it, or could.
    Unknown,
}

impl Standing {
    const ALL: [Self; 4] = [Self::Supports, Self::Neutral, Self::Opposes, Self::Unknown];

    fn of(strength: Option<i32>) -> Self {
        match strength {
            None => Self::Unknown,
            Some(0) => Self::Neutral,
            Some(1..) => Self::Supports,
            Some(_) => Self::Opposes,
        }
    }
}

/// Whom to look for; what is not said does not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Role in this purchase.
    pub role: Option<BuyingRole>,
    /// Whose relation.
    pub owner: Option<UserId>,
    /// How he stands to us.
    pub standing: Option<Standing>,
    /// Department.
    pub department: Option<DepartmentId>,
    /// A key decision maker.
    pub key: bool,
    /// A rival stands better than we.
    pub rival_ahead: bool,
    /// Not assessed for long.
    pub stale: bool,
}

impl Filter {
    fn matches(&self, screen: Screen, person: PersonId, node: &PowerNode) -> bool {
        let ours = node.strength(Vendor::Us);
        let behind = || {
            screen.cast.with(|cast| {
                let theirs = cast.rivals.iter().filter_map(|(id, ..)| node.strength(Vendor::Competitor(*id)));
                theirs.max().is_some_and(|theirs| ours.is_none_or(|ours| theirs > ours))
            })
        };
        let stale = || {
            let current = node.current(Vendor::Us);
            current.is_some_and(|(_, now)| model::power_map::age(now.observed_at, screen.today()) != Age::Fresh)
        };
        let department =
            || screen.room.with(|room| room.account().and_then(|(_, account)| account.people.get(&person)?.department));
        self.role.is_none_or(|role| node.buying_role == Some(role))
            && self.owner.is_none_or(|owner| node.owners.contains(&owner))
            && self.standing.is_none_or(|standing| Standing::of(ours) == standing)
            && self.department.is_none_or(|wanted| department() == Some(wanted))
            && (!self.key || node.key)
            && (!self.rival_ahead || behind())
            && (!self.stale || stale())
    }
}

impl Screen {
    /// Keeps pale who does not match. Called once by the screen.
    pub fn keep_filter(self) {
        Effect::new(move |_| {
            let filter = self.filter.get();
            if filter == Filter::default() {
                self.lit.set(None);
                return;
            }
            self.room.track_all();
            let lit: HashSet<EntityKey> = self.with_map(|map| {
                let matching = map.live_nodes().filter(|(id, node)| filter.matches(self, *id, node));
                matching.map(|(id, _)| EntityKey::Node(id)).collect()
            });
            self.lit.set(Some(lit));
        });
    }

    /// Selects who matches.
    pub fn select_matching(&self) {
        let lit = self.lit.get_untracked().unwrap_or_default();
        self.select_these(lit);
    }
}

/// The form of the filter; nothing while it is closed.
#[component]
pub fn FilterForm() -> impl IntoView {
    let screen = expect_context::<Screen>();
    move || screen.filtering.get().then(|| view! { <Form/> })
}

#[component]
fn Form() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let filter = screen.filter;
    let any = move || (String::new(), t_string!(i18n, power_map.filter.any).to_owned());
    let numbered = move |names: Vec<&'static str>| {
        let all = names.into_iter().enumerate().map(|(at, name)| (at.to_string(), name.to_owned()));
        std::iter::once(any()).chain(all).collect::<Vec<_>>()
    };
    let roles = move || {
        let locale = i18n.get_locale();
        numbered(BuyingRole::ALL.map(|role| super::words::buying_role(locale, Some(role))).to_vec())
    };
    let standings = move || {
        numbered(vec![
            t_string!(i18n, power_map.filter.supports),
            t_string!(i18n, power_map.filter.neutral),
            t_string!(i18n, power_map.filter.opposes),
            t_string!(i18n, power_map.filter.unknown),
        ])
    };
    let owners = move || {
        let team = screen.cast.with(|cast| cast.team.clone());
        let all = team.into_iter().map(|(user, colleague)| (user.to_string(), colleague.name));
        std::iter::once(any()).chain(all).collect::<Vec<_>>()
    };
    let offered = move || {
        screen.room.track_all();
        std::iter::once(any()).chain(departments(screen, None)).collect::<Vec<_>>()
    };
    let count = move || screen.lit.with(|lit| lit.as_ref().map(HashSet::len));
    let check = move |name: fn(Screen) -> &'static str, read: fn(&Filter) -> bool, set: fn(&mut Filter, bool)| {
        view! {
            <label class="cv-check">
                <input type="checkbox" prop:checked=move || filter.with(read) on:change=move |event| {
                    let on = event_target_checked(&event);
                    filter.update(|filter| set(filter, on));
                }/>
                {move || name(screen)}
            </label>
        }
    };
    let place = |at: Option<usize>| at.map_or_else(String::new, |at| at.to_string());
    focus_element("#pm-filter-role");
    view! {
        <div
            class="cv-pop pm-filter"
            role="dialog"
            aria-label=move || t_string!(i18n, power_map.filter.title)
            on:keydown=move |event: ev::KeyboardEvent| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    screen.filtering.set(false);
                }
            }
        >
            <div class="cv-grab" aria-hidden="true"></div>
            <h2>{move || t_string!(i18n, power_map.filter.title)}</h2>
            <div class="field-row">
                <ChoiceField id="pm-filter-role" label=Signal::derive(move || t_string!(i18n, power_map.person.buying_role).to_owned())
                    choices=Signal::derive(roles) enabled=Signal::from(true)
                    value=Signal::derive(move || place(filter.with(|filter| BuyingRole::ALL.iter().position(|role| Some(*role) == filter.role))))
                    commit=Callback::new(move |value: String| filter.update(|filter| filter.role = value.parse::<usize>().ok().and_then(|at| BuyingRole::ALL.get(at).copied())))/>
                <ChoiceField id="pm-filter-standing" label=Signal::derive(move || t_string!(i18n, power_map.twin.strength).to_owned())
                    choices=Signal::derive(standings) enabled=Signal::from(true)
                    value=Signal::derive(move || place(filter.with(|filter| Standing::ALL.iter().position(|standing| Some(*standing) == filter.standing))))
                    commit=Callback::new(move |value: String| filter.update(|filter| filter.standing = value.parse::<usize>().ok().and_then(|at| Standing::ALL.get(at).copied())))/>
            </div>
            <div class="field-row">
                <ChoiceField id="pm-filter-owner" label=Signal::derive(move || t_string!(i18n, power_map.owner).to_owned())
                    choices=Signal::derive(owners) enabled=Signal::from(true)
                    value=Signal::derive(move || filter.with(|filter| filter.owner.map_or_else(String::new, |owner| owner.to_string())))
                    commit=Callback::new(move |value: String| filter.update(|filter| filter.owner = value.parse().ok()))/>
                <ChoiceField id="pm-filter-department" label=Signal::derive(move || t_string!(i18n, power_map.person.department).to_owned())
                    choices=Signal::derive(offered) enabled=Signal::from(true)
                    value=Signal::derive(move || filter.with(|filter| filter.department.map_or_else(String::new, |department| department.to_string())))
                    commit=Callback::new(move |value: String| filter.update(|filter| filter.department = value.parse().ok()))/>
            </div>
            {check(|screen| t_string!(screen.i18n, power_map.person.key), |filter| filter.key, |filter, on| filter.key = on)}
            {check(|screen| t_string!(screen.i18n, power_map.filter.rival_ahead), |filter| filter.rival_ahead, |filter, on| filter.rival_ahead = on)}
            {check(|screen| t_string!(screen.i18n, power_map.filter.stale), |filter| filter.stale, |filter, on| filter.stale = on)}
            <div class="cv-save">
                <button class="button" data-kind="quiet" type="button" disabled=move || count().is_none() on:click=move |_| filter.set(Filter::default())>
                    {move || t_string!(i18n, power_map.filter.clear)}
                </button>
                <button class="button" type="button" on:click=move |_| screen.filtering.set(false)>{move || t_string!(i18n, shell.common.close)}</button>
                <button class="button" data-kind="primary" type="button" disabled=move || count().is_none_or(|count| count == 0) on:click=move |_| {
                    screen.select_matching();
                    screen.filtering.set(false);
                }>
                    {move || t_string!(i18n, power_map.filter.select, count = count().unwrap_or_default()).to_string()}
                </button>
            </div>
        </div>
    }
}
