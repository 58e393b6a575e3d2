//! Databases on the PostgreSQL of the tests.

use server::token::new_uuid;
use std::process::{Command, Stdio};

/// The address of a new empty database.
///
/// # Panics
/// Without a PostgreSQL: a test that did not run must not look like one that passed.
pub fn new_database() -> String {
    let base = std::env::var("TEST_POSTGRES_URL")
        .expect("this test needs a PostgreSQL: run `.ci/postgres.sh cargo nextest run -p server`, or `make test`");
    let name = format!("server_{}", new_uuid().unwrap().simple());
    assert!(program("createdb").args(["--maintenance-db", &base, &name]).status().unwrap().success());
    let (before, query) = base.split_once('?').map_or((base.as_str(), ""), |(before, query)| (before, query));
    let (server, _) = before.rsplit_once('/').unwrap();
    format!("{server}/{name}?{query}")
}

/// A database that is away, or only half there, until the outage ends.
pub struct Outage {
    name: String,
    end: &'static str,
}

impl Outage {
    /// It takes no connections and has ended those there were.
    pub fn of(address: &str) -> Self {
        Self::begin(address, "allow_connections false", "allow_connections true")
    }

    /// It can be read and not written, like a standby that has just taken over.
    pub fn of_writing(address: &str) -> Self {
        Self::begin(address, "set default_transaction_read_only = on", "reset default_transaction_read_only")
    }

    fn begin(address: &str, begin: &str, end: &'static str) -> Self {
        let name = address.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
        let outage = Self { name, end };
        outage.alter(begin);
        outage
    }

    pub fn end(self) {
        self.alter(self.end);
    }

    /// Connections that are there would not notice.
    fn alter(&self, how: &str) {
        let Self { name, .. } = self;
        sql(&format!("alter database {name} {how}"));
        sql(&format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"));
    }
}

/// Runs SQL beside the databases of the tests.
fn sql(statement: &str) {
    let base = std::env::var("TEST_POSTGRES_URL").unwrap();
    let mut psql = program("psql");
    let psql = psql.args(["--quiet", "--dbname", &base, "--command", statement]).stdout(Stdio::null());
    assert!(psql.status().unwrap().success());
}

/// A program that came with the PostgreSQL of the tests.
fn program(name: &str) -> Command {
    let setup = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/setup/postgres");
    let folder = std::fs::read_to_string(setup).unwrap();
    Command::new(format!("{}/{name}", folder.trim()))
}
