//! `/invitations/{token}`: becoming a member.

use super::{
    Frame, Width, document, field,
    text::{PersonFields, Wrong, role_name},
};
use crate::i18n::{td, td_string};
use leptos::prelude::*;
use model::WorkspaceRole;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct InvitationPage {
    /// Name of the workspace.
    pub workspace: String,
    /// Who invites.
    pub inviter: String,
    /// The role he gives.
    pub role: WorkspaceRole,
    /// The deal to join at once.
    pub deal: Option<String>,
    /// The new member.
    pub person: PersonFields,
    /// What is wrong.
    pub wrong: Option<Wrong>,
}

/// The form; it goes to the address it stands at.
pub fn invitation(frame: &Frame, page: &InvitationPage) -> String {
    let title = td_string!(super::locale_of(frame.locale), pages.invitation.title, workspace = page.workspace.clone())
        .to_string();
    let heading = title.clone();
    document(frame, &title, Width::Narrow, |locale| {
        let lead = td_string!(
            locale,
            pages.invitation.lead,
            name = page.inviter.clone(),
            role = role_name(page.role, frame.locale)
        )
        .to_string();
        view! {
            <section class="server-card">
                <h1>{heading}</h1>
                <p class="server-lead">{lead}</p>
                {page
                    .deal
                    .clone()
                    .map(|deal| {
                        view! { <p>{td_string!(locale, pages.invitation.deal, deal = deal).to_string()}</p> }
                    })}
                {field::wrong(frame.locale, page.wrong.as_ref())}
                <form class="server-form" method="post" action=frame.path.clone()>
                    {field::person(locale, &page.person)}
                    {field::new_password(locale)}
                    <button class="button" data-kind="primary" data-size="wide">
                        {td!(locale, pages.invitation.submit)}
                    </button>
                </form>
            </section>
        }
    })
}
