//! The user: appearance, profile, administration, signing out.

use super::When;
use super::{
    Avatar, Dialog, Menu, Theme,
    header::{DealDialogs, tab_here},
};
use crate::{
    i18n::{t_string, use_i18n},
    past::Past,
    route::Tab,
    session::use_session,
};
use leptos::prelude::*;

/// The menu under the user's avatar.
#[component]
pub fn UserMenu(
    /// Dialogs of the deal, which a phone's header has no room for.
    dialogs: Option<DealDialogs>,
    /// Switches the language.
    switch: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let tab = tab_here();
    let past = use_context::<Past>();
    let me = session.me();
    let theme = RwSignal::new(Theme::chosen());
    let confirm = RwSignal::new(false);
    let (name, initials, colour, is_admin) = (me.name.clone(), me.initials.clone(), me.colour, me.is_admin);
    let full_name = me.name.clone();
    let choice = move |this: Theme, label: Signal<String>| {
        view! {
            <button
                class="menu-item"
                role="menuitemradio"
                type="button"
                aria-checked=move || (theme.get() == this).to_string()
                on:click=move |_| {
                    theme.set(this);
                    this.choose();
                }
            >
                {move || label.get()}
            </button>
        }
    };
    let leave = move |_| {
        if session.sync().get_untracked().pending > 0 { confirm.set(true) } else { session.sign_out() }
    };
    view! {
        <Menu
            label=Signal::derive(move || t_string!(i18n, shell.user.menu).to_owned())
            button=ViewFn::from(move || view! { <Avatar name=name.clone() initials=initials.clone() colour/> })
        >
            {dialogs.map(|dialogs| view! {
                <When when=dialogs.there>
                <button class="menu-item menu-narrow" role="menuitem" type="button" on:click=move |_| dialogs.facts.set(true)>{move || t_string!(i18n, shell.deal.edit)}</button>
                <button class="menu-item menu-narrow" role="menuitem" type="button" on:click=move |_| dialogs.team.set(true)>{move || t_string!(i18n, shell.team.button)}</button>
                <When when=move || tab.get() != Tab::Tasks>
                    <button class="menu-item menu-narrow" role="menuitem" type="button" on:click=move |_| dialogs.export.set(true)>{move || t_string!(i18n, export.title)}</button>
                </When>
                {past.map(|past| view! {
                    <When when=move || tab.get() != Tab::Tasks>
                        <button class="menu-item menu-narrow" role="menuitem" type="button" on:click=move |_| past.open.update(|open| *open = !*open)>{move || t_string!(i18n, past.open)}</button>
                    </When>
                })}
                <hr class="menu-narrow"/>
                </When>
            })}
            <p class="menu-head">{full_name.clone()}</p>
            <a class="menu-item" role="menuitem" href="/account" rel="external">{move || t_string!(i18n, shell.user.profile)}</a>
            <When when=move || is_admin>
                <a class="menu-item" role="menuitem" href="/admin" rel="external">{move || t_string!(i18n, shell.user.admin)}</a>
            </When>
            <button class="menu-item" role="menuitem" type="button" on:click=move |_| switch.run(())>{move || t_string!(i18n, shell.language.switch)}</button>
            <hr/>
            <p class="menu-head">{move || t_string!(i18n, shell.theme.label)}</p>
            {choice(Theme::Auto, Signal::derive(move || t_string!(i18n, shell.theme.auto).to_owned()))}
            {choice(Theme::Light, Signal::derive(move || t_string!(i18n, shell.theme.light).to_owned()))}
            {choice(Theme::Dark, Signal::derive(move || t_string!(i18n, shell.theme.dark).to_owned()))}
            <hr/>
            <button class="menu-item" role="menuitem" type="button" on:click=leave>{move || t_string!(i18n, shell.user.sign_out)}</button>
        </Menu>
        <Dialog open=confirm title=Signal::derive(move || t_string!(i18n, shell.user.sign_out).to_owned())>
            <div class="dialog-body"><p>{move || t_string!(i18n, shell.user.sign_out_kept, count = session.sync().get().pending).to_string()}</p></div>
            <div class="dialog-foot">
                <button class="button" type="button" on:click=move |_| confirm.set(false)>{move || t_string!(i18n, shell.common.cancel)}</button>
                <button class="button" data-kind="primary" type="button" on:click=move |_| session.sign_out()>{move || t_string!(i18n, shell.user.sign_out)}</button>
            </div>
        </Dialog>
    }
}
