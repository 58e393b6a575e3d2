//! Opening a database.

use crate::{
    StoreError,
    checkpoint::Checkpoints,
    database::{Database, Pools, on_pool},
    postgres,
    sqlite::{self, PageLimit},
};
use sqlx::{
    SqlSafeStr,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};
use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// The URL of a PostgreSQL database.
    Postgres(String),
}

/// How the database's schema stands to this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MigrationState {
    /// Nothing to do.
    UpToDate,
    /// These migrations have not been applied.
    Pending(Vec<String>),
    /// A newer program applied this migration.
    TooNew(i64),
}

impl MigrationState {
    /// Nothing has ever been here: the first migration is missing.
    pub fn is_new(&self) -> bool {
        matches!(self, Self::Pending(pending) if pending.first().is_some_and(|name| name.starts_with(FIRST)))
    }

    /// Why a database in this state is not opened.
    fn refusal(self) -> Option<StoreError> {
        let is_new = self.is_new();
        match self {
            Self::UpToDate => None,
            Self::Pending(_) if is_new => Some(StoreError::NothingYet),
            Self::Pending(pending) => Some(StoreError::SchemaTooOld { pending: pending.len() }),
            Self::TooNew(found) => Some(StoreError::SchemaTooNew { found }),
        }
    }
}

/// How the name of the first migration begins.
const FIRST: &str = "0001";

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) database: Database,
    /// Held while a server uses a SQLite file.
    lock: Mutex<Option<File>>,
    page_limit: PageLimit,
    pub(crate) checkpoints: Checkpoints,
}

macro_rules! migrations {
    ($folder:literal: $($version:literal $name:literal),+ $(,)?) => {
        Migrator::with_migrations(vec![$(Migration::new(
            $version,
            $name.into(),
            MigrationType::Simple,
            include_str!(concat!("../migrations/", $folder, "/000", $version, "_", $name, ".sql")).into_sql_str(),
            false,
        )),+])
    };
}

fn sqlite_migrations() -> Migrator {
    migrations!("sqlite": 1 "log", 2 "identity", 3 "export", 4 "share", 5 "seen")
}

fn postgres_migrations() -> Migrator {
    migrations!("postgres": 1 "log", 2 "identity", 3 "export", 4 "share", 5 "seen")
}

/// What the caller is going to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Serve,
    Migrate { to: Option<i64> },
    Beside,
}

impl Store {
    /// Opens a database whose schema is up to date, for a server: nobody else may have the SQLite file open so.
    pub async fn open(location: &Location) -> Result<Self, StoreError> {
        Self::open_to(location, Purpose::Serve).await
    }

    /// Opens a database for a server, creating it or applying pending migrations first.
    pub async fn open_and_migrate(location: &Location) -> Result<Self, StoreError> {
        Self::open_to(location, Purpose::Migrate { to: None }).await
    }

    /// For commands that run beside a running server (backup, verify, a user's password): takes no lock on the data folder.
    pub async fn open_beside(location: &Location) -> Result<Self, StoreError> {
        Self::open_to(location, Purpose::Beside).await
    }

    /// What `open_and_migrate` would do; changes nothing.
    pub async fn migrate_check(location: &Location) -> Result<MigrationState, StoreError> {
        if let Some(pending) = missing_file(location) {
            return Ok(pending);
        }
        let store = Self::connect(location, false, None).await?;
        let state = store.migration_state().await;
        store.close().await;
        state
    }

    /// Applies migrations up to this one only, as an older version of the program would have. For tests.
    #[doc(hidden)]
    pub async fn migrate_to(location: &Location, version: i64) -> Result<(), StoreError> {
        let store = Self::open_to(location, Purpose::Migrate { to: Some(version) }).await?;
        store.close().await;
        Ok(())
    }

    async fn open_to(location: &Location, purpose: Purpose) -> Result<Self, StoreError> {
        let migrate = matches!(purpose, Purpose::Migrate { .. });
        if !migrate && let Some(refusal) = missing_file(location).and_then(MigrationState::refusal) {
            return Err(refusal);
        }
        let lock = match location {
            Location::Sqlite(file) if purpose != Purpose::Beside => {
                sqlite::make_folder(file)?;
                Some(sqlite::lock(file)?)
            }
            _ => None,
        };
        let store = Self::connect(location, migrate, lock).await?;
        if let Purpose::Migrate { to } = purpose {
            store.migrate(to).await?;
            if to.is_some() {
                return Ok(store);
            }
        }
        store.migration_state().await?.refusal().map_or(Ok(store), Err)
    }

    async fn connect(location: &Location, create: bool, lock: Option<File>) -> Result<Self, StoreError> {
        let page_limit = PageLimit::default();
        let serves = lock.is_some();
        let database = match location {
            Location::Sqlite(file) => Database::Sqlite(sqlite::open(file, create, page_limit.clone()).await?),
            Location::Postgres(url) => Database::Postgres(postgres::open(url).await?),
        };
        let checkpoints = Checkpoints::none();
        let inner = Arc::new(Inner { database, lock: Mutex::new(lock), page_limit, checkpoints });
        if let (Location::Sqlite(file), true) = (location, serves) {
            Checkpoints::start(&inner, file.clone());
        }
        Ok(Self { inner })
    }

    async fn migrate(&self, to: Option<i64>) -> Result<(), StoreError> {
        let applied = match &self.inner.database {
            Database::Sqlite(Pools { writer, .. }) => match to {
                Some(version) => sqlite_migrations().run_to(version, writer).await,
                None => sqlite_migrations().run(writer).await,
            },
            Database::Postgres(Pools { writer, .. }) => match to {
                Some(version) => postgres_migrations().run_to(version, writer).await,
                None => postgres_migrations().run(writer).await,
            },
        };
        applied.map_err(|error| match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            MigrateError::VersionMissing(found) => StoreError::SchemaTooNew { found },
            other => StoreError::Corrupt(other.to_string()),
        })
    }

    async fn migration_state(&self) -> Result<MigrationState, StoreError> {
        let (known, begun) = match &self.inner.database {
            Database::Sqlite(Pools { writer, .. }) => {
                let table = "select count(*) > 0 from sqlite_schema where name = '_sqlx_migrations'";
                (sqlite_migrations(), sqlx::query_scalar::<_, bool>(table).fetch_one(writer).await?)
            }
            Database::Postgres(Pools { writer, .. }) => {
                let table = "select to_regclass('_sqlx_migrations') is not null";
                (postgres_migrations(), sqlx::query_scalar::<_, bool>(table).fetch_one(writer).await?)
            }
        };
        let mut applied: Vec<(i64, Vec<u8>)> = Vec::new();
        if begun {
            let all = "select version, checksum from _sqlx_migrations order by version";
            applied = on_pool!(self, writer, c => sqlx::query_as(all).fetch_all(c).await?);
        }
        for (version, checksum) in &applied {
            match known.iter().find(|migration| migration.version == *version) {
                None => return Ok(MigrationState::TooNew(*version)),
                Some(migration) if *migration.checksum != **checksum => {
                    return Err(StoreError::Corrupt(format!("migration {version} was applied in another form")));
                }
                Some(_) => {}
            }
        }
        let pending = names(known.iter().filter(|known| applied.iter().all(|(version, _)| *version != known.version)));
        Ok(if pending.is_empty() { MigrationState::UpToDate } else { MigrationState::Pending(pending) })
    }

    /// SQLite: the database may not grow beyond so many pages of 4 kB. For tests of a full disk; forgotten at the next start.
    pub async fn limit_pages(&self, pages: u32) -> Result<(), StoreError> {
        match &self.inner.database {
            Database::Sqlite(pools) => sqlite::limit_pages(pools, &self.inner.page_limit, pages).await,
            Database::Postgres(_) => Ok(()),
        }
    }

    /// Waits for running work, closes all connections and lets go of the data folder.
    pub async fn close(&self) {
        self.inner.checkpoints.stop().await;
        self.inner.database.close().await;
        drop(self.inner.lock.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

fn names<'a>(migrations: impl Iterator<Item = &'a Migration>) -> Vec<String> {
    migrations.map(|migration| format!("{:04}_{}", migration.version, migration.description)).collect()
}

/// Nobody but `migrate` creates a file.
fn missing_file(location: &Location) -> Option<MigrationState> {
    match location {
        Location::Sqlite(file) if !Path::exists(file) => {
            Some(MigrationState::Pending(names(sqlite_migrations().iter())))
        }
        _ => None,
    }
}
