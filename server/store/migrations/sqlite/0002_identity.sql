-- Who can sign in, who is, and the links that work once.

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
