//! `sandtable user add|reset`.

use super::say;
use crate::{
    admin::reset_link,
    clock,
    hub::Hub,
    password::Passwords,
    serve,
    session::login_is_valid,
    token,
    user::add_to,
    web::{Origin, Problem},
};
use anyhow::Context;
use model::{Locale, UserId, WorkspaceRole};
use std::{io::Read, process::ExitCode};
use store::{Location, NewUser, Store};

pub(super) async fn add(
    location: &Location,
    login: String,
    name: &str,
    role: WorkspaceRole,
    password_stdin: bool,
    public_url: &str,
) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(login_is_valid(&login), "a login has 3 to 64 letters, digits or . _ - @");
    let origin = Origin::parse(public_url)?;
    let password_hash = if password_stdin { Some(hash_of_stdin().await?) } else { None };
    // The new member is a change of the workspace: it takes the same way as every other, so this is a small server, and the
    // embedded database has room for one only.
    let store = serve::open(location).await?;
    let hub = Hub::start(store.clone(), matches!(location, Location::Postgres(_))).await?;
    let link_needed = password_hash.is_none();
    let user =
        NewUser { id: UserId(token::new_uuid()?), login: login.clone(), password_hash, locale: Locale::default() };
    let user = add_to(&store, &hub, user, name, role).await.map_err(in_words)?;
    hub.stop().await;
    say(format_args!("Added {login}."));
    if link_needed {
        say_link(&store, &origin, user).await?;
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn reset(
    location: &Location,
    login: &str,
    password_stdin: bool,
    public_url: &str,
) -> anyhow::Result<ExitCode> {
    let origin = Origin::parse(public_url)?;
    let store = Store::open_beside(location).await.context("the database can not be opened")?;
    let user = store.user_by_login(login).await?.with_context(|| format!("there is no user {login}"))?;
    if password_stdin {
        let hash = hash_of_stdin().await?;
        store.set_password_hash(user.id, Some(&hash)).await?;
        let ended = store.revoke_all(user.id, None).await?;
        say(format_args!("{login} has a new password; {ended} sessions ended."));
    } else {
        say_link(&store, &origin, user.id).await?;
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// A refusal as the person at the terminal can act on it.
fn in_words(problem: Problem) -> anyhow::Error {
    match problem {
        Problem::Refused(refusal) => anyhow::anyhow!(refusal.sentence(Locale::En)),
        other => other.into(),
    }
}

async fn say_link(store: &Store, origin: &Origin, user: UserId) -> anyhow::Result<()> {
    let address = reset_link(store, origin.as_str(), user, UserId::SYSTEM, clock::now()).await?;
    say(format_args!("He chooses his password at this address; it works once and for two days:\n  {address}"));
    Ok(())
}

async fn hash_of_stdin() -> anyhow::Result<String> {
    let mut password = String::new();
    std::io::stdin().take(4096).read_to_string(&mut password).context("no password on standard input")?;
    Ok(Passwords::default().hash(password.trim_end_matches(['\r', '\n']).to_owned()).await?)
}
