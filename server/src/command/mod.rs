//! The commands of the binary. What they have to say goes to standard output; the log goes to standard error.

mod backup;
mod migrate;
mod rebuild;
mod restore;
mod user;
mod verify;

use crate::{
    config::{Cli, Command, DatabaseOptions, LogFormat, UserCommand},
    serve,
};
use std::{
    io::{self, IsTerminal, Write},
    process::ExitCode,
};
use store::Location;
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Runs what the command line says; an error becomes one sentence and exit code 1.
pub async fn run(cli: Cli) -> ExitCode {
    start_log(cli.log_format);
    let location = location(&cli.database);
    let outcome = match cli.command {
        None => serve::run(cli.serve, &location).await.map(|()| ExitCode::SUCCESS),
        Some(Command::Serve(options)) => serve::run(options, &location).await.map(|()| ExitCode::SUCCESS),
        Some(Command::Migrate { check }) => migrate::run(&location, check).await,
        Some(Command::Backup { file }) => backup::run(&location, &file).await,
        Some(Command::Restore { file }) => restore::run(&location, &file).await,
        Some(Command::Verify) => verify::run(&location).await,
        Some(Command::Rebuild) => rebuild::run(&location).await,
        Some(Command::User(UserCommand::Add { login, name, role, password_stdin, public_url })) => {
            user::add(&location, login, &name, role.into(), password_stdin, &public_url).await
        }
        Some(Command::User(UserCommand::Reset { login, password_stdin, public_url })) => {
            user::reset(&location, &login, password_stdin, &public_url).await
        }
    };
    outcome.unwrap_or_else(|error| {
        tracing::error!("{error:#}");
        ExitCode::FAILURE
    })
}

/// The embedded database in the data folder.
const DATABASE_FILE: &str = "sandtable.db";

/// Where the database is: PostgreSQL if an address is given, else the embedded one.
fn location(options: &DatabaseOptions) -> Location {
    match &options.database_url {
        Some(url) => Location::Postgres(url.clone()),
        None => Location::Sqlite(options.data.join(DATABASE_FILE)),
    }
}

/// Writes a line for the person at the terminal. A closed pipe is his business.
fn say(line: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stdout(), "{line}");
}

fn start_log(format: LogFormat) {
    // Quiet about libraries unless asked by RUST_LOG.
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,server=info,store=info"));
    let log = tracing_subscriber::registry().with(filter);
    let started = match format {
        LogFormat::Text => log
            .with(fmt::layer().with_writer(io::stderr).with_target(false).with_ansi(io::stderr().is_terminal()))
            .try_init(),
        LogFormat::Json => log.with(fmt::layer().json().with_writer(io::stderr)).try_init(),
    };
    // A second log can only be asked for in tests.
    let _ = started;
}
