-- As long as anything that the lanes claimed for a mailbox is under way, one process alone calls it:
-- then its own throttle keeps the four calls at once that Exchange allows (facts 4), and it may have
-- the next ones at hand, so that no place stays empty while an outcome is written down.

alter table mailbox_lane add column owner uuid;
