-- How far each reader has read the talk of a deal.

create table seen (
    user_id bytea not null,
    deal bytea not null,
    thread bytea not null,
    -- Row of the deal's log.
    up_to bigint not null,
    primary key (user_id, deal, thread)
);
