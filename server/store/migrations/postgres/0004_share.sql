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
