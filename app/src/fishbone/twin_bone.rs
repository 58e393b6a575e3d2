//! One bone of the list.

use super::{
    bone_panel::{SIDES, side_now, sides},
    rank_field::RankField,
    state::Screen,
    twin::{Remove, show},
};
use crate::{
    account::cell::Cell,
    canvas::{RowCheck, RowHead},
    i18n::t_string,
    shell::{PlainChoice, When, chosen},
    talk::Count,
};
use diagram::fishbone::BoneSpot;
use leptos::prelude::*;
use model::{Change, DepartmentId, EntityKey, Locale, department::DepartmentChange};

/// A bone: rank, department, side, how many are on it.
#[component]
pub fn BoneRow(bone: DepartmentId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let may = Signal::derive(move || screen.may_edit.get());
    let spot: Memo<Option<(BoneSpot, usize)>> = Memo::new(move |_| {
        screen.drawn.with(|drawn| {
            let layout = &drawn.as_ref()?.layout;
            Some((layout.bone_spot(bone)?.clone(), layout.bones.len()))
        })
    });
    let item = move || screen.id().map(|id| EntityKey::Bone(id, bone));
    let called = Signal::derive(move || {
        spot.with(|spot| spot.as_ref().map(|(spot, _)| spot.called.clone()).unwrap_or_default())
    });
    let selected = Signal::derive(move || {
        screen.selection.with(|now| now.iter().any(|item| matches!(item, EntityKey::Bone(_, one) if *one == bone)))
    });
    // In English the English name is edited; where there is none, the other one shows in its place.
    let own = Signal::derive(move || {
        screen.room.track(EntityKey::Department(bone));
        let english = screen.locale() == Locale::En;
        screen.room.with(|room| {
            let department = room.account().and_then(|(_, account)| account.departments.get(&bone));
            department.map_or_else(String::new, |one| if english { &one.name_en } else { &one.name }.clone())
        })
    });
    let rename = move |to: String| {
        let change = match screen.locale_now() {
            Locale::En => DepartmentChange::SetNameEn { id: bone, name_en: to },
            Locale::Zh => DepartmentChange::SetName { id: bone, name: to },
        };
        screen.try_to("fishbone.gesture.edit_record", vec![Change::Department(change)], vec![])
    };
    let label = move |column: fn(Screen) -> &'static str| {
        Signal::derive(move || {
            t_string!(i18n, shell.table.cell, name = called.get(), column = column(screen)).to_string()
        })
    };
    let name = label(|screen| t_string!(screen.i18n, fishbone.department));
    let field = move || view! { <Cell value=own label=name may placeholder=called commit=rename/> };
    let (side, sides) = (side_now(screen, bone), sides(screen));
    let read = move || {
        let now = side.get();
        sides.with(|sides| sides.iter().find(|(value, _)| *value == now).map(|(_, text)| text.clone()))
    };
    view! {
        <tr data-row=move || item().map(|item| item.to_string()) data-pale=move || item().is_some_and(|item| screen.is_pale(item)).then_some("") data-selected=move || selected.get().then_some("")>
            <RowCheck canvas=screen.canvas() item=Signal::derive(item) name=called/>
            <td>
                <RankField plain=true id=format!("fb-row-{bone}") label=Signal::derive(move || t_string!(i18n, fishbone.panel.bone_rank).to_owned())
                    rank=Signal::derive(move || spot.with(|spot| spot.as_ref().map_or(1, |(spot, _)| spot.rank)))
                    count=Signal::derive(move || spot.with(|spot| spot.as_ref().map_or(1, |(_, count)| *count)))
                    enabled=may
                    commit=Callback::new(move |rank| { screen.rank_bone(bone, rank); })/>
            </td>
            <RowHead name=called text=called selected may open=Callback::new(move |()| show(screen, item())) field=ViewFn::from(field)>
                <Count canvas=screen.canvas() item=Signal::derive(item)/>
            </RowHead>
            <td>
                <When when=may fallback=read>
                    <PlainChoice label=label(|screen| t_string!(screen.i18n, fishbone.side.label)) choices=sides may value=side
                        commit=Callback::new(move |value: String| { screen.set_side(bone, chosen(&SIDES, &value)); })/>
                </When>
            </td>
            <td class="fb-twin-count">{move || spot.with(|spot| spot.as_ref().map(|(spot, _)| spot.people.len()))}</td>
            <td><Remove item=Signal::derive(item) name=called/></td>
        </tr>
    }
}
