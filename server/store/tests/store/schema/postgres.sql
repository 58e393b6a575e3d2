-- What a database looks like after all migrations. Tests compare the two.

create table stream (
    id bigint primary key,
    name text not null unique,
    -- Position and row hash of the newest row of the log.
    head bigint not null,
    hash bytea not null,
    -- Grows over all streams with every append, in the order of commits.
    changed bigint not null unique
);

create table log (
    stream bigint not null references stream (id),
    seq bigint not null,
    op bytea not null,
    author bytea not null,
    at bigint not null,
    schema bigint not null,
    -- Salt and payload go together: both there, or erased.
    salt bytea,
    digest bytea not null,
    payload text not null,
    hash bytea not null,
    check ((salt is null) = (payload = ''))
);

create unique index log_by_stream on log (stream, seq);
-- The net under the check for ops that are in the log already.
create unique index log_by_op on log (op, stream);

create table snapshot (
    stream bigint primary key references stream (id),
    seq bigint not null,
    schema bigint not null,
    state text not null
);

create table card (
    stream bigint primary key references stream (id),
    seq bigint not null,
    card text not null
);

create table meta (
    name text primary key,
    value text not null
);

create table users (
    id bytea primary key,
    login text not null,
    -- The login in lower case.
    login_key text not null unique,
    password_hash text,
    locale text not null,
    disabled boolean not null
);

create table session (
    id bytea primary key,
    token bytea not null unique,
    user_id bytea not null references users (id),
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null,
    device text not null
);

create index session_by_user on session (user_id);

create table link (
    id bytea primary key,
    token bytea not null unique,
    kind text not null,
    created_by bytea not null,
    created_at bigint not null,
    expires_at bigint not null,
    -- Used or revoked.
    closed boolean not null
);

create table export (
    id bytea primary key,
    deal bytea not null,
    user_id bytea not null,
    at bigint not null,
    diagram text not null,
    format text not null,
    -- All of the diagram, or a part.
    whole boolean not null
);

create index export_by_deal on export (deal, at);

-- Links by which people outside read a diagram.

create table share (
    id bytea primary key,
    -- SHA-256 of the secret half of the address.
    secret bytea not null,
    deal bytea not null,
    created_by bytea not null,
    created_at bigint not null,
    expires_at bigint not null,
    -- What it shows, as the server wrote it.
    shows text not null,
    opened bigint not null,
    opened_at bigint,
    revoked_by bytea,
    revoked_at bigint
);

create index share_by_deal on share (deal, created_at);

-- How far each reader has read the talk of a deal.

create table seen (
    user_id bytea not null,
    deal bytea not null,
    thread bytea not null,
    -- Row of the deal's log.
    up_to bigint not null,
    primary key (user_id, deal, thread)
);
