//! Databases on the PostgreSQL of the tests.

use server::token::new_uuid;
use std::process::Command;

/// The address of a new empty database.
///
/// # Panics
/// Without a PostgreSQL: a test that did not run must not look like one that passed.
pub fn new_database() -> String {
    let base = std::env::var("TEST_POSTGRES_URL")
        .expect("this test needs a PostgreSQL: run `.ci/postgres.sh cargo nextest run -p server`, or `make test`");
    let setup = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/setup/postgres");
    let programs = std::fs::read_to_string(setup).unwrap();
    let name = format!("server_{}", new_uuid().unwrap().simple());
    let createdb = format!("{}/createdb", programs.trim());
    assert!(Command::new(createdb).args(["--maintenance-db", &base, &name]).status().unwrap().success());
    let (before, query) = base.split_once('?').map_or((base.as_str(), ""), |(before, query)| (before, query));
    let (server, _) = before.rsplit_once('/').unwrap();
    format!("{server}/{name}?{query}")
}
