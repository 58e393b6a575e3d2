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
