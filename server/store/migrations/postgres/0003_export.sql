-- Who exported what and when.

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
