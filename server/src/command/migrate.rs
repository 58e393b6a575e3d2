//! `sandtable migrate [--check]`.

use super::say;
use anyhow::Context;
use std::process::ExitCode;
use store::{Location, MigrationState, Store};

pub(super) async fn run(location: &Location, check: bool) -> anyhow::Result<ExitCode> {
    let state = Store::migrate_check(location).await.context("the database can not be looked at")?;
    match state {
        MigrationState::UpToDate => {
            say(format_args!("The database is up to date."));
            Ok(ExitCode::SUCCESS)
        }
        MigrationState::TooNew(migration) => {
            say(format_args!(
                "The database was migrated by a newer version (migration {migration}): use that version."
            ));
            Ok(ExitCode::FAILURE)
        }
        MigrationState::Pending(missing) if check => {
            say(format_args!("{} migrations are missing:", missing.len()));
            for name in missing {
                say(format_args!("  {name}"));
            }
            Ok(ExitCode::FAILURE)
        }
        MigrationState::Pending(missing) => {
            let store = Store::open_and_migrate(location).await.context("the migration failed")?;
            store.close().await;
            say(format_args!("Applied {} migrations.", missing.len()));
            Ok(ExitCode::SUCCESS)
        }
    }
}
