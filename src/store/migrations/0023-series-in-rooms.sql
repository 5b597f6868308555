-- Of a series in a room's calendar its dates are kept, as the room's own copy has them, so that a
-- reconciliation can compare each. Null until the next full round has read it.

alter table calendar_item add column series jsonb;
