-- How far each reader has read the talk of a deal.

create table seen (
    user_id blob not null,
    deal blob not null,
    thread blob not null,
    -- Row of the deal's log.
    up_to integer not null,
    primary key (user_id, deal, thread)
) strict;
