-- Who exported what and when.

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
