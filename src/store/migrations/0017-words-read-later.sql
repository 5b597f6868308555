-- Of a meeting that we have just written in bulk, the room's own copy tells that the room has it; to
-- read the organizer's copy for each as well would cost its mailbox as many calls as the writing.
-- Until then the words are taken to be those that were written, and afterwards they are compared.

alter table calendar_item add column words_due_at timestamptz;
create index calendar_item_words_due on calendar_item (configuration_id, words_due_at)
  where words_due_at is not null;
