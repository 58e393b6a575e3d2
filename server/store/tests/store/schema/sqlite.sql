-- What a database looks like after all migrations. Tests compare the two.

create table stream (
    id integer primary key,
    name text not null unique,
    -- Position and row hash of the newest row of the log.
    head integer not null,
    hash blob not null,
    -- Grows over all streams with every append, in the order of commits.
    changed integer not null unique
) strict;

create table log (
    stream integer not null references stream (id),
    seq integer not null,
    op blob not null,
    author blob not null,
    at integer not null,
    schema integer not null,
    -- Salt and payload go together: both there, or erased.
    salt blob,
    digest blob not null,
    payload text not null,
    hash blob not null,
    check ((salt is null) = (payload = ''))
) strict;

create unique index log_by_stream on log (stream, seq);
-- The net under the check for ops that are in the log already.
create unique index log_by_op on log (op, stream);

create table snapshot (
    stream integer primary key references stream (id),
    seq integer not null,
    schema integer not null,
    state text not null
) strict;

create table card (
    stream integer primary key references stream (id),
    seq integer not null,
    card text not null
) strict;

create table meta (
    name text primary key not null,
    value text not null
) strict;

create table users (
    id blob primary key not null,
    login text not null,
    -- The login in lower case.
    login_key text not null unique,
    password_hash text,
    locale text not null,
    disabled integer not null
) strict;

create table session (
    id blob primary key not null,
    token blob not null unique,
    user_id blob not null references users (id),
    created_at integer not null,
    seen_at integer not null,
    expires_at integer not null,
    device text not null
) strict;

create index session_by_user on session (user_id);

create table link (
    id blob primary key not null,
    token blob not null unique,
    kind text not null,
    created_by blob not null,
    created_at integer not null,
    expires_at integer not null,
    -- Used or revoked.
    closed integer not null
) strict;

create table export (
    id blob primary key not null,
    deal blob not null,
    user_id blob not null,
    at integer not null,
    diagram text not null,
    format text not null,
    -- All of the diagram, or a part.
    whole integer not null
) strict;

create index export_by_deal on export (deal, at);

-- Links by which people outside read a diagram.

create table share (
    id blob primary key not null,
    -- SHA-256 of the secret half of the address.
    secret blob not null,
    deal blob not null,
    created_by blob not null,
    created_at integer not null,
    expires_at integer not null,
    -- What it shows, as the server wrote it.
    shows text not null,
    opened integer not null,
    opened_at integer,
    revoked_by blob,
    revoked_at integer
) strict;

create index share_by_deal on share (deal, created_at);

-- How far each reader has read the talk of a deal.

create table seen (
    user_id blob not null,
    deal blob not null,
    thread blob not null,
    -- Row of the deal's log.
    up_to integer not null,
    primary key (user_id, deal, thread)
) strict;
