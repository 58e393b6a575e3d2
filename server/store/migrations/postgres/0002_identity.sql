-- Who can sign in, who is, and the links that work once.

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
