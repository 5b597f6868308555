-- Series whose every date is a reservation by now need no rolling on, until they change again.

-- The fingerprint of the series that is held to its end.
alter table reservation_series add column complete_for text;
