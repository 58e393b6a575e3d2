//! The header: where one is, who is here, and where the edits are.

use super::When;
use super::{Avatars, Icon, Shape, choose_language, stage_name, sync_state::SyncLine, user_menu::UserMenu};
use crate::{
    format,
    i18n::{Locale, model_locale, t_string, td_string, use_i18n},
    part::parts,
    past::Past,
    replica::{Loading, RoomHandle},
    route::{Route, Tab, Way},
    session::use_session,
    talk::Badge,
};
use leptos::prelude::*;
use model::{DealId, EntityKey};
use sync::frame::RoomId;

/// Where the screen stands.
#[derive(Clone, Copy)]
pub enum Place {
    /// The board.
    Board,
    /// An account.
    Account(RoomHandle),
    /// A deal.
    Deal(DealId, RoomHandle),
}

/// The header of every screen.
#[component]
pub fn Header(
    /// Where the screen stands.
    place: Place,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let other = move || if i18n.get_locale() == Locale::en { Locale::zh_CN } else { Locale::en };
    let switch = Callback::new(move |()| {
        let locale = other();
        choose_language(i18n, locale);
        session.set_locale(model_locale(locale));
    });
    let (room, deal) = match place {
        Place::Board => (session.open(RoomId::Board), None),
        Place::Account(room) => (room, None),
        Place::Deal(id, room) => (room, Some(id)),
    };
    let here = move || use_context::<Way>().map_or(Route::Board, |way| way.route().get());
    let in_deal = deal.is_some();
    let dialogs = in_deal.then(|| DealDialogs {
        facts: RwSignal::new(false),
        team: RwSignal::new(false),
        export: RwSignal::new(false),
        there: Signal::derive(move || room.loading().get() != Loading::Denied),
    });
    view! {
        <a class="skip button" href="#content" rel="external">{move || t_string!(i18n, shell.skip)}</a>
        <header class="header" data-deal=in_deal.then_some("")>
            <When when=move || !matches!(place, Place::Board)>
                <a class="icon-button header-back" href="/w/board" aria-label=move || t_string!(i18n, shell.nav.back)><Icon shape=Shape::Back/></a>
            </When>
            <a class="brand" href="/w/board" data-in=if in_deal { "deal" } else { "other" }>{move || t_string!(i18n, shell.brand)}</a>
            {match place {
                Place::Board => view! {
                    <nav class="tabs" aria-label=move || t_string!(i18n, shell.nav.label)>
                        {[Route::Board, Route::MyTasks].map(|route| view! {
                            <a href=route.path() aria-current=move || (here() == route).then_some("page")>
                                {move || if route == Route::Board { t_string!(i18n, shell.nav.board) } else { t_string!(i18n, shell.nav.my_tasks) }}
                            </a>
                        })}
                    </nav>
                }.into_any(),
                Place::Account(room) => view! {
                    <nav class="tabs" aria-label=move || t_string!(i18n, shell.nav.label)>
                        <a href="/w/board">{move || t_string!(i18n, shell.nav.board)}</a>
                    </nav>
                    <div class="crumb"><b>{move || account_name(room, i18n.get_locale())}</b></div>
                }.into_any(),
                Place::Deal(id, room) => view! { <DealCrumb id room/> }.into_any(),
            }}
            <div class="header-end">
                {deal.zip(dialogs).map(|(deal, dialogs)| view! { <When when=dialogs.there><DealButtons deal room dialogs/></When> })}
                <When when=move || in_deal><Avatars room/></When>
                <SyncLine/>
                <button class="button language-switch header-roomy" data-kind="quiet" type="button" lang=move || model_locale(other()).tag() on:click=move |_| switch.run(())>
                    {move || t_string!(i18n, shell.language.short)}
                    <span class="spoken">{move || t_string!(i18n, shell.language.switch)}</span>
                </button>
                <UserMenu dialogs switch/>
            </div>
        </header>
    }
}

fn account_name(room: RoomHandle, locale: Locale) -> String {
    room.track(EntityKey::Account);
    room.with(|room| {
        let facts = room.account()?.1.facts.as_ref()?;
        Some(format::named(&facts.name, &facts.name_en, model_locale(locale)).to_owned())
    })
    .unwrap_or_default()
}

/// Deal, account, stage, and the tabs of the deal.
#[component]
fn DealCrumb(id: DealId, room: RoomHandle) -> impl IntoView {
    let i18n = use_i18n();
    let name = move || {
        room.track(EntityKey::Deal);
        let locale = model_locale(i18n.get_locale());
        room.with(|room| {
            let facts = room.deal()?.1.facts.as_ref()?;
            Some(format::named(&facts.name, &facts.name_en, locale).to_owned())
        })
        .unwrap_or_default()
    };
    let stage = move || {
        room.track(EntityKey::Deal);
        let stage = room.with(|room| Some(room.deal()?.1.facts.as_ref()?.stage))?;
        Some(format!("{} {}", stage.code(), stage_name(stage, i18n.get_locale())))
    };
    let account = Memo::new(move |_| {
        room.track_all();
        room.with(|room| room.account().map(|(id, _)| format!("/w/accounts/{id}")))
    });
    let here = tab_here();
    view! {
        <div class="crumb">
            <span class="crumb-deal">{name}</span>
            // A deal one may not see has no account either.
            {move || account.get().map(|account| view! {
                <span class="crumb-dot" aria-hidden="true">"·"</span>
                <a class="crumb-account" href=account><b>{move || account_name(room, i18n.get_locale())}</b></a>
            })}
        </div>
        {move || stage().map(|stage| view! { <span class="chip">{stage}</span> })}
        <nav class="tabs" aria-label=move || t_string!(i18n, shell.nav.label)>
            {Tab::ALL.map(|tab| view! {
                <a href=Route::Deal(id, tab).path() aria-current=move || (here.get() == tab).then_some("page")>
                    {move || tab_name(tab, i18n.get_locale())}
                    <Badge tab=Some(tab)/>
                </a>
            })}
        </nav>
    }
}

/// The tab of the deal's room. All but the tasks can be exported.
pub fn tab_here() -> Memo<Tab> {
    use_context::<Way>().map_or_else(|| Memo::new(|_| Tab::Map), Way::tab)
}

fn tab_name(tab: Tab, locale: Locale) -> &'static str {
    match tab {
        Tab::Map => td_string!(locale, shell.nav.map),
        Tab::Fishbone => td_string!(locale, shell.nav.fishbone),
        Tab::Chain => td_string!(locale, shell.nav.chain),
        Tab::Tasks => td_string!(locale, shell.nav.tasks),
    }
}

/// Which dialogs of the deal are open; opened from the header, or on a phone from the user's menu.
#[derive(Clone, Copy)]
pub struct DealDialogs {
    /// Its facts.
    pub facts: RwSignal<bool>,
    /// Its team.
    pub team: RwSignal<bool>,
    /// Taking its diagram along.
    pub export: RwSignal<bool>,
    /// Whether there is a deal to open them for: the reader may see it, as far as is known.
    pub there: Signal<bool>,
}

/// Facts and team of the deal.
#[component]
fn DealButtons(deal: DealId, room: RoomHandle, dialogs: DealDialogs) -> impl IntoView {
    let i18n = use_i18n();
    let DealDialogs { facts, team, export, .. } = dialogs;
    let past = use_context::<Past>();
    let tab = tab_here();
    view! {
        <button class="icon-button header-roomy" type="button" aria-label=move || t_string!(i18n, shell.deal.edit) title=move || t_string!(i18n, shell.deal.edit) on:click=move |_| facts.set(true)>
            <Icon shape=Shape::Edit/>
        </button>
        <button class="icon-button header-roomy" type="button" aria-label=move || t_string!(i18n, shell.team.button) title=move || t_string!(i18n, shell.team.button) on:click=move |_| team.set(true)>
            <Icon shape=Shape::Team/>
        </button>
        <When when=move || tab.get() != Tab::Tasks>
            <button class="icon-button header-roomy" type="button" aria-label=move || t_string!(i18n, export.title) title=move || t_string!(i18n, export.title) on:click=move |_| export.set(true)>
                <Icon shape=Shape::Export/>
            </button>
        </When>
        {past.map(|past| view! {
            <When when=move || tab.get() != Tab::Tasks>
                <button class="icon-button header-roomy" type="button" aria-pressed=move || past.open.get().to_string() aria-label=move || t_string!(i18n, past.open) title=move || t_string!(i18n, past.open) on:click=move |_| past.open.update(|open| *open = !*open)>
                    <Icon shape=Shape::Past/>
                </button>
            </When>
        })}
        {parts::deal_dialogs(deal, room, dialogs)}
    }
}
