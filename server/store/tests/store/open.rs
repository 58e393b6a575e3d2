//! Opening, migrating, keeping a second server away.

use crate::{
    fixture::{appended, deal, op},
    place::{Kind, Place, cases},
};
use store::{Location, MigrationState, Store, StoreError};

cases![
    an_empty_place_is_not_served_before_it_is_migrated,
    a_migrated_place_is_up_to_date,
    a_half_migrated_place_names_what_is_missing,
    a_newer_database_is_left_alone,
    a_migration_that_was_applied_in_another_form_is_noticed,
    a_migrated_database_equals_the_written_schema,
    @Sqlite a_second_server_is_kept_away_from_a_file,
    @Postgres several_nodes_may_serve_one_database,
    a_command_works_beside_a_server,
    a_database_that_is_not_there_is_unavailable,
];

async fn an_empty_place_is_not_served_before_it_is_migrated(place: Place) {
    let location = place.location();
    for refused in [Store::open(&location).await.err(), Store::open_beside(&location).await.err()] {
        let refused = refused.unwrap();
        assert!(matches!(refused, StoreError::NothingYet), "{refused:?}");
        assert!(refused.to_string().contains("sandtable migrate"));
    }
    let pending = ["0001_log", "0002_identity", "0003_export", "0004_share", "0005_seen"].map(str::to_owned).to_vec();
    assert_eq!(Store::migrate_check(&location).await.unwrap(), MigrationState::Pending(pending));
    if let Location::Sqlite(file) = location {
        assert!(!file.exists(), "looking must not create a database");
    }
}

async fn a_migrated_place_is_up_to_date(place: Place) {
    place.store().await.close().await;
    assert_eq!(Store::migrate_check(&place.location()).await.unwrap(), MigrationState::UpToDate);
    Store::open(&place.location()).await.unwrap().close().await;
    place.store().await;
}

async fn a_half_migrated_place_names_what_is_missing(place: Place) {
    Store::migrate_to(&place.location(), 1).await.unwrap();
    let state = Store::migrate_check(&place.location()).await.unwrap();
    let pending = ["0002_identity", "0003_export", "0004_share", "0005_seen"].map(str::to_owned).to_vec();
    assert_eq!(state, MigrationState::Pending(pending));
    assert!(matches!(Store::open(&place.location()).await, Err(StoreError::SchemaTooOld { pending: 4 })));
}

async fn a_newer_database_is_left_alone(place: Place) {
    place.store().await.close().await;
    let newer = match place.kind {
        Kind::Sqlite => "insert into _sqlx_migrations values (99, 'later', current_timestamp, true, x'00', 0)",
        Kind::Postgres => "insert into _sqlx_migrations values (99, 'later', now(), true, '\\x00', 0)",
    };
    place.execute(newer).await;
    let refused = [Store::open(&place.location()).await.err(), Store::open_and_migrate(&place.location()).await.err()];
    for refused in refused {
        assert!(matches!(refused, Some(StoreError::SchemaTooNew { found: 99 })), "{refused:?}");
    }
    assert_eq!(Store::migrate_check(&place.location()).await.unwrap(), MigrationState::TooNew(99));
}

async fn a_migration_that_was_applied_in_another_form_is_noticed(place: Place) {
    place.store().await.close().await;
    let other = match place.kind {
        Kind::Sqlite => "update _sqlx_migrations set checksum = x'00' where version = 1",
        Kind::Postgres => "update _sqlx_migrations set checksum = '\\x00' where version = 1",
    };
    place.execute(other).await;
    assert!(matches!(Store::open(&place.location()).await, Err(StoreError::Corrupt(_))));
}

/// Tables with columns, constraints and indexes, one a line, but for the migrations' own table.
async fn schema_of(place: &Place) -> Vec<String> {
    let mut dump = Vec::new();
    let queries: &[&str] = match place.kind {
        Kind::Sqlite => &[
            "select m.name || ' ' || m.sql from sqlite_schema m where m.type = 'table' and m.name not like '\\_%' escape '\\' order by 1",
            "select m.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk || ' ' || coalesce(c.dflt_value, '-') \
             from sqlite_schema m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like '\\_%' escape '\\' order by 1",
            "select m.name || ' ' || i.name || ' ' || i.\"unique\" || ' ' || coalesce(c.name, '?') || ' ' || c.seqno \
             from sqlite_schema m, pragma_index_list(m.name) i, pragma_index_info(i.name) c \
             where m.type = 'table' and m.name not like '\\_%' escape '\\' order by 1",
        ],
        Kind::Postgres => &[
            "select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '-') \
             from information_schema.columns where table_schema = 'public' and table_name <> '_sqlx_migrations' order by 1",
            "select tablename || ' ' || indexdef from pg_indexes where schemaname = 'public' and tablename <> '_sqlx_migrations' order by 1",
            "select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint \
             where connamespace = 'public'::regnamespace and conrelid::regclass::text <> '_sqlx_migrations' order by 1",
        ],
    };
    for query in queries {
        dump.extend(place.query(query).await);
    }
    dump
}

async fn a_migrated_database_equals_the_written_schema(place: Place) {
    // As an installation comes to it: the first version is used, then the next one migrates it.
    Store::migrate_to(&place.location(), 1).await.unwrap();
    place.execute("insert into meta (name, value) values ('kept', 'yes')").await;
    let store = place.store().await;
    assert_eq!(store.meta("kept").await.unwrap().as_deref(), Some("yes"));
    store.close().await;
    let migrated = schema_of(&place).await;
    let drop = match place.kind {
        Kind::Sqlite => {
            "drop table card; drop table snapshot; drop table log; drop table stream; drop table meta; \
                         drop table session; drop table link; drop table export; drop table share; drop table seen; drop table users;"
        }
        Kind::Postgres => "drop schema public cascade; create schema public;",
    };
    place.execute(drop).await;
    assert_eq!(schema_of(&place).await, [""; 0], "the comparison must begin with nothing");
    place
        .execute(match place.kind {
            Kind::Sqlite => include_str!("schema/sqlite.sql"),
            Kind::Postgres => include_str!("schema/postgres.sql"),
        })
        .await;
    assert_eq!(schema_of(&place).await, migrated);
    assert!(migrated.len() > 30, "{migrated:#?}");
}

async fn a_second_server_is_kept_away_from_a_file(place: Place) {
    let store = place.store().await;
    assert!(matches!(Store::open(&place.location()).await, Err(StoreError::Locked)));
    assert!(matches!(Store::open_and_migrate(&place.location()).await, Err(StoreError::Locked)));
    store.close().await;
    Store::open(&place.location()).await.unwrap();
}

async fn several_nodes_may_serve_one_database(place: Place) {
    let one = place.store().await;
    let two = Store::open(&place.location()).await.unwrap();
    appended(&one, vec![op(1, &[(deal(1), 0)])]).await;
    appended(&two, vec![op(2, &[(deal(1), 1)])]).await;
}

async fn a_command_works_beside_a_server(place: Place) {
    let server = place.store().await;
    appended(&server, vec![op(1, &[(deal(1), 0)])]).await;
    let command = place.beside().await;
    assert_eq!(command.verify().await.unwrap().rows, 1);
    command.set_meta("told by", "the command").await.unwrap();
    assert_eq!(server.meta("told by").await.unwrap().as_deref(), Some("the command"));
}

async fn a_database_that_is_not_there_is_unavailable(place: Place) {
    let location = match place.location() {
        Location::Sqlite(file) => {
            // A folder is in the way.
            std::fs::create_dir_all(&file).unwrap();
            Location::Sqlite(file)
        }
        Location::Postgres(_) => Location::Postgres("postgres://nobody@localhost/x?host=/nowhere/at/all".to_owned()),
    };
    assert!(matches!(Store::open_and_migrate(&location).await, Err(StoreError::Unavailable(_))));
}
