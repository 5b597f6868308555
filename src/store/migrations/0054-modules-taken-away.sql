-- A reservable module can be taken away once no space is in it. What it offered stays with the
-- reservations that have it.

alter table module_service
  alter column module_id drop not null,
  drop constraint module_service_module_id_fkey,
  add constraint module_service_module_id_fkey
    foreign key (module_id) references reservable_module on delete set null;
