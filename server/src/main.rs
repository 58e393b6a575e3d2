//! The binary `sandtable`.

use clap::Parser;
use server::{command, config::Cli};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    command::run(Cli::parse()).await
}
