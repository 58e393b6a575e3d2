//! A database of its own for each test.

use libtest_mimic::Failed;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{env, panic::AssertUnwindSafe, pin::Pin};
use store::{Location, Store};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// One test.
#[derive(Clone, Copy)]
pub struct Case {
    pub name: &'static str,
    /// The one database it is about.
    pub only: Option<Kind>,
    pub run: fn(Place) -> Pin<Box<dyn Future<Output = ()>>>,
}

/// Lists the tests of a suite; `@Sqlite` or `@Postgres` before those that are about one database only.
macro_rules! cases {
    ($($(@$kind:ident)? $name:ident),+ $(,)?) => {
        pub fn cases() -> Vec<$crate::place::Case> {
            vec![$($crate::place::Case {
                name: stringify!($name),
                only: None$(.or(Some($crate::place::Kind::$kind)))?,
                run: |place| Box::pin($name(place)),
            }),+]
        }
    };
}
pub(crate) use cases;

impl Kind {
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];

    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    pub fn is_there(self) -> bool {
        self == Self::Sqlite || env::var_os("TEST_POSTGRES_URL").is_some()
    }
}

/// Where a test has its databases.
pub struct Place {
    pub kind: Kind,
    folder: std::sync::Arc<TempDir>,
    name: String,
}

impl Place {
    /// The test's database; it does not exist yet (SQLite) or has no tables (PostgreSQL).
    pub fn location(&self) -> Location {
        self.location_of(self.kind)
    }

    /// A SQLite database beside the test's PostgreSQL, for what goes from one to the other.
    pub async fn sqlite(&self) -> Store {
        Store::open_and_migrate(&self.location_of(Kind::Sqlite)).await.unwrap()
    }

    fn location_of(&self, kind: Kind) -> Location {
        match kind {
            Kind::Sqlite => Location::Sqlite(self.folder.path().join("data").join("sandtable.db")),
            Kind::Postgres => Location::Postgres(url_of(&self.name)),
        }
    }

    /// The database, migrated and open.
    pub async fn store(&self) -> Store {
        Store::open_and_migrate(&self.location()).await.unwrap()
    }

    /// A second handle on the same database, as another node or a command beside the server has.
    pub async fn beside(&self) -> Store {
        Store::open_beside(&self.location()).await.unwrap()
    }

    /// Runs SQL behind the store's back.
    pub async fn execute(&self, sql: &str) {
        match self.location() {
            Location::Sqlite(file) => {
                let options = SqliteConnectOptions::new().filename(file).create_if_missing(true).foreign_keys(false);
                let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
                connection.execute(sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))).await.unwrap();
                connection.close().await.unwrap();
            }
            Location::Postgres(url) => {
                let mut connection = PgConnection::connect(&url).await.unwrap();
                connection.execute(sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))).await.unwrap();
                connection.close().await.unwrap();
            }
        }
    }

    /// The first column of all rows, as text, read behind the store's back.
    pub async fn query(&self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.location() {
            Location::Sqlite(file) => {
                let options = SqliteConnectOptions::new().filename(file);
                let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
                sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
            }
            Location::Postgres(url) => {
                let mut connection = PgConnection::connect(&url).await.unwrap();
                sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
            }
        }
    }
}

/// The address of another database on the server of the tests.
fn url_of(name: &str) -> String {
    let url = env::var("TEST_POSTGRES_URL").unwrap();
    let (address, options) = url.split_once('?').unwrap_or((&url, ""));
    let (server, _) = address.rsplit_once('/').unwrap();
    format!("{server}/{name}?{options}")
}

async fn on_server(sql: String) {
    let mut connection = PgConnection::connect(&env::var("TEST_POSTGRES_URL").unwrap()).await.unwrap();
    connection.execute(AssertSqlSafe(sql)).await.unwrap();
    connection.close().await.unwrap();
}

/// Runs a test, and removes its databases however it ended.
pub fn run(case: Case, kind: Kind) -> Result<(), Failed> {
    let folder = std::sync::Arc::new(TempDir::new()?);
    // The folder's name is unique on this machine while the test runs.
    let name =
        folder.path().file_name().unwrap().to_string_lossy().replace(|c: char| !c.is_alphanumeric(), "").to_lowercase();
    let name = format!("test_{name}_{}", std::process::id());
    let runtime = Runtime::new()?;
    if kind == Kind::Postgres {
        runtime.block_on(on_server(format!("create database {name}")));
    }
    let place = Place { kind, folder, name: name.clone() };
    let result = std::panic::catch_unwind(AssertUnwindSafe(|| runtime.block_on((case.run)(place))));
    if kind == Kind::Postgres {
        runtime.block_on(on_server(format!("drop database {name} with (force)")));
    }
    result.map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Failed::from(text.unwrap_or_default())
    })
}
