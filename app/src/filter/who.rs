//! Whom one looks for.

use super::tick;
use crate::{
    canvas::Canvas,
    i18n::t_string,
    power_map::cast::cast,
    shell::{ChoiceField, chosen, departments, option_of, options_or},
    words::power_map::buying_role,
};
use leptos::prelude::*;
use model::{
    CompetitorId, Day, DepartmentId, PersonId, Room, UserId,
    power_map::{Age, BuyingRole, PowerNode, Vendor},
};

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
pub struct Who {
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

impl Who {
    /// Whether everybody is meant.
    pub fn is_anybody(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a person of the customer is meant, in the role he has where one looks. Who is not on the map has no owner or assessment.
    pub fn means(&self, room: &Room, person: PersonId, role: Option<BuyingRole>, today: Day) -> bool {
        let Some((_, deal)) = room.deal() else { return false };
        let node = deal.power_map.live_node(person);
        let department = || room.account().and_then(|(_, account)| account.people.get(&person)?.department);
        self.role.is_none_or(|wanted| role == Some(wanted))
            && self.department.is_none_or(|wanted| department() == Some(wanted))
            && match node {
                Some(node) => self.means_node(node, deal.rivals.iter().copied(), today),
                None => self.means_unknown(),
            }
    }

    /// Asked for nothing a person without a card could not be.
    fn means_unknown(&self) -> bool {
        let rest = Self { role: None, department: None, ..self.clone() };
        rest.is_anybody() || rest == Self { standing: Some(Standing::Unknown), ..Self::default() }
    }

    fn means_node(&self, node: &PowerNode, rivals: impl Iterator<Item = CompetitorId>, today: Day) -> bool {
        let ours = node.strength(Vendor::Us);
        let stale = || {
            let current = node.current(Vendor::Us);
            current.is_some_and(|(_, now)| model::power_map::age(now.observed_at, today) != Age::Fresh)
        };
        self.owner.is_none_or(|owner| node.owners.contains(&owner))
            && self.standing.is_none_or(|standing| Standing::of(ours) == standing)
            && (!self.key || node.key)
            && (!self.rival_ahead || node.rival_ahead(rivals).is_some())
            && (!self.stale || stale())
    }
}

/// The fields that ask for people.
#[component]
pub fn WhoFields(
    /// The canvas.
    canvas: Canvas,
    /// Whom to look for.
    who: RwSignal<Who>,
) -> impl IntoView {
    let i18n = canvas.i18n;
    let any = move || t_string!(i18n, canvas.filter.any);
    let none = move || (String::new(), any().to_owned());
    let standing = move |standing| match standing {
        Standing::Supports => t_string!(i18n, canvas.filter.supports).to_owned(),
        Standing::Neutral => t_string!(i18n, canvas.filter.neutral).to_owned(),
        Standing::Opposes => t_string!(i18n, canvas.filter.opposes).to_owned(),
        Standing::Unknown => t_string!(i18n, canvas.filter.unknown).to_owned(),
    };
    let owners = move || {
        canvas.room.track_all();
        let team = cast(&canvas.room).team.into_iter().map(|(user, colleague)| (user.to_string(), colleague.name));
        std::iter::once(none()).chain(team).collect::<Vec<_>>()
    };
    let offered = move || {
        canvas.room.track_all();
        let all = canvas.room.with(|room| departments(room, canvas.locale(), who.with(|who| who.department)));
        std::iter::once(none()).chain(all).collect::<Vec<_>>()
    };
    view! {
        <div class="field-row">
            <ChoiceField id="filter-role" label=Signal::derive(move || t_string!(i18n, power_map.person.buying_role).to_owned()) enabled=Signal::from(true)
                choices=Signal::derive(move || options_or(any(), &BuyingRole::ALL, |role| buying_role(i18n.get_locale(), Some(role)).to_owned()))
                value=Signal::derive(move || option_of(&BuyingRole::ALL, who.with(|who| who.role)))
                commit=Callback::new(move |value: String| who.update(|who| who.role = chosen(&BuyingRole::ALL, &value)))/>
            <ChoiceField id="filter-standing" label=Signal::derive(move || t_string!(i18n, power_map.twin.strength).to_owned()) enabled=Signal::from(true)
                choices=Signal::derive(move || options_or(any(), &Standing::ALL, standing))
                value=Signal::derive(move || option_of(&Standing::ALL, who.with(|who| who.standing)))
                commit=Callback::new(move |value: String| who.update(|who| who.standing = chosen(&Standing::ALL, &value)))/>
        </div>
        <div class="field-row">
            <ChoiceField id="filter-owner" label=Signal::derive(move || t_string!(i18n, power_map.twin.owners).to_owned()) enabled=Signal::from(true)
                choices=Signal::derive(owners)
                value=Signal::derive(move || who.with(|who| who.owner.map_or_else(String::new, |owner| owner.to_string())))
                commit=Callback::new(move |value: String| who.update(|who| who.owner = value.parse().ok()))/>
            <ChoiceField id="filter-department" label=Signal::derive(move || t_string!(i18n, power_map.person.department).to_owned()) enabled=Signal::from(true)
                choices=Signal::derive(offered)
                value=Signal::derive(move || who.with(|who| who.department.map_or_else(String::new, |department| department.to_string())))
                commit=Callback::new(move |value: String| who.update(|who| who.department = value.parse().ok()))/>
        </div>
        {tick(who, Signal::derive(move || t_string!(i18n, power_map.person.key).to_owned()), |who| who.key, |who, on| who.key = on)}
        {tick(who, Signal::derive(move || t_string!(i18n, canvas.filter.rival_ahead).to_owned()), |who| who.rival_ahead, |who, on| who.rival_ahead = on)}
        {tick(who, Signal::derive(move || t_string!(i18n, canvas.filter.stale).to_owned()), |who| who.stale, |who, on| who.stale = on)}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_no_card_is_found_by_his_role_and_department_but_by_nothing_a_card_says() {
        let asked =
            Who { role: Some(BuyingRole::Approver), department: Some(DepartmentId::from_u128(1)), ..Who::default() };
        assert!(asked.means_unknown());
        assert!(Who { standing: Some(Standing::Unknown), ..asked.clone() }.means_unknown());
        assert!(!Who { standing: Some(Standing::Neutral), ..asked.clone() }.means_unknown());
        assert!(!Who { key: true, ..asked }.means_unknown());
    }
}
