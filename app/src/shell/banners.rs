//! Warnings that stay until their cause is gone.

use super::When;
use crate::{
    i18n::{t_string, use_i18n},
    session::{Connection, use_session},
};
use leptos::prelude::*;

/// The warnings under the header.
#[component]
pub fn Banners() -> impl IntoView {
    let i18n = use_i18n();
    let sync = use_session().sync();
    let insecure = RwSignal::new(web_sys::window().is_some_and(|window| !window.is_secure_context()));
    let state = Memo::new(move |_| sync.get().connection);
    let storage_ok = Memo::new(move |_| sync.get().storage_ok);
    let full = Memo::new(move |_| sync.get().server_full);
    let reload = |_| {
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    };
    view! {
        <div class="banners">
            {move || match state.get() {
                Connection::SignInAgain => Some(view! {
                    <div class="banner" data-tone="stop" role="alert">
                        <span>{move || t_string!(i18n, shell.banner.sign_in)}</span>
                        <a class="button" href="/sign-in" rel="external">{move || t_string!(i18n, shell.banner.sign_in_go)}</a>
                    </div>
                }.into_any()),
                Connection::UpdateNeeded => Some(view! {
                    <div class="banner" role="alert">
                        <span>{move || t_string!(i18n, shell.banner.update)}</span>
                        <button class="button" type="button" on:click=reload>{move || t_string!(i18n, shell.banner.reload)}</button>
                    </div>
                }.into_any()),
                Connection::NoAccess => Some(view! {
                    <div class="banner" data-tone="stop" role="alert"><span>{move || t_string!(i18n, shell.banner.no_access)}</span></div>
                }.into_any()),
                Connection::Connecting | Connection::Online | Connection::OfflineSince(_) => None,
            }}
            <When when=move || !storage_ok.get()><div class="banner" role="alert"><span>{move || t_string!(i18n, shell.banner.storage)}</span></div></When>
            <When when=move || full.get()><div class="banner" data-tone="stop" role="alert"><span>{move || t_string!(i18n, shell.banner.full)}</span></div></When>
            <When when=move || insecure.get()>
                <div class="banner" role="note">
                    <span>{move || t_string!(i18n, shell.banner.insecure)}</span>
                    <button class="button" type="button" on:click=move |_| insecure.set(false)>{move || t_string!(i18n, shell.banner.dismiss)}</button>
                </div>
            </When>
        </div>
    }
}
