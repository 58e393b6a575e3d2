//! `/admin`: members, links, competitors, the name of the workspace.

use super::{
    Frame, Width, document,
    field::{self, Palette},
    text::{Done, Wrong, role_name},
};
use crate::i18n::{Locale, td, td_string};
use leptos::prelude::*;
use model::{Day, DealRole, WorkspaceRole, competitor::RIVAL_COLOURS};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct AdminPage {
    /// Name of the workspace.
    pub workspace: String,
    /// Members, those who left last.
    pub members: Vec<MemberRow>,
    /// Links that can still be used.
    pub links: Vec<LinkRow>,
    /// Deals one can be invited to.
    pub deals: Vec<DealChoice>,
    /// Competitors, archived ones last.
    pub competitors: Vec<CompetitorRow>,
    /// A link that was just made: shown this once.
    pub new_link: Option<NewLink>,
    /// What is wrong with the form that was sent.
    pub wrong: Option<Wrong>,
    /// What was done.
    pub done: Option<Done>,
}

/// A member.
#[derive(Clone, Debug)]
pub struct MemberRow {
    /// Names him in an address.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Initials.
    pub initials: String,
    /// Colour.
    pub colour: u8,
    /// Login; none for somebody of the demo's past.
    pub login: String,
    /// Role.
    pub role: WorkspaceRole,
    /// Removed.
    pub left: bool,
    /// The visitor himself.
    pub is_self: bool,
}

/// A link that can still be used.
#[derive(Clone, Debug)]
pub struct LinkRow {
    /// Names it in an address; no secret.
    pub id: String,
    /// What it is good for.
    pub what: LinkWhat,
    /// Who made it.
    pub made_by: String,
    /// Its last day.
    pub until: Day,
}

/// What a link is good for.
#[derive(Clone, Debug)]
pub enum LinkWhat {
    /// Becoming a member.
    Invitation(WorkspaceRole),
    /// A new password of this member.
    Reset(String),
}

/// A deal to choose.
#[derive(Clone, Debug)]
pub struct DealChoice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A competitor.
#[derive(Clone, Debug)]
pub struct CompetitorRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: u8,
    /// No longer offered.
    pub archived: bool,
}

/// A link just made.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// What it is good for.
    pub what: LinkWhat,
    /// The address.
    pub address: String,
}

/// The page.
pub fn admin(frame: &Frame, page: &AdminPage) -> String {
    let title = td_string!(super::locale_of(frame.locale), pages.admin.title);
    document(frame, title, Width::Wide, |locale| {
        view! {
            <div class="server-title">
                <h1>{td!(locale, pages.admin.title)}</h1>
                <a class="button" href="/w/board">{td!(locale, pages.account.back)}</a>
            </div>
            {field::done(frame.locale, page.done)}
            {field::wrong(frame.locale, page.wrong.as_ref())}
            {page.new_link.as_ref().map(|link| new_link(locale, frame.locale, link))}
            <section class="server-card">
                <h2>{td!(locale, pages.admin.members)}</h2>
                <p class="server-lead">{td!(locale, pages.admin.members_lead)}</p>
                {members(locale, frame.locale, &page.members)}
            </section>
            <div class="server-columns">
                <section class="server-card">
                    <h2>{td!(locale, pages.admin.invitations)}</h2>
                    <p class="server-lead">{td!(locale, pages.admin.invitations_lead)}</p>
                    {invite(locale, frame.locale, &page.deals)}
                    <h3>{td!(locale, pages.admin.open_links)}</h3>
                    {links(locale, frame.locale, &page.links)}
                </section>
                <section class="server-card">
                    <h2>{td!(locale, pages.admin.competitors)}</h2>
                    <p class="server-lead">{td!(locale, pages.admin.competitors_lead)}</p>
                    {competitors(locale, &page.competitors)}
                </section>
                <section class="server-card">
                    <h2>{td!(locale, pages.admin.workspace)}</h2>
                    <form class="server-form" method="post" action="/admin/workspace">
                        {field::line(
                            "name",
                            td_string!(locale, pages.admin.workspace_name).to_string(),
                            page.workspace.clone(),
                            "organization",
                        )}
                        <button class="button" data-kind="primary">{td!(locale, pages.account.save)}</button>
                    </form>
                </section>
            </div>
        }
    })
}

fn new_link(locale: Locale, language: model::Locale, link: &NewLink) -> impl IntoView + use<> {
    let what = match &link.what {
        LinkWhat::Invitation(role) => {
            format!("{} ({})", td_string!(locale, pages.admin.new_invitation), role_name(*role, language))
        }
        LinkWhat::Reset(name) => td_string!(locale, pages.admin.new_reset_for, name = name.clone()).to_string(),
    };
    view! {
        <section class="notice" data-tone="ok" role="status">
            <p><b>{what}</b>" "{td!(locale, pages.admin.new_link)}</p>
            <input class="input" id="new-link" readonly=true value=link.address.clone() aria-label=td_string!(locale, pages.admin.new_link) />
        </section>
    }
}

fn roles(locale: Locale, language: model::Locale, id: String, chosen: WorkspaceRole) -> impl IntoView {
    let options = WorkspaceRole::ALL
        .into_iter()
        .map(|role| {
            let value = match role {
                WorkspaceRole::Admin => "admin",
                WorkspaceRole::Member => "member",
                WorkspaceRole::Guest => "guest",
            };
            view! { <option value=value selected=role == chosen>{role_name(role, language)}</option> }
        })
        .collect_view();
    view! {
        <select class="input" id=id name="role" aria-label=td_string!(locale, pages.admin.role)>
            {options}
        </select>
    }
}

fn members(locale: Locale, language: model::Locale, members: &[MemberRow]) -> impl IntoView + use<> {
    let rows = members
        .iter()
        .cloned()
        .map(|member| {
            let base = format!("/admin/members/{}", member.id);
            let actions = (!member.left).then(|| {
                view! {
                    <form class="server-inline" method="post" action=format!("{base}/role")>
                        {roles(locale, language, format!("role-{}", member.id), member.role)}
                        <button class="button" data-size="small">{td!(locale, pages.admin.set_role)}</button>
                    </form>
                    <form method="post" action=format!("{base}/reset-link")>
                        <button class="button" data-size="small">{td!(locale, pages.admin.make_reset)}</button>
                    </form>
                    {(!member.is_self)
                        .then(|| {
                            view! {
                                <form method="post" action=format!("{base}/remove")>
                                    <button class="button" data-size="small" data-kind="danger">
                                        {td!(locale, pages.admin.remove)}
                                    </button>
                                </form>
                            }
                        })}
                }
            });
            view! {
                <li class="server-row" data-left=member.left.then_some("")>
                    <span class="avatar" data-who=member.colour.to_string() aria-hidden="true">{member.initials}</span>
                    <span class="server-row-main">
                        <b>{member.name}</b>
                        <small>
                            {member.login}
                            {member.is_self.then(|| format!(" · {}", td_string!(locale, pages.admin.you)))}
                            {member.left.then(|| format!(" · {}", td_string!(locale, pages.admin.left)))}
                        </small>
                    </span>
                    <span class="server-row-actions">{actions}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="server-rows" data-kind="members">{rows}</ul> }
}

fn invite(locale: Locale, language: model::Locale, deals: &[DealChoice]) -> impl IntoView + use<> {
    let deals = deals.iter().cloned().map(|deal| view! { <option value=deal.id>{deal.name}</option> }).collect_view();
    let deal_roles = DealRole::ALL
        .into_iter()
        .map(|role| {
            let (value, name) = deal_role(role, language);
            view! { <option value=value selected=role == DealRole::WorkGroup>{name}</option> }
        })
        .collect_view();
    view! {
        <form class="server-form" method="post" action="/admin/invitations">
            <div class="field">
                <label for="invite-role">{td!(locale, pages.admin.invite_role)}</label>
                {roles(locale, language, "invite-role".to_owned(), WorkspaceRole::Member)}
            </div>
            <div class="field">
                <label for="invite-deal">{td!(locale, pages.admin.invite_deal)}</label>
                <select class="input" id="invite-deal" name="deal">
                    <option value="">{td!(locale, pages.admin.no_deal)}</option>
                    {deals}
                </select>
            </div>
            <div class="field-row">
                <div class="field">
                    <label for="deal_role">{td!(locale, pages.admin.deal_role)}</label>
                    <select class="input" id="deal_role" name="deal_role">{deal_roles}</select>
                </div>
                <div class="field">
                    <label for="days">{td!(locale, pages.admin.days)}</label>
                    <input class="input" id="days" name="days" type="number" min="1" max="30" value="7" required=true />
                </div>
            </div>
            <button class="button" data-kind="primary">{td!(locale, pages.admin.invite)}</button>
        </form>
    }
}

/// The word of a role in a form, and its name. The abbreviations are the same in both languages.
fn deal_role(role: DealRole, language: model::Locale) -> (&'static str, &'static str) {
    let (word, zh, en) = match role {
        DealRole::Ar => ("ar", "客户经理 AR", "AR, account"),
        DealRole::Sr => ("sr", "方案经理 SR", "SR, solution"),
        DealRole::Fr => ("fr", "交付经理 FR", "FR, fulfilment"),
        DealRole::WorkGroup => ("work_group", "工作组成员", "Working group"),
        DealRole::Reviewer => ("reviewer", "评审人", "Reviewer"),
        DealRole::Sdt => ("sdt", "销售决策团队 SDT", "SDT, sales decision team"),
        DealRole::Sponsor => ("sponsor", "项目 Sponsor", "Sponsor"),
        DealRole::SalesManager => ("sales_manager", "销售主管", "Sales manager"),
        DealRole::Observer => ("observer", "观察员", "Observer"),
    };
    (word, if language == model::Locale::Zh { zh } else { en })
}

fn links(locale: Locale, language: model::Locale, links: &[LinkRow]) -> impl IntoView + use<> {
    if links.is_empty() {
        return view! { <p class="server-note">{td!(locale, pages.admin.no_links)}</p> }.into_any();
    }
    let rows = links
        .iter()
        .cloned()
        .map(|link| {
            let what = match link.what {
                LinkWhat::Invitation(role) => {
                    td_string!(locale, pages.admin.kind_invitation, role = role_name(role, language)).to_string()
                }
                LinkWhat::Reset(name) => td_string!(locale, pages.admin.kind_reset, name = name).to_string(),
            };
            let made_by = td_string!(locale, pages.admin.made_by, name = link.made_by).to_string();
            let until = td_string!(locale, pages.admin.until, day = link.until.iso()).to_string();
            view! {
                <li class="server-row">
                    <span class="server-row-main"><b>{what}</b><small>{format!("{made_by} · {until}")}</small></span>
                    <form method="post" action=format!("/admin/links/{}/revoke", link.id)>
                        <button class="button" data-size="small">{td!(locale, pages.admin.revoke)}</button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="server-rows">{rows}</ul> }.into_any()
}

fn competitors(locale: Locale, competitors: &[CompetitorRow]) -> impl IntoView + use<> {
    let next = u8::try_from(competitors.len()).unwrap_or_default() % RIVAL_COLOURS + 1;
    let rows = competitors
        .iter()
        .cloned()
        .map(|rival| {
            let base = format!("/admin/competitors/{}", rival.id);
            if rival.archived {
                return view! {
                    <li class="server-row" data-left="">
                        <span class="rival-dot" data-rival=rival.colour.to_string() aria-hidden="true"></span>
                        <span class="server-row-main">
                            <b>{rival.name}</b>
                            <small>{td!(locale, pages.admin.archived)}</small>
                        </span>
                        <form method="post" action=format!("{base}/restore")>
                            <button class="button" data-size="small">{td!(locale, pages.admin.restore)}</button>
                        </form>
                    </li>
                }
                .into_any();
            }
            view! {
                <li class="server-row">
                    <form class="server-inline server-row-main" method="post" action=base.clone()>
                        <input
                            class="input"
                            name="name"
                            value=rival.name.clone()
                            aria-label=td_string!(locale, pages.admin.competitor)
                            required=true
                        />
                        {field::colour_choices(locale, Palette::Rivals, rival.colour)}
                        <span class="server-row-actions">
                            <button class="button" data-size="small">{td!(locale, pages.account.save)}</button>
                            <button class="button" data-size="small" formaction=format!("{base}/archive") formnovalidate=true>
                                {td!(locale, pages.admin.archive)}
                            </button>
                        </span>
                    </form>
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! {
        {competitors
            .is_empty()
            .then(|| view! { <p class="server-note">{td!(locale, pages.admin.no_competitors)}</p> })}
        <ul class="server-rows">{rows}</ul>
        <form class="server-inline" method="post" action="/admin/competitors">
            <input
                class="input"
                name="name"
                placeholder=td_string!(locale, pages.admin.competitor)
                aria-label=td_string!(locale, pages.admin.competitor)
                required=true
            />
            {field::colour_choices(locale, Palette::Rivals, next)}
            <button class="button" data-kind="primary">{td!(locale, pages.admin.add)}</button>
        </form>
    }
}
